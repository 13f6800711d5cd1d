/** Prints until page numbers are stable, without tags, a fifth of the time, except for the last print. */
import type { Book, Profile } from '../../model/book.ts';
import type { BrowserAnswer, Host } from '../../model/host.ts';
import type { PdfDocument } from '../file/document.ts';
import { readPdf } from '../file/reader.ts';
import { readPageNumbers } from './page-numbers.ts';
import { noPagination, type Pagination, paginate, textsOf } from './pagination.ts';
import type { PrintPage } from './print-page.ts';

/** Two prints settle nearly every book; more are needed when numbers grow a digit and move a line. */
const mostPrints = 4;

export type StablePrint =
  | {
      kind: 'printed';
      bytes: Uint8Array;
      document: PdfDocument;
      pagination: Pagination;
      settled: boolean;
      rounds: number;
    }
  | Exclude<BrowserAnswer, { kind: 'bytes' }>;

export async function printUntilStable(
  page: Pick<PrintPage, 'html' | 'files' | 'references'>,
  known: Pagination | null,
  book: Book,
  profile: Profile,
  host: Pick<Host, 'print' | 'progress'>,
): Promise<StablePrint> {
  const { html, files, references } = page;
  let pagination = known === null ? noPagination : { ...known, always: new Set<string>() };
  for (let round = 1; ; round += 1) {
    const tagged = pagination.pages > 0;
    const texts = textsOf(pagination, book, references, profile);
    const answer = await host.print({ name: `pdf-${profile}`, html, files, texts, tagged });
    if (answer.kind !== 'bytes') return answer;
    const document = readPdf(answer.bytes);
    const measured = readPageNumbers(document);
    host.progress({ book: book.config.name, stage: 'pdf', done: measured.pages, total: null });
    const next = paginate(measured, pagination, book, profile);
    const settled = tagged && isSame(textsOf(next, book, references, profile), texts);
    if (settled || (tagged && round >= mostPrints))
      return {
        kind: 'printed',
        bytes: answer.bytes,
        document,
        pagination: settled ? next : pagination,
        settled,
        rounds: round,
      };
    // A reference that comes and goes with the line it stands on stays from now on.
    const shown = references.flatMap(({ text }) => (round >= 2 && texts.get(text) ? [text] : []));
    pagination = { ...next, always: new Set([...next.always, ...shown]) };
  }
}

function isSame(texts: ReadonlyMap<string, string>, printed: ReadonlyMap<string, string>): boolean {
  return [...texts].every(([name, words]) => printed.get(name) === words);
}
