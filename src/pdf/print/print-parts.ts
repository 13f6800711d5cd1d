/**
 * Prints the parts of a book until the page numbers in them are those of the pages. A part that refers to pages is
 * printed as a draft first, without tags, a fifth of the time. Each print is a function of the part alone and is cached,
 * so an edit prints one part again, and the same book is always the same pages.
 */
import { startOf } from '../../model/anchors.ts';
import type { Book, Profile } from '../../model/book.ts';
import type { BrowserAnswer, Host } from '../../model/host.ts';
import { idOfHref } from '../file/destinations.ts';
import { fillTexts } from './fill-texts.ts';
import { type MeasuredPart, type Pagination, paginate, textsOf } from './pagination.ts';
import { createPartCache, type PartCacheHost, type StoredPart } from './part-cache.ts';
import { frontId, type PrintPart, type PrintParts } from './parts.ts';

/** Two settle nearly every book; more are needed when numbers grow a digit and move a line. */
const mostRounds = 4;

export interface PrintedParts {
  kind: 'printed';
  /** In their order. */
  parts: StoredPart[];
  pagination: Pagination;
  /** What was filled in, by the id of the part. */
  texts: ReadonlyMap<string, ReadonlyMap<string, string>>;
  settled: boolean;
  rounds: number;
}

export type FailedPrint = Exclude<BrowserAnswer, { kind: 'bytes' }> & { part: PrintPart };

export type PrintHost = PartCacheHost & Pick<Host, 'print' | 'progress'>;

export async function printParts(
  { page, files, parts }: PrintParts,
  book: Book,
  profile: Profile,
  host: PrintHost,
): Promise<PrintedParts | FailedPrint> {
  const cache = createPartCache(page, files, host);
  const titles = titlesOf(book);
  const standard = profile === 'screen' ? book.config.pdf.standard : null;
  const stored: StoredPart[] = [];
  const printed: ReadonlyMap<string, string>[] = [];
  const measured: MeasuredPart[] = parts.map(() => ({ pages: 1, numbers: new Map() }));
  const report = () => {
    const done = measured.reduce((sum, { pages }) => sum + pages, 0);
    host.progress({ book: book.config.name, stage: 'pdf', done, total: null });
  };

  async function print(index: number, texts: ReadonlyMap<string, string>): Promise<FailedPrint | null> {
    const part = parts[index]!;
    const body = fillTexts(part.body, texts);
    const options = { profile, standard, headings: part.headings, titles: linkedTitles(body, titles) };
    const answer = await cache.finished(body, options, () => printBody(part, body, true));
    if (answer.kind !== 'part') return { ...answer, part };
    stored[index] = answer.part;
    printed[index] = texts;
    measured[index] = answer.part;
    report();
    return null;
  }

  async function draft(index: number): Promise<FailedPrint | null> {
    const part = parts[index]!;
    const answer = await cache.draft(part.body, () => printBody(part, part.body, false));
    if (answer.kind !== 'draft') return { ...answer, part };
    measured[index] = answer.draft;
    report();
    return null;
  }

  function printBody({ id }: PrintPart, body: string, tagged: boolean): Promise<BrowserAnswer> {
    const name = `pdf-${profile}/${id === frontId ? '_front' : id}`;
    return host.print({ name, html: page, body, files, tagged });
  }

  const refersToPages = ({ references, listed }: PrintPart) => references.length + listed.length > 0;
  // The contents come last: no page number depends on how many pages they have.
  const first = parts.map((part, index) =>
    part.id === frontId ? null : refersToPages(part) ? draft(index) : print(index, new Map()),
  );
  for (const failed of await Promise.all(first)) if (failed !== null) return failed;

  const alwaysShown = new Set<string>();
  const isFront = (index: number) => parts[index]!.id === frontId;
  for (let round = 1; ; round += 1) {
    const pagination = paginate(parts, measured, book.config, profile);
    const wanted = parts.map((part) => textsOf(part, pagination, alwaysShown, book));
    const changed = parts.flatMap((_, index) => (isSame(wanted[index]!, printed[index]) ? [] : [index]));
    // What is printed first may change what the contents list.
    const chapters = round > mostRounds ? [] : changed.filter((index) => !isFront(index));
    const next = chapters.length > 0 ? chapters : changed.filter(isFront);
    if (next.length === 0) {
      const texts = new Map(parts.map(({ id }, index) => [id, printed[index]!]));
      return { kind: 'printed', parts: stored, pagination, texts, settled: changed.length === 0, rounds: round };
    }
    const answers = await Promise.all(next.map((index) => print(index, wanted[index]!)));
    for (const failed of answers) if (failed !== null) return failed;
    // A reference that comes and goes with the line it stands on stays from the second time on.
    if (round >= 2)
      for (const { references } of parts) for (const { text } of references) if (isShown(text)) alwaysShown.add(text);
  }

  function isShown(text: string): boolean {
    return printed.some((texts) => (texts?.get(text) ?? '') !== '');
  }
}

function isSame(texts: ReadonlyMap<string, string>, printed: ReadonlyMap<string, string> | undefined): boolean {
  return printed !== undefined && [...texts].every(([name, words]) => printed.get(name) === words);
}

/** Of every part, chapter and heading, by the id that links lead to. */
function titlesOf(book: Book): Map<string, string> {
  return new Map(
    book.sections.flatMap((section) => [
      [startOf(section.id, book), section.title] as const,
      ...(section.kind === 'chapter' ? section.headings.map(({ id, text }) => [id, text] as const) : []),
    ]),
  );
}

/** Those that a part links to. */
function linkedTitles(body: string, titles: ReadonlyMap<string, string>): Map<string, string> {
  const linked = new Map<string, string>();
  for (const [, href] of body.matchAll(/ href="([^"]*)"/g)) {
    const id = idOfHref(href!);
    const title = id === null ? undefined : titles.get(id);
    if (title !== undefined) linked.set(id!, title);
  }
  return linked;
}
