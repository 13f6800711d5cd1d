/** Spaces at the ends of lines, in a page made as Chrome makes them. */
import { describe, expect, it } from 'vitest';
import { drawingOf, pagesOf } from '../../../../src/pdf/file/document.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { createLineEnds, unbrokenWords } from '../../../../src/pdf/text/line-ends.ts';
import { makePdf } from '../../../support/pdf.ts';

const stream = (text: string) => `<</Length ${text.length}>> stream\n${text}\nendstream`;
const table =
  '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n1 beginbfrange\n<0020> <007A> <0020>\nendbfrange\n1 beginbfchar\n<4E2D> <4E2D>\nendbfchar\n';

/** Lines of text in one mark; the first letters of each are drawn apart, as Chrome does. */
function read(lines: string[], html: string, mark = '/P <</MCID 0 >>BDC'): string {
  const codes = (text: string) => Array.from(text, (letter) => letter.codePointAt(0)!.toString(16).padStart(4, '0'));
  const drawn = lines.map((line, index) => {
    const shown = codes(line).map((code, at) => `${at === 0 ? '' : '5 0 Td '}<${code}> Tj\n`);
    return `BT\n/F1 10 Tf\n1 0 0 -1 0 ${100 + index * 15} Tm\n${shown.join('')}ET\n`;
  });
  const document = readPdf(
    makePdf(
      {
        1: '<</Title (t)>>',
        2: '<</Type /Catalog /Pages 3 0 R>>',
        3: '<</Type /Pages /Count 1 /Kids [10 0 R]>>',
        6: '<</Type /Font /Subtype /Type0 /BaseFont /Book /ToUnicode 7 0 R /DescendantFonts [8 0 R]>>',
        7: stream(table),
        8: '<</Type /Font /Subtype /CIDFontType2 /W [32 [250] 97 122 500]>>',
        10: '<</Type /Page /Parent 3 0 R /Resources <</Font <</F1 6 0 R>>>> /Contents 21 0 R>>',
        21: stream(`${mark}\n${drawn.join('')}EMC`),
      },
      '/Root 2 0 R\n/Info 1 0 R',
    ),
  );
  const addSpaces = createLineEnds(document, unbrokenWords(html));
  for (const page of pagesOf(document)) addSpaces(page);
  const content = drawingOf(document, pagesOf(document)[0]!);
  return Array.from(content.matchAll(/<(\w{4})> Tj/g), ([, code]) =>
    String.fromCodePoint(Number.parseInt(code!, 16)),
  ).join('');
}

describe('a line', () => {
  it('that a space ended has it again', () => {
    expect(read(['of an', 'engine'], '<p>of an engine</p>')).toBe('of an engine');
  });

  it('that ends within a word has none', () => {
    expect(read(['tele-', 'vision'], '<p>tele\u00advision</p>')).toBe('tele-vision');
    expect(read(['a/b/', 'c'], '<p>a/b/c</p>')).toBe('a/b/c');
    expect(read(['well-', 'known'], '<p>well-known</p>')).toBe('well-known');
  });

  it('that ends in markup is ended by what the words say', () => {
    expect(read(['of', 'an'], '<p><em>of</em> an</p>')).toBe('of an');
    expect(read(['of', 'an'], '<p><em>of</em>an</p>')).toBe('ofan');
  });

  it('that ends in what the page does not say has one, unless it ends in a hyphen', () => {
    expect(read(['of', 'an'], '<p>another</p>')).toBe('of an');
    expect(read(['of-', 'an'], '<p>another</p>')).toBe('of-an');
  });

  it('that is no content of the book has none', () => {
    expect(read(['of an', 'engine'], '<p>of an engine</p>', '/Artifact BMC')).toBe('of anengine');
  });

  it('of Han characters has none', () => {
    expect(read(['\u4e2d', '\u4e2d'], '<p>\u4e2d\u4e2d</p>')).toBe('\u4e2d\u4e2d');
  });
});
