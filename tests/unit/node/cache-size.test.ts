/** The size of the cache: how it is read, what is removed and what never is. */
import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCache } from '../../../src/node/cache.ts';
import { clearCache, limitCache, measureCache, readLimit } from '../../../src/node/cache-size.ts';
import { temporaryFolder } from '../../support/command.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

const day = 24 * 60 * 60_000;
const now = Date.parse('2026-11-28T00:00:00Z');

async function place(name: string, bytes: number, daysAgo: number): Promise<void> {
  const path = join(folder.path, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, new Uint8Array(bytes));
  const used = new Date(now - daysAgo * day);
  await utimes(path, used, used);
}

async function names(): Promise<string[]> {
  const entries = await readdir(folder.path, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() && !entry.name.startsWith('.') ? [entry.name] : [])).sort();
}

describe('the cache', () => {
  it('is measured by kind, the largest first', async () => {
    await place('prints/a.pdf', 30, 1);
    await place('images/b.png', 50, 1);
    await place('images/c.png', 5, 1);
    expect(await measureCache(folder.path)).toEqual([
      { name: 'images', entries: 2, bytes: 55 },
      { name: 'prints', entries: 1, bytes: 30 },
    ]);
    await clearCache(folder.path);
    expect(await measureCache(folder.path)).toEqual([]);
  });

  it('beyond its limit loses what was used longest ago, but never the browser or what was used within a day', async () => {
    await place('browser/shell', 500, 90);
    await place('prints/oldest.pdf', 100, 30);
    await place('prints/older.pdf', 100, 20);
    await place('prints/old.pdf', 100, 10);
    await place('prints/new.pdf', 100, 0.5);
    await limitCache(folder.path, 750, 1, now);
    expect(await names()).toEqual(['new.pdf', 'shell']);
    // One write more is not worth a walk, until the limit is passed.
    await place('prints/later.pdf', 100, 5);
    await limitCache(folder.path, 750, 100, now);
    expect(await names()).toContain('later.pdf');
    await limitCache(folder.path, 650, 1, now);
    expect(await names()).toEqual(['new.pdf', 'shell']);
  });

  it('is left alone by a build that wrote nothing to it', async () => {
    await place('prints/old.pdf', 100, 30);
    await limitCache(folder.path, 1, 0, now);
    expect(await names()).toEqual(['old.pdf']);
  });

  it('marks what is read as used', async () => {
    const cache = createCache(folder.path, () => folder.path);
    await cache.writeCache('prints/a.pdf', new Uint8Array(10));
    const path = join(folder.path, 'prints', 'a.pdf');
    const past = new Date(now - 300 * day);
    await utimes(path, past, past);
    await createCache(folder.path, () => folder.path).readCache('prints/a.pdf');
    await expect.poll(async () => (await stat(path)).mtimeMs).toBeGreaterThan(past.getTime() + day);
  });
});

it.each([
  ['5 GB', 5e9],
  ['500MB', 5e8],
  ['1.5g', 1.5e9],
  ['1000', 1000],
  ['', 5e9],
  ['much', 5e9],
  [undefined, 5e9],
])('the limit %s is %d bytes', (text, bytes) => {
  expect(readLimit(text)).toBe(bytes);
});
