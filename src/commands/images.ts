/**
 * What `octavo images` does: it lists the pictures of books, fetches them anew, keeps copies of them beside the book, and
 * writes the list of missing alternative texts. In: what to look after and a Host. Out: a report, with every problem met.
 */
import { join } from 'node:path';
import { writeLock } from '../build.ts';
import { type BuildOptions, findBooks } from '../config/find-books.ts';
import { diagramIn } from '../diagrams/diagram-source.ts';
import { type Gathered, gatherBook, isError, stageRunner } from '../gather.ts';
import { showAddress } from '../images/address.ts';
import { altSkeleton, picturesWithoutAlt } from '../images/alt-text/alt-template.ts';
import { altFileNames, findAltFile } from '../images/alt-text/alt-texts.ts';
import type { ImageReport } from '../images/load.ts';
import { type LockEntry, lockPath, vendorFolder } from '../images/lock.ts';
import { hashBytes, readOriginal } from '../images/originals.ts';
import type { BookConfig } from '../model/book.ts';
import { type Diagnostic, problem, type Reported, sortProblems } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { chooseSeverities } from '../model/severities.ts';
import { isInside } from '../text/inside-folder.ts';

/** `list` asks no host; the others do what their name says and list as well. */
export type PictureTask = 'list' | 'update' | 'vendor' | 'missing-alt';

export interface TendedBook {
  name: string;
  images: ImageReport[];
  /** Files that were written, absolute. */
  written: string[];
}

export interface TendedPictures {
  books: TendedBook[];
  diagnostics: Diagnostic[];
  badInput: boolean;
  failed: boolean;
}

export async function tendPictures(options: BuildOptions, task: PictureTask, host: Host): Promise<TendedPictures> {
  const found = await findBooks({ ...options, offline: isQuiet(task), update: task === 'update' }, host);
  const diagnostics = [...found.diagnostics];
  const books: TendedBook[] = [];
  for (const config of found.value) {
    const tended = await tendBook(config, task, host);
    diagnostics.push(...tended.diagnostics);
    books.push(tended.value);
  }
  const failed = diagnostics.some(isError);
  return { books, diagnostics: sortProblems(diagnostics), badInput: found.diagnostics.some(isError), failed };
}

async function tendBook(config: BookConfig, task: PictureTask, host: Host): Promise<Reported<TendedBook>> {
  const runner = stageRunner(config, host);
  // Diagrams are words of an article: nothing is to be fetched or kept.
  const gathered = await gatherBook(config, runner, host, ({ url }) => diagramIn(url) === null);
  const { diagnostics } = runner;
  const written: string[] = [];
  // What cannot be read must not be overwritten.
  if (!diagnostics.some(isError)) {
    const tended = await tenders[task](config, gathered, host);
    diagnostics.push(...tended.diagnostics);
    written.push(...tended.value);
  }
  const { images } = gathered.loaded;
  return {
    value: { name: config.name, images, written },
    diagnostics: chooseSeverities(diagnostics, config.diagnostics).filter((each) => isTold(each, task)),
  };
}

/** Whether no host is asked. */
function isQuiet(task: PictureTask): boolean {
  return task === 'list' || task === 'missing-alt';
}

/** What is wrong with the words of an article is for the build to say, and a list shows by itself what is not here. */
function isTold(diagnostic: Diagnostic, task: PictureTask): boolean {
  if (isQuiet(task) && diagnostic.code === 'image-offline') return false;
  return isError(diagnostic) || diagnostic.code.startsWith('image-');
}

/** Each writes what its task asks for and says which files it wrote. */
type Tender = (config: BookConfig, gathered: Gathered, host: Host) => Promise<Reported<string[]>>;

const tenders: Record<PictureTask, Tender> = {
  list: async () => ({ value: [], diagnostics: [] }),
  update: async (config, { lock, loaded }, host) => writeLock(config, lock, loaded.lock, host),
  vendor: keepCopies,
  'missing-alt': writeMissingAlt,
};

/** Copies of the originals first, then the lock that names them. */
async function keepCopies(config: BookConfig, { lock, loaded }: Gathered, host: Host): Promise<Reported<string[]>> {
  const written = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const folder = join(config.folder, vendorFolder);
  const [real, realBook] = await Promise.all([host.realPath(folder), host.realPath(config.folder)]);
  if (real !== null && realBook !== null && !isInside(real, realBook)) {
    const message = `no copies made: \`${vendorFolder}\` is a link that leads outside the folder of the book`;
    const hint = 'remove the link, and the folder is made';
    return { value: [], diagnostics: [problem('path-outside', message, { file: folder, line: null }, hint)] };
  }
  const next = new Map<string, LockEntry>(loaded.lock);
  for (const entry of loaded.lock.values()) {
    const file = `${vendorFolder}/${entry.sha256.slice(0, 16)}.${extensionOf(entry.type)}`;
    const path = join(config.folder, file);
    const copy = await host.readFile(path);
    if (copy.kind !== 'file' || hashBytes(copy.bytes) !== entry.sha256) {
      const bytes = await readOriginal(entry.sha256, host);
      if (bytes === null) {
        diagnostics.push(notKept(entry, config));
        continue;
      }
      const answer = await host.writeFiles([{ path, pieces: [bytes] }]);
      if (answer.kind === 'failed') return { value: [...written], diagnostics: [notWritten(path, answer.reason)] };
      written.add(path);
    }
    next.set(entry.url, { ...entry, file });
  }
  const locked = await writeLock(config, lock, next, host);
  return { value: [...written, ...locked.value], diagnostics: [...diagnostics, ...locked.diagnostics] };
}

function notKept({ url }: LockEntry, config: BookConfig): Diagnostic {
  const place = { file: lockPath(config), line: null };
  const hint = 'octavo images --update fetches it again';
  return problem(
    'image-not-kept',
    `no copy made, because the cache has lost the original: ${showAddress(url)}`,
    place,
    hint,
  );
}

/** `image/svg+xml` -> svg, `image/vnd.microsoft.icon` -> icon; only for those who look into the folder. */
function extensionOf(type: string): string {
  return /([a-z0-9]+)(?:\+xml)?$/.exec(type)?.[1] ?? 'bin';
}

async function writeMissingAlt(
  config: BookConfig,
  { articles, altTexts }: Gathered,
  host: Host,
): Promise<Reported<string[]>> {
  const missing = picturesWithoutAlt(articles, altTexts, config.folder);
  // One that cannot be read was an error before.
  const found = await findAltFile(config, host);
  const path = found?.file ?? join(config.folder, altFileNames[0]);
  const text =
    found?.answer.kind === 'file' ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(found.answer.bytes) : null;
  const next = altSkeleton(text, missing);
  if (next === (text ?? '')) return { value: [], diagnostics: [] };
  const answer = await host.writeFiles([{ path, pieces: [new TextEncoder().encode(next)] }]);
  if (answer.kind === 'written') return { value: [path], diagnostics: [] };
  return { value: [], diagnostics: [notWritten(path, answer.reason)] };
}

function notWritten(path: string, reason: string): Diagnostic {
  return problem('output-failed', `cannot write: ${reason}`, { file: path, line: null });
}
