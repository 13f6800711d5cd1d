/** What Chrome says of characters beside their glyphs, in a page made as Chrome makes them. */
import { describe, expect, it } from 'vitest';
import { dictionaryAt, drawingOf, pagesOf } from '../../../../src/pdf/file/document.ts';
import { createFonts, meaningOf, readGlyphNames } from '../../../../src/pdf/file/glyph-names.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { moveMeaningsToFonts } from '../../../../src/pdf/file/to-unicode.ts';
import { writePdf } from '../../../../src/pdf/file/writer.ts';
import { makePdf } from '../../../support/pdf.ts';

const stream = (text: string) => `<</Length ${text.length}>> stream\n${text}\nendstream`;
/** The space is 0001, letters are as in ASCII, 0090 is the ligature `ffi`, 0099 has no character. */
const table =
  '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n3 beginbfchar\n<0001> <0020>\n<0090> <006600660069>\n<002D> <002D>\nendbfchar\n1 beginbfrange\n<0041> <007A> <0041>\nendbfrange\n';

/** What is drawn afterwards, and what its glyphs say in order. */
function rewrite(drawing: string) {
  const document = readPdf(
    makePdf(
      {
        1: '<</Title (t)>>',
        2: '<</Type /Catalog /Pages 3 0 R>>',
        3: '<</Type /Pages /Count 1 /Kids [10 0 R]>>',
        6: '<</Type /Font /Subtype /Type0 /BaseFont /Book /ToUnicode 7 0 R>>',
        7: stream(table),
        10: '<</Type /Page /Parent 3 0 R /Resources <</Font <</F1 6 0 R>>>> /Contents 21 0 R>>',
        21: stream(drawing),
      },
      '/Root 2 0 R\n/Info 1 0 R',
    ),
  );
  moveMeaningsToFonts(document);
  const fresh = readPdf(writePdf(document));
  const [page] = pagesOf(fresh);
  const content = drawingOf(fresh, page!);
  const fonts = createFonts(fresh, (dictionary) => readGlyphNames(fresh, dictionary));
  const font = fonts.of(dictionaryAt(fresh, page).get('/Resources'))('/F1')!;
  return {
    content,
    words: Array.from(content.matchAll(/<(\w+)> Tj/g), ([, codes]) => meaningOf(codes!, font)).join(''),
  };
}

const line = (...pieces: string[]) => `BT\n/F1 12 Tf\n1 0 0 1 50 300 Tm\n${pieces.join('')}ET\n`;
const glyph = (code: string) => `5 0 Td <${code}> Tj\n`;
const marked = (characters: string, ...glyphs: string[]) =>
  `/Span<</ActualText <feff${characters}> >> BDC\n${glyphs.join('')}EMC\n`;

describe('a soft hyphen that nothing was broken at', () => {
  it('is not drawn as a space between two letters', () => {
    const { words, content } = rewrite(line(glyph('0061'), marked('00ad', glyph('0001')), '0 0 Td <0062> Tj\n'));
    expect(words).toBe('ab');
    expect(content).not.toContain('ActualText');
  });

  it('leaves the letters where they stood', () => {
    const { content } = rewrite(line(glyph('0061'), marked('00ad', glyph('0001')), '0 0 Td <0062> Tj\n'));
    expect(content.match(/[\d.]+ 0 Td/g)).toEqual(['5 0 Td', '5 0 Td', '0 0 Td']);
  });

  it('is removed from within a ligature', () => {
    const { words, content } = rewrite(line(marked('006600ad00660069', glyph('0090'), glyph('0001')), glyph('0061')));
    expect(words).toBe('ffia');
    expect(content).not.toContain('ActualText');
  });

  it('is removed at the end of a line, where the hyphen itself is a character', () => {
    const { words } = rewrite(
      line(glyph('0061'), marked('00ad', glyph('0001'))) + line('<002D> Tj\n') + line(glyph('0062')),
    );
    expect(words).toBe('a-b');
  });
});

describe('a character that only the mark around its glyph names', () => {
  it('is what the font says of the glyph', () => {
    const { words, content } = rewrite(
      line(marked('0645', glyph('0099')), glyph('0061'), marked('0645', glyph('0099'))),
    );
    expect(words).toBe('\u0645a\u0645');
    expect(content).not.toContain('ActualText');
  });

  it('stays in its mark where the same glyph is another character elsewhere', () => {
    const { content } = rewrite(line(marked('0391', glyph('0041')), glyph('0041')));
    expect(content).toContain('/Span<</ActualText <feff0391> >> BDC');
  });

  it('stays in its mark where it has more than one glyph', () => {
    const { content } = rewrite(line(marked('09390940', glyph('0098'), glyph('0099'))));
    expect(content).toContain('/Span<</ActualText <feff09390940> >> BDC');
  });
});

it('a space that may not be broken at is a space', () => {
  expect(rewrite(line(glyph('0061'), marked('00a0', glyph('0001')), glyph('0062'))).words).toBe('a b');
});
