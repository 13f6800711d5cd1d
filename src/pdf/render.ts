/**
 * Book to PDF. In: a Book and templates. Out: one file. Chrome has no target-counter, so the page numbers of the
 * contents come from a fixed point, as TeX does it: print with the numbers known so far, read the real ones from the
 * PDF, print again while any differ. What was printed last is cached, so that an unchanged book is not printed at all.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Book } from '../book.ts';
import { type Diagnostic, problem, type Reported } from '../diagnostics.ts';
import type { BrowserAnswer, Host } from '../host.ts';
import { loadFonts } from '../html/fonts.ts';
import { loadHyphenation } from '../html/hyphenation.ts';
import type { PrintedFile } from '../html/printed-pages.ts';
import type { Templates } from '../html/templates.ts';
import { describeCrash } from './crash.ts';
import { type Finish, finishPdf } from './finish.ts';
import { checkGlyphs } from './glyphs.ts';
import { readPrint, writePrint } from './last-print.ts';
import { type PageNumbers, readPageNumbers } from './page-numbers.ts';
import { readPageWords } from './page-words.ts';
import { type PrintPage, printPage, startOf } from './print-page.ts';

type PrintHost = Pick<Host, 'print' | 'packageFile' | 'readFile' | 'readCache' | 'writeCache' | 'progress'>;

/** Two prints settle nearly every book; more are needed when numbers grow a digit and move a line of the contents. */
const mostPrints = 5;

export async function renderPdf(book: Book, templates: Templates, host: PrintHost): Promise<Reported<PrintedFile[]>> {
  const diagnostics: Diagnostic[] = [];
  const fonts = await loadFonts(book.meta.language, host);
  diagnostics.push(...fonts.diagnostics, ...(await checkGlyphs(book, fonts.value.faces, host)));
  const chapters = book.sections.filter((section) => section.kind === 'chapter');
  const hyphenate = await loadHyphenation(chapters.map(({ language }) => language));
  const page = await printPage(book, templates, fonts.value, hyphenate, host);
  const fingerprint = createHash('sha256').update(page.html).digest('hex');
  const last = await readPrint(book.config, host);
  let printed = last?.fingerprint === fingerprint ? last.bytes : null;
  if (printed === null) {
    const answer = await printSettled(page, last?.numbers ?? null, book, host);
    if (answer.kind === 'crashed') {
      diagnostics.push(await describeCrash(page, book, answer.reason, host));
      return { value: [], diagnostics };
    }
    if (answer.kind !== 'bytes') {
      const code = answer.kind === 'no-browser' ? 'browser-missing' : 'print-failed';
      diagnostics.push(problem(code, `the PDF could not be printed: ${answer.reason}`, null, hints[code]));
      return { value: [], diagnostics };
    }
    printed = answer.bytes;
  }
  const { numbers, pages } = readPageNumbers(printed);
  const read = printed === last?.bytes ? last : readPageWords(printed);
  const { words, untagged } = read;
  if (read !== last) await writePrint(book.config, { fingerprint, numbers, words, untagged, bytes: printed }, host);
  host.progress({ book: book.config.name, stage: 'pdf', done: pages, total: null });
  const path = join(book.config.outputFolder, `${book.config.name}.pdf`);
  const finished = finishPdf(printed, book.meta, book.meta.language, finishOf(book, startsOf(book, numbers)));
  diagnostics.push(...finished.diagnostics);
  const pieces = [finished.value];
  const print = { words, untagged, starts: startsOf(book, numbers) };
  return { value: [{ format: 'pdf', target: null, path, pieces, pages, fontBytes: 0, print }], diagnostics };
}

function finishOf({ config }: Book, starts: ReadonlyMap<string, number>): Finish {
  return {
    profile: 'screen',
    trim: config.page,
    bleed: 0,
    spineBleed: true,
    marks: false,
    openings: new Set(starts.values()),
    labels: [],
    standard: null,
    writing: config.writing,
  };
}

/** Every part and chapter is in the contents, so its page is known. */
function startsOf(book: Book, numbers: PageNumbers): Map<string, number> {
  return new Map(
    book.sections.flatMap(({ id }) => {
      const page = numbers.get(startOf(id, book));
      return page === undefined ? [] : [[id, page] as const];
    }),
  );
}

const hints = {
  'browser-missing': 'install Chrome or Chromium, or name one: OCTAVO_BROWSER=/path/to/chrome',
  'print-failed': 'build again; with --debug DIR the page that was printed is kept',
};

async function printSettled(
  page: PrintPage,
  known: PageNumbers | null,
  book: Book,
  host: PrintHost,
): Promise<BrowserAnswer> {
  let numbers = known;
  for (let count = 1; ; count += 1) {
    // Tags cost a fifth of the time, so a print made only for its numbers goes without.
    const tagged = numbers !== null;
    const answer = await host.print({ ...page, texts: asTexts(numbers), tagged });
    if (answer.kind !== 'bytes') return answer;
    const read = readPageNumbers(answer.bytes);
    host.progress({ book: book.config.name, stage: 'pdf', done: read.pages, total: null });
    if (tagged && (sameNumbers(numbers!, read.numbers) || count >= mostPrints)) return answer;
    numbers = read.numbers;
  }
}

function asTexts(numbers: PageNumbers | null): ReadonlyMap<string, string> {
  return new Map(Array.from(numbers ?? [], ([id, number]) => [id, String(number)]));
}

function sameNumbers(first: PageNumbers, second: PageNumbers): boolean {
  return [...second].every(([id, number]) => first.get(id) === number);
}
