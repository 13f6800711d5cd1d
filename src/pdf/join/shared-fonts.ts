/** One font for each face of a book that was printed in parts. */
import { sha256Of } from '../../text/hash.ts';
import { contentAt, dictionaryAt, listAt, type PdfDocument, pagesOf } from '../file/document.ts';
import {
  isReference,
  isStream,
  type PdfDictionary,
  type PdfReference,
  type PdfValue,
  printValue,
} from '../file/objects.ts';
import type { PdfWriter } from '../file/writer.ts';
import { type FaceCache, type FacePart, type MergedFont, mergeFace } from './merge-face.ts';

/** Fonts of one file, as far as their descriptors tell. */
interface SharedFace {
  name: string;
  descriptor: PdfDictionary;
  descendant: PdfDictionary;
  fonts: (FacePart & { part: number; number: number })[];
  /** Packed, by their hashes. */
  programs: Map<string, Uint8Array>;
}

export interface SharedFonts {
  /** Parts are added in order, before the first is written. */
  addPart(document: PdfDocument): void;
  /** Writes the merged fonts. */
  write(writer: PdfWriter, cache: FaceCache): Promise<void>;
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
    async write(writer, cache) {
      for (const [key, face] of faces) {
        const parts = face.fonts.map(({ part: _, number: __, ...rest }) => rest);
        for (const font of (await mergeFace(key, parts, face.programs, cache)) ?? []) {
          for (const [index, reference] of writeFont(font, face, writer)) {
            const { part, number } = face.fonts[index]!;
            merged[part]!.set(number, reference);
          }
        }
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
  const isMergeable = font.get('/Subtype') === '/Type0' && font.get('/Encoding') === '/Identity-H';
  if (!isMergeable || !isStream(stream) || stream.dictionary.get('/Filter') !== '/FlateDecode') return;
  const name = String(font.get('/BaseFont')).replace(/^\/[A-Z]{6}\+/, '/');
  const description = new Map([...descriptor].filter(([key]) => key !== '/FontName' && key !== '/FontFile2'));
  const key = `${name} ${printValue(description)}`;
  const face: SharedFace = faces.get(key) ?? {
    name,
    descriptor: description,
    descendant,
    fonts: [],
    programs: new Map(),
  };
  faces.set(key, face);
  const program = sha256Of(stream.data);
  // A copy: the part is not kept in memory.
  if (!face.programs.has(program)) face.programs.set(program, Uint8Array.from(stream.data));
  face.fonts.push({
    part,
    number,
    program,
    widths: printValue(listAt(document, descendant.get('/W'))),
    usualWidth: Number(descendant.get('/DW') ?? 1000),
    meanings: contentAt(document, font.get('/ToUnicode')),
  });
}

/** By the index of each font of the face, what it becomes. */
function writeFont(font: MergedFont, face: SharedFace, writer: PdfWriter): [index: number, font: PdfReference][] {
  const name = `/${font.tag}+${face.name.slice(1)}`;
  const dictionary = new Map<string, PdfValue>([
    ['/Length1', font.length],
    ['/Filter', '/FlateDecode'],
  ]);
  const file = writer.addStream({ dictionary, data: font.program });
  const descriptor = writer.add(new Map(face.descriptor).set('/FontName', name).set('/FontFile2', file));
  const descendant = new Map(face.descendant);
  for (const key of ['/W', '/DW', '/DW2', '/W2']) descendant.delete(key);
  descendant.set('/BaseFont', name).set('/FontDescriptor', descriptor).set('/DW', font.widths.usual);
  if (Array.isArray(font.widths.listed) && font.widths.listed.length > 0) descendant.set('/W', font.widths.listed);
  const descendants = [writer.add(descendant)];
  return font.meanings.flatMap(({ parts, table }) => {
    const toUnicode = writer.addStream({ dictionary: new Map(), data: Buffer.from(table, 'latin1') });
    const entries: [string, PdfValue][] = [
      ['/Type', '/Font'],
      ['/Subtype', '/Type0'],
      ['/BaseFont', name],
      ['/Encoding', '/Identity-H'],
      ['/DescendantFonts', descendants],
      ['/ToUnicode', toUnicode],
    ];
    const reference = writer.add(new Map(entries));
    return parts.map((index): [number, PdfReference] => [index, reference]);
  });
}
