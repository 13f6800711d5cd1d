/** The browser that ships with Octavo must need nothing of the machine; one that dies is replaced, once. */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type BrowserPlace, findBrowser } from '../../src/node/browser/search.ts';
import { createHost } from '../../src/node/host.ts';
import { temporaryFolder } from '../support/command.ts';

const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/octavo-tests', import.meta.url));

/** The cache of the tests is closed to others. */
const noFolder = () => '/nowhere';

async function shippedShell(): Promise<Extract<BrowserPlace, { kind: 'found' }> | null> {
  for await (const place of findBrowser({
    executable: null,
    cacheFolder,
    onDownload: () => undefined,
    makeTemporary: noFolder,
  })) {
    if (place.kind === 'found' && place.executable.startsWith(cacheFolder)) return place;
  }
  return null;
}

const place = process.platform === 'linux' && process.arch === 'x64' ? await shippedShell() : null;
const here = place === null ? ' (skipped: not Linux on x64)' : '';

test.skipIf(place === null)(`the shipped browser brings a font, because a machine may have none${here}`, async () => {
  const configuration = await readFile(place!.environment.FONTCONFIG_FILE!, 'utf8');
  const [, folder] = /<dir>([^<]*)<\/dir>/.exec(configuration)!;
  const files = await readdir(folder!, { recursive: true });
  expect(files.some((name) => name.endsWith('.ttf'))).toBe(true);
});

test.skipIf(place === null)(
  `a browser that was deleted except for the cache of its fonts is unpacked again${here}`,
  async () => {
    await using folder = await temporaryFolder();
    const name = basename(dirname(place!.executable));
    await mkdir(join(folder.path, 'browser', name, 'font-cache'), { recursive: true });
    const places = [];
    const settings = {
      executable: null,
      cacheFolder: folder.path,
      onDownload: () => undefined,
      makeTemporary: noFolder,
    };
    for await (const each of findBrowser(settings)) {
      if (each.kind === 'found') places.push(each.executable);
      if (places.length > 0) break;
    }
    expect(places).toEqual([join(folder.path, 'browser', name, 'headless_shell')]);
  },
);

test('a browser named by the user is the only one tried', async () => {
  const places = [];
  for await (const each of findBrowser({
    executable: '/nowhere/chrome',
    cacheFolder,
    onDownload: () => undefined,
    makeTemporary: noFolder,
  })) {
    places.push(each);
  }
  expect(places).toMatchObject([{ kind: 'found', executable: '/nowhere/chrome' }]);
});

describe.skipIf(process.platform !== 'linux')(
  `a browser that is killed while it prints${process.platform === 'linux' ? '' : ' (skipped: needs /proc)'}`,
  () => {
    const words = '<p>words of a long book</p>'.repeat(15_000);
    const job = {
      name: 'pdf-screen',
      html: `<!DOCTYPE html><title>Long</title>${words}`,
      files: new Map(),
      body: null,
      tagged: true,
    };

    test.each([
      { kills: 1, kind: 'bytes' },
      { kills: 2, kind: 'crashed' },
    ])('$kills times: $kind', async ({ kills, kind }) => {
      const host = createHost({
        cacheFolder,
        browser: null,
        decoder: new URL('../../build/images/convert/worker.js', import.meta.url),
        environment: {},
        progress: () => undefined,
      });
      const others = await childrenOf(process.pid);
      const short = { ...job, html: '<!DOCTYPE html><title>Short</title>' };
      expect((await host.print(short)).kind).toBe('bytes');
      const printing = host.print(job);
      const killed = new Set(others);
      for (let count = 0; count < kills; count += 1) {
        const browser = await newChild(killed);
        killed.add(browser);
        process.kill(browser, 'SIGKILL');
      }
      expect((await printing).kind).toBe(kind);
      // The next job gets a browser of its own.
      expect((await host.print(short)).kind).toBe('bytes');
      await host.close();
    });
  },
);

/** One that stays: where there is no sandbox, the first try ends at once. */
async function newChild(known: ReadonlySet<number>): Promise<number> {
  for (;;) {
    const [child] = (await childrenOf(process.pid)).filter((pid) => !known.has(pid));
    await wait(600);
    if (child !== undefined && (await childrenOf(process.pid)).includes(child)) return child;
  }
}

/** Of all its threads. */
async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8')));
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}
