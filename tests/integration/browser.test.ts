/** The browser that ships with Octavo must need nothing of the machine. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type BrowserPlace, findBrowser } from '../../src/node/browser-search.ts';

const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/octavo-tests', import.meta.url));

async function shippedShell(): Promise<Extract<BrowserPlace, { kind: 'found' }> | null> {
  for await (const place of findBrowser({ executable: null, cacheFolder, onDownload: () => undefined })) {
    if (place.kind === 'found' && place.executable.startsWith(cacheFolder)) return place;
  }
  return null;
}

const place = process.platform === 'linux' && process.arch === 'x64' ? await shippedShell() : null;
const here = place === null ? ' (skipped: not Linux on x64)' : '';

test.skipIf(place === null)(`it brings a font, since a machine may have none${here}`, async () => {
  const configuration = await readFile(place!.environment.FONTCONFIG_FILE!, 'utf8');
  const [, folder] = /<dir>([^<]*)<\/dir>/.exec(configuration)!;
  const files = await readdir(folder!, { recursive: true });
  expect(files.some((name) => name.endsWith('.ttf'))).toBe(true);
});

test('one that is named is the only one tried', async () => {
  const places = [];
  for await (const each of findBrowser({ executable: '/nowhere/chrome', cacheFolder, onDownload: () => undefined })) {
    places.push(each);
  }
  expect(places).toMatchObject([{ kind: 'found', executable: '/nowhere/chrome' }]);
});
