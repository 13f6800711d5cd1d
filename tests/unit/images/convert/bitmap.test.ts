/** BMP and ICO in the shapes that programs write, checked pixel by pixel. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readBmp, readIcon } from '../../../../src/images/convert/bitmap.ts';

interface Shape {
  width: number;
  height: number;
  depth: number;
  rows: Buffer;
  compression?: number;
  palette?: Buffer;
  masks?: Buffer;
  /** Of the second header. */
  icon?: boolean;
}

/** The second header, palette, masks and pixels. */
function bitmap({ width, height, depth, rows, compression = 0, palette, masks, icon }: Shape): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(width, 4);
  header.writeInt32LE(icon ? height * 2 : height, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(depth, 14);
  header.writeUInt32LE(compression, 16);
  header.writeUInt32LE((palette?.length ?? 0) / 4, 32);
  return Buffer.concat([header, masks ?? Buffer.alloc(0), palette ?? Buffer.alloc(0), rows]);
}

function file(shape: Shape): Buffer {
  const body = bitmap(shape);
  const head = Buffer.alloc(14);
  head.write('BM', 'latin1');
  head.writeUInt32LE(14 + body.length, 2);
  head.writeUInt32LE(14 + body.length - shape.rows.length, 10);
  return Buffer.concat([head, body]);
}

function icon(...images: { side: number; bytes: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let at = head.length;
  for (const [index, { side, bytes }] of images.entries()) {
    head.set([side & 255, side & 255], 6 + index * 16);
    head.writeUInt32LE(bytes.length, 6 + index * 16 + 8);
    head.writeUInt32LE(at, 6 + index * 16 + 12);
    at += bytes.length;
  }
  return Buffer.concat([head, ...images.map(({ bytes }) => bytes)]);
}

function pixelsOf(answer: ReturnType<typeof readBmp>): number[] {
  if (answer?.kind !== 'pixels') throw new Error('no pixels');
  return [...answer.data];
}

const red = [255, 0, 0, 255];
const blue = [0, 0, 255, 255];

describe('a BMP', () => {
  it('of 24 bits has its rows from the bottom up, each filled to four bytes', () => {
    const rows = Buffer.from([255, 0, 0, 0, 0, 0, 255, 0]);
    expect(pixelsOf(readBmp(file({ width: 1, height: 2, depth: 24, rows })))).toEqual([...red, ...blue]);
  });

  it('of negative height has them from the top down', () => {
    const rows = Buffer.from([255, 0, 0, 0, 0, 0, 255, 0]);
    expect(pixelsOf(readBmp(file({ width: 1, height: -2, depth: 24, rows })))).toEqual([...blue, ...red]);
  });

  it.each([
    [1, [0b01000000, 0, 0, 0]],
    [4, [0x01, 0, 0, 0]],
    [8, [0, 1, 0, 0]],
  ])('of %i bits takes its colours from a palette', (depth, row) => {
    const palette = Buffer.from([0, 0, 255, 0, 255, 0, 0, 0]);
    const rows = Buffer.from(row);
    expect(pixelsOf(readBmp(file({ width: 2, height: 1, depth, rows, palette })))).toEqual([...red, ...blue]);
  });

  it('of 32 bits without transparency is opaque, and with some it is not', () => {
    const plain = Buffer.from([0, 0, 255, 0, 255, 0, 0, 0]);
    expect(pixelsOf(readBmp(file({ width: 2, height: 1, depth: 32, rows: plain })))).toEqual([...red, ...blue]);
    const clear = Buffer.from([0, 0, 255, 255, 255, 0, 0, 0]);
    expect(pixelsOf(readBmp(file({ width: 2, height: 1, depth: 32, rows: clear })))).toEqual([...red, 0, 0, 255, 0]);
  });

  it('of 16 bits has five bits a colour, or as its masks say', () => {
    const rows = Buffer.from([0x00, 0x7c, 0x1f, 0x00]);
    expect(pixelsOf(readBmp(file({ width: 2, height: 1, depth: 16, rows })))).toEqual([...red, ...blue]);
    const masks = Buffer.alloc(12);
    for (const [index, mask] of [0xf800, 0x07e0, 0x001f].entries()) masks.writeUInt32LE(mask, index * 4);
    const wide = Buffer.from([0x00, 0xf8, 0x1f, 0x00]);
    const shape = { width: 2, height: 1, depth: 16, rows: wide, masks, compression: 3 };
    expect(pixelsOf(readBmp(file(shape)))).toEqual([...red, ...blue]);
  });

  it.each([
    ['compressed', { compression: 1, depth: 8 }],
    ['larger than its bytes', { width: 60_000, height: 60_000 }],
    ['of no width', { width: 0 }],
    ['of an unknown depth', { depth: 7 }],
  ])('is refused when it is %s', (_, change) => {
    expect(readBmp(file({ width: 1, height: 1, depth: 24, rows: Buffer.alloc(4), ...change }))).toBeNull();
  });

  it('is refused wherever it is cut', () => {
    const whole = file({ width: 2, height: 2, depth: 24, rows: Buffer.alloc(16, 9) });
    for (let length = 2; length < whole.length; length += 1) {
      let answer = null;
      try {
        answer = readBmp(whole.subarray(0, length));
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
      expect(answer).toBeNull();
    }
  });
});

describe('an icon', () => {
  it('shows its largest picture, without what its mask hides', () => {
    const small = { side: 1, bytes: bitmap({ width: 1, height: 1, depth: 24, icon: true, rows: Buffer.alloc(8) }) };
    const rows = Buffer.concat([Buffer.from([0, 0, 255, 255, 0, 0, 0, 0]), Buffer.from([0b01000000, 0, 0, 0])]);
    const large = { side: 2, bytes: bitmap({ width: 2, height: 1, depth: 24, icon: true, rows }) };
    expect(pixelsOf(readIcon(icon(small, large)))).toEqual([...red, 0, 0, 255, 0]);
  });

  it('may hold a PNG', async () => {
    const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#c00' } })
      .png()
      .toBuffer();
    expect(readIcon(icon({ side: 256, bytes: png }))).toEqual({ kind: 'png', bytes: png });
  });

  it('is refused when its picture lies outside of it', () => {
    const bytes = icon({ side: 1, bytes: Buffer.alloc(60) });
    bytes.writeUInt32LE(1e9, 6 + 12);
    expect(readIcon(bytes)).toBeNull();
  });
});
