/** Each fault an image host can have gets its outcome: real HTTP, real cache, real pictures. */
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssetRef } from '../../src/book.ts';
import type { Reported } from '../../src/diagnostics.ts';
import type { ImageHost, LoadedImages } from '../../src/images/load.ts';
import { loadImages } from '../../src/images/load.ts';
import { createCache } from '../../src/node/cache.ts';
import type { Downloader } from '../../src/node/download.ts';
import { createDownloader } from '../../src/node/download.ts';
import { readFile as readHostFile, realPath } from '../../src/node/files.ts';
import type { ImageServer } from '../support/image-server.ts';
import { startImageServer, testPictures } from '../support/image-server.ts';
import { createConfig } from '../unit/images/fixtures.ts';

/** Path of the server -> outcome, part of the message, requests. */
const faults: [path: string, outcome: string, message: string, tries: number][] = [
  ['/photo.jpg', 'ok', '', 1],
  ['/drawing.png', 'ok', '', 1],
  ['/moving.gif', 'ok', '', 1],
  ['/photo.webp', 'ok', '', 1],
  ['/photo.avif', 'ok', '', 1],
  ['/photo.tiff', 'ok', '', 1],
  ['/drawing.svg', 'ok', '', 1],
  ['/gzip.svg', 'ok', '', 1],
  ['/unsafe.svg', 'ok', '', 1],
  ['/rotated.jpg', 'ok', '', 1],
  ['/cmyk.jpg', 'ok', '', 1],
  ['/deep.png', 'ok', '', 1],
  ['/large.jpg', 'ok', '', 1],
  ['/no-extension', 'ok', '', 1],
  ['/webp-as.jpg', 'ok', '', 1],
  ['/图 片.png', 'ok', '', 1],
  ['/redirect.png', 'ok', '', 1],
  ['/own-referer.png', 'ok', '', 2],
  ['/article-referer.png', 'ok', '', 3],
  ['/busy.png', 'ok', '', 2],
  ['/unavailable-twice.png', 'ok', '', 3],
  ['/none.png', 'image-download-failed', 'image not found (404): http', 1],
  ['/gone.png', 'image-download-failed', 'image not found (410): http', 1],
  ['/denied.png', 'image-download-failed', 'refused by the server (403)', 3],
  ['/server-error.png', 'image-download-failed', 'not downloaded (status 500)', 4],
  ['/reset.jpg', 'image-download-failed', 'the connection broke', 4],
  ['/short.jpg', 'image-download-failed', 'not downloaded (', 4],
  ['/stall.jpg', 'image-download-failed', 'no answer within 6 s', 1],
  ['/redirect-loop.png', 'image-download-failed', 'more than 5 redirects', 1],
  ['/redirect-file.png', 'image-host-refused', 'leads to file:///etc/passwd', 1],
  ['/endless.jpg', 'image-too-large', 'larger than 4 MB', 1],
  ['/huge-length.jpg', 'image-too-large', 'larger than 4 MB', 1],
  ['/gzip-bomb.png', 'image-too-large', 'larger than 4 MB', 1],
  ['/bomb.png', 'image-too-large', '60000 × 60000 pixels', 1],
  ['/page-as.png', 'image-not-a-picture', 'is an HTML page, not a picture', 1],
  ['/empty.png', 'image-not-a-picture', 'is empty', 1],
  ['/photo.bmp', 'image-not-a-picture', 'is a BMP picture', 1],
  ['/truncated.jpg', 'image-damaged', 'is damaged or incomplete', 1],
  ['/entities.svg', 'image-damaged', 'declares entities', 1],
];

let folder = '';
let server: ImageServer;
let downloader: Downloader;
let loaded: Reported<LoadedImages>;

beforeAll(async () => {
  folder = (await realPath(await mkdtemp(join(tmpdir(), 'octavo-images-'))))!;
  server = await startImageServer();
  downloader = createDownloader({});
  loaded = await load(faults.map(([path]) => server.url + path));
});
afterAll(async () => {
  await downloader.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

function load(urls: string[], images = {}): Promise<Reported<LoadedImages>> {
  const host: ImageHost = {
    readFile: readHostFile,
    realPath,
    ...createCache(join(folder, 'cache')),
    download: downloader.download,
    wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    clock: () => performance.now(),
    progress: () => undefined,
  };
  const refs: AssetRef[] = urls.map((url, index) => ({
    url,
    at: { file: join(folder, 'one.md'), line: index + 1 },
    use: 'figure',
  }));
  const policy = { allowPrivateHosts: true, maximumBytes: 4_000_000, timeout: 6000, ...images };
  const pages = new Map([[join(folder, 'one.md'), 'https://articles.example/one']]);
  return loadImages(refs, { ...createConfig(policy), folder }, host, pages);
}

describe('a picture of the network', () => {
  it.each(faults)('at %s is %s', (path, outcome, message, tries) => {
    const index = faults.findIndex(([other]) => other === path);
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

  it('is a file that every e-reader shows', async () => {
    for (const picture of loaded.value.assets.values()) {
      if (picture.kind === 'missing') continue;
      for (const { file, name, width, height, bytes } of [picture.screen, picture.print]) {
        const content = await readFile(file);
        const metadata = await sharp(content, { failOn: 'warning' }).metadata();
        expect(metadata).toMatchObject({ width, height, space: 'srgb', hasAlpha: false });
        expect(content.length).toBe(bytes);
        expect(name.endsWith(metadata.format === 'png' ? '.png' : '.jpg')).toBe(true);
        expect(width * height).toBeLessThanOrEqual(5.6e6);
        expect(metadata.orientation).toBeUndefined();
      }
    }
  });

  it('leaks neither cookies nor a file of this machine', async () => {
    expect(server.requests.some(({ headers }) => headers.cookie !== undefined)).toBe(false);
    expect(server.requests.some(({ url }) => /x\.css|y\.svg|z\.svg/.test(url))).toBe(false);
  });

  it('is not asked for again, not even whether it changed', async () => {
    const good = faults.filter(([, outcome]) => outcome === 'ok').map(([path]) => server.url + path);
    const before = server.requests.length;
    const again = await load(good, { offline: true });
    expect(server.requests.length).toBe(before);
    expect(again.diagnostics).toEqual([]);
    for (const [key, picture] of again.value.assets) expect(picture).toEqual(loaded.value.assets.get(key));
    expect(again.value.images.every(({ fromCache }) => fromCache)).toBe(true);
  });

  it('at a private address is refused unless that is allowed', async () => {
    const before = server.requests.length;
    const refused = await load([`${server.url}/other.png`, `http://localhost:${new URL(server.url).port}/a.png`], {
      allowPrivateHosts: false,
    });
    expect(refused.diagnostics.map(({ code }) => code)).toEqual(['image-host-refused', 'image-host-refused']);
    expect(refused.diagnostics[0]?.message).toBe(`image at a private address not fetched: ${server.url}/other.png`);
    expect(server.requests.length).toBe(before);
  });
});

describe('a picture file', () => {
  it('that is a link out of the book is refused', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'octavo-outside-'));
    try {
      const { png } = await testPictures();
      await writeFile(join(outside, 'secret.png'), png);
      await writeFile(join(folder, 'inside.png'), png);
      await symlink(join(outside, 'secret.png'), join(folder, 'link.png'));
      await symlink(join(folder, 'inside.png'), join(folder, 'good-link.png'));
      await symlink(outside, join(folder, 'out'));
      const { value } = await load(['link.png', 'out/secret.png', 'good-link.png', 'inside.png', '/dev/zero']);
      expect(value.images.map(({ outcome }) => outcome)).toEqual([
        'image-outside',
        'image-outside',
        'ok',
        'ok',
        'image-outside',
      ]);
    } finally {
      await rm(outside, { recursive: true, force: true });
    }
  });
});
