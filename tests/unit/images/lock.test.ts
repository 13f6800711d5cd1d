/** octavo.lock says what a book was made of, and loses nothing. */
import { describe, expect, it } from 'vitest';
import {
  emptyLock,
  type LockEntry,
  nextLock,
  parseLock,
  readLock,
  serializeLock,
  writeLock,
} from '../../../src/images/lock.ts';
import { createConfig, createMemoryHost } from './fixtures.ts';

function entry(name: string, change: Partial<LockEntry> = {}): LockEntry {
  return {
    url: `https://a.example/${name}.png`,
    finalUrl: `https://b.example/${name}.png`,
    sha256: name.charCodeAt(0).toString(16).padStart(64, '0'),
    type: 'image/png',
    bytes: 70,
    date: '2024-05-06T07:08:09Z',
    file: null,
    ...change,
  };
}

function withImages(...entries: LockEntry[]) {
  return { ...emptyLock, images: lockOf(...entries) };
}

function lockOf(...entries: LockEntry[]) {
  return new Map(entries.map((each) => [each.url, each]));
}

const own = { ...createConfig(), file: '/book/book.yaml' };
const loose = createConfig();

describe('a lock after a build', () => {
  it('is written when it says something new, and never by a frozen build', async () => {
    const writesOf = async (next: typeof emptyLock, frozen: boolean) => {
      const written: string[] = [];
      const host = {
        readFile: async () => ({ kind: 'missing' as const }),
        writeFiles: async (files: { path: string }[]) => {
          written.push(...files.map(({ path }) => path));
          return { kind: 'written' as const };
        },
      };
      await writeLock({ ...own, images: { ...own.images, frozen } }, withImages(entry('a')), next, host);
      return written;
    };
    expect(await writesOf(withImages(entry('a')), false)).toEqual([]);
    expect(await writesOf(withImages(entry('b')), false)).toEqual([`${own.folder}/octavo.lock`]);
    expect(await writesOf(withImages(entry('b')), true)).toEqual([]);
  });
});

describe('the text of a lock', () => {
  it('gives the lock again', () => {
    const lock = lockOf(entry('a'), entry('b', { file: 'octavo.images/0.png' }));
    const dates = new Map([['书', { content: 'f00d', date: '2026-11-27T10:00:00.000Z' }]]);
    expect(parseLock(serializeLock({ images: lock, dates }))).toEqual({ images: lock, dates });
    expect(parseLock(serializeLock(emptyLock))).toEqual(emptyLock);
  });

  it('has a line for each picture, sorted by address', () => {
    const text = serializeLock(withImages(entry('b'), entry('a')));
    expect(text.split('\n').map((line) => /a\.example\/(\w)/.exec(line)?.[1] ?? null)).toEqual([
      null,
      'a',
      'b',
      null,
      null,
    ]);
    expect(text).toBe(serializeLock(withImages(entry('a'), entry('b'))));
  });

  it.each([
    '',
    'x',
    '[]',
    '{}',
    '{"version":2,"books":[],"images":[]}',
    '{"version":1,"images":[]}',
    '{"version":1,"books":[],"images":[{}]}',
    '{"version":1,"books":[],"images":[null]}',
    '{"version":1,"books":[{"name":"a","content":"f00d","date":"yesterday"}],"images":[]}',
  ])('is refused when it is %j', (text) => {
    expect(parseLock(text)).toBeNull();
  });

  it('is refused with a hash or a copy of another shape', () => {
    expect(parseLock(serializeLock(withImages(entry('a', { sha256: '../../x' }))))).toBeNull();
    expect(parseLock(serializeLock(withImages(entry('a', { file: 7 as unknown as string }))))).toBeNull();
  });
});

describe('reading a lock', () => {
  it('gives an empty one where there is none, and an error where it cannot be read', async () => {
    expect(await readLock(own, createMemoryHost().host)).toEqual({ value: emptyLock, diagnostics: [] });
    const { host } = createMemoryHost(undefined, { '/book/octavo.lock': Buffer.from('<<<<<<<') });
    expect((await readLock(own, host)).diagnostics).toMatchObject([
      { code: 'image-lock-invalid', severity: 'error', place: { file: '/book/octavo.lock', line: null } },
    ]);
  });
});

describe('the lock after a build', () => {
  it('keeps an entry as it was while the picture is the same', () => {
    const old = lockOf(entry('a', { file: 'octavo.images/a.png' }));
    const { file: _, ...facts } = entry('a', { date: '2025-01-01T00:00:00Z' });
    expect(nextLock(old, new Map([[facts.url, facts]]), own)).toEqual(old);
  });

  it('names the new picture, without the copy of the old one', () => {
    const old = lockOf(entry('a', { file: 'octavo.images/a.png' }));
    const { file: _, ...facts } = entry('a', { sha256: 'f'.repeat(64) });
    expect(nextLock(old, new Map([[facts.url, facts]]), own)).toEqual(lockOf({ ...facts, file: null }));
  });

  it('keeps the old entry of what could not be had', () => {
    const old = lockOf(entry('a'));
    expect(nextLock(old, new Map([[entry('a').url, null]]), own)).toEqual(old);
  });

  it('drops what a book no longer shows, unless other articles of the folder may', () => {
    const old = lockOf(entry('a'), entry('b'));
    const used = new Map([[entry('a').url, null]]);
    expect(nextLock(old, used, own)).toEqual(lockOf(entry('a')));
    expect(nextLock(old, used, loose)).toEqual(old);
  });
});
