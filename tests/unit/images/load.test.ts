import { beforeAll, describe, expect, it } from 'vitest';
import { createImageLoader } from '../../../src/images/load.ts';
import type { DownloadRequest } from '../../../src/model/host.ts';
import type { TestImages } from '../../support/image-server.ts';
import { testImages } from '../../support/image-server.ts';
import { loadImages } from '../../support/load-images.ts';
import { createConfig, createMemoryHost, figure } from './fixtures.ts';

let images: TestImages;
beforeAll(async () => {
  images = await testImages();
});

const servePng = (request: DownloadRequest) => ({
  kind: 'body' as const,
  bytes: images.png,
  url: request.url,
  mediaType: null,
  date: new Date('2024-05-06T07:08:09Z'),
});

describe('loading images', () => {
  it('fetches an image once and reports every place where it fails', async () => {
    const { host, requests } = createMemoryHost();
    const refs = [
      figure('https://a.example/b.png', 3),
      figure('https://user:secret@a.example/b.png#x', 9, '/book/two.md'),
      { ...figure('https://a.example/b.png', 1), use: 'cover' as const },
    ];
    const { value, diagnostics } = await loadImages(refs, createConfig(), host);
    expect(requests.length).toBe(1);
    expect(diagnostics.map(({ code, message, place }) => [code, message, place?.file, place?.line])).toEqual([
      ['image-download-failed', 'image not found (404): https://a.example/b.png', '/book/one.md', 3],
      ['image-download-failed', 'image not found (404): https://a.example/b.png#x', '/book/two.md', 9],
      ['image-download-failed', 'cover not found (404): https://a.example/b.png', '/book/one.md', 1],
    ]);
    expect(value.images).toEqual([
      {
        url: 'https://a.example/b.png',
        places: [
          { file: '/book/one.md', line: 3 },
          { file: '/book/two.md', line: 9 },
          { file: '/book/one.md', line: 1 },
        ],
        outcome: 'image-download-failed',
        host: 'a.example',
        status: 404,
        tries: 1,
        fromCache: false,
        bytesBefore: null,
        bytesAfter: null,
        width: null,
        height: null,
      },
    ]);
    for (const ref of refs) expect(value.assets.get(ref.key)?.kind).toBe('missing');
  });

  it('needs neither network nor decoding for what an earlier build made', async () => {
    const { host, requests } = createMemoryHost(servePng);
    const refs = [figure('https://a.example/b.png')];
    const first = await loadImages(refs, createConfig(), host);
    host.writeCache.mockClear();
    const second = await loadImages(refs, createConfig({ offline: true }), host);
    expect(second.value.assets).toEqual(first.value.assets);
    expect(second.value.images[0]).toMatchObject({ outcome: 'ok', fromCache: true, tries: 0, status: null });
    expect(requests.length).toBe(1);
    expect(host.writeCache).not.toHaveBeenCalled();
  });

  it('converts a cached original again when the converted file is gone', async () => {
    const { host, cache, requests } = createMemoryHost(servePng);
    const refs = [figure('https://a.example/b.png')];
    const first = await loadImages(refs, createConfig(), host);
    for (const key of [...cache.keys()]) if (key.startsWith('images/')) cache.delete(key);
    const second = await loadImages(refs, createConfig({ offline: true }), host);
    expect(second.value.assets).toEqual(first.value.assets);
    expect(requests.length).toBe(1);
  });

  it('reports that an image is not cached if the build is offline', async () => {
    const { host, requests } = createMemoryHost(servePng);
    const { diagnostics } = await loadImages(
      [figure('https://a.example/b.png')],
      createConfig({ offline: true }),
      host,
    );
    expect(diagnostics[0]).toMatchObject({
      code: 'image-not-cached',
      message: 'image not cached, and `--offline` prevents downloading it: https://a.example/b.png',
    });
    expect(requests).toEqual([]);
  });

  it('decodes an image once, whatever its addresses', async () => {
    const { host } = createMemoryHost(servePng, { '/book/near.png': images.png });
    const refs = [figure('https://a.example/b.png'), figure('https://c.example/d.png'), figure('near.png')];
    const { value } = await loadImages(refs, createConfig(), host);
    const [one, two, three] = refs.map((ref) => value.assets.get(ref.key));
    expect([two, three]).toEqual([one, one]);
    expect(host.convert).toHaveBeenCalledTimes(1);
  });

  it('downloads an incomplete image again next time', async () => {
    for (const name of ['html', 'jpegTruncated'] as const) {
      const { host, cache } = createMemoryHost((request) => ({ ...servePng(request), bytes: images[name] }));
      await loadImages([figure('https://a.example/b.png')], createConfig(), host);
      expect(cache.size).toBe(0);
    }
  });

  it('sends the page of the article as Referer if the server insists', async () => {
    const { host, requests } = createMemoryHost(() => ({ kind: 'status', status: 403, retryAfter: null }));
    const pages = new Map([['/book/one.md', 'https://articles.example/one']]);
    await loadImages([figure('https://a.example/b.png')], createConfig(), host, pages);
    expect(requests.at(-1)?.headers.referer).toBe('https://articles.example/one');
  });

  it('takes files of the book and images written into the article', async () => {
    const { host } = createMemoryHost(undefined, { '/book/图 片.png': images.png });
    const data = `data:image/png;base64,${images.png.toString('base64')}`;
    const refs = [figure('图%20片.png'), figure(data), figure('图%20片.png?raw=true')];
    const { value, diagnostics } = await loadImages(refs, createConfig(), host);
    expect(diagnostics).toEqual([]);
    const [one, two, three] = refs.map((ref) => value.assets.get(ref.key));
    expect(three).toEqual(one);
    expect(one).toMatchObject({ kind: 'image', screen: { width: 200, height: 100, mediaType: 'image/png' } });
    expect(two).toEqual(one);
  });

  it.each([
    ['gone.png', 'image-missing', 'image not found: gone.png'],
    ['../../etc/passwd', 'image-outside-folder', 'image is outside the folder of the book: ../../etc/passwd'],
    ['%2e%2e/gone.png', 'image-outside-folder', 'image is outside the folder of the book: ../gone.png'],
    ['/etc/passwd', 'image-outside-folder', 'image is outside the folder of the book: /etc/passwd'],
    ['folder', 'image-type-unsupported', 'image is a folder, not an image: folder'],
    ['pipe', 'image-missing', 'image cannot be read (not a regular file): pipe'],
    ['large.png', 'image-too-large', 'image is larger than 10 MB: large.png'],
    ['empty.png', 'image-type-unsupported', 'image is empty: empty.png'],
    ['..png', 'image-missing', 'image not found: ..png'],
    [
      'file:///book/a.png',
      'image-address-invalid',
      'image has an invalid address (its scheme is file): file:///book/a.png',
    ],
    [
      'data:image/png;base64,*',
      'image-address-invalid',
      /^image has an invalid address \(not a valid data: URL\): data:image/,
    ],
    ['', 'image-address-invalid', 'image has an invalid address (it is empty)'],
  ])('of %j gives %s', async (url, code, message) => {
    const { host } = createMemoryHost(undefined, {
      '/etc/passwd': new Uint8Array(9),
      '/book/folder': { kind: 'folder' },
      '/book/pipe': { kind: 'refused', reason: 'not a regular file' },
      '/book/large.png': new Uint8Array(10_000_001),
      '/book/empty.png': new Uint8Array(),
    });
    const { diagnostics } = await loadImages([figure(url)], createConfig(), host);
    expect(diagnostics.length).toBe(1);
    expect(diagnostics[0]?.code).toBe(code);
    expect(diagnostics[0]?.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  it('reports progress', async () => {
    const { host } = createMemoryHost();
    await loadImages([figure('a.png'), figure('b.png'), figure('b.png')], createConfig(), host);
    expect(host.progress.mock.calls.map(([{ stage, done, total }]) => [stage, done, total])).toEqual([
      ['images', 0, 2],
      ['images', 1, 2],
      ['images', 2, 2],
    ]);
  });
});

describe('images that are loaded while articles are parsed', () => {
  it('are downloaded once, and made in another size where one is the cover too', async () => {
    const { host, requests } = createMemoryHost(servePng);
    const loader = createImageLoader({ config: createConfig(), host });
    const [first, second] = [figure('https://a.example/a.png'), figure('https://a.example/b.png')];
    loader.begin([first]);
    loader.begin([second, figure('https://a.example/a.png', 9)]);
    const { value } = await loader.finish([first, second, { ...first, use: 'cover' }]);
    expect([...value.assets.values()].map(({ kind }) => kind)).toEqual(['image', 'image']);
    expect(new Set(requests.map(({ url }) => url)).size).toBe(requests.length);
  });
});
