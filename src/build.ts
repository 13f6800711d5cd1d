/**
 * The stages in order. Start reading here. In: what to build and a Host. Out: a report of what was built and every
 * problem met. Each stage is one function; a book with an error is not written, and the others are.
 */
import { join } from 'node:path';
import { assembleBook } from './assemble/assemble.ts';
import type { Book, BookConfig, Format, OutputFile } from './book.ts';
import { type Diagnostic, problem, type Reported, sortProblems } from './diagnostics.ts';
import { renderEpub } from './epub/render.ts';
import { validateEpub } from './epub/validate.ts';
import type { Host, Stage } from './host.ts';
import { loadTemplates, type Templates } from './html/templates.ts';
import { collectImages, publishedPages } from './images/collect.ts';
import { type ImageReport, loadImages } from './images/load.ts';
import { type BuildOptions, findBooks } from './input/find-books.ts';
import { readSources } from './input/read-sources.ts';
import { parseArticle } from './markdown/article.ts';
import { renderHtml } from './page/render.ts';
import { renderPdf } from './pdf/render.ts';

/** How a Book becomes files. A format is one file and one line in `renderers`. */
type Renderer = (book: Book, templates: Templates, host: Host) => Promise<Reported<OutputFile[]>>;

const renderers: Record<Format, Renderer> = { epub: renderEpub, pdf: renderPdf, html: renderHtml };

export interface BuiltBook {
  name: string;
  title: string;
  outputs: OutputFile[];
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
    const built = await buildBook(config, task, host);
    diagnostics.push(...built.diagnostics);
    if (built.value !== null) books.push(built.value);
  }
  const fatal = task.strict ? ['error', 'warning'] : ['error'];
  return {
    books,
    diagnostics: sortProblems(diagnostics),
    badInput: found.diagnostics.some(isError),
    failed: diagnostics.some((each) => fatal.includes(each.severity)),
  };
}

async function buildBook(config: BookConfig, task: Task, host: Host): Promise<Reported<BuiltBook | null>> {
  const diagnostics: Diagnostic[] = [];
  const timings: BuiltBook['timings'] = {};
  const keep = debugging(config, task, host);
  /** Runs a stage: its problems are collected, its time is taken, its progress is told. */
  async function stage<T>(name: Stage, total: number, work: () => Reported<T> | Promise<Reported<T>>): Promise<T> {
    const start = host.clock();
    host.progress({ book: config.name, stage: name, done: 0, total });
    const { value, diagnostics: met } = await work();
    diagnostics.push(...met);
    timings[name] = Math.round(host.clock() - start);
    host.progress({ book: config.name, stage: name, done: total, total });
    return value;
  }

  await keep('config', config);
  const templates = await loadTemplates(config, host);
  diagnostics.push(...templates.diagnostics);
  const count = config.parts.reduce((sum, part) => sum + part.articles.length, 0);
  const sources = await stage('read', count, () => readSources(config, host));
  const articles = await stage('parse', count, () => all(sources.map(parseArticle)));
  await keep('articles', articles);
  const refs = collectImages(articles, config);
  let images: ImageReport[] = [];
  const assets = await stage('images', new Set(refs.map((ref) => ref.url)).size, async () => {
    const loaded = await loadImages(refs, config, host, publishedPages(articles));
    images = loaded.images;
    return loaded;
  });
  await keep('assets', [...assets]);
  const book = await stage('assemble', 1, () => assembleBook(config, articles, assets));
  await keep('book', { ...book, config: null, assets: null });

  // The browser prints in a process of its own while the EPUB is packed here.
  const printing: Host = {
    ...host,
    print: async (job) => {
      await keep('print', job.html, 'html');
      return host.print(job);
    },
  };
  const rendered = await Promise.all(
    config.formats.map((format) => stage(format, 1, () => renderers[format](book, templates.value, printing))),
  );
  const outputs = rendered.flat();
  if (task.check)
    for (const file of outputs) if (file.format === 'epub') diagnostics.push(...(await validateEpub(file)));

  let written = false;
  const fatal = (each: Diagnostic) => isError(each) || (task.strict && each.severity === 'warning');
  if (!task.check && !diagnostics.some(fatal)) {
    written = await stage('write', outputs.length, async () => writeOutputs(outputs, host));
  }
  const pages = outputs.find((file) => file.pages !== null)?.pages ?? null;
  const built = { name: config.name, title: book.meta.title, outputs: written ? outputs : [], images, pages, timings };
  return { value: built, diagnostics };
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

function all<T>(reported: Reported<T>[]): Reported<T[]> {
  return {
    value: reported.map((each) => each.value),
    diagnostics: reported.flatMap((each) => each.diagnostics),
  };
}

function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error';
}

/** With --debug, keeps the value of a stage as a file that can be read. */
function debugging(config: BookConfig, task: Task, host: Pick<Host, 'writeFiles'>) {
  return async (name: string, value: unknown, extension = 'json'): Promise<void> => {
    if (task.debugFolder === null) return;
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    const path = join(task.debugFolder, config.name, `${name}.${extension}`);
    await host.writeFiles([{ path, bytes: new TextEncoder().encode(text) }]);
  };
}
