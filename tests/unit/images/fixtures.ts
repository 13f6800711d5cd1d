/** What the tests of the image stage share: a configuration, a place, and a host in memory. */
import { vi } from 'vitest';
import { makeFiles } from '../../../src/images/convert/make-files.ts';
import type { ImageHost } from '../../../src/images/obtain.ts';
import type { AssetRef, BookConfig } from '../../../src/model/book.ts';
import type { DownloadAnswer, DownloadRequest, FileAnswer, StoreAnswer } from '../../../src/model/host.ts';
import { emptyMetadata } from '../../../src/sources/metadata.ts';
import { sha256Of } from '../../../src/text/hash.ts';
import { assetRef } from '../../../src/text/image-address.ts';

export function createConfig(images: Partial<BookConfig['images']> = {}): BookConfig {
  return {
    name: 'book',
    folder: '/book',
    root: '/book',
    file: null,
    parts: [],
    inheritedMeta: emptyMetadata(),
    site: null,
    volume: null,
    meta: {
      title: null,
      subtitle: null,
      authors: [],
      translators: [],
      editors: [],
      illustrators: [],
      fileAs: {},
      language: null,
      draft: false,
      date: null,
      description: null,
      cover: null,
      url: null,
      permalink: null,
      publisher: null,
      rights: null,
      identifier: null,
      series: null,
      tags: [],
    },
    formats: ['epub'],
    drafts: false,
    outputFolder: '/dist',
    page: { width: 148, height: 210 },
    pdf: {
      profiles: ['screen'],
      preset: null,
      bleed: 0,
      cropMarks: false,
      standard: null,
      lists: [],
      links: 'notes',
      wrap: null,
      colophon: null,
    },
    images: {
      offline: false,
      allowPrivateHosts: false,
      folders: [],
      maximumBytes: 10_000_000,
      maximumPixels: 50_000_000,
      timeout: 30_000,
      frozen: false,
      update: false,
      totalBytes: 1_000_000_000,
      totalTimeout: 600_000,
      hosts: {},
      ...images,
    },
    paragraphs: 'indent',
    contentsDepth: 3,
    accessibility: null,
    writing: 'horizontal',
    epub: { fonts: 'none', targets: ['generic'] },
    typography: new Set(),
    dialects: new Set(),
    diagnostics: {},
    templateFolders: [],
    fixedDate: null,
  };
}

export function figure(url: string, line = 1, file = '/book/one.md'): AssetRef {
  return assetRef({ url, at: { file, line }, use: 'figure', alt: null });
}

/** A host whose time passes only while it waits. */
export function createMemoryHost(
  network: (request: DownloadRequest) => DownloadAnswer = () => ({ kind: 'status', status: 404, retryAfter: null }),
  files: Record<string, FileAnswer | Uint8Array> = {},
) {
  const cache = new Map<string, Uint8Array>();
  const requests: DownloadRequest[] = [];
  const waits: number[] = [];
  let now = 0;
  const host = {
    async readFile(path, maximumBytes = Number.POSITIVE_INFINITY) {
      const file = files[path] ?? { kind: 'missing' };
      if (file instanceof Uint8Array && file.length > maximumBytes) {
        return { kind: 'refused', reason: 'too large', size: file.length };
      }
      return file instanceof Uint8Array ? { kind: 'file', bytes: file } : file;
    },
    async realPath(path) {
      return path === '/book' || path in files ? path : null;
    },
    async download(request) {
      requests.push(request);
      return network(request);
    },
    async wait(milliseconds) {
      waits.push(milliseconds);
      now += milliseconds;
    },
    clock: () => now,
    async readCache(key) {
      return cache.get(key) ?? null;
    },
    writeCache: vi.fn(async (key: string, bytes: Uint8Array) => {
      cache.set(key, bytes);
    }),
    storeFile: vi.fn(async (key: string, bytes: Uint8Array): Promise<StoreAnswer> => {
      cache.set(key, bytes);
      return { kind: 'stored', path: `/cache/${key}` };
    }),
    storedFile: async (key, sha256) =>
      sha256Of(cache.get(key) ?? new Uint8Array()).startsWith(sha256) ? `/cache/${key}` : null,
    convert: vi.fn(makeFiles),
    draw: async () => ({ kind: 'no-browser', reason: 'there is none in memory' }),
    packageFile: () => null,
    progress: vi.fn(),
  } satisfies ImageHost;
  return { host, cache, requests, waits };
}
