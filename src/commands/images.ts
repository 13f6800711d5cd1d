/** `octavo images`: lists, downloads again and copies the images of books, and lists missing alt texts. */
import { join } from 'node:path';
import { findBooks } from '../config/find-books.ts';
import type { BuildOptions } from '../config/search.ts';
import { diagramIn } from '../diagrams/diagram-source.ts';
import { type Gathered, gatherBook } from '../gather.ts';
import { altTemplate, imagesWithoutAlt } from '../images/alt-text/alt-template.ts';
import { altFileNames, findAltFile } from '../images/alt-text/alt-texts.ts';
import type { ImageReport } from '../images/load.ts';
import { type LockEntry, lockFolder, lockPath, vendorFolder, writeLock } from '../images/lock.ts';
import { readOriginal } from '../images/originals.ts';
import type { BookConfig } from '../model/book.ts';
import { collector, type Diagnostic, isError, problem, type Reported, sortProblems } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { chooseSeverities } from '../model/severities.ts';
import { stageRunner } from '../stages.ts';
import { isInside } from '../text/file-names.ts';
import { sha256Of } from '../text/hash.ts';
import { showAddress } from '../text/image-address.ts';

/** `list` asks no host; the others do what their name says and list as well. */
export type ImageTask = 'list' | 'update' | 'vendor' | 'missing-alt';

export interface ManagedBook {
  name: string;
  images: ImageReport[];
  /** Files that were written, absolute. */
  written: string[];
}

export interface ManagedImages {
  books: ManagedBook[];
  diagnostics: Diagnostic[];
  badInput: boolean;
  failed: boolean;
}

export async function manageImages(options: BuildOptions, task: ImageTask, host: Host): Promise<ManagedImages> {
  const { diagnostics, take } = collector();
  const found = await findBooks({ ...options, offline: isQuiet(task), update: task === 'update' }, host);
  const books: ManagedBook[] = [];
  for (const config of take(found)) books.push(take(await manageBook(config, task, host)));
  const failed = diagnostics.some(isError);
  return { books, diagnostics: sortProblems(diagnostics), badInput: found.diagnostics.some(isError), failed };
}

async function manageBook(config: BookConfig, task: ImageTask, host: Host): Promise<Reported<ManagedBook>> {
  const { diagnostics, take } = collector();
  const { run } = stageRunner(config.name, host);
  // A diagram is text of an article: nothing is to be downloaded or copied.
  const gathered = await gatherBook(config, run, host, ({ url }) => diagramIn(url) === null);
  const { loaded } = take(gathered);
  // What cannot be read must not be overwritten.
  const isReadable = !gathered.diagnostics.some(isError);
  const written = isReadable ? take(await tasks[task](config, gathered.value, host)) : [];
  return {
    value: { name: config.name, images: loaded.images, written },
    diagnostics: chooseSeverities(diagnostics, config.diagnostics).filter((each) => isOfInterest(each, task)),
  };
}

/** Whether no host is asked. */
function isQuiet(task: ImageTask): boolean {
  return task === 'list' || task === 'missing-alt';
}

/** What is wrong with the words of an article is for the build to say, and a list shows by itself what is not here. */
function isOfInterest(diagnostic: Diagnostic, task: ImageTask): boolean {
  if (isQuiet(task) && diagnostic.code === 'image-not-cached') return false;
  return isError(diagnostic) || diagnostic.code.startsWith('image-');
}

/** Each writes what its task asks for and says which files it wrote. */
type ImageCommand = (config: BookConfig, gathered: Gathered, host: Host) => Promise<Reported<string[]>>;

const tasks: Record<ImageTask, ImageCommand> = {
  list: async () => ({ value: [], diagnostics: [] }),
  update: async (config, { lock, loaded }, host) => writeLock(config, lock, { ...lock, images: loaded.lock }, host),
  vendor: keepCopies,
  'missing-alt': writeMissingAlt,
};

/** Copies of the originals first, then the lock that names them. */
async function keepCopies(config: BookConfig, { lock, loaded }: Gathered, host: Host): Promise<Reported<string[]>> {
  const written = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const folder = join(lockFolder(config), vendorFolder);
  const [real, realBook] = await Promise.all([host.realPath(folder), host.realPath(lockFolder(config))]);
  if (real !== null && realBook !== null && !isInside(real, realBook)) {
    const message = `images not copied: \`${vendorFolder}\` is a symbolic link to a folder outside the book`;
    const hint = 'remove the link; Octavo will create the folder';
    return { value: [], diagnostics: [problem('path-outside-folder', message, { file: folder, line: null }, hint)] };
  }
  const next = new Map<string, LockEntry>(loaded.lock);
  for (const entry of loaded.lock.values()) {
    const file = `${vendorFolder}/${entry.sha256.slice(0, 16)}.${extensionOf(entry.type)}`;
    const path = join(lockFolder(config), file);
    const copy = await host.readFile(path);
    if (copy.kind !== 'file' || sha256Of(copy.bytes) !== entry.sha256) {
      const bytes = await readOriginal(entry.sha256, host);
      if (bytes === null) {
        diagnostics.push(notKept(entry, config));
        continue;
      }
      const answer = await host.writeFiles([{ path, chunks: [bytes] }]);
      if (answer.kind === 'failed') return { value: [...written], diagnostics: [notWritten(path, answer.reason)] };
      written.add(path);
    }
    next.set(entry.url, { ...entry, file });
  }
  const locked = await writeLock(config, lock, { ...lock, images: next }, host);
  return { value: [...written, ...locked.value], diagnostics: [...diagnostics, ...locked.diagnostics] };
}

function notKept({ url }: LockEntry, config: BookConfig): Diagnostic {
  const place = { file: lockPath(config), line: null };
  const hint = 'run `octavo images --update` to download it again';
  return problem(
    'image-vendor-failed',
    `image not copied (its original is no longer cached): ${showAddress(url)}`,
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
  const missing = imagesWithoutAlt(articles, altTexts, config.folder);
  // One that cannot be read was an error before.
  const found = await findAltFile(config, host);
  const path = found?.file ?? join(config.folder, altFileNames[0]);
  const text =
    found?.answer.kind === 'file' ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(found.answer.bytes) : null;
  const next = altTemplate(text, missing);
  if (next === (text ?? '')) return { value: [], diagnostics: [] };
  const answer = await host.writeFiles([{ path, chunks: [new TextEncoder().encode(next)] }]);
  if (answer.kind === 'written') return { value: [path], diagnostics: [] };
  return { value: [], diagnostics: [notWritten(path, answer.reason)] };
}

function notWritten(path: string, reason: string): Diagnostic {
  return problem('output-failed', `cannot write the file: ${reason}`, { file: path, line: null });
}
