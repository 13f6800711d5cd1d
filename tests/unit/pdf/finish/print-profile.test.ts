import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  catalogOf,
  contentAt,
  dictionaryAt,
  drawingOf,
  objectsIn,
  pagesOf,
} from '../../../../src/pdf/file/document.ts';
import { taggedPdf } from '../../../support/tagged-pdf.ts';
import { type FinishOptions, finishBytes } from './finishing.ts';

const stream = (text: string, entries = '') => `<</Length ${text.length} ${entries}>> stream\n${text}\nendstream`;

async function printed(more: Record<number, string> = {}, finish: FinishOptions = {}) {
  const { document, diagnostics } = await finishBytes(taggedPdf(more), { profile: 'print', ...finish });
  const page = dictionaryAt(document, pagesOf(document)[0]);
  return { document, page, diagnostics, drawing: drawingOf(document, pagesOf(document)[0]!) };
}

const drawn = async (text: string) => (await printed({ 21: stream(text) })).drawing;
const withResources = (resources: string, more: Record<number, string> = {}) =>
  printed({
    10: `<</Type /Page /Parent 3 0 R /MediaBox [0 0 420 595] /Resources <<${resources}>> /Contents 21 0 R>>`,
    ...more,
  });

describe('a PDF for a printer', () => {
  it('has no outline, links, tags or metadata', async () => {
    const { document, page } = await printed();
    expect([...catalogOf(document).keys()].sort()).toEqual(['/Lang', '/Pages', '/Type', '/ViewerPreferences']);
    for (const key of ['/Annots', '/StructParents', '/Tabs']) expect(page.has(key), key).toBe(false);
    expect(
      Array.from(objectsIn(document), ([, object]) => object).some(
        (each) => each instanceof Map && each.get('/Type') === '/StructElem',
      ),
    ).toBe(false);
    expect(dictionaryAt(document, document.trailer.get('/Info')).has('/Title')).toBe(true);
  });

  it('has no marks in what it draws, but words that stand for glyphs', async () => {
    const marked = await drawn(
      '/P <</MCID 0>> BDC BT <0041> Tj /Span <</ActualText <FEFF4E00>>> BDC <0042> Tj EMC ET EMC',
    );
    expect(marked).not.toContain('MCID');
    expect(marked.match(/BDC/g)).toHaveLength(1);
    expect(marked.match(/EMC/g)).toHaveLength(1);
    expect(marked).toMatch(/ActualText <feff4E00> >> BDC\s+<0042> Tj EMC/);
  });

  it('says grey where red, green and blue are equal, and nowhere else', async () => {
    const grey = await drawn('0 0 0 rg .5 0.5 .50 RG .1 .1 .2 rg (0 0 0 rg) Tj');
    expect(grey).toContain('0 g .5 G .1 .1 .2 rg (0 0 0 rg) Tj');
  });

  it('covers named forms and greyscale images, too', async () => {
    const image = '/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8';
    const { document, page } = await withResources('/XObject <</X1 70 0 R /X2 71 0 R>>', {
      70: stream('0 0 0 rg', '/Type /XObject /Subtype /Form'),
      71: stream(deflateSync(Buffer.from([7, 7, 7, 9, 9, 9])).toString('latin1'), `${image} /Filter /FlateDecode`),
    });
    const objects = dictionaryAt(document, dictionaryAt(document, page.get('/Resources')).get('/XObject'));
    expect(dictionaryAt(document, objects.get('/X2')).get('/ColorSpace')).toBe('/DeviceGray');
    expect(contentAt(document, objects.get('/X1'))).toBe('0 g');
  });

  it.each<[thing: string, resources: string, more: Record<number, string>]>([
    ['a Type 3 font', '/Font <</F3 70 0 R>>', { 70: '<</Type /Font /Subtype /Type3>>' }],
    ['an opacity of 0.5', '/ExtGState <</G1 <</ca 0.5>>>>', {}],
    ['a soft mask', '/ExtGState <</G1 <</SMask <</S /Luminosity>>>>>>', {}],
    ['blend mode Multiply', '/ExtGState <</G1 <</BM /Multiply>>>>', {}],
    [
      'a transparent image',
      '/XObject <</X1 70 0 R>>',
      { 70: stream('x', '/Subtype /Image /SMask 71 0 R'), 71: stream('y') },
    ],
    [
      'a transparent group',
      '/XObject <</X1 70 0 R>>',
      { 70: stream('', '/Subtype /Form /Group <</S /Transparency>>') },
    ],
    [
      'an opacity of 0.1',
      '/XObject <</X1 70 0 R>>',
      { 70: stream('', '/Subtype /Form /Resources <</ExtGState <</G1 <</CA 0.1>>>>>>') },
    ],
  ])('is told to have %s', async (thing, resources, more) => {
    const { diagnostics } = await withResources(resources, more);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'pdf-not-print-ready',
        message: `the print PDF contains ${thing} on page 1`,
      }),
    );
  });

  it('is reported if it has an odd number of pages', async () => {
    expect((await printed()).diagnostics).toMatchObject([
      { code: 'pdf-not-print-ready', message: expect.stringContaining('odd number of pages (1)') },
    ]);
  });
});
