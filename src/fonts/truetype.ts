/**
 * Writes a static TrueType font from outlines, with the tables that a browser requires.
 * https://learn.microsoft.com/typography/opentype/spec/otff
 */

/** In units of 1/1000 em; the outline of a hole runs the other way. */
export type Contour = [x: number, y: number][];

/** Characters with glyphs that follow each other, or with one glyph. */
export interface CharacterGroup {
  first: number;
  last: number;
  glyph: number;
}

const unitsPerEm = 1000;
const ascent = 880;
const descent = -120;

/** The first glyph is that of no character. Every glyph is one em wide. */
export function writeTrueType(
  name: string,
  glyphs: Contour[][],
  groups: CharacterGroup[],
  kind: 'glyphs' | 'one glyph' = 'glyphs',
): Uint8Array {
  const outlines = glyphs.map(outlineOf);
  let offset = 0;
  const places = outlines.map(({ length }) => {
    offset += length;
    return offset;
  });
  const [left] = extentOf(glyphs.flat(2));
  return assembleFont({
    'OS/2': styleTable(),
    cmap: mapTable(kind === 'glyphs' ? 12 : 13, groups),
    glyf: Buffer.concat(outlines),
    head: headTable(glyphs),
    hhea: heightTable(glyphs),
    hmtx: Buffer.concat(glyphs.map(() => shorts(unitsPerEm, left))),
    loca: longs(0, ...places),
    maxp: sizeTable(glyphs),
    name: nameTable(name),
    post: Buffer.concat([longs(0x30000, 0), shorts(-75, 50), longs(0, 0, 0, 0, 0)]),
  });
}

function shorts(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) buffer.writeUInt16BE(value & 0xffff, index * 2);
  return buffer;
}

function longs(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) buffer.writeUInt32BE(value >>> 0, index * 4);
  return buffer;
}

/** Left, bottom, right and top. */
function extentOf(points: Contour): [number, number, number, number] {
  const [xs, ys] = [points.map(([x]) => Math.round(x)), points.map(([, y]) => Math.round(y))];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function outlineOf(contours: Contour[]): Buffer {
  const points = contours.flat();
  let end = -1;
  const ends = contours.map(({ length }) => {
    end += length;
    return end;
  });
  const steps = (axis: 0 | 1) =>
    points.map((point, index) => Math.round(point[axis]) - Math.round(points[index - 1]?.[axis] ?? 0));
  return aligned(
    Buffer.concat([
      shorts(contours.length, ...extentOf(points), ...ends, 0),
      // Each point is on the curve, with coordinates of two bytes.
      Buffer.alloc(points.length, 1),
      shorts(...steps(0), ...steps(1)),
    ]),
  );
}

/** Formats 12 and 13, for Windows and all of Unicode. */
function mapTable(format: 12 | 13, groups: CharacterGroup[]): Buffer {
  return Buffer.concat([
    shorts(0, 1, 3, 10),
    longs(12),
    shorts(format, 0),
    longs(16 + groups.length * 12, 0, groups.length),
    ...groups.map(({ first, last, glyph }) => longs(first, last, glyph)),
  ]);
}

function headTable(glyphs: Contour[][]): Buffer {
  return Buffer.concat([
    longs(0x10000, 0x10000, 0, 0x5f0f3cf5),
    shorts(3, unitsPerEm),
    // No date: the same characters are the same bytes.
    longs(0, 0, 0, 0),
    shorts(...extentOf(glyphs.flat(2)), 0, 8, 2, 1, 0),
  ]);
}

function heightTable(glyphs: Contour[][]): Buffer {
  const [left, , right] = extentOf(glyphs.flat(2));
  const rest = [1, 0, 0, 0, 0, 0, 0, 0, glyphs.length];
  return Buffer.concat([
    longs(0x10000),
    shorts(ascent, descent, 0, unitsPerEm, left, unitsPerEm - right, right, ...rest),
  ]);
}

function sizeTable(glyphs: Contour[][]): Buffer {
  const contours = Math.max(...glyphs.map(({ length }) => length));
  const points = Math.max(...glyphs.map((glyph) => glyph.flat().length));
  return Buffer.concat([longs(0x10000), shorts(glyphs.length, points, contours, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)]);
}

/** Version 3; no letter of it is a measure for anything. */
function styleTable(): Buffer {
  return Buffer.concat([
    shorts(3, unitsPerEm, 400, 5, 0),
    Buffer.alloc(22 + 10),
    longs(0, 0, 0, 0, 0x4f435456),
    shorts(0x40, 0x21, 0xffff, ascent, descent, 0, ascent, -descent),
    longs(0, 0),
    shorts(500, 700, 0, 0x20, 0),
  ]);
}

function nameTable(name: string): Buffer {
  const written: [id: number, text: string][] = [
    [1, name],
    [2, 'Regular'],
    [3, name],
    [4, name],
    [6, name.replaceAll(' ', '')],
  ];
  const texts = written.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  let offset = 0;
  const records = written.map(([id], index) => {
    const { length } = texts[index]!;
    offset += length;
    return shorts(3, 1, 0x409, id, length, offset - length);
  });
  return Buffer.concat([shorts(0, written.length, 6 + written.length * 12), ...records, ...texts]);
}

export function assembleFont(tables: Record<string, Buffer>): Uint8Array {
  const names = Object.keys(tables).sort();
  const range = 2 ** Math.floor(Math.log2(names.length));
  let offset = 12 + names.length * 16;
  const entries = names.flatMap((name) => {
    const { length } = tables[name]!;
    const entry = [Buffer.from(name, 'latin1'), longs(checksum(aligned(tables[name]!)), offset, length)];
    offset += aligned(tables[name]!).length;
    return entry;
  });
  const start = [longs(0x10000), shorts(names.length, range * 16, Math.log2(range), (names.length - range) * 16)];
  const font = Buffer.concat([...start, ...entries, ...names.map((name) => aligned(tables[name]!))]);
  const head = font.readUInt32BE(12 + names.indexOf('head') * 16 + 8);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, head + 8);
  return new Uint8Array(font);
}

function aligned(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}
