/**
 * The outside world in memory. In: files by absolute path. Out: a Host that answers from them alone, always the same.
 */
import { basename, dirname, join } from 'node:path';
import { makeFiles } from '../../src/images/convert/make-files.ts';
import type { BrowserAnswer, DownloadAnswer, DownloadRequest, Host, Progress } from '../../src/model/host.ts';
import type { Chunk } from '../../src/model/output.ts';
import { readFile as readDisk } from '../../src/node/files.ts';
import { packageFile } from '../../src/node/packages.ts';
import { sha256Of } from '../../src/text/hash.ts';

export interface MemoryHostOptions {
  /** Answers by URL; every other download fails. */
  downloads: ReadonlyMap<string, DownloadAnswer>;
  /** Symbolic links: path of the link -> path it leads to. Links to folders hold for what is below them. */
  links: Readonly<Record<string, string>>;
  /** Whether the fonts of this repository are there. Default: no package is. */
  fonts: boolean;
  /** Default: the first day of 2024. */
  today: Date;
  /** Days of first commits by path. Default: there is no repository. */
  commitDates: Readonly<Record<string, string>>;
  /** What earlier builds cached; filled further. */
  cache: Map<string, Uint8Array>;
  /** Who draws diagrams. Default: there is no browser. */
  draw: Host['draw'];
}

export interface MemoryHost extends Host {
  /** The files as they are now, written ones among them. */
  files: Map<string, Uint8Array>;
  cache: Map<string, Uint8Array>;
  /** What was asked and told, in order. */
  requests: DownloadRequest[];
  told: Progress[];
  waits: number[];
}

export const usualDate = new Date('2024-01-01T00:00:00Z');

/** Where stored files are; `readFile` answers for it too. */
const cacheFolder = '/cache/';

export function memoryHost(
  files: Record<string, string | Uint8Array>,
  options: Partial<MemoryHostOptions> = {},
): MemoryHost {
  const encoder = new TextEncoder();
  const toBytes = (content: string | Uint8Array) => (typeof content === 'string' ? encoder.encode(content) : content);
  const stored = new Map(Object.entries(files).map(([path, content]) => [path, toBytes(content)] as const));
  const cache = options.cache ?? new Map<string, Uint8Array>();
  const requests: DownloadRequest[] = [];
  const told: Progress[] = [];
  const waits: number[] = [];
  let ticks = 0;

  const follow = (path: string): string => {
    for (const [link, target] of Object.entries(options.links ?? {})) {
      if (path === link || path.startsWith(`${link}/`)) return follow(target + path.slice(link.length));
    }
    return path;
  };
  const paths = () => [...stored.keys(), ...Object.keys(options.links ?? {})];
  const isFolder = (path: string) => paths().some((file) => file.startsWith(path === '/' ? '/' : `${path}/`));
  const contentOf = (piece: Chunk) =>
    piece instanceof Uint8Array ? piece : cache.get(piece.file.slice(cacheFolder.length))!;
  const noBrowser: BrowserAnswer = { kind: 'no-browser', reason: 'no browser in memory' };

  return {
    files: stored,
    cache,
    requests,
    told,
    waits,
    today: () => options.today ?? usualDate,
    async readFile(path, maximumBytes = Number.POSITIVE_INFINITY) {
      const real = follow(path);
      const bytes =
        stored.get(real) ?? (real.startsWith(cacheFolder) ? cache.get(real.slice(cacheFolder.length)) : null);
      if (bytes && bytes.length > maximumBytes) return { kind: 'refused', reason: 'too large', size: bytes.length };
      if (bytes) return { kind: 'file', bytes };
      if (options.fonts && /\/@(?:fontsource|chinese-fonts)\//.test(real)) return readDisk(real);
      return { kind: isFolder(real) ? 'folder' : 'missing' };
    },
    async listFolder(path) {
      const folder = follow(path);
      if (!isFolder(folder)) return { kind: 'missing' };
      const below = paths().filter((file) => file.startsWith(folder === '/' ? '/' : `${folder}/`));
      const names = [...new Set(below.map((file) => firstBelow(folder, file)))].filter((name) => !name.startsWith('.'));
      const isFile = (name: string) => stored.has(follow(join(folder, name)));
      return {
        kind: 'folder',
        files: names.filter(isFile).sort(),
        folders: names.filter((name) => !isFile(name)).sort(),
      };
    },
    async realPath(path) {
      const real = follow(path);
      return stored.has(real) || isFolder(real) ? real : null;
    },
    firstCommitDate: async (path) => options.commitDates?.[path] ?? null,
    async writeFiles(written) {
      for (const { path, chunks } of written) stored.set(path, Buffer.concat(chunks.map(contentOf)));
      return { kind: 'written' };
    },
    async download(request) {
      requests.push(request);
      return (
        options.downloads?.get(request.url) ?? { kind: 'failed', reason: 'no network in memory', temporary: false }
      );
    },
    async wait(milliseconds) {
      waits.push(milliseconds);
    },
    async readCache(key) {
      return cache.get(key) ?? null;
    },
    async writeCache(key, bytes) {
      cache.set(key, bytes);
    },
    async storeFile(key, bytes) {
      cache.set(key, bytes);
      return { kind: 'stored', path: cacheFolder + key };
    },
    storedFile: async (key, sha256) =>
      sha256Of(cache.get(key) ?? new Uint8Array()).startsWith(sha256) ? cacheFolder + key : null,
    convert: makeFiles,
    rasterize: async () => ({ kind: 'died', reason: 'crash' }),
    print: async () => noBrowser,
    draw: options.draw ?? (async () => ({ kind: 'no-browser', reason: 'no browser in memory' })),
    packageFile(specifier) {
      if (specifier.startsWith('mermaid/')) return `/packages/${specifier}`;
      return options.fonts && /^@(?:fontsource|chinese-fonts)\//.test(specifier) ? packageFile(specifier) : null;
    },
    epubCheck: async () => ({ kind: 'absent' }),
    rest: async () => undefined,
    clock: () => ticks++,
    progress: (progress) => {
      told.push(progress);
    },
  };
}

function firstBelow(folder: string, file: string): string {
  let path = file;
  while (dirname(path) !== folder) path = dirname(path);
  return basename(path);
}
