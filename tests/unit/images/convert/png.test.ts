import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { stripPng } from '../../../../src/images/convert/png.ts';

const drawing = (channels: 3 | 4) =>
  sharp({ create: { width: 40, height: 30, channels, background: { r: 20, g: 80, b: 140, alpha: 0.5 } } });

describe('a PNG is taken as it is', () => {
  test('without its remarks, pixel for pixel', async () => {
    const file = await drawing(3)
      .withExif({ IFD0: { Copyright: 'somebody' } })
      .png()
      .toBuffer();
    const stripped = Buffer.from(stripPng(file)!);
    expect(stripped.includes('eXIf')).toBe(false);
    expect(stripped.length).toBeLessThan(file.length);
    expect(await sharp(stripped).raw().toBuffer()).toEqual(await sharp(file).raw().toBuffer());
  });

  test('and is the same when it has none', async () => {
    const stripped = stripPng(await drawing(3).png().toBuffer())!;
    expect(stripPng(stripped)).toEqual(stripped);
  });
});

describe('a PNG is encoded again', () => {
  test.each([
    ['with an alpha channel', () => drawing(4).png().toBuffer()],
    ['interlaced', () => drawing(3).png({ progressive: true }).toBuffer()],
    ['with 16 bits', () => drawing(3).toColourspace('rgb16').png().toBuffer()],
    ['with a profile', () => drawing(3).withIccProfile('p3').png().toBuffer()],
    ['cut off', async () => (await drawing(3).png().toBuffer()).subarray(0, 60)],
    ['not a PNG', () => drawing(3).jpeg().toBuffer()],
  ])('%s', async (_, make) => {
    expect(stripPng(await make())).toBeNull();
  });

  test('when a byte of it is wrong', async () => {
    const file = await drawing(3).png().toBuffer();
    file[45] = file[45]! ^ 1;
    expect(stripPng(file)).toBeNull();
  });
});
