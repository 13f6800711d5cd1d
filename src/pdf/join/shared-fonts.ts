/**
 * One font for each face of a book that was printed in parts. Skia numbers glyphs as the font file does, so subsets of
 * one file can be merged: their outlines, their widths, and what their glyphs mean.
 */
import { groupSubsets, mergeSubsets, readGlyphSubset } from '../../fonts/merge-subsets.ts';
import { sha256Of } from '../../text/hash.ts';
import { dictionaryAt, listAt, type PdfDocument, pagesOf, unpack } from '../file/document.ts';
import { type GlyphNames, readGlyphNames, toUnicodeOf } from '../file/glyph-names.ts';
import { defaultWidthOf, readListedWidths, writeGlyphWidths } from '../file/glyph-widths.ts';
import {
  isReference,
  isStream,
  type PdfDictionary,
  type PdfReference,
  type PdfValue,
  printValue,
} from '../file/objects.ts';
import type { PdfWriter } from '../file/writer.ts';

/** A font of one part. */
interface PartFont {
  part: number;
  /** Of its dictionary in the part. */
  number: number;
  /** Hash of its program. */
  program: string;
  /** Of the glyphs that have another width than the others. */
  widths: ReadonlyMap<number, number>;
  usualWidth: number;
  meanings: GlyphNames;
}

/** Fonts of one file, as far as their descriptors tell. */
interface SharedFace {
  name: string;
  descriptor: PdfDictionary;
  descendant: PdfDictionary;
  fonts: PartFont[];
  /** By their hashes: unpacked. */
  programs: Map<string, Buffer>;
}

export interface SharedFonts {
  /** Parts are added in order, before the first is written. */
  addPart(document: PdfDocument): void;
  /** Writes the merged fonts. */
  write(writer: PdfWriter): void;
  /** Once written: the merged fonts of a part by their numbers there. A Type 3 font is not merged. */
  fontsOf(part: number): ReadonlyMap<number, PdfReference>;
}

export function createSharedFonts(): SharedFonts {
  const faces = new Map<string, SharedFace>();
  const merged: Map<number, PdfReference>[] = [];
  return {
    addPart(document) {
      for (const font of fontsIn(document)) addFont(document, font, merged.length, faces);
      merged.push(new Map());
    },
    write(writer) {
      for (const face of faces.values()) {
        for (const { fonts, reference } of writeFace(face, writer))
          for (const { part, number } of fonts) merged[part]!.set(number, reference);
        face.programs.clear();
      }
    },
    fontsOf: (part) => merged[part]!,
  };
}

/** What pages are drawn with, and the drawings on them. */
function fontsIn(document: PdfDocument): Iterable<PdfReference> {
  const found = new Map<number, PdfReference>();
  const visited = new Set<PdfValue>();
  const waiting: PdfValue[] = pagesOf(document).map((page) => dictionaryAt(document, page).get('/Resources') ?? null);
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    const resources = dictionaryAt(document, each);
    if (visited.has(resources)) continue;
    visited.add(resources);
    for (const font of dictionaryAt(document, resources.get('/Font')).values())
      if (isReference(font)) found.set(font.number, font);
    for (const key of ['/XObject', '/Pattern'])
      for (const drawing of dictionaryAt(document, resources.get(key)).values())
        waiting.push(dictionaryAt(document, drawing).get('/Resources') ?? null);
  }
  return found.values();
}

function addFont(document: PdfDocument, { number }: PdfReference, part: number, faces: Map<string, SharedFace>): void {
  const font = dictionaryAt(document, { number });
  const [reference] = listAt(document, font.get('/DescendantFonts'));
  const descendant = dictionaryAt(document, reference);
  const descriptor = dictionaryAt(document, descendant.get('/FontDescriptor'));
  const file = descriptor.get('/FontFile2');
  const stream = isReference(file) ? document.objects.get(file.number) : null;
  const meanings = readGlyphNames(document, font);
  if (font.get('/Subtype') !== '/Type0' || !isStream(stream) || meanings.digits !== 4) return;
  const name = String(font.get('/BaseFont')).replace(/^\/[A-Z]{6}\+/, '/');
  const description = new Map([...descriptor].filter(([key]) => key !== '/FontName' && key !== '/FontFile2'));
  const key = `${name} ${printValue(description)} ${String(font.get('/Encoding'))}`;
  const face: SharedFace = faces.get(key) ?? {
    name,
    descriptor: description,
    descendant,
    fonts: [],
    programs: new Map(),
  };
  faces.set(key, face);
  const program = sha256Of(stream.data);
  if (!face.programs.has(program)) face.programs.set(program, unpack(stream));
  face.fonts.push({
    part,
    number,
    program,
    widths: readListedWidths(document, descendant),
    usualWidth: defaultWidthOf(descendant),
    meanings,
  });
}

/** One merged font, or more where glyphs differ, or mean something else in another part. */
function writeFace(face: SharedFace, writer: PdfWriter): { fonts: PartFont[]; reference: PdfReference }[] {
  const hashes = [...face.programs.keys()];
  const subsets = hashes.map((hash) => readGlyphSubset(face.programs.get(hash)!));
  const readable = subsets.filter((subset) => subset !== null);
  // A program that is not TrueType is left to its part.
  if (readable.length < subsets.length) return [];
  return groupSubsets(readable).flatMap((group) => {
    const program = mergeSubsets(group, readable);
    const fonts = face.fonts.filter((font) => group.members.includes(hashes.indexOf(font.program)));
    const widths = new Map<number, number>();
    for (const font of fonts)
      for (const glyph of readable[hashes.indexOf(font.program)]!.glyphs)
        widths.set(glyph, font.widths.get(glyph) ?? font.usualWidth);
    const descendant = writeDescendant(face, program, widths, writer);
    return groupByMeaning(fonts).map(({ members, words }) => ({
      fonts: members,
      reference: writer.add(
        new Map<string, PdfValue>([
          ['/Type', '/Font'],
          ['/Subtype', '/Type0'],
          ['/BaseFont', descendant.name],
          ['/Encoding', '/Identity-H'],
          ['/DescendantFonts', [descendant.reference]],
          [
            '/ToUnicode',
            writer.addStream({
              dictionary: new Map(),
              data: Buffer.from(toUnicodeOf({ digits: 4, words }), 'latin1'),
            }),
          ],
        ]),
      ),
    }));
  });
}

function writeDescendant(
  face: SharedFace,
  program: Uint8Array,
  widths: ReadonlyMap<number, number>,
  writer: PdfWriter,
): { name: string; reference: PdfReference } {
  const name = `/${subsetTag(program)}+${face.name.slice(1)}`;
  const file = writer.addStream({ dictionary: new Map([['/Length1', program.length]]), data: program });
  const descriptor = writer.add(new Map(face.descriptor).set('/FontName', name).set('/FontFile2', file));
  const descendant = new Map(face.descendant);
  for (const key of ['/W', '/DW', '/DW2', '/W2']) descendant.delete(key);
  descendant.set('/BaseFont', name).set('/FontDescriptor', descriptor);
  for (const [key, value] of writeGlyphWidths(widths)) descendant.set(key, value);
  return { name, reference: writer.add(descendant) };
}

/** ISO 32000-1, 9.6.4: six letters that tell one subset from another. */
function subsetTag(program: Uint8Array): string {
  const digits = Buffer.from(sha256Of(program), 'hex');
  return Array.from({ length: 6 }, (_, index) => String.fromCharCode(65 + (digits[index]! % 26))).join('');
}

/** Fonts in which no glyph stands for two things. */
function groupByMeaning(fonts: PartFont[]): { members: PartFont[]; words: Map<string, string> }[] {
  const groups: { members: PartFont[]; words: Map<string, string> }[] = [];
  for (const font of fonts) {
    const own = font.meanings.words;
    const group = groups.find(({ words }) =>
      [...own].every(([glyph, meaning]) => (words.get(glyph) ?? meaning) === meaning),
    );
    if (group === undefined) groups.push({ members: [font], words: new Map(own) });
    else {
      group.members.push(font);
      for (const [glyph, meaning] of own) group.words.set(glyph, meaning);
    }
  }
  return groups;
}
