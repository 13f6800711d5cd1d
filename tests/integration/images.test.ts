/** Each fault an image host can have gets its outcome: real HTTP, real cache, real pictures. */
import { lookup } from 'node:dns';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadedImages } from '../../src/images/load.ts';
import type { ImageHost } from '../../src/images/obtain.ts';
import type { Reported } from '../../src/model/diagnostics.ts';
import { isPrivateAddress } from '../../src/node/addresses.ts';
import type { Downloader } from '../../src/node/download.ts';
import { createDownloader } from '../../src/node/download.ts';
import { realPath } from '../../src/node/files.ts';
import { createHost } from '../../src/node/host.ts';
import { assetRef } from '../../src/text/image-address.ts';
import { imageOutcomes, limits } from '../support/image-outcomes.ts';
import type { ImageServer } from '../support/image-server.ts';
import { startImageServer, testImages } from '../support/image-server.ts';
import { loadImages } from '../support/load-images.ts';
import { createConfig } from '../unit/images/fixtures.ts';

let folder = '';
let server: ImageServer;
let loaded: Reported<LoadedImages>;
const open: { close(): Promise<void> }[] = [];

// The server stands for a public host; its neighbours do not.
const isPrivate = (address: string) => address !== '127.0.0.1' && isPrivateAddress(address);

beforeAll(async () => {
  folder = (await realPath(await mkdtemp(join(tmpdir(), 'octavo-images-'))))!;
  server = await startImageServer();
  loaded = await load(imageOutcomes.map(({ path }) => server.url + path));
});
afterAll(async () => {
  await Promise.all(open.map((each) => each.close()));
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function load(
  urls: string[],
  images = {},
  downloader: Downloader = createDownloader({}, { lookup, isPrivate }),
): Promise<Reported<LoadedImages>> {
  const real = createHost({
    cacheFolder: join(folder, 'cache'),
    browser: null,
    decoder: new URL('../../build/images/convert/worker.js', import.meta.url),
    environment: {},
    progress: () => undefined,
  });
  open.push(real, downloader);
  const host: ImageHost = { ...real, download: downloader.download };
  const refs = urls.map((url, index) =>
    assetRef({ url, at: { file: join(folder, 'one.md'), line: index + 1 }, use: 'figure', alt: null }),
  );
  const policy = { maximumBytes: limits.maximumBytes, timeout: limits.timeout * 1000, ...images };
  const pages = new Map([[join(folder, 'one.md'), 'https://articles.example/one']]);
  return loadImages(refs, { ...createConfig(policy), folder }, host, pages);
}

describe('an image from the web', () => {
  it.each(imageOutcomes)('at $path is $outcome', ({ path, outcome, message, tries }) => {
    const index = imageOutcomes.findIndex((other) => other.path === path);
    const report = loaded.value.images[index]!;
    expect({ url: decodeURI(report.url), outcome: report.outcome, tries: report.tries }).toEqual({
      url: server.url + path,
      outcome,
      tries,
    });
    const found = loaded.diagnostics.filter(({ place }) => place?.line === index + 1);
    expect(found.length).toBe(outcome === 'ok' ? 0 : 1);
    if (found[0]) expect(found[0]).toMatchObject({ code: outcome, message: expect.stringContaining(message) });
  });

  it('is in a format that every e-reader supports', async () => {
    for (const image of loaded.value.assets.values()) {
      if (image.kind === 'missing') continue;
      const { file, name, width, height, bytes } = image.screen;
      const content = await readFile(file);
      const metadata = await sharp(content, { failOn: 'warning' }).metadata();
      expect(metadata).toMatchObject({ width, height, space: 'srgb', depth: 'uchar', hasAlpha: false });
      expect(content.length).toBe(bytes);
      expect(name.endsWith(metadata.format === 'png' ? '.png' : '.jpg')).toBe(true);
      expect(width * height).toBeLessThanOrEqual(5.6e6);
      expect(metadata.orientation).toBeUndefined();
      expect(metadata.pages ?? 1).toBe(1);
      expect(content.includes('acTL'), 'frames of an animated PNG').toBe(false);
    }
  });

  it.each(['/blank-first.gif', '/blank-first.webp', '/white-logo.png', '/icon-bitmap.ico'])(
    'at %s shows something',
    async (path) => {
      const { channels } = await sharp(fileOf(path)).stats();
      expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(5);
    },
  );

  it.each(['/moving.png', '/moving.webp'])('at %s shows its first frame', async (path) => {
    const { channels } = await sharp(fileOf(path)).stats();
    expect(channels.map(({ mean }) => Math.round(mean / 20))).toEqual([10, 0, 0]);
  });

  it('in an old BMP or ICO format keeps its colours in place', async () => {
    const { data, info } = await sharp(fileOf('/square.bmp')).raw().toBuffer({ resolveWithObject: true });
    expect({ width: info.width, height: info.height }).toEqual({ width: 8, height: 8 });
    expect([...data.subarray(0, 3)]).toEqual([255, 0, 0]);
    expect([...data.subarray(-3)]).toEqual([0, 0, 255]);
  });

  it('leaks neither cookies nor local files', async () => {
    expect(server.requests.some(({ headers }) => headers.cookie !== undefined)).toBe(false);
    expect(server.requests.some(({ url }) => /x\.css|y\.svg|z\.svg/.test(url))).toBe(false);
  });

  it('is not requested again, not even for changes', async () => {
    const good = imageOutcomes.filter(({ outcome }) => outcome === 'ok').map(({ path }) => server.url + path);
    const before = server.requests.length;
    const again = await load(good, { offline: true });
    expect(server.requests.length).toBe(before);
    expect(again.diagnostics).toEqual([]);
    for (const [key, image] of again.value.assets) expect(image).toEqual(loaded.value.assets.get(key));
    expect(again.value.images.every(({ fromCache }) => fromCache)).toBe(true);
  });

  it('at a private address is rejected unless that is allowed', async () => {
    const before = server.requests.length;
    const urls = [`${server.url}/other.png`, `http://localhost:${new URL(server.url).port}/a.png`];
    const refused = await load(urls, {}, createDownloader({}));
    expect(refused.diagnostics.map(({ code }) => code)).toEqual(['image-private-host', 'image-private-host']);
    expect(refused.diagnostics[0]?.message).toBe(
      `image not downloaded because its address is private: ${server.url}/other.png`,
    );
    expect(server.requests.length).toBe(before);
  });
});

/** The file for e-readers. */
function fileOf(path: string): string {
  const image = loaded.value.assets.get(encodeURI(server.url + path));
  if (image?.kind !== 'image') throw new Error(`no picture ${path}`);
  return image.screen.file;
}

describe('an image file', () => {
  it('that is a symbolic link out of the book is rejected', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'octavo-outside-'));
    try {
      const { png } = await testImages();
      await writeFile(join(outside, 'secret.png'), png);
      await writeFile(join(folder, 'inside.png'), png);
      await symlink(join(outside, 'secret.png'), join(folder, 'link.png'));
      await symlink(join(folder, 'inside.png'), join(folder, 'good-link.png'));
      await symlink(outside, join(folder, 'out'));
      const { value } = await load(['link.png', 'out/secret.png', 'good-link.png', 'inside.png', '/dev/zero']);
      expect(value.images.map(({ outcome }) => outcome)).toEqual([
        'image-outside-folder',
        'image-outside-folder',
        'ok',
        'ok',
        'image-outside-folder',
      ]);
    } finally {
      await rm(outside, { recursive: true, force: true });
    }
  });
});
