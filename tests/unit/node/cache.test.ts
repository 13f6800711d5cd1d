import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCache, defaultCacheFolder } from '../../../src/node/cache.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octavo-cache-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the cache', () => {
  it('gives back what was written, and null for what was not', async () => {
    const cache = createCache(join(folder, 'deep', 'er'));
    expect(await cache.readCache('images/a.png')).toBeNull();
    const path = await cache.writeCache('images/a.png', Uint8Array.of(1, 2));
    expect(path).toBe(cache.cachePath('images/a.png'));
    expect([...(await cache.readCache('images/a.png'))!]).toEqual([1, 2]);
    expect([...(await readFile(path))]).toEqual([1, 2]);
  });

  it('holds a whole file when many write the same key at once, and nothing else', async () => {
    const caches = Array.from({ length: 20 }, () => createCache(folder));
    await Promise.all(caches.map((cache, index) => cache.writeCache('a/b', new Uint8Array(100_000).fill(index))));
    const bytes = await caches[0]!.readCache('a/b');
    expect(new Set(bytes).size).toBe(1);
    expect(await readdir(join(folder, 'a'))).toEqual(['b']);
  });

  it.each(['', '..', '../a', 'a/../b', '/a', 'a//b', 'A', 'a b', 'a\\b', '.hidden', 'a/.b', '图'])(
    'refuses %j as a key',
    (key) => {
      expect(() => createCache(folder).cachePath(key)).toThrow('not a key');
    },
  );
});

describe('the place of the cache', () => {
  it.each([
    [{ OCTAVO_CACHE: '/x', XDG_CACHE_HOME: '/y' }, 'linux', '/x'],
    [{ XDG_CACHE_HOME: '/y' }, 'linux', '/y/octavo'],
    [{}, 'linux', '/home/a/.cache/octavo'],
    [{}, 'darwin', '/home/a/Library/Caches/octavo'],
    [{ LOCALAPPDATA: 'C:\\L' }, 'win32', 'C:\\L\\octavo\\Cache'],
  ])('with %j on %s is %s', (environment, platform, place) => {
    expect(defaultCacheFolder(environment, platform, '/home/a')).toBe(place);
  });
});
