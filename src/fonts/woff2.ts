/**
 * The character map of a WOFF2 file as ranges of code points. https://www.w3.org/TR/WOFF2/,
 * https://learn.microsoft.com/typography/opentype/spec/cmap
 */
import { brotliDecompressSync } from 'node:zlib';

/** First and last of each range in turn, in rising order. */
export type Ranges = Uint32Array;

/** Throws a RangeError where the file is not what it says it is. */
export function readCharacters(woff2: Uint8Array): Ranges {
  const map = readTable(woff2, 'cmap');
  // The first of these that is there: all of Unicode, else its first plane.
  for (const wanted of [12, 4]) {
    for (let index = 0; index < map.getUint16(2); index += 1) {
      const offset = map.getUint32(4 + index * 8 + 4);
      if (map.getUint16(offset) !== wanted) continue;
      return rangesOf(wanted === 12 ? readGroups(map, offset) : readSegments(map, offset));
    }
  }
  throw new RangeError('the font has no character map for Unicode');
}

/** Places in the list of known tags (WOFF2, 5.2). */
const tags: Record<number, string> = { 0: 'cmap', 10: 'glyf', 11: 'loca' };

function readTable(woff2: Uint8Array, wanted: string): DataView {
  const view = viewOf(woff2);
  if (view.getUint32(0) !== 0x774f4632) throw new RangeError('the font is not a WOFF2 file');
  let at = 48;
  let start = 0;
  let found: [start: number, end: number] | null = null;
  const readLength = () => {
    let length = 0;
    for (;;) {
      const byte = view.getUint8(at);
      at += 1;
      length = length * 128 + (byte & 127);
      if (byte < 128) return length;
    }
  };
  for (let index = 0; index < view.getUint16(12); index += 1) {
    const flags = view.getUint8(at);
    at += 1;
    const unknown = (flags & 63) === 63;
    const tag = unknown ? new TextDecoder().decode(woff2.subarray(at, at + 4)) : tags[flags & 63];
    if (unknown) at += 4;
    const plainLength = readLength();
    // Outlines are packed when their version is 0, other tables when it is not.
    const packed = tag === 'glyf' || tag === 'loca' ? flags >> 6 === 0 : flags >> 6 !== 0;
    const length = packed ? readLength() : plainLength;
    if (tag === wanted) found = [start, start + length];
    start += length;
  }
  if (found === null) throw new RangeError(`the font has no table ${wanted}`);
  const tables = brotliDecompressSync(woff2.subarray(at, at + view.getUint32(20)));
  return viewOf(tables.subarray(...found));
}

/** Format 12: ranges as they are. Glyph 0 stands for what is missing. */
function* readGroups(map: DataView, offset: number): Generator<[first: number, last: number]> {
  for (let index = 0; index < map.getUint32(offset + 12); index += 1) {
    const at = offset + 16 + index * 12;
    const hole = map.getUint32(at + 8) === 0 ? 1 : 0;
    yield [map.getUint32(at) + hole, map.getUint32(at + 4)];
  }
}

/** Format 4: segments, some with a list of glyphs of their own. */
function* readSegments(map: DataView, offset: number): Generator<[first: number, last: number]> {
  const twice = map.getUint16(offset + 6);
  for (let index = 0; index < twice; index += 2) {
    const last = map.getUint16(offset + 14 + index);
    const first = map.getUint16(offset + 16 + twice + index);
    const shift = map.getUint16(offset + 16 + twice * 2 + index);
    const listAt = offset + 16 + twice * 3 + index;
    const list = map.getUint16(listAt);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const glyph = list === 0 ? (code + shift) & 0xffff : map.getUint16(listAt + list + (code - first) * 2);
      if (glyph !== 0) yield [code, code];
    }
  }
}

function rangesOf(pairs: Iterable<[first: number, last: number]>): Ranges {
  const ranges: number[] = [];
  for (const [first, last] of pairs) {
    if (first > last) continue;
    if (ranges.length > 0 && ranges.at(-1) === first - 1) ranges[ranges.length - 1] = last;
    else ranges.push(first, last);
  }
  return Uint32Array.from(ranges);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
