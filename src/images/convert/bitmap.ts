/**
 * Decodes BMP, ICO and CUR, which no library at hand does: RGBA pixels, the PNG an icon may contain, or null when
 * compressed or damaged. Sizes are checked against the bytes before anything is allocated.
 * https://learn.microsoft.com/windows/win32/gdi/bitmap-storage
 */
import type { Pixels } from './encode.ts';

export type Bitmap =
  | ({ kind: 'pixels' } & Pixels)
  /** The bytes of a PNG. */
  | { kind: 'png'; bytes: Uint8Array };

export function readBmp(file: Uint8Array): Bitmap | null {
  const bytes = viewOf(file);
  if (bytes.length < 30) return null;
  return readBitmap(bytes, 14, bytes.readUInt32LE(10), false);
}

/** The largest of an icon's images, of equal ones that with most colours. */
export function readIcon(file: Uint8Array): Bitmap | null {
  const bytes = viewOf(file);
  const count = Math.min(bytes.readUInt16LE(4), Math.floor((bytes.length - 6) / 16));
  const entries = Array.from({ length: count }, (_, index) => {
    const at = 6 + index * 16;
    const [width = 0, height = 0] = bytes.subarray(at, at + 2);
    return {
      // Zero stands for 256.
      area: (width || 256) * (height || 256),
      depth: bytes.readUInt16LE(at + 6),
      size: bytes.readUInt32LE(at + 8),
      start: bytes.readUInt32LE(at + 12),
    };
  });
  const [best] = entries.sort((first, second) => second.area - first.area || second.depth - first.depth);
  if (best === undefined || best.start + Math.min(best.size, 40) > bytes.length) return null;
  const image = bytes.subarray(best.start, best.start + best.size);
  if (image.readUInt32BE(0) === 0x89504e47) return { kind: 'png', bytes: image };
  return readBitmap(image, 0, null, true);
}

/** Where the colours of a pixel are. */
interface Layout {
  width: number;
  height: number;
  /** Bits a pixel. */
  depth: number;
  /** Rows begin at a multiple of four bytes. */
  stride: number;
  /** The first row is the top one. */
  down: boolean;
  /** RGBA of each index; empty where a pixel holds its colour. */
  palette: Buffer[];
  /** Bits of red, green, blue and alpha in a pixel. */
  masks: number[];
}

/** `pixelsAt`: where the pixels begin, or null when they follow the palette. An icon has a mask of 1 bit after them. */
function readBitmap(bytes: Buffer, header: number, pixelsAt: number | null, icon: boolean): Bitmap | null {
  const size = bytes.readUInt32LE(header);
  if (size < 40 || bytes.length < header + size) return null;
  const height = bytes.readInt32LE(header + 8) / (icon ? 2 : 1);
  const width = bytes.readInt32LE(header + 4);
  const depth = bytes.readUInt16LE(header + 14);
  const compression = bytes.readUInt32LE(header + 16);
  const plain = compression === 0 || (compression === 3 && depth >= 16);
  if (!plain || width <= 0 || !Number.isInteger(height) || ![1, 4, 8, 16, 24, 32].includes(depth)) return null;
  const masksAt = header + 40;
  const paletteAt = header + size + (compression === 3 && size === 40 ? 12 : 0);
  const colours = depth > 8 ? 0 : Math.min(bytes.readUInt32LE(header + 32) || 2 ** depth, 256);
  const stride = Math.ceil((width * depth) / 32) * 4;
  const start = pixelsAt ?? paletteAt + colours * 4;
  const rows = Math.abs(height);
  if (rows === 0 || start + stride * rows > bytes.length) return null;
  const layout: Layout = {
    width,
    height: rows,
    depth,
    stride,
    down: height < 0,
    palette: Array.from({ length: colours }, (_, index) => readColour(bytes, paletteAt + index * 4)),
    masks: compression === 3 ? readMasks(bytes, masksAt, size) : depth === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : xrgb,
  };
  const mask = icon && depth < 32 ? bytes.subarray(start + stride * rows) : null;
  return {
    kind: 'pixels',
    data: readRows(bytes.subarray(start), layout, mask),
    raw: { width, height: rows, channels: 4 },
  };
}

const xrgb = [0xff0000, 0xff00, 0xff, 0xff000000];

function readMasks(bytes: Buffer, at: number, size: number): number[] {
  const alpha = size >= 56 ? bytes.readUInt32LE(at + 12) : 0;
  return [...[0, 4, 8].map((offset) => bytes.readUInt32LE(at + offset)), alpha];
}

function readColour(bytes: Buffer, at: number): Buffer {
  const [blue = 0, green = 0, red = 0] = bytes.subarray(at, at + 3);
  return Buffer.of(red, green, blue, 255);
}

function readRows(pixels: Buffer, layout: Layout, mask: Buffer | null): Buffer {
  const { width, height, stride, down } = layout;
  const data = Buffer.alloc(width * height * 4);
  const maskStride = Math.ceil(width / 32) * 4;
  let seen = 0;
  for (let y = 0; y < height; y += 1) {
    const row = down ? y : height - 1 - y;
    const line = pixels.subarray(row * stride, (row + 1) * stride);
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      putPixel(line, x, layout, data, at);
      if (mask !== null && ((mask[row * maskStride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) data[at + 3] = 0;
      seen |= data[at + 3]!;
    }
  }
  // Many programs leave the fourth byte at zero and mean an opaque image.
  if (seen === 0 && mask === null) for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return data;
}

function putPixel(line: Buffer, x: number, { depth, palette, masks }: Layout, data: Buffer, at: number): void {
  if (depth === 24) {
    data[at] = line[x * 3 + 2]!;
    data[at + 1] = line[x * 3 + 1]!;
    data[at + 2] = line[x * 3]!;
    data[at + 3] = 255;
  } else if (depth <= 8) {
    const bit = x * depth;
    const index = (line[bit >> 3]! >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
    data.set(palette[index] ?? opaqueBlack, at);
  } else {
    const pixel = depth === 16 ? line.readUInt16LE(x * 2) : line.readUInt32LE(x * 4);
    for (const [channel, mask] of masks.entries()) data[at + channel] = mask === 0 ? 255 : scale(pixel, mask);
  }
}

const opaqueBlack = Buffer.of(0, 0, 0, 255);

/** The bits of a mask, stretched to a byte. */
function scale(pixel: number, mask: number): number {
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return Math.round((((pixel & mask) >>> shift) * 255) / most);
}

function viewOf(file: Uint8Array): Buffer {
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength);
}
