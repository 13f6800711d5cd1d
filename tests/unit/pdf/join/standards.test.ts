import { describe, expect, it } from 'vitest';
import { checkArchiveCatalog, checkArchiveObjects } from '../../../../src/pdf/check/pdf-a.ts';
import type { Standard } from '../../../../src/pdf/check/pdf-ua.ts';
import {
  catalogOf,
  contentAt,
  dictionaryAt,
  listAt,
  objectsIn,
  type PdfDocument,
  pagesOf,
} from '../../../../src/pdf/file/document.ts';
import { isStream, type PdfDictionary, type PdfValue } from '../../../../src/pdf/file/objects.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { srgbProfile } from '../../../../src/pdf/file/srgb-profile.ts';
import { taggedPdf } from '../../../support/tagged-pdf.ts';
import { finishBytes } from '../finish/finishing.ts';

const finish = (standard: Standard | null, printed = taggedPdf()) => finishBytes(printed, { standard });

function xmpOf(document: PdfDocument): string {
  return contentAt(document, catalogOf(document).get('/Metadata'));
}

/** A picture without words for it. */
const silent = taggedPdf({ 40: '<</Type /StructElem /S /Figure /P 39 0 R /Pg 10 0 R /K [4]>>' });

describe('a claim', () => {
  it.each([
    ['ua-1', 'pdfuaid:part>1<'],
    ['a-2b', 'pdfaid:part>2</pdfaid:part><pdfaid:conformance>B<'],
  ] as const)('of %s is written when its checker is silent', async (standard, words) => {
    const { document, diagnostics } = await finish(standard);
    expect(diagnostics).toEqual([]);
    expect(xmpOf(document)).toContain(words);
  });

  it('is not written unless requested', async () => {
    expect(xmpOf((await finish(null)).document)).not.toMatch(/pdfuaid|pdfaid/);
  });

  it('is not written if a rule is violated, which is reported with its number', async () => {
    const { document, diagnostics } = await finish('ua-1', silent);
    expect(xmpOf(document)).not.toContain('pdfuaid');
    expect(diagnostics).toMatchObject([
      {
        code: 'pdf-standard-violated',
        severity: 'warning',
        message: expect.stringContaining('PDF/UA-1: 7.3-1 Figure has no alt text'),
      },
    ]);
  });
});

const checkArchive = (document: PdfDocument) => [...checkArchiveCatalog(document), ...checkArchiveObjects(document)];

async function spoiled(spoil: (document: PdfDocument) => void): Promise<string[]> {
  const { document } = await finish('a-2b');
  spoil(document);
  return checkArchive(document).map(({ rule }) => rule);
}

const all = (document: PdfDocument, key: string, value: string) =>
  Array.from(objectsIn(document), ([, object]) => object).filter(
    (each): each is PdfDictionary => each instanceof Map && each.get(key) === value,
  );
const link = (document: PdfDocument) =>
  dictionaryAt(document, listAt(document, dictionaryAt(document, pagesOf(document)[0]).get('/Annots'))[0]);
const set = (key: string, value: PdfValue) => (document: PdfDocument) => catalogOf(document).set(key, value);

describe('the checker of PDF/A', () => {
  it.each<[rule: string, spoil: (document: PdfDocument) => void]>([
    ['6.2.3', (document) => catalogOf(document).delete('/OutputIntents')],
    ['6.4.1', set('/AcroForm', new Map())],
    ['6.5.2', set('/OpenAction', new Map())],
    ['6.5.1', set('/Names', new Map([['/JavaScript', new Map()]]))],
    ['6.8', set('/Names', new Map([['/EmbeddedFiles', new Map()]]))],
    ['6.9', set('/OCProperties', new Map())],
    ['6.6.2.1', (document) => catalogOf(document).delete('/Metadata')],
    ['6.6.2.3', (document) => dictionaryAt(document, document.trailer.get('/Info')).set('/Title', '(another)')],
    [
      '6.6.2.3',
      (document) => dictionaryAt(document, document.trailer.get('/Info')).set('/ModDate', "(D:19990101000000+00'00')"),
    ],
    ['6.3.1', (document) => link(document).set('/Subtype', '/Movie')],
    ['6.3.2', (document) => link(document).set('/F', 0)],
    [
      '6.5.1',
      (document) =>
        link(document).set(
          '/A',
          new Map([
            ['/Type', '/Action'],
            ['/S', '/Launch'],
          ]),
        ),
    ],
    ['6.2.10', set('/Extra', new Map([['/BM', '/Strange']]))],
    [
      '6.2.5',
      set(
        '/Extra',
        new Map<string, PdfValue>([
          ['/Type', '/ExtGState'],
          ['/TR', 1],
        ]),
      ),
    ],
    [
      '6.2.8',
      set(
        '/Extra',
        new Map<string, PdfValue>([
          ['/Subtype', '/Image'],
          ['/Interpolate', true],
        ]),
      ),
    ],
    ['6.2.4.3', set('/Extra', new Map([['/ColorSpace', '/DeviceCMYK']]))],
    ['6.1.7.2', set('/Extra', new Map([['/Filter', '/LZWDecode']]))],
    ['6.2.11.4.1', (document) => all(document, '/Type', '/FontDescriptor')[0]!.delete('/FontFile2')],
    ['6.2.11.3.2', (document) => all(document, '/Subtype', '/CIDFontType2')[0]!.delete('/CIDToGIDMap')],
  ])('finds that rule %s is broken', async (rule, spoil) => {
    expect(await spoiled(spoil)).toContain(rule);
  });

  it('finds a file without metadata or a meaning of its colours', () => {
    const rules = checkArchive(readPdf(taggedPdf())).map(({ rule }) => rule);
    expect(rules).toEqual(['6.2.3', '6.6.2.1']);
  });
});

it('the profile of the output intent is one of sRGB, in three components', async () => {
  const profile = Buffer.from(srgbProfile());
  expect(profile.readUInt32BE(0)).toBe(profile.length);
  expect(profile.toString('latin1', 12, 24)).toBe('mntrRGB XYZ ');
  const { document } = await finish('a-2b');
  const streams = Array.from(objectsIn(document), ([, object]) => object).filter(isStream);
  expect(streams.some(({ dictionary }) => dictionary.get('/N') === 3)).toBe(true);
});
