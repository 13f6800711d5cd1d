/** How wide the characters of a text are in the faces that set it, in em: enough to break lines before they are drawn. */

import type { FontHost } from './coverage.ts';
import { chooseFaces } from './face-choice.ts';
import type { Fonts, LoadedFace } from './load-fonts.ts';
import { unpackWoff } from './woff.ts';

/** The width of a character. Kerning and joining make a line a little shorter. */
export type Advance = (character: string) => number;

export interface MeasuredStyle {
  /** First to last. */
  families: readonly string[];
  bold: boolean;
}

export async function measureCharacters(
  text: string,
  { families, bold }: MeasuredStyle,
  { faces }: Pick<Fonts, 'faces'>,
  host: FontHost,
): Promise<Advance> {
  const widths = new Map<string, number>();
  const used = await chooseFaces([{ families, bold, italic: false, characters: new Set(text) }], faces, host);
  for (const [face, characters] of used) {
    const found = isFullWidth(face) ? null : await advancesOf(face, characters, host);
    for (const character of characters) widths.set(character, found?.get(character) ?? 1);
  }
  return (character) => widths.get(character) ?? (unseen.test(character) ? 0 : 1);
}

/** Joiners, variation selectors and marks, which take no space of their own. */
const unseen = /^[\p{Default_Ignorable_Code_Point}\p{M}]/u;

/** Faces of Han characters, whose rules leave proportional letters to others. Their files are large. */
function isFullWidth({ family }: LoadedFace): boolean {
  return family === 'Book Serif' || family === 'Book Sans';
}

async function advancesOf(
  face: LoadedFace,
  characters: Iterable<string>,
  host: FontHost,
): Promise<Map<string, number> | null> {
  const file = await host.readFile(face.path.replace(/\.woff2$/, '.woff'));
  return file.kind === 'file' ? readAdvances(unpackWoff(file.bytes), characters) : null;
}

/** https://learn.microsoft.com/typography/opentype/spec/hmtx */
export function readAdvances(font: Uint8Array, characters: Iterable<string>): Map<string, number> {
  const tables = readTables(font);
  const [head, header, metrics, map] = ['head', 'hhea', 'hmtx', 'cmap'].map((tag) => tables.get(tag));
  if (!head || !header || !metrics || !map) throw new RangeError('the font has no horizontal metrics');
  const unitsPerEm = head.getUint16(18);
  const last = header.getUint16(34) - 1;
  const glyphOf = readCharacterMap(map);
  return new Map(
    Array.from(characters, (character) => {
      const glyph = glyphOf(character.codePointAt(0)!);
      return [character, metrics.getUint16(Math.min(glyph, last) * 4) / unitsPerEm];
    }),
  );
}

function readTables(font: Uint8Array): Map<string, DataView> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map<string, DataView>();
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const at = 12 + index * 16;
    const tag = String.fromCharCode(...font.subarray(at, at + 4));
    tables.set(tag, new DataView(font.buffer, font.byteOffset + view.getUint32(at + 8), view.getUint32(at + 12)));
  }
  return tables;
}

/** https://learn.microsoft.com/typography/opentype/spec/cmap: all of Unicode, else its first plane. */
function readCharacterMap(map: DataView): (code: number) => number {
  for (const format of [12, 4]) {
    for (let index = 0; index < map.getUint16(2); index += 1) {
      const offset = map.getUint32(8 + index * 8);
      if (map.getUint16(offset) !== format) continue;
      return (code) => (format === 12 ? glyphInGroups(map, offset, code) : glyphInSegments(map, offset, code));
    }
  }
  throw new RangeError('the font has no character map for Unicode');
}

function glyphInGroups(map: DataView, offset: number, code: number): number {
  for (let index = 0; index < map.getUint32(offset + 12); index += 1) {
    const at = offset + 16 + index * 12;
    const first = map.getUint32(at);
    if (code >= first && code <= map.getUint32(at + 4)) return map.getUint32(at + 8) + code - first;
  }
  return 0;
}

function glyphInSegments(map: DataView, offset: number, code: number): number {
  const twice = map.getUint16(offset + 6);
  for (let index = 0; index < twice; index += 2) {
    if (code > map.getUint16(offset + 14 + index)) continue;
    const first = map.getUint16(offset + 16 + twice + index);
    if (code < first) return 0;
    const shift = map.getUint16(offset + 16 + twice * 2 + index);
    const listAt = offset + 16 + twice * 3 + index;
    const list = map.getUint16(listAt);
    if (list === 0) return (code + shift) & 0xffff;
    const glyph = map.getUint16(listAt + list + (code - first) * 2);
    return glyph === 0 ? 0 : (glyph + shift) & 0xffff;
  }
  return 0;
}
