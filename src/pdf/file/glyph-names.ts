/** Decodes text of a PDF from Chrome by its fonts' ToUnicode tables (ISO 32000-1, 9.10.3). */
import { contentAt, dictionaryAt, type PdfDocument } from './document.ts';
import { isReference, type PdfDictionary, type PdfValue, utf16Digits } from './objects.ts';

/** By their codes in hexadecimal digits. */
export interface GlyphNames {
  /** Of a code: two where a font has few glyphs. */
  digits: number;
  words: ReadonlyMap<string, string>;
}

export const noGlyphs: GlyphNames = { digits: 4, words: new Map() };

/** The fonts of pages by resource name, each read once by `read`; null where there is none of that name. */
export function createFonts<Font>(document: PdfDocument, read: (font: PdfDictionary) => Font) {
  const fonts = new Map<number, Font>();
  return {
    all: () => fonts.values(),
    /** `resources`: those of a page, or of a drawing that pages share. */
    of(resources: PdfValue | undefined): (name: string) => Font | null {
      const named = dictionaryAt(document, dictionaryAt(document, resources).get('/Font'));
      return (name) => {
        const font = named.get(name);
        if (!isReference(font)) return null;
        if (!fonts.has(font.number)) fonts.set(font.number, read(dictionaryAt(document, font)));
        return fonts.get(font.number)!;
      };
    },
  };
}

/** What codes written one after the other say. */
export function meaningOf(codes: string, { digits, words }: GlyphNames): string {
  let meaning = '';
  for (let at = 0; at < codes.length; at += digits)
    meaning += words.get(codes.slice(at, at + digits).toUpperCase()) ?? '';
  return meaning;
}

/** The codes one by one, as `words` has them. */
export function glyphsIn(codes: string, { digits }: GlyphNames): string[] {
  // Chrome shows them one by one.
  if (codes.length === digits) return [codes.toUpperCase()];
  return Array.from({ length: Math.ceil(codes.length / digits) }, (_, index) =>
    codes.slice(index * digits, (index + 1) * digits).toUpperCase(),
  );
}

/** Glyphs in one block of a table, at most (Adobe Technical Note 5014, 7). */
const blockLength = 100;

/** The table of a font that says this of its glyphs (ISO 32000-1, 9.10.3). */
export function toUnicodeOf({ digits, words }: GlyphNames): string {
  const lines = [...words].sort().map(([glyph, meaning]) => `<${glyph}> <${utf16Digits(meaning)}>`);
  const blocks = Array.from({ length: Math.ceil(lines.length / blockLength) }, (_, index) => {
    const block = lines.slice(index * blockLength, (index + 1) * blockLength);
    return `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`;
  });
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange',
    `<${'0'.repeat(digits)}> <${'F'.repeat(digits)}>`,
    'endcodespacerange',
    ...blocks,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
  ].join('\n');
}

function utf16(digits: string): string {
  return (digits.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}

export function readGlyphNames(document: PdfDocument, font: PdfDictionary): GlyphNames {
  return readGlyphTable(contentAt(document, font.get('/ToUnicode')));
}

/** `table`: a ToUnicode table. */
export function readGlyphTable(table: string): GlyphNames {
  const words = new Map<string, string>();
  const digits = /begincodespacerange\s*<(\w+)>/.exec(table)?.[1]?.length ?? noGlyphs.digits;
  for (const [, list] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph, meaning] of list!.matchAll(/<(\w+)> <(\w+)>/g))
      words.set(glyph!.toUpperCase(), utf16(meaning!));
  }
  for (const [, list] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, first, last, meaning] of list!.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const start = Number.parseInt(first!, 16);
      const code = Number.parseInt(meaning!.slice(-4), 16);
      for (let glyph = start; glyph <= Number.parseInt(last!, 16); glyph += 1)
        words.set(hexadecimal(glyph, digits), utf16(meaning!.slice(0, -4) + hexadecimal(code + glyph - start, 4)));
    }
  }
  return { digits, words };
}

function hexadecimal(code: number, digits: number): string {
  return code.toString(16).toUpperCase().padStart(digits, '0');
}
