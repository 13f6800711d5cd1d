/**
 * Reads the files that articles include, so that parsing opens none. Only files below the root folder are read, after
 * links are resolved, and none that is hidden: an article may come from a stranger. What cannot be read is a value too;
 * parsing reports it where it is included.
 */
import { basename, dirname, join } from 'node:path';
import type { BookConfig, IncludedFile, IncludedFiles, Source } from '../../model/book.ts';
import type { Host } from '../../model/host.ts';
import { isInside } from '../../text/file-names.ts';
import { mapInBatches } from '../batches.ts';
import { decodeText } from '../decode.ts';
import { includedPath } from './include-paths.ts';
import { findMarkers } from './markers.ts';

type Disk = Pick<Host, 'readFile' | 'listFolder' | 'realPath'>;

interface IncludeReading {
  config: BookConfig;
  host: Disk;
  included: IncludedFiles & { files: Map<string, IncludedFile> };
  /** The root folder with every link resolved. */
  realRoot: string;
}

/** The sources of a book with the files they include, which all of them share. */
export async function readIncludes(sources: Source[], config: BookConfig, host: Disk): Promise<Source[]> {
  const including = sources.filter(
    ({ text }) =>
      findMarkers(text, config.dialects).length > 0 ||
      (config.dialects.has('mdbook') && rust.test(text)) ||
      text.includes('{% raw'),
  );
  if (including.length === 0) return sources;
  const rootFolder = await findRoot(config.root, host);
  const isEmbedding = including.some(({ text }) => config.dialects.has('obsidian') && text.includes('![['));
  const reading: IncludeReading = {
    config,
    host,
    realRoot: (await host.realPath(rootFolder)) ?? rootFolder,
    included: {
      files: new Map(),
      byName: isEmbedding ? await indexNames(config.root, host) : new Map(),
      rootFolder: config.root,
      siteFolder: await findSite(including[0]!.path, rootFolder, host),
      generator: await findGenerator(config.root, rootFolder, host),
    },
  };
  await mapInBatches(including, ({ path, text }) => readMarkers(path, text, 0, reading));
  return sources.map((source) => (including.includes(source) ? { ...source, included: reading.included } : source));
}

/** Code whose hidden lines mdBook leaves out. */
const rust = /^[ \t>]*(?:`{3,}|~{3,})rust/m;

/** Files that include others are followed this far; parsing reports what lies deeper. */
const deepest = 10;
const largest = 5_000_000;

async function readMarkers(file: string, text: string, depth: number, reading: IncludeReading): Promise<void> {
  const { files } = reading.included;
  for (const marker of findMarkers(text, reading.config.dialects)) {
    if (marker.kind === 'image') continue;
    const path = includedPath(marker, file, reading.included);
    if (files.has(path)) continue;
    const answer = await readIncluded(path, reading);
    files.set(path, answer);
    if (answer.kind === 'text' && marker.kind !== 'snippet' && depth < deepest)
      await readMarkers(path, answer.text, depth + 1, reading);
  }
}

async function readIncluded(path: string, { host, realRoot }: IncludeReading): Promise<IncludedFile> {
  const unreadable = (reason: string): IncludedFile => ({ kind: 'unreadable', reason });
  const real = await host.realPath(path);
  if (real === null) return unreadable('no such file');
  if (!isInside(real, realRoot)) return unreadable('it is outside the folder of the book');
  if (isHidden(real.slice(realRoot.length))) return unreadable('it is hidden');
  const answer = await host.readFile(real, largest);
  if (answer.kind === 'refused') return unreadable(answer.reason);
  if (answer.kind !== 'file') return unreadable(answer.kind === 'folder' ? 'it is a folder' : 'no such file');
  const decoded = decodeText(answer.bytes);
  return decoded.kind === 'text' ? { kind: 'text', text: decoded.text } : unreadable(decoded.reason);
}

/** Settings of programs and keys have such names; only sites keep what they show there. */
function isHidden(path: string): boolean {
  return path.split(/[/\\]/).some((name) => name.startsWith('.') && !/^\.(?:vitepress|vuepress)$/.test(name));
}

/** The folder of the repository, since listings may lie beside the book: with `.git`, or else with `book.toml`. */
async function findRoot(folder: string, host: Disk): Promise<string> {
  let withBook: string | null = null;
  for (const each of withParents(folder)) {
    if ((await host.readFile(join(each, '.git'), 1)).kind !== 'missing') return each;
    if (withBook === null && (await host.readFile(join(each, 'book.toml'))).kind === 'file') withBook = each;
  }
  return withBook ?? folder;
}

async function findGenerator(folder: string, root: string, host: Disk): Promise<IncludedFiles['generator']> {
  for (const each of withParents(folder)) {
    if ((await host.readFile(join(each, 'book.toml'))).kind === 'file') return 'mdbook';
    // Hexo has such a file too, and keeps its articles in `source`.
    if ((await host.readFile(join(each, '_config.yml'))).kind === 'file')
      return (await host.readFile(join(each, 'source'), 1)).kind === 'folder' ? null : 'jekyll';
    if (each === root) break;
  }
  return null;
}

/** The folder where a site's paths start: that of VitePress's sources, or of mkdocs.yml. */
async function findSite(file: string, root: string, host: Disk): Promise<string> {
  for (const each of withParents(dirname(file))) {
    for (const name of ['.vitepress', '.vuepress', 'mkdocs.yml'])
      if ((await host.readFile(join(each, name), 1)).kind !== 'missing') return each;
    if (each === root) break;
  }
  return root;
}

function* withParents(folder: string): Generator<string> {
  yield folder;
  for (let each = folder; dirname(each) !== each; ) {
    each = dirname(each);
    yield each;
  }
}

/** More folders than any vault has. */
const mostFolders = 5000;
const skipped = new Set(['node_modules', 'dist', 'build']);

/** Absolute paths by the name of the file, in lower case. */
async function indexNames(root: string, host: Disk): Promise<Map<string, string[]>> {
  const byName = new Map<string, string[]>();
  const waiting = [root];
  for (let count = 0; waiting.length > 0 && count < mostFolders; count += 1) {
    const folder = waiting.shift()!;
    const listing = await host.listFolder(folder);
    if (listing.kind === 'missing') continue;
    for (const name of listing.files) {
      const key = basename(name).normalize('NFC').toLowerCase();
      byName.set(key, [...(byName.get(key) ?? []), join(folder, name)]);
    }
    waiting.push(...listing.folders.filter((name) => !skipped.has(name)).map((name) => join(folder, name)));
  }
  return byName;
}
