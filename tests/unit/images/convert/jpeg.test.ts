import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { stripJpeg } from '../../../../src/images/convert/jpeg.ts';
import type { TestImages } from '../../../support/image-server.ts';
import { testImages } from '../../../support/image-server.ts';

let images: TestImages;
beforeAll(async () => {
  images = await testImages();
});

describe('a stripped JPEG', () => {
  it('has the pixels of the original and none of its metadata, whatever its scans', async () => {
    for (const name of ['jpegExif', 'jpegProgressive', 'jpegWideGamut'] as const) {
      const stripped = stripJpeg(images[name])!;
      const { exif, icc } = await sharp(stripped).metadata();
      expect([exif, icc]).toEqual([undefined, undefined]);
      const pixels = await sharp(stripped, { failOn: 'warning' }).raw().toBuffer();
      const original = await sharp(images[name]).keepIccProfile().raw().toBuffer();
      if (name !== 'jpegWideGamut') expect(pixels.equals(original)).toBe(true);
    }
  });

  it('ends where the picture ends', () => {
    const tail = Buffer.from('PK\x03\x04 an archive behind a picture');
    const stripped = Buffer.from(stripJpeg(Buffer.concat([images.jpeg, tail]))!);
    expect(stripped.includes('archive')).toBe(false);
    expect(stripped.equals(Buffer.from(stripJpeg(images.jpeg)!))).toBe(true);
  });

  it('is null when the structure is broken', () => {
    expect(stripJpeg(images.jpegTruncated)).toBeNull();
    expect(stripJpeg(images.png)).toBeNull();
    expect(stripJpeg(new Uint8Array())).toBeNull();
    for (let length = 0; length < 700; length += 7) expect(stripJpeg(images.jpeg.subarray(0, length))).toBeNull();
  });
});
