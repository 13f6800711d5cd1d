/**
 * The stages in order: start reading here. Each is one function. A book with an error is not written; the other books
 * of the same run are.
 */
import { assembleCached } from './assemble/book-cache.ts';
import { buildDate } from './assemble/build-date.ts';
import { splitVolume, weighArticles, weighPages } from './assemble/split-volume.ts';
import { type WrittenCatalogue, writeCatalogue } from './catalogue/write-catalogue.ts';
import { findBooks } from './config/find-books.ts';
import type { BuildOptions } from './config/search.ts';
import { type Gathered, gatherBook } from './gather.ts';
import { type Lock, lockPath, nextDates, writeLock } from './images/lock.ts';
import { type BuildVolumes, buildLibrary } from './library/build-library.ts';
import { type BuiltBook, type BuiltVolumes, withoutContent } from './library/built-book.ts';
import { describeDiskFault } from './library/disk-fault.ts';
import type { Turns } from './library/in-pairs.ts';
import { type Shard, shardOf } from './library/shards.ts';
import { checkTypography } from './markdown/lint/typography.ts';
import type { Book, BookConfig } from './model/book.ts';
import { collector, type Diagnostic, isError, problem, type Reported, sortProblems } from './model/diagnostics.ts';
import type { Host } from './model/host.ts';
import type { Format } from './model/options.ts';
import type { OutputFile } from './model/output.ts';
import type { PdfText } from './model/page-text.ts';
import { chooseSeverities } from './model/severities.ts';
import { type Keep, keepingPrints, keepingValues, type RunStage, stageRunner, type Timings } from './stages.ts';
import { loadTemplates, type Templates } from './templates/load-templates.ts';
import { checkOutputs, pageTextOf, type SizedFile } from './verify/check-outputs.ts';
import { measureSize } from './verify/output-size.ts';

/** How a Book becomes files. `pageText` is what stands on the pages of its PDF, null where there is none. */
type Renderer = (
  book: Book,
  templates: Templates,
  host: Host,
  pageText: Promise<PdfText | null>,
) => Promise<Reported<OutputFile[]>>;

/**
 * In the order in which they are begun: the browser prints in a process of its own while the others are made. A format
 * is loaded when a book is rendered in it.
 */
const renderers: Record<Format, () => Promise<Renderer>> = {
  pdf: async () => (await import('./pdf/render.ts')).renderPdf,
  epub: async () => (await import('./epub/render.ts')).renderEpub,
  html: async () => (await import('./html/render.ts')).renderHtml,
};

export type { BuiltBook } from './library/built-book.ts';

export interface BuildResult {
  books: BuiltBook[];
  /** Null where none was written. */
  catalogue: WrittenCatalogue | null;
  diagnostics: Diagnostic[];
  /** An error was met before any book was begun: a wrong path, a bad book.yaml. */
  badInput: boolean;
  /** A book was not written because of a problem. */
  failed: boolean;
}

/** What is done with finished books: written, or only judged. */
export interface Task {
  check: boolean;
  strict: boolean;
  /** A folder for every stage's value, or null. */
  debugFolder: string | null;
}

interface LibraryTask extends Task {
  turns: Turns;
}

/** Everything is built where there is no shard. */
export async function buildBooks(
  options: BuildOptions,
  task: Task,
  host: Host,
  shard: Shard | null = null,
): Promise<BuildResult> {
  const { diagnostics, take } = collector();
  const found = await findBooks(options, host);
  const build: BuildVolumes = (config, turns, own) => buildVolumes(config, { ...task, turns }, own);
  const configs = take(found);
  const books = take(await buildLibrary(shardOf(configs, shard), task, build, host));
  const isWanted = !task.check && found.catalogue !== 'off';
  const request = {
    ...options,
    settings: found.catalogue === 'off' ? null : found.catalogue,
    books,
    // A shard of one book of many has a catalogue.
    leastBooks: shard === null || configs.length < 2 ? 2 : 1,
    names: configs.map(({ name }) => name),
  };
  return {
    books,
    catalogue: isWanted ? take(await writeCatalogue(request, host)) : null,
    diagnostics: sortProblems(diagnostics),
    badInput: found.diagnostics.some(isError),
    failed: diagnostics.some((each) => isFatal(each, task)),
  };
}

/** One book, or the volumes that it is split into. */
async function buildVolumes(config: BookConfig, task: LibraryTask, host: Host): Promise<Reported<BuiltVolumes>> {
  const { diagnostics, take } = collector();
  const value: BuiltVolumes = { books: [], addresses: [] };
  for (const volume of await splitIntoVolumes(config, task, host)) {
    const { books, addresses } = take(await buildBook(volume, task, host).catch(describeDiskFault));
    value.books.push(...books);
    value.addresses.push(...addresses);
  }
  return { value, diagnostics };
}

/**
 * A volume with a limit is made until no part of it is larger: how large a book becomes is known when it is made. What
 * was made before is in the cache.
 */
async function splitIntoVolumes(config: BookConfig, task: Task, host: Host): Promise<BookConfig[]> {
  const { maximumBytes = null, maximumPages = null } = config.volume ?? {};
  const measured: Format[] = [
    ...(maximumBytes === null ? [] : ['epub' as const]),
    ...(maximumPages === null ? [] : ['pdf' as const]),
  ];
  if (measured.length === 0) return [config];
  const excessOf = ({ outputs, gathered }: MadeBook) => {
    if (gathered.articles.length < 2) return 0;
    const sizes = outputs.map((file) =>
      file.kind === 'epub'
        ? file.size.whole / (maximumBytes ?? Number.POSITIVE_INFINITY)
        : file.kind === 'pdf'
          ? file.pages / (maximumPages ?? Number.POSITIVE_INFINITY)
          : 0,
    );
    return Math.max(0, ...sizes);
  };
  const make = (volume: BookConfig) => makeBook({ ...volume, formats: measured }, { ...task, check: false }, host);
  const whole = await make(config);
  const { articles, loaded } = whole.gathered;
  const weights = maximumBytes === null ? weighPages(articles) : weighArticles(articles, loaded.assets);
  let capacity = [...weights.values()].reduce((sum, each) => sum + each, 0);
  let volumes = [config];
  let excess = excessOf(whole);
  for (let attempt = 0; attempt < mostAttempts && excess > 1; attempt += 1) {
    capacity *= 0.97 / excess;
    volumes = splitVolume(config, weights, capacity);
    excess = 0;
    for (const volume of volumes) excess = Math.max(excess, excessOf(await make(volume)));
  }
  return volumes;
}

/** Each brings the volumes below their limit, or leaves single articles that are above it. */
const mostAttempts = 6;

async function buildBook(config: BookConfig, task: LibraryTask, host: Host): Promise<Reported<BuiltVolumes>> {
  return writeBook(await makeBook(config, task, host), task, host);
}

/** A book before it is written. */
interface MadeBook {
  config: BookConfig;
  book: Book;
  gathered: Gathered;
  nextLock: Lock;
  outputs: SizedFile[];
  diagnostics: Diagnostic[];
  run: RunStage;
  timings: Timings;
}

async function makeBook(config: BookConfig, task: Task, host: Host): Promise<MadeBook> {
  const { diagnostics, take } = collector();
  const { run, timings } = stageRunner(config.name, host);
  const keep = keepingValues(config.name, task.debugFolder, host);
  const asChosen = (reported: Diagnostic[]) => chooseSeverities(reported, config.diagnostics);

  const prepared = await prepareBook(config, task, run, keep, host);
  const { book, templates, gathered, nextLock } = take(prepared);
  // A book that has an error already is not worth minutes of printing, and one of nothing but drafts is none.
  const isWorthwhile = gathered.articles.length > 0 && !asChosen(prepared.diagnostics).some(isError);
  const rendered = await renderBook(book, isWorthwhile ? config.formats : [], templates, run, {
    ...host,
    print: keepingPrints(host, keep),
  });
  const outputs = take(rendered).map((file): SizedFile => ({ ...file, size: measureSize(book, file) }));
  const checked = await checkOutputs(book, outputs, templates, task.check, host);
  take(checked);

  return { config, book, gathered, nextLock, outputs, diagnostics: asChosen(diagnostics), run, timings };
}

async function writeBook(made: MadeBook, task: LibraryTask, host: Host): Promise<Reported<BuiltVolumes>> {
  const { config, book, gathered, nextLock, outputs, run, timings } = made;
  const { diagnostics, take } = collector();
  // What needs no browser does not wait for one.
  const isPrevented = made.diagnostics.some((each) => isFatal(each, task) && each.code !== 'browser-missing');
  const isWritten =
    !task.check &&
    !isPrevented &&
    outputs.length > 0 &&
    take(await run('write', outputs.length, () => task.turns.take('outputs', () => writeOutputs(outputs, host))));
  if (isWritten) take(await task.turns.take(lockPath(config), () => writeLock(config, gathered.lock, nextLock, host)));
  const built: BuiltBook = {
    name: config.name,
    title: book.meta.title,
    inputs: gathered.sources.map(({ path }) => path),
    meta: book.meta,
    outputs: isWritten ? outputs.map(withoutContent) : [],
    cover: outputs.find((output) => output.kind === 'epub')?.cover ?? book.cover?.screen ?? null,
    images: gathered.loaded.images,
    timings,
    unchanged: false,
  };
  const reported = chooseSeverities(diagnostics, config.diagnostics);
  const value = { books: [built], addresses: [...gathered.loaded.assets.keys()] };
  return { value, diagnostics: [...made.diagnostics, ...reported] };
}

interface PreparedBook {
  book: Book;
  templates: Templates;
  gathered: Gathered;
  /** octavo.lock as it should be after this build. */
  nextLock: Lock;
}

/** Everything before the formats part ways. */
async function prepareBook(
  config: BookConfig,
  task: Task,
  run: RunStage,
  keep: Keep,
  host: Host,
): Promise<Reported<PreparedBook>> {
  const { diagnostics, report, take } = collector();
  // Headers may hold passwords.
  await keep('config', { ...config, images: { ...config.images, hosts: Object.keys(config.images.hosts) } });
  const templates = take(await run('read', 0, () => loadTemplates(config, host)));
  const gathered = take(await gatherBook(config, run, host));
  const { articles, cover, altTexts, lock, loaded, neighbours } = gathered;
  if (task.check) for (const article of articles) checkTypography(article, config.typography).forEach(report);
  await keep('articles', articles);
  await keep('assets', [...loaded.assets]);
  const { date, remembered } = buildDate(config, articles, lock.dates.get(config.name), host.today());
  const nextLock = { images: loaded.lock, dates: nextDates(lock.dates, config.name, remembered) };
  const input = { articles, cover, assets: loaded.assets, altTexts, neighbours, date };
  const book = take(await run('assemble', 1, () => assembleCached(config, input, host)));
  await keep('book', { ...book, config: null, assets: null });
  return { value: { book, templates, gathered, nextLock }, diagnostics };
}

async function renderBook(
  book: Book,
  formats: Format[],
  templates: Templates,
  run: RunStage,
  host: Host,
): Promise<Reported<OutputFile[]>> {
  const { diagnostics, take } = collector();
  const files = new Map<Format, Promise<Reported<OutputFile[]>>>();
  let pageText: Promise<PdfText | null> = Promise.resolve(null);
  for (const format of Object.keys(renderers) as Format[]) {
    if (!formats.includes(format)) continue;
    const printed = pageText;
    const rendering = run(format, 1, async () => (await renderers[format]())(book, templates, host, printed));
    files.set(format, rendering);
    if (format === 'pdf')
      pageText = rendering.then(
        ({ value }) => pageTextOf(value),
        () => null,
      );
  }
  const rendered = await Promise.all(formats.map((format) => files.get(format)!));
  return { value: rendered.flatMap(take), diagnostics };
}

/** All of a book or nothing: what the last good build wrote stays when this one fails. */
async function writeOutputs(outputs: OutputFile[], host: Pick<Host, 'writeFiles'>): Promise<Reported<boolean>> {
  const answer = await host.writeFiles(outputs);
  if (answer.kind === 'written') return { value: true, diagnostics: [] };
  const hint = 'the files of the last build were not changed';
  return {
    value: false,
    diagnostics: [
      problem('output-failed', `cannot write the file: ${answer.reason}`, { file: answer.path, line: null }, hint),
    ],
  };
}

function isFatal(diagnostic: Diagnostic, task: Task): boolean {
  return isError(diagnostic) || (task.strict && diagnostic.severity === 'warning');
}
