import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCache, defaultCacheFolder } from '../../../src/node/cache.ts';
import { createVersions } from '../../../src/node/versions.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octavo-cache-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const noSpare = () => join(folder, 'occupied', 'spare');

describe('the cache', () => {
  it('gives back what was written, and null for what was not', async () => {
    const cache = createCache(join(folder, 'deep', 'er'), noSpare);
    expect(await cache.readCache('images/a.png')).toBeNull();
    await cache.writeCache('images/a.png', Uint8Array.of(1, 2));
    expect([...(await cache.readCache('images/a.png'))!]).toEqual([1, 2]);
  });

  it('stores a file as it is, and finds it by the hash of its bytes', async () => {
    const cache = createCache(folder, noSpare);
    const bytes = Uint8Array.of(1, 2);
    const path = join(folder, 'images', 'a.png');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await cache.storedFile('images/a.png', sha256)).toBeNull();
    expect(await cache.storeFile('images/a.png', bytes)).toEqual({ kind: 'stored', path });
    expect([...(await readFile(path))]).toEqual([1, 2]);
    expect(await cache.storedFile('images/a.png', sha256.slice(0, 16))).toBe(path);
  });

  it('does not have what was damaged on the disk, whichever byte it was', async () => {
    const cache = createCache(folder, noSpare);
    const bytes = new TextEncoder().encode('what was printed');
    await cache.writeCache('prints/a', bytes);
    await cache.storeFile('images/a', bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    for (const name of ['prints/a', 'images/a']) {
      const path = join(folder, name);
      const good = await readFile(path);
      for (let index = 0; index < good.length; index += 1) {
        const bad = Buffer.from(good);
        bad[index]! ^= 1;
        await writeFile(path, bad);
        const found = name === 'prints/a' ? await cache.readCache(name) : await cache.storedFile(name, sha256);
        expect(found, `byte ${index} of ${name}`).toBeNull();
      }
      await writeFile(path, good.subarray(0, -1));
      expect(await cache.readCache(name)).toBeNull();
    }
  });

  it('does not take what was written for one key for another', async () => {
    const cache = createCache(folder, noSpare);
    await cache.writeCache('a', Uint8Array.of(1));
    await writeFile(join(folder, 'b'), await readFile(join(folder, 'a')));
    expect(await cache.readCache('b')).toBeNull();
  });

  it('that cannot be written says so of files others will read, and of nothing else', async () => {
    await writeFile(join(folder, 'occupied'), '');
    const cache = createCache(join(folder, 'occupied', 'cache'), noSpare);
    await cache.writeCache('notes/a', Uint8Array.of(1));
    expect(await cache.readCache('notes/a')).toBeNull();
    expect((await cache.storeFile('images/a', Uint8Array.of(1))).kind).toBe('failed');
  });

  it('that cannot be written stores files in a spare folder', async () => {
    await writeFile(join(folder, 'occupied'), '');
    const spare = join(folder, 'spare');
    const cache = createCache(join(folder, 'occupied', 'cache'), () => spare);
    const bytes = Uint8Array.of(1);
    const path = join(spare, 'images-a');
    expect(await cache.storeFile('images/a', bytes)).toEqual({ kind: 'stored', path });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await cache.storedFile('images/a', sha256)).toBe(path);
  });

  it('holds a whole file when many write the same key at once, and nothing else', async () => {
    const caches = Array.from({ length: 20 }, () => createCache(folder, noSpare));
    await Promise.all(caches.map((cache, index) => cache.writeCache('a/b', new Uint8Array(100_000).fill(index))));
    const bytes = await caches[0]!.readCache('a/b');
    expect([bytes!.length, new Set(bytes).size]).toEqual([100_000, 1]);
    expect(await readdir(join(folder, 'a'))).toEqual(['b']);
  });

  it.each(['', '..', '../a', 'a/../b', '/a', 'a//b', 'A', 'a b', 'a\\b', '.hidden', 'a/.b', '图'])(
    'refuses %j as a key',
    async (key) => {
      await expect(createCache(folder, noSpare).storedFile(key, '')).rejects.toThrow('not a key');
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

describe('a version', () => {
  const versions = (browser: string | null) => createVersions(async () => browser);

  it('is that of the browser too for what a browser made', async () => {
    const [old, next] = [versions('chrome 1'), versions('chrome 2')];
    for (const key of ['prints/a.pdf', 'cover-sheets/a.pdf', 'diagrams/a.json'])
      expect(await old(key)).not.toEqual(await next(key));
    for (const key of ['fonts/a.ttf', 'conversions/a.json']) expect(await old(key)).toEqual(await next(key));
  });

  it('asks for the browser once, and only for what a browser made', async () => {
    const asked: string[] = [];
    const versionOf = createVersions(async () => {
      asked.push('browser');
      return 'chrome 1';
    });
    for (const key of ['fonts/a.ttf', 'originals/a']) await versionOf(key);
    expect(asked).toEqual([]);
    await Promise.all(['prints/a.pdf', 'cover-sheets/a.pdf'].map(versionOf));
    await versionOf('diagrams/a.json');
    expect(asked).toEqual(['browser']);
  });

  it('has no part in what was downloaded', async () => {
    for (const key of ['originals/a', 'downloads/a.json'])
      expect(await versions('a')(key)).toEqual({ tool: '', browser: null });
  });

  it('that is another makes what was written absent, and new bytes take its place', async () => {
    const [old, next] = [versions('chrome 1'), versions('chrome 2')].map((each) => createCache(folder, noSpare, each));
    await old!.writeCache('prints/a.pdf', Uint8Array.of(1));
    expect(await next!.readCache('prints/a.pdf')).toBeNull();
    await next!.writeCache('prints/a.pdf', Uint8Array.of(2));
    expect([...(await next!.readCache('prints/a.pdf'))!]).toEqual([2]);
    expect(await old!.readCache('prints/a.pdf')).toBeNull();
  });

  it('of a browser does not matter where no browser is left', async () => {
    await createCache(folder, noSpare, versions('chrome 1')).writeCache('prints/a.pdf', Uint8Array.of(1));
    const without = createCache(folder, noSpare, versions(null));
    expect([...(await without.readCache('prints/a.pdf'))!]).toEqual([1]);
  });
});
