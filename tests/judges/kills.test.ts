/**
 * A build that is killed at any moment leaves nothing half done: whatever it wrote to the cache, beside the book and to the
 * output folder is whole, and the next build goes on from there. Thirty builds are killed; the moments look random.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyCache, octavo, startOctavo, temporaryFolder } from '../support/command.ts';
import { type ImageServer, startImageServer } from '../support/image-server.ts';

const kills = 30;
/** With those that ended before they were killed. */
const mostBuilds = 120;
const images =
  'photo.jpg drawing.png moving.gif photo.webp photo.avif photo.tiff drawing.svg rotated.jpg cmyk.jpg large.jpg transparent.png moving.webp'.split(
    ' ',
  );

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: ImageServer;

beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startImageServer({ latency: 30 });
});
afterAll(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

function article(opening: string): string {
  const shown = images.map(
    (name, index) => `Waves, seen for the ${index + 1}. time:\n\n![Waves ${index + 1}](${server.url}/${name})\n`,
  );
  return `# Waves\n\n${opening}\n\n${shown.join('\n')}`;
}

/** A folder with the book, an output folder and a cache of its own. */
async function placeBook(name: string, opening: string): Promise<string> {
  const place = join(folder.path, name);
  await mkdir(join(place, 'book'), { recursive: true });
  await writeFile(join(place, 'book', 'book.yaml'), 'title: Waves\nlanguage: en\narticles: [waves.md]\n');
  await writeFile(join(place, 'book', 'waves.md'), article(opening));
  await emptyCache(place);
  return place;
}

const words = ['build', 'book', '-f', 'epub', '--allow-private-hosts'];

function optionsIn(place: string) {
  return { workingFolder: place, environment: { OCTAVO_CACHE: join(place, 'cache'), SOURCE_DATE_EPOCH: '1700000000' } };
}

async function build(place: string): Promise<{ epub: Buffer; time: number }> {
  const start = performance.now();
  const { status, stdout, stderr } = await octavo(words, optionsIn(place));
  const time = performance.now() - start;
  expect(status, stdout + stderr).toBe(0);
  return { epub: await readFile(join(place, 'dist', 'book.epub')), time };
}

/** Starts a build and kills it; it may have ended by then. */
async function killBuild(place: string, moment: number): Promise<{ killed: boolean; helpers: number }> {
  const { process: child, outcome } = startOctavo(words, optionsIn(place));
  await wait(moment);
  const others = await descendants(child.pid!);
  const killed = child.kill('SIGKILL');
  await outcome;
  expect(await survivors(others), 'processes that outlive the build').toEqual([]);
  return { killed, helpers: others.length };
}

describe('a build killed at any moment', () => {
  test('leaves only complete files, and the next one gives the same book', async () => {
    const old = (await build(await placeBook('old', 'How it was.'))).epub;
    const { epub: wanted, time } = await build(await placeBook('undisturbed', 'How it is.'));
    expect(wanted.equals(old)).toBe(false);
    const place = await placeBook('disturbed', 'How it is.');
    await mkdir(join(place, 'dist'));
    const random = createRandom(20);
    let longest = time;
    const count = { killed: 0, helpers: 0 };
    for (let round = 0; count.killed < kills && round < mostBuilds; round += 1) {
      if (round % 10 === 0) {
        await rm(join(place, 'cache'), { recursive: true });
        await emptyCache(place);
        longest = time;
      }
      await writeFile(join(place, 'dist', 'book.epub'), old);
      const moment = Math.round(random() * longest);
      const { killed, helpers } = await killBuild(place, moment);
      if (killed) count.killed += 1;
      // The cache is full now: those that follow take no longer.
      else longest = moment;
      count.helpers += helpers;
      const left = await readFile(join(place, 'dist', 'book.epub'));
      const faults = [...(await cacheFaults(join(place, 'cache'))), ...(await lockFaults(join(place, 'book')))];
      expect({ round, moment, faults, whole: left.equals(old) || left.equals(wanted) }).toEqual({
        round,
        moment,
        faults: [],
        whole: true,
      });
    }
    // Or it would have been a test of builds that had ended.
    expect(count.killed).toBe(kills);
    if (process.platform === 'linux') expect(count.helpers).toBeGreaterThan(0);
    expect((await build(place)).epub.equals(wanted)).toBe(true);
    expect(await readdir(join(place, 'book'))).toContain('octavo.lock');
  });
});

/** The compiled code, whose version is part of the seal of a cached file. */
const compiled = new URL('../../build/node/', import.meta.url);

/** Files of the cache that are not what their names promise. Those with a dot before their names are nobody's yet. */
async function cacheFaults(folder: string): Promise<string[]> {
  const { createCache }: typeof import('../../src/node/cache.ts') = await import(`${compiled}cache.js`);
  const { createVersions }: typeof import('../../src/node/versions.ts') = await import(`${compiled}versions.js`);
  const cache = createCache(
    folder,
    () => folder,
    createVersions(async () => null),
  );
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  const faults = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const isWhole = isNamedByHash(name, await readFile(path));
      const sealed = isWhole ? null : await cache.readCache(relative(folder, path).replaceAll(sep, '/'));
      return isWhole || sealed !== null ? [] : [`${path}: not what its hash says`];
    }),
  );
  return faults.flat();
}

function isNamedByHash(name: string, bytes: Buffer): boolean {
  const [stem = ''] = name.split('.');
  return stem.length >= 16 && createHash('sha256').update(bytes).digest('hex').startsWith(stem);
}

/** What is wrong with octavo.lock beside the book; it may be absent. */
async function lockFaults(book: string): Promise<string[]> {
  const bytes = await readFile(join(book, 'octavo.lock')).catch(() => null);
  return bytes === null || isJson(bytes) ? [] : ['octavo.lock: not JSON'];
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

/** Every process below one, as far as /proc tells. */
async function descendants(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const children = text.split(' ').filter(Boolean).map(Number);
  return [...children, ...(await Promise.all(children.map(descendants))).flat()];
}

/** Those of the processes that are there ten seconds later, ended ones that nobody asked about left out. */
async function survivors(pids: number[]): Promise<number[]> {
  let left = pids;
  for (let look = 0; look < 100 && left.length > 0; look += 1) {
    const states = await Promise.all(left.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
    left = left.filter((_, index) => /\) [^ZX] /.test(states[index]!));
    if (left.length > 0) await wait(100);
  }
  return left;
}

/** Numbers from 0 to 1 that look random, the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
