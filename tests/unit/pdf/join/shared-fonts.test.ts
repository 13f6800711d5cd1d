/** Fonts of several parts become one for each face. */
import { describe, expect, it } from 'vitest';
import { readGlyphSubset } from '../../../../src/fonts/merge-subsets.ts';
import { assembleFont, type Contour, writeTrueType } from '../../../../src/fonts/truetype.ts';
import { contentAt, dictionaryAt, listAt, objectsIn, pagesOf, unpack } from '../../../../src/pdf/file/document.ts';
import { isReference, isStream, type PdfReference } from '../../../../src/pdf/file/objects.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { writePdf } from '../../../../src/pdf/file/writer.ts';
import { joinParts } from '../../../../src/pdf/join/join.ts';
import { memoryHost } from '../../../support/memory-host.ts';
import { makePdf } from '../../../support/pdf.ts';
import { joining } from '../finish/finishing.ts';

const square = (size: number): Contour[] => [
  [
    [0, 0],
    [0, size],
    [size, size],
    [size, 0],
  ],
];

/** A font of four glyphs, of which a subset has the outlines of some; a glyph is a square of its own size. */
function subset(glyphs: number[], size = (glyph: number) => 100 + glyph, blank: number[] = []): Buffer {
  const outlines = [0, 1, 2, 3].map((glyph) => square(size(glyph)));
  const whole = readGlyphSubset(writeTrueType('Face', outlines, [{ first: 0x41, last: 0x43, glyph: 1 }]))!;
  const chosen = outlines.map((_, glyph) =>
    glyphs.includes(glyph) && !blank.includes(glyph) ? whole.outlines.get(glyph)! : Buffer.alloc(0),
  );
  const loca = Buffer.alloc(outlines.length * 4 + 4);
  chosen.forEach(({ length }, glyph) => {
    loca.writeUInt32BE(loca.readUInt32BE(glyph * 4) + length, glyph * 4 + 4);
  });
  // What is not in the subset has no width.
  const hmtx = Buffer.alloc(outlines.length * 4);
  for (const glyph of glyphs) hmtx.writeUInt16BE(1000, glyph * 4);
  const tables = Object.fromEntries([...whole.tables, ['glyf', Buffer.concat(chosen)], ['loca', loca], ['hmtx', hmtx]]);
  return Buffer.from(assembleFont(tables));
}

interface PartFont {
  font: Buffer;
  /** Glyph -> characters. */
  meanings: Record<number, string>;
  widths?: string;
}

/** A part of one page that shows some glyphs. */
function part({ font, meanings, widths = '[]' }: PartFont): Uint8Array {
  const stream = (text: string, entries = '') => `<</Length ${text.length} ${entries}>> stream\n${text}\nendstream`;
  const digits = (value: number) => value.toString(16).toUpperCase().padStart(4, '0');
  const rows = Object.entries(meanings).map(
    ([glyph, text]) =>
      `<${digits(Number(glyph))}> <${Array.from(text, (each) => digits(each.charCodeAt(0))).join('')}>`,
  );
  const table = `begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n${rows.length} beginbfchar\n${rows.join('\n')}\nendbfchar`;
  const printed = makePdf(
    {
      1: '<<>>',
      2: '<</Type /Catalog /Pages 3 0 R>>',
      3: '<</Type /Pages /Count 1 /Kids [4 0 R]>>',
      4: '<</Type /Page /Parent 3 0 R /MediaBox [0 0 420 595] /Contents 5 0 R /Resources <</Font <</F1 6 0 R>>>>>>',
      5: stream('BT /F1 10 Tf <0001> Tj ET'),
      6: '<</Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Face /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 9 0 R>>',
      7: `<</Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Face /FontDescriptor 8 0 R /CIDToGIDMap /Identity /DW 500 /W ${widths}>>`,
      8: '<</Type /FontDescriptor /FontName /AAAAAA+Face /StemV 80 /FontFile2 10 0 R>>',
      9: stream(table),
      10: stream(font.toString('latin1')),
    },
    '/Root 2 0 R\n/Info 1 0 R',
  );
  return writePdf(readPdf(printed));
}

async function join(parts: PartFont[]) {
  const joined = await joinParts(
    parts.map((each, index) => ({ first: index + 1, pages: 1, load: async () => part(each) })),
    { ...joining, pages: parts.length },
    memoryHost({}),
  );
  const document = readPdf(Buffer.concat(joined.chunks));
  const fonts = pagesOf(document).map((page) => {
    const resources = dictionaryAt(document, dictionaryAt(document, page).get('/Resources'));
    return dictionaryAt(document, resources.get('/Font')).get('/F1') as PdfReference;
  });
  const descendantOf = (font: PdfReference) =>
    dictionaryAt(document, listAt(document, dictionaryAt(document, font).get('/DescendantFonts'))[0]);
  const glyphsOf = (font: PdfReference) => {
    const file = dictionaryAt(document, descendantOf(font).get('/FontDescriptor')).get('/FontFile2');
    const stream = isReference(file) ? document.objects.get(file.number) : null;
    return isStream(stream) ? [...readGlyphSubset(unpack(stream))!.outlines.keys()] : [];
  };
  const meaningsOf = (font: PdfReference) => contentAt(document, dictionaryAt(document, font).get('/ToUnicode'));
  return { document, fonts, descendantOf, glyphsOf, meaningsOf };
}

describe('subsets of one font', () => {
  it('are one font, which has the glyphs, widths and meanings of all', async () => {
    const { fonts, glyphsOf, descendantOf, meaningsOf } = await join([
      { font: subset([1, 2]), meanings: { 1: 'A', 2: 'B' }, widths: '[2 [300]]' },
      { font: subset([2, 3]), meanings: { 2: 'B', 3: 'C' }, widths: '[2 [300] 3 [400]]' },
    ]);
    expect(fonts[0]).toEqual(fonts[1]);
    expect(glyphsOf(fonts[0]!)).toEqual([1, 2, 3]);
    expect(descendantOf(fonts[0]!).get('/DW')).toBe(300);
    expect(descendantOf(fonts[0]!).get('/W')).toEqual([1, [500], 3, [400]]);
    expect(meaningsOf(fonts[0]!)).toContain('<0001> <0041>\n<0002> <0042>\n<0003> <0043>');
  });

  it('have a name that their glyphs decide', async () => {
    const nameOf = async (glyphs: number[]) => {
      const { fonts, descendantOf } = await join([{ font: subset(glyphs), meanings: { 1: 'A' } }]);
      return descendantOf(fonts[0]!).get('/BaseFont');
    };
    expect(await nameOf([1])).toMatch(/^\/[A-Z]{6}\+Face$/);
    expect(await nameOf([1])).toBe(await nameOf([1]));
    expect(await nameOf([1])).not.toBe(await nameOf([1, 2]));
  });

  it('share their glyphs, but not their meanings, where a glyph stands for something else', async () => {
    const { fonts, descendantOf, meaningsOf, document } = await join([
      { font: subset([1]), meanings: { 1: 'A' } },
      { font: subset([1]), meanings: { 1: 'Α' } },
    ]);
    expect(fonts[0]).not.toEqual(fonts[1]);
    expect(descendantOf(fonts[0]!)).toBe(descendantOf(fonts[1]!));
    expect(fonts.map((font) => /<0001> <(\w+)>/.exec(meaningsOf(font))?.[1])).toEqual(['0041', '0391']);
    const files = [...objectsIn(document)].filter(([, each]) => isStream(each) && each.dictionary.has('/Length1'));
    expect(files).toHaveLength(1);
  });
});

it('two fonts of one name stay two where a glyph has two outlines', async () => {
  const { fonts, glyphsOf } = await join([
    { font: subset([1, 2]), meanings: { 1: 'A' } },
    { font: subset([1, 3], (glyph) => 200 + glyph), meanings: { 1: 'A' } },
  ]);
  expect(fonts[0]).not.toEqual(fonts[1]);
  expect(fonts.map(glyphsOf)).toEqual([
    [1, 2],
    [1, 3],
  ]);
});

it('two fonts of one name stay two where a glyph is blank in one of them, whichever comes first', async () => {
  // A space has a width and no outline.
  const drawn = { font: subset([1, 2]), meanings: { 1: 'A', 2: 'B' } };
  const blank = { font: subset([1, 2], undefined, [2]), meanings: { 1: 'A', 2: ' ' } };
  for (const parts of [
    [drawn, blank],
    [blank, drawn],
  ]) {
    const { fonts } = await join(parts);
    expect(fonts[0]).not.toEqual(fonts[1]);
  }
});

it('a font that cannot be read is copied as it is', async () => {
  const { fonts, document } = await join([{ font: Buffer.from('not a font '.repeat(20)), meanings: { 1: 'A' } }]);
  expect(dictionaryAt(document, fonts[0]).get('/BaseFont')).toBe('/AAAAAA+Face');
});
