/** A tagged PDF by hand, with the faults of Chrome's. In: nothing. Out: one page with all that has to be mended. */
import { makePdf } from './pdf.ts';

const letters =
  '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n1 beginbfrange\n<0041> <005A> <0041>\nendbfrange\n';
const stream = (text: string) => `<</Length ${text.length}>> stream\n${text}\nendstream`;
const shown = (codes: string, height: number) => `BT\n/F1 12 Tf\n1 0 0 1 50 ${height} Tm\n<${codes}> Tj\nET\n`;
const piece = (mark: number, codes: string) => `/NonStruct <</MCID ${mark} >>BDC\n${shown(codes, 300)}EMC\n`;
const element = (kind: string, parent: number, kids: string, more = '') =>
  `<</Type /StructElem /S /${kind} /P ${parent} 0 R /Pg 10 0 R ${more} /K ${kids}>>`;

/** Running head H, folio F; a heading of level 3; an item with a dot; a table; a figure; a note with a link; an upright number. */
export const chromeDrawing = [
  `q\n${shown('0048', 560)}${shown('0046', 30)}Q\nq\n40 60 340 480 re\nW* n\n`,
  piece(0, '0041'),
  '50 200 4 4 re\nf\n',
  piece(1, '0042'),
  '0 0 0 RG\n50 100 m\n300 100 l\nS\n',
  piece(2, '0043'),
  piece(3, '0044'),
  `/Figure <</MCID 4 >>BDC\n10 10 50 50 re\nf\nEMC\n`,
  piece(5, '0045'),
  shown('0055', 300),
  'Q\n',
].join('');

export function taggedPdf(more: Record<number, string> = {}): Buffer {
  return makePdf(
    {
      1: '<</Title (t)>>',
      2: '<</Type /Catalog /Pages 3 0 R /StructTreeRoot 4 0 R /Dests 60 0 R /Outlines 61 0 R>>',
      3: '<</Type /Pages /Count 1 /Kids [10 0 R]>>',
      4: '<</Type /StructTreeRoot /K 30 0 R /ParentTree 5 0 R>>',
      5: '<</Nums [0 [31 0 R 34 0 R 37 0 R 38 0 R 40 0 R 42 0 R] 9 41 0 R]>>',
      6: '<</Type /Font /Subtype /Type0 /BaseFont /Book /ToUnicode 7 0 R /DescendantFonts [8 0 R]>>',
      7: stream(letters),
      8: '<</Type /Font /Subtype /CIDFontType2 /BaseFont /Book /FontDescriptor 9 0 R /CIDToGIDMap /Identity>>',
      9: '<</Type /FontDescriptor /FontName /Book /FontFile2 20 0 R>>',
      10: '<</Type /Page /Parent 3 0 R /MediaBox [0 0 420 595] /StructParents 0 /Annots [50 0 R] /Resources <</Font <</F1 6 0 R>>>> /Contents 21 0 R>>',
      20: stream('font'),
      21: stream(chromeDrawing),
      30: '<</Type /StructElem /S /Document /P 4 0 R /K [31 0 R 32 0 R 35 0 R 39 0 R 41 0 R]>>',
      31: element('H3', 30, '0'),
      32: '<</Type /StructElem /S /L /P 30 0 R /K [33 0 R]>>',
      33: '<</Type /StructElem /S /LI /P 32 0 R /K [34 0 R]>>',
      34: element('Strong', 33, '1'),
      35: '<</Type /StructElem /S /Table /P 30 0 R /K [36 0 R]>>',
      36: '<</Type /StructElem /S /TR /P 35 0 R /K [37 0 R 38 0 R]>>',
      37: element('TH', 36, '2'),
      38: element('TD', 36, '3'),
      39: '<</Type /StructElem /S /Figure /P 30 0 R /K [40 0 R]>>',
      40: element('Figure', 39, '4', '/Alt (a picture)'),
      41: element('NonStruct', 30, '[42 0 R <</Type /OBJR /Obj 50 0 R /Pg 10 0 R>>]'),
      42: element('NonStruct', 41, '5'),
      50: '<</Type /Annot /Subtype /Link /F 4 /Rect [10 10 20 20] /StructParent 9 /Dest /there>>',
      60: '<</there [10 0 R /XYZ 0 100 0]>>',
      61: '<</First 62 0 R>>',
      62: '<</Title (There) /Dest [10 0 R /XYZ 0 100 0]>>',
      ...more,
    },
    '/Root 2 0 R\n/Info 1 0 R',
  );
}
