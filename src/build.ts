/**
 * The stages in order. Start reading here. In: what to build and a Host. Out: a report of what was built and every
 * problem met. Each stage is one function; a book with an error is not written, and the others are.
 */
import { join } from 'node:path';
import { assembleBook } from './assemble/assemble.ts';
import { type BuildOptions, findBooks } from './config/find-books.ts';
import { type FindSource, sourceFinder } from './epub/check/source-lines.ts';
import { validateEpub, wholeOf } from './epub/check/validate.ts';
import { renderEpub } from './epub/render.ts';
import { gatherBook, isError, stageRunner } from './gather.ts';
import { renderHtml } from './html/render.ts';
import type { ImageReport } from './images/load.ts';
import { type Lock, lockPath, printLock } from './images/lock.ts';
import { checkTypography } from './markdown/lint/typography.ts';
import type { Book, BookConfig, Format, OutputFile } from './model/book.ts';
import { type Diagnostic, problem, type Reported, sortProblems } from './model/diagnostics.ts';
import type { Host, Stage } from './model/host.ts';
import type { PrintedPages } from './model/page-text.ts';
import { chooseSeverities } from './model/severities.ts';
import { renderPdf } from './pdf/render.ts';
import { loadTemplates, type Templates } from './templates/load-templates.ts';
import { checkWeight, type Weight, weigh } from './verify/output-size.ts';
import { checkWords } from './verify/word-check.ts';

/** How a Book becomes files. A format is one file and one line in `renderers`. `print` tells what is on the pages of the PDF. */
type Renderer = (
  book: Book,
  templates: Templates,
  host: Host,
  print: Promise<PrintedPages | null>,
) => Promise<Reported<OutputFile[]>>;

/** Those that are made beside the PDF. */
const renderers: Record<Exclude<Format, 'pdf'>, Renderer> = { epub: renderEpub, html: renderHtml };

export interface BuiltBook {
  name: string;
  title: string;
  /** The articles, in reading order; absolute. */
  inputs: string[];
  outputs: (OutputFile & { weight: Weight })[];
  images: ImageReport[];
  /** Of the PDF; null when none was made. */
  pages: number | null;
  /** Milliseconds a stage. */
  timings: Partial<Record<Stage, number>>;
}

export interface BuildResult {
  books: BuiltBook[];
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

export async function buildBooks(options: BuildOptions, task: Task, host: Host): Promise<BuildResult> {
  const found = await findBooks(options, host);
  const diagnostics = [...found.diagnostics];
  const books: BuiltBook[] = [];
  for (const config of found.value) {
    const built = await buildBook(config, task, host).catch(describeDiskFault);
    for (const each of built.diagnostics) diagnostics.push(each);
    if (built.value !== null) books.push(built.value);
  }
  return {
    books,
    diagnostics: sortProblems(diagnostics),
    badInput: found.diagnostics.some(isError),
    failed: diagnostics.some((each) => isFatal(each, task)),
  };
}

/** A disk that is full or fails ends one book; the next may need less. Every other exception is a fault of Octavo. */
function describeDiskFault(error: unknown): Reported<null> {
  const { code, message } = error as { code?: unknown; message?: string };
  if (!/^(?:ENOSPC|EDQUOT|EROFS|EIO)$/.test(String(code))) throw error;
  const hint = 'make room on the disk, and build again';
  return { value: null, diagnostics: [problem('cache-failed', `the book could not be built: ${message}`, null, hint)] };
}

async function buildBook(config: BookConfig, task: Task, host: Host): Promise<Reported<BuiltBook>> {
  const runner = stageRunner(config, host);
  const { run, diagnostics, timings } = runner;
  const keep = debugging(config, task, host);
  const told = () => chooseSeverities(diagnostics, config.diagnostics);

  // Headers may hold passwords.
  await keep('config', { ...config, images: { ...config.images, hosts: Object.keys(config.images.hosts) } });
  const templates = await run('read', 0, () => loadTemplates(config, host));
  const { sources, articles, altTexts, lock, loaded } = await gatherBook(config, runner, host);
  const { assets, images } = loaded;
  if (task.check) diagnostics.push(...articles.flatMap((article) => checkTypography(article, config.typography)));
  await keep('articles', articles);
  await keep('assets', [...assets]);
  const book = await run('assemble', 1, () => assembleBook(config, articles, assets, altTexts));
  await keep('book', { ...book, config: null, assets: null });

  // A book that has an error already is not worth minutes of printing, and one of nothing but drafts is none.
  const formats = told().some(isError) || articles.length === 0 ? [] : config.formats;
  const printing = { ...host, print: keepingPrints(host, keep) };
  // The browser prints in a process of its own while the rest is made here; the EPUB waits for the numbers of the pages.
  const pdf = formats.includes('pdf') ? run('pdf', 1, () => renderPdf(book, templates, printing)) : Promise.resolve([]);
  const print = pdf.then(
    ([file]) => file?.print ?? null,
    () => null,
  );
  const rendered: OutputFile[][] = await Promise.all(
    formats.map((format) =>
      format === 'pdf' ? pdf : run(format, 1, () => renderers[format](book, templates, printing, print)),
    ),
  );
  const outputs = rendered.flat().map((file) => ({ ...file, weight: weigh(book, file) }));
  diagnostics.push(...templates.problems());
  for (const file of outputs) diagnostics.push(...checkWeight(file, file.weight));
  if (task.check)
    diagnostics.push(...(await validate(book, outputs, await print, sourceFinder(book, templates), host)));
  // What needs no browser does not wait for one.
  const isPrevented = told().some((each) => isFatal(each, task) && each.code !== 'browser-missing');
  const good = !task.check && !isPrevented && outputs.length > 0;
  const written = good && (await run('write', outputs.length, () => writeOutputs(outputs, host)));
  if (written) diagnostics.push(...(await writeLock(config, lock, loaded.lock, host)).diagnostics);
  const pages = outputs.find((file) => file.pages !== null)?.pages ?? null;
  const built = {
    name: config.name,
    title: book.meta.title,
    inputs: sources.map(({ path }) => path),
    outputs: written ? outputs : [],
    images,
    pages,
    timings,
  };
  return { value: built, diagnostics: told() };
}

/** What `octavo check` does in place of writing. */
async function validate(
  book: Book,
  outputs: OutputFile[],
  print: PrintedPages | null,
  findSource: FindSource,
  host: Pick<Host, 'readFile' | 'storeFile' | 'epubCheck'>,
): Promise<Diagnostic[]> {
  const epubs = outputs.filter((file) => file.format === 'epub');
  const judged = await Promise.all(epubs.map((epub) => validateEpub(epub, findSource, host)));
  const compared = epubs.map(async (file, index) => {
    // One comparison with the PDF is enough.
    const finished = { epub: await wholeOf(file, host), path: file.path, print: index === 0 ? print : null };
    return checkWords(book, finished, findSource);
  });
  return [...judged, ...(await Promise.all(compared))].flat();
}

/** All of a book or nothing: what the last good build wrote stays when this one fails. */
async function writeOutputs(outputs: OutputFile[], host: Pick<Host, 'writeFiles'>): Promise<Reported<boolean>> {
  const answer = await host.writeFiles(outputs);
  if (answer.kind === 'written') return { value: true, diagnostics: [] };
  const hint = 'the files of the last build are as they were';
  return {
    value: false,
    diagnostics: [problem('output-failed', `cannot write: ${answer.reason}`, { file: answer.path, line: null }, hint)],
  };
}

/** After the outputs, and only when it says something new. Gives what was written; the next build can do without. */
export async function writeLock(
  config: BookConfig,
  old: Lock,
  next: Lock,
  host: Pick<Host, 'writeFiles'>,
): Promise<Reported<string[]>> {
  const text = printLock(next);
  if (config.images.frozen || text === printLock(old)) return { value: [], diagnostics: [] };
  const path = lockPath(config);
  const answer = await host.writeFiles([{ path, pieces: [new TextEncoder().encode(text)] }]);
  if (answer.kind === 'written') return { value: [path], diagnostics: [] };
  const unwritten = problem('image-lock-unwritten', `not written: ${answer.reason}`, { file: path, line: null });
  return { value: [], diagnostics: [unwritten] };
}

function isFatal(diagnostic: Diagnostic, task: Task): boolean {
  return isError(diagnostic) || (task.strict && diagnostic.severity === 'warning');
}

type Keep = (name: string, value: unknown, extension?: string) => Promise<void>;

function keepingPrints(host: Pick<Host, 'print'>, keep: Keep): Host['print'] {
  return async (job) => {
    await keep('print', job.html, 'html');
    return host.print(job);
  };
}

/** With --debug, keeps the value of a stage as a file that can be read. */
function debugging(config: BookConfig, task: Task, host: Pick<Host, 'writeFiles'>): Keep {
  return async (name, value, extension = 'json') => {
    if (task.debugFolder === null) return;
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    const path = join(task.debugFolder, config.name, `${name}.${extension}`);
    await host.writeFiles([{ path, pieces: [new TextEncoder().encode(text)] }]);
  };
}
