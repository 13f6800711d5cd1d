import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { requirements } from '../../../../src/epub/targets/targets.ts';
import { convertImage, findImage, formsFor } from '../../../../src/images/convert/convert.ts';
import type { Image } from '../../../../src/model/book.ts';
import type { ImageForm } from '../../../../src/model/host.ts';
import { sha256Of } from '../../../../src/text/hash.ts';
import type { TestImages } from '../../../support/test-pictures.ts';
import { oddImages, testImages } from '../../../support/test-pictures.ts';
import { createConfig, createMemoryHost } from '../fixtures.ts';

let images: TestImages;
beforeAll(async () => {
  images = await testImages();
});

const settings = { maximumPixels: 50_000_000, language: 'en' };
const screen: ImageForm = { name: 'screen', width: 2000, height: 2000 };
const print: ImageForm = { name: 'print', width: 2400, height: 2400 };

async function convert(bytes: Uint8Array, maximumPixels = 50_000_000, forms = [screen, print]) {
  const { host, cache } = createMemoryHost();
  const image = await convertImage(bytes, sha256Of(bytes), forms, { maximumPixels, language: 'en' }, host);
  return { image, cache, host };
}

async function convertWell(bytes: Uint8Array): Promise<{ image: Image; screen: Buffer; print: Buffer }> {
  const { image, cache } = await convert(bytes);
  if (image.kind === 'failed') throw new Error(image.problem);
  const read = (name: string) => Buffer.from(cache.get(`images/${name}`)!);
  return { image, screen: read(image.screen.name), print: read(image.print.name) };
}

describe('a converted picture', () => {
  it.each([
    ['jpeg', 'image/jpeg'],
    ['jpegRotated', 'image/jpeg'],
    ['jpegExif', 'image/jpeg'],
    ['jpegCmyk', 'image/jpeg'],
    ['jpegWideGamut', 'image/jpeg'],
    ['jpegProgressive', 'image/jpeg'],
    ['jpegLarge', 'image/jpeg'],
    ['webp', 'image/jpeg'],
    ['avif', 'image/jpeg'],
    ['tiff', 'image/jpeg'],
    ['pngPhoto', 'image/jpeg'],
    ['png', 'image/png'],
    ['pngDeepAlpha', 'image/png'],
    ['gifAnimated', 'image/png'],
    ['webpLineArt', 'image/png'],
    ['bmp', 'image/png'],
    ['svg', 'image/png'],
    ['svgUnsafe', 'image/png'],
  ] as const)('from %s is %s: upright, opaque, sRGB, 8 bits, one frame, without metadata', async (name, mediaType) => {
    const { image, screen, print } = await convertWell(images[name]);
    for (const [stored, bytes, side] of [[image.screen, screen, 2000] as const, [image.print, print, 2400] as const]) {
      if (stored.mediaType === 'image/svg+xml') continue;
      const metadata = await sharp(bytes, { failOn: 'warning' }).metadata();
      expect(stored.mediaType).toBe(mediaType);
      expect(`image/${metadata.format}`).toBe(mediaType);
      expect(stored).toMatchObject({ bytes: bytes.length, width: metadata.width, height: metadata.height });
      expect(stored.name).toMatch(mediaType === 'image/png' ? /^[0-9a-f]{16}\.png$/ : /^[0-9a-f]{16}\.jpg$/);
      expect(stored.file).toBe(`/cache/images/${stored.name}`);
      expect(metadata).toMatchObject({ space: 'srgb', depth: 'uchar', hasAlpha: false, hasProfile: false });
      expect(metadata.orientation).toBeUndefined();
      expect(metadata.exif).toBeUndefined();
      expect(Math.max(metadata.width, metadata.height)).toBeLessThanOrEqual(side);
    }
  });

  it('is upright when the original says so', async () => {
    const { image } = await convertWell(images.jpegRotated);
    expect(image.screen).toMatchObject({ width: 320, height: 480 });
    expect(image.original).toMatchObject({ width: 320, height: 480, mediaType: 'image/jpeg' });
  });

  it('is the JPEG itself when a reader can take it as it is', async () => {
    const { screen, image } = await convertWell(images.jpegExif);
    const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer();
    expect((await pixels(screen)).equals(await pixels(images.jpegExif))).toBe(true);
    expect(screen.includes('secret place')).toBe(false);
    expect(image.print).toEqual(image.screen);
  });

  it('has more pixels for print where the original has them', async () => {
    const { image } = await convertWell(images.jpegLarge);
    expect(image.screen).toMatchObject({ width: 2000, height: 1000 });
    expect(image.print).toMatchObject({ width: 2400, height: 1200 });
    expect(image.original).toMatchObject({ width: 3000, height: 1500 });
  });

  it('shows the first frame of an animation', async () => {
    const { screen } = await convertWell(images.gifAnimated);
    const { data, info } = await sharp(screen).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 40, height: 30 });
    expect(data[0]).toBeGreaterThan(180);
    expect(data[1]).toBeLessThan(30);
  });

  it('has white where the original is transparent', async () => {
    const transparent = await sharp({ create: { width: 9, height: 9, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    const { screen } = await convertWell(transparent);
    expect([...(await sharp(screen).raw().toBuffer())].every((value) => value === 255)).toBe(true);
  });

  it('is drawn at twice the natural size from an SVG, of which the original keeps the natural one', async () => {
    const { image } = await convertWell(images.svg);
    expect(image.screen).toMatchObject({ width: 400, height: 200 });
    expect(image.original).toMatchObject({ width: 200, height: 100, mediaType: 'image/svg+xml' });
    const vast = images.svg.toString().replace('width="200" height="100"', 'width="20000" height="10000"');
    expect((await convertWell(Buffer.from(vast))).image.screen).toMatchObject({ width: 2000, height: 1000 });
  });

  it('stays an SVG for print, cleaned and with its size said', async () => {
    const { image, print } = await convertWell(images.svgUnsafe);
    expect(image.print).toMatchObject({ mediaType: 'image/svg+xml', width: 80, height: 40 });
    expect(image.print.name).toMatch(/^[0-9a-f]{16}\.svg$/);
    const text = print.toString();
    expect(text).toMatch(/^<svg [^>]*width="80"[^>]*height="40"/);
    expect(text).toContain('viewBox="0 0 80 40"');
    expect(text).not.toMatch(/script|onload|foreignObject|file:|127\.0\.0\.1|@import/);
  });

  it('of a cover for reading devices are as high as shops ask, and no larger than they take', () => {
    const [cover] = formsFor(new Set(['cover']), createConfig());
    expect(cover).toEqual({ name: 'screen', width: 2000, height: 2560 });
    expect(cover!.width * cover!.height).toBeLessThanOrEqual(requirements.apple.imagePixels);
    // A usual cover, two by three.
    expect((cover!.height / 3) * 2).toBeGreaterThanOrEqual(requirements.apple.coverSide);
  });

  it('has for print as many pixels as the page shows at 300 to the inch or a few more', async () => {
    const config = { ...createConfig(), formats: ['epub' as const, 'pdf' as const] };
    const [, figure] = formsFor(new Set(['figure']), config);
    // The text of an A5 page is 30 characters of 10.5 points wide.
    expect(figure).toMatchObject({ name: 'print', width: Math.ceil((30 * 10.5 * 303) / 72) });
    const [, cover] = formsFor(new Set(['figure', 'cover']), config);
    expect(cover).toEqual({
      name: 'print',
      width: Math.ceil((148 / 25.4) * 303),
      height: Math.ceil((210 / 25.4) * 303),
    });
    const { image } = await convert(images.jpegLarge, 50_000_000, formsFor(new Set(['figure']), config));
    expect(image).toMatchObject({ screen: { width: 2000, height: 1000 }, print: { width: 1326, height: 663 } });
  });

  it('is made for the formats of the book only', async () => {
    const forms = (formats: ('epub' | 'pdf' | 'html')[]) =>
      formsFor(new Set(['figure']), { ...createConfig(), formats }).map(({ name }) => name);
    expect([forms(['epub']), forms(['pdf']), forms(['html', 'pdf'])]).toEqual([
      ['screen'],
      ['print'],
      ['screen', 'print'],
    ]);
    const { image, cache } = await convert(images.jpegLarge, 50_000_000, [screen]);
    expect(image).toMatchObject({ screen: { width: 2000 }, print: { width: 2000 } });
    expect([...cache.keys()].filter((key) => key.startsWith('images/')).length).toBe(1);
  });

  it('is decoded only for the form that is not there yet', async () => {
    const { host } = createMemoryHost();
    const sha256 = sha256Of(images.jpegLarge);
    await convertImage(images.jpegLarge, sha256, [screen], settings, host);
    expect(await findImage(sha256, [screen, print], 'en', host)).toBeNull();
    await convertImage(images.jpegLarge, sha256, [screen, print], settings, host);
    expect(host.convert.mock.calls.map(([job]) => job.forms.map(({ name }) => name))).toEqual([['screen'], ['print']]);
  });

  it('is one file where two forms ask for the same size', async () => {
    const { image } = await convertWell(images.webp);
    expect(image.print).toEqual(image.screen);
  });

  it.each([
    ['crash', 'crashes the image decoder'],
    ['hang', 'takes too long to decode'],
  ] as const)('is missing when its decoder dies of a %s', async (reason, problem) => {
    const { host } = createMemoryHost();
    host.convert.mockResolvedValue({ kind: 'died', reason });
    const image = await convertImage(
      images.png,
      sha256Of(images.png),
      [screen],
      { ...settings, maximumPixels: 1e6 },
      host,
    );
    expect(image).toMatchObject({ kind: 'failed', code: 'image-damaged', problem });
  });

  it('shows the first frame that shows something', async () => {
    const { gifBlankFirst, webpBlankFirst } = await oddImages(images);
    for (const bytes of [gifBlankFirst, webpBlankFirst]) {
      const { screen } = await convertWell(bytes);
      const { channels } = await sharp(screen).stats();
      expect(Math.max(...channels.map(({ max, min }) => max - min))).toBeGreaterThan(50);
    }
  });

  it('has a dark background behind white on transparent', async () => {
    const { screen } = await convertWell((await oddImages(images)).pngWhiteLogo);
    const { channels } = await sharp(screen).stats();
    expect(channels[0]).toMatchObject({ min: 60, max: 255 });
  });

  it('still shows the harmless part of a dangerous SVG', async () => {
    const { screen } = await convertWell(images.svgUnsafe);
    const centre = await sharp(screen).extract({ left: 40, top: 40, width: 1, height: 1 }).raw().toBuffer();
    expect([...centre]).not.toEqual([255, 255, 255]);
  });

  it('is the same bytes every time', async () => {
    for (const name of ['webp', 'pngPhoto', 'svg', 'jpegCmyk'] as const) {
      const [one, two] = await Promise.all([convertWell(images[name]), convertWell(images[name])]);
      expect(one.image).toEqual(two.image);
    }
  });

  it('is found again by its hash without decoding, unless a file of it is gone or cut', async () => {
    const { image, cache, host } = await convert(images.jpegLarge);
    if (image.kind === 'failed') throw new Error(image.problem);
    const sha256 = sha256Of(images.jpegLarge);
    expect(await findImage(sha256, [screen, print], 'en', host)).toEqual(image);
    cache.set(`images/${image.print.name}`, new Uint8Array(3));
    expect(await findImage(sha256, [screen, print], 'en', host)).toBeNull();
    cache.delete(`images/${image.print.name}`);
    expect(await findImage(sha256, [screen, print], 'en', host)).toBeNull();
  });

  it('that can be stored nowhere is an error with the reason', async () => {
    const { host } = createMemoryHost();
    host.storeFile.mockResolvedValue({ kind: 'failed', reason: 'the disk is full' });
    const image = await convertImage(images.png, sha256Of(images.png), [screen], settings, host);
    expect(image).toMatchObject({
      code: 'cache-write-failed',
      problem: 'cannot be written to the cache: the disk is full',
    });
  });

  it('leaves no absolute path in the cache', async () => {
    const { cache } = await convert(images.png);
    const facts = [...cache].find(([key]) => key.startsWith('conversions/'))![1];
    expect(Buffer.from(facts).toString()).not.toContain('/cache/');
  });
});

describe('an animation cut behind its first frame', () => {
  it('is still an image', async () => {
    const bytes = images.gifAnimated;
    expect((await convert(bytes.subarray(0, Math.floor(bytes.length * 0.7)))).image.kind).toBe('image');
  });
});

describe('what cannot be converted', () => {
  it.each([
    ['html', 'image-type-unsupported', 'is an HTML page, not an image'],
    ['heic', 'image-type-unsupported', 'is a HEIC image, which Octavo does not support'],
    ['jpegTruncated', 'image-damaged', 'is damaged or incomplete'],
    ['pngBomb', 'image-too-large', 'has 60000 × 60000 pixels; the limit is 50 million'],
    ['svgEntities', 'image-damaged', 'is an SVG with entity declarations'],
  ] as const)('%s is %s', async (name, code, problem) => {
    const { image, cache } = await convert(images[name]);
    expect(image).toMatchObject({ kind: 'failed', code, problem });
    expect(cache.size).toBe(0);
  });

  it('is an image cut anywhere', async () => {
    for (const name of ['png', 'webp', 'avif', 'tiff', 'jpeg', 'jpegLarge'] as const) {
      const bytes = images[name];
      const { image } = await convert(bytes.subarray(0, Math.floor(bytes.length * 0.5)));
      expect([name, image.kind === 'failed' && image.code]).toEqual([name, 'image-damaged']);
    }
  });

  it('is an image with more pixels than allowed', async () => {
    const { image } = await convert(images.jpeg, 1000);
    expect(image).toMatchObject({ code: 'image-too-large', problem: expect.stringContaining('480 × 320') });
  });

  it.each(['width="1000000000" height="1000000000"', 'width="1e9in" height="1"', 'viewBox="0 0 1e12 1"'])(
    'is an SVG with %s',
    async (size) => {
      const { image } = await convert(Buffer.from(`<svg ${size}><circle r="9"/></svg>`));
      expect(image).toMatchObject({ kind: 'failed', code: 'image-too-large' });
    },
  );
});
