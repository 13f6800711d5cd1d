import { beforeAll, describe, expect, it } from 'vitest';
import { identifyImage } from '../../../../src/images/convert/identify.ts';
import type { TestImages } from '../../../support/image-server.ts';
import { testImages } from '../../../support/image-server.ts';

let images: TestImages;
beforeAll(async () => {
  images = await testImages();
});

describe('the type of an image', () => {
  it.each([
    ['png', 'png'],
    ['jpeg', 'jpeg'],
    ['jpegTruncated', 'jpeg'],
    ['gifAnimated', 'gif'],
    ['webp', 'webp'],
    ['avif', 'avif'],
    ['tiff', 'tiff'],
    ['bmp', 'bmp'],
    ['svg', 'svg'],
    ['svgUnsafe', 'svg'],
    ['svgEntities', 'svg'],
    ['html', 'html'],
  ] as const)('of the real %s is %s', (name, type) => {
    expect(identifyImage(images[name])).toBe(type);
  });

  it.each([
    ['heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['avif', '\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf'],
    ['heic', '\0\0\0\x18ftypmif1\0\0\0\0mif1heic'],
    ['unknown', '\0\0\0\x18ftypisom\0\0\0\0mp42isom'],
    ['ico', '\0\0\x01\0\x01\0\x10\x10'],
    ['jxl', '\xff\x0a\0\0'],
    ['jxl', '\0\0\0\x0cJXL \r\n\x87\n\0\0'],
    ['pdf', '%PDF-1.7\n'],
    ['tiff', 'MM\0*\0\0\0\x08'],
    ['unknown', ''],
    ['unknown', 'BMW is a car, not a bitmap'],
    ['unknown', '{"error":"not found"}'],
    ['unknown', '\x89PNG\r\n'],
    ['svg', '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <html> -->\n<!DOCTYPE svg PUBLIC "a" "b">\n<svg>'],
    ['svg', '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>'],
    ['svg', '\xff\xfe<\0s\0v\0g\0>\0'],
    ['html', '\n<!-- hello -->\n<!doctype HTML>\n<svg>'],
    ['html', '<html lang="zh">'],
    ['html', '<script>location="x"</script>'],
    ['unknown', '<rss version="2.0"><channel/></rss>'],
  ])('is %s by the bytes %j', (type, bytes) => {
    expect(identifyImage(Buffer.from(bytes, 'latin1'))).toBe(type);
  });

  it('takes linear time on a text of open comments', () => {
    expect(identifyImage(Buffer.from('<!--'.repeat(100_000)))).toBe('unknown');
  });
});
