/** Words read from pages of PDF, made as Chrome makes them. */
import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { writePdf } from '../../../../src/pdf/file/writer.ts';
import { readPageText as readWords } from '../../../../src/pdf/text/page-words.ts';
import { makePdf } from '../../../support/pdf.ts';

const letters =
  '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n1 beginbfrange\n<0041> <005A> <0061>\nendbfrange\n1 beginbfchar\n<0001> <4E00>\nendbfchar\n';

/** Content of pages, and the tags as kids of the root; page n is object 10 + n. */
function pdfOf(contents: string[], tags: string): Buffer {
  const stream = (text: string) => `<</Length ${text.length}>> stream\n${text}\nendstream`;
  const pages = contents.flatMap((content, index) => [
    [10 + index, `<</Type /Page /Parent 3 0 R /Resources <</Font <</F1 6 0 R>>>> /Contents ${20 + index} 0 R>>`],
    [20 + index, stream(content)],
  ]);
  return makePdf(
    {
      1: '<</Title (t)>>',
      2: '<</Type /Catalog /Pages 3 0 R /StructTreeRoot 4 0 R>>',
      3: `<</Type /Pages /Count ${contents.length} /Kids [${contents.map((_, index) => `${10 + index} 0 R`).join(' ')}]>>`,
      4: `<</Type /StructTreeRoot /K ${tags}>>`,
      6: '<</Type /Font /Subtype /Type0 /ToUnicode 7 0 R>>',
      7: stream(letters),
      ...Object.fromEntries(pages),
    },
    '/Root 2 0 R\n/Info 1 0 R',
  );
}

const readPageWords = (bytes: Uint8Array) => readWords(readPdf(bytes)).words;
const shown = (codes: string) => `BT\n/F1 12 Tf\n1 0 0 -1 0 0 Tm\n<${codes}> Tj\nET\n`;
const piece = (mark: number, codes: string) => `/P <</MCID ${mark} >>BDC\n${shown(codes)}EMC\n`;
const tag = (kind: string, kids: string, more = '') => `<</S /${kind} ${more} /K ${kids}>>`;

describe('the text of a PDF', () => {
  it('stand in the order of its tags, not in that of drawing', () => {
    const content = shown('005A') + piece(0, '0042') + piece(1, '00410001');
    expect(readPageWords(pdfOf([content], tag('P', '[1 0]', '/Pg 10 0 R')))).toEqual([{ page: 1, words: 'a一b' }]);
  });

  it('is found after the file was rewritten, and when its streams are compressed', () => {
    const file = pdfOf([piece(0, '0041').repeat(20)], tag('P', '[0]', '/Pg 10 0 R'));
    const written = writePdf(readPdf(file));
    expect(Buffer.from(written).includes('/FlateDecode')).toBe(true);
    expect(readPageWords(file)).toEqual([{ page: 1, words: 'a'.repeat(20) }]);
    expect(readPageWords(written)).toEqual([{ page: 1, words: 'a'.repeat(20) }]);
  });

  it('is split by page', () => {
    const contents = [piece(0, '0041'), piece(0, '0042')];
    const tags = `[${tag('P', '[0 <</Type /MCR /Pg 11 0 R /MCID 0>>]', '/Pg 10 0 R')}]`;
    expect(readPageWords(pdfOf(contents, tags))).toEqual([
      { page: 1, words: 'a' },
      { page: 2, words: 'b' },
    ]);
  });

  it('are those in place of glyphs where a glyph says something else', () => {
    const content = `/P <</MCID 0 >>BDC\n${shown('0041')}/Span<</ActualText <FEFF300E> >> BDC\n${shown('0042')}EMC\n${shown('0043')}EMC\n`;
    expect(readPageWords(pdfOf([content], tag('P', '[0]', '/Pg 10 0 R')))).toEqual([{ page: 1, words: 'a『c' }]);
  });

  it('leave out every glyph that something else is said for, whatever marks are around it', () => {
    const inside = `/Span <</Lang (en)>> BDC\n${shown('0042')}EMC\n`;
    const content = `/P <</MCID 0 >>BDC\n/Span<</ActualText <FEFF300E> >> BDC\n${inside}EMC\n${shown('0043')}EMC\n`;
    expect(readPageWords(pdfOf([content], tag('P', '[0]', '/Pg 10 0 R')))).toEqual([{ page: 1, words: '『c' }]);
  });

  it('are all there where a cell of a head, or a paragraph, goes on on another page', () => {
    const contents = [piece(0, '0041'), piece(0, '0042')];
    const both = '[0 <</Type /MCR /Pg 11 0 R /MCID 0>>]';
    const ab = [
      { page: 1, words: 'a' },
      { page: 2, words: 'b' },
    ];
    expect(readPageWords(pdfOf(contents, tag('TH', both, '/Pg 10 0 R')))).toEqual(ab);
    const twice = [piece(0, '0041'), piece(0, '0041')];
    expect(readPageWords(pdfOf(twice, tag('P', both, '/Pg 10 0 R')))).toEqual([
      { page: 1, words: 'a' },
      { page: 2, words: 'a' },
    ]);
    expect(readPageWords(pdfOf(twice, tag('TH', both, '/Pg 10 0 R')))).toEqual([{ page: 1, words: 'a' }]);
  });

  it('leave out numbers of lists, and the head of a table said again', () => {
    const contents = [piece(0, '0041') + piece(1, '0042') + piece(2, '0043'), piece(0, '0042') + piece(1, '0044')];
    const again = '[1 <</Type /MCR /Pg 11 0 R /MCID 0>>]';
    const list = tag('LI', `[${tag('Lbl', '[0]', '/Pg 10 0 R')}]`);
    const table = `${tag('TH', again, '/Pg 10 0 R')} ${tag('TD', '[2 <</Type /MCR /Pg 11 0 R /MCID 1>>]', '/Pg 10 0 R')}`;
    expect(readPageWords(pdfOf(contents, `[${list} ${table}]`))).toEqual([
      { page: 1, words: 'bc' },
      { page: 2, words: 'd' },
    ]);
  });

  it('has one symbol for an image, with or without text in it', () => {
    const content = piece(0, '') + piece(1, '0041') + piece(2, '0042');
    const tags = `[${tag('Figure', '[0]', '/Pg 10 0 R')} ${tag('Figure', `[${tag('Span', '[1]', '/Pg 10 0 R')}]`, '/Alt (x)')} ${tag('P', '[2]', '/Pg 10 0 R')}]`;
    expect(readPageWords(pdfOf([content], tags))).toEqual([{ page: 1, words: '\ufffc\ufffcb' }]);
  });

  it('hold numbers pressed into one character, which Chrome forgets to tag', () => {
    const pressed = `1.5 0 0 3.125 0 0 cm\n${shown('0042')}3.125 0 0 3.125 0 0 cm\n`;
    const content = shown('005A') + pressed + piece(0, '0041') + pressed + piece(1, '0043') + shown('0059');
    expect(readPageWords(pdfOf([content], tag('P', '[0 1]', '/Pg 10 0 R')))).toEqual([{ page: 1, words: 'babc' }]);
  });

  it('without a tag is separate', () => {
    const content = shown('0058') + piece(0, '0041') + shown('0059');
    const { words, untagged } = readWords(readPdf(pdfOf([content, piece(0, '0042')], tag('P', '[0]', '/Pg 10 0 R'))));
    expect(words).toEqual([{ page: 1, words: 'a' }]);
    expect(untagged).toEqual([{ page: 1, words: 'xy' }]);
  });

  it('are none where there are no tags', () => {
    expect(readPageWords(pdfOf([piece(0, '0041')], 'null'))).toEqual([]);
    expect(readPageWords(pdfOf([piece(0, '0041')], '[7 (x)]'))).toEqual([]);
  });
});
