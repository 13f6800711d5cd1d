import { describe, expect, it } from 'vitest';
import {
  addObject,
  catalogOf,
  dictionaryAt,
  listAt,
  objectsIn,
  type PdfDocument,
  pagesOf,
  replaceDrawing,
} from '../../../../src/pdf/file/document.ts';
import type { PdfDictionary } from '../../../../src/pdf/file/objects.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { taggedPdf } from '../../../support/tagged-pdf.ts';
import { checkAccessibility, finishBytes } from '../finish/finishing.ts';

const rulesOf = (document: PdfDocument) => [...new Set(checkAccessibility(document).map(({ rule }) => rule))].sort();
const finished = async () => (await finishBytes(taggedPdf())).document;

/** The finished file with something spoiled. */
async function spoiled(spoil: (document: PdfDocument) => void): Promise<PdfDocument> {
  const document = await finished();
  spoil(document);
  return document;
}

const all = (document: PdfDocument, key: string, value: string) =>
  Array.from(objectsIn(document), ([, object]) => object).filter(
    (each): each is PdfDictionary => each instanceof Map && each.get(key) === value,
  );
const tagged = (kind: string, change: (element: PdfDictionary) => void) => (document: PdfDocument) => {
  const found = all(document, '/S', kind);
  expect(found.length, kind).toBeGreaterThan(0);
  for (const element of found) change(element);
};
const page = (document: PdfDocument) => dictionaryAt(document, pagesOf(document)[0]!);

describe('the checker of PDF/UA', () => {
  it('finds what is wrong with a print of Chrome', () => {
    expect(rulesOf(readPdf(taggedPdf()))).toEqual(
      [
        '7.1-10',
        '7.1-3',
        '7.1-4',
        '7.1-5',
        '7.1-8',
        '7.1-9',
        '7.18.3-1',
        '7.18.5-1',
        '7.18.5-2',
        '7.2-20',
        '7.2-34',
        '7.3-1',
        '7.5-1',
      ].sort(),
    );
  });

  it('is silent about the same print when it is finished', async () => {
    expect(checkAccessibility(await finished())).toEqual([]);
  });

  it.each<[rule: string, spoil: (document: PdfDocument) => void]>([
    [
      '7.1-3',
      (document) => {
        replaceDrawing(document, pagesOf(document)[0]!, '0 0 5 5 re f');
      },
    ],
    ['7.1-4', (document) => catalogOf(document).delete('/MarkInfo')],
    ['7.1-5', (document) => dictionaryAt(document, catalogOf(document).get('/StructTreeRoot')).delete('/RoleMap')],
    ['7.1-8', (document) => catalogOf(document).delete('/Metadata')],
    ['7.1-10', (document) => catalogOf(document).delete('/ViewerPreferences')],
    ['7.1-11', (document) => catalogOf(document).delete('/StructTreeRoot')],
    ['7.2-10', tagged('/TR', (element) => element.set('/S', '/P'))],
    ['7.2-14', tagged('/TD', (element) => element.set('/S', '/P'))],
    ['7.2-17', tagged('/L', (element) => element.set('/S', '/Div'))],
    ['7.2-18', tagged('/LI', (element) => element.set('/S', '/L'))],
    ['7.2-19', tagged('/LI', (element) => element.set('/S', '/P'))],
    ['7.2-20', tagged('/LBody', (element) => element.set('/S', '/P'))],
    ['7.2-34', (document) => catalogOf(document).delete('/Lang')],
    ['7.2-4', tagged('/Table', (element) => element.set('/S', '/Div'))],
    ['7.2-8', tagged('/TR', (element) => element.set('/S', '/TBody'))],
    ['7.2-9', tagged('/TR', (element) => element.set('/S', '/Div'))],
    ['7.3-1', tagged('/Figure', (element) => element.delete('/Alt'))],
    ['7.5-1', tagged('/TH', (element) => element.delete('/A'))],
    ['7.7-1', tagged('/LBody', (element) => element.set('/S', '/Formula'))],
    ['7.9-1', tagged('/LBody', (element) => element.set('/S', '/Note'))],
    [
      '7.9-2',
      (document) => {
        for (const element of all(document, '/Type', '/StructElem')) element.set('/ID', '(one)');
      },
    ],
    ['7.18.3-1', (document) => page(document).delete('/Tabs')],
    ['7.18.5-1', tagged('/Link', (element) => element.set('/S', '/Span'))],
    [
      '7.18.5-2',
      (document) => dictionaryAt(document, listAt(document, page(document).get('/Annots'))[0]).delete('/Contents'),
    ],
    ['7.21.4.1-1', (document) => all(document, '/Type', '/FontDescriptor')[0]!.delete('/FontFile2')],
    ['7.21.7-1', (document) => all(document, '/Subtype', '/Type0')[0]!.delete('/ToUnicode')],
  ])('finds that rule %s is broken', async (rule, spoil) => {
    expect(rulesOf(await spoiled(spoil))).toContain(rule);
  });

  it('requires no font file for a Type 3 font, which has none', async () => {
    const drawn = await spoiled((document) => {
      const [font] = all(document, '/Subtype', '/Type0');
      const descriptor = addObject(document, new Map([['/Type', '/FontDescriptor']]));
      font!.set('/Subtype', '/Type3').set('/FontDescriptor', descriptor);
    });
    expect(rulesOf(drawn)).not.toContain('7.21.4.1-1');
  });
});
