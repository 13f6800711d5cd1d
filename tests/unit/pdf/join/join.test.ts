import { describe, expect, it } from 'vitest';
import type { Metadata } from '../../../../src/model/book.ts';
import { catalogOf as catalogIn, contentAt, dictionaryAt } from '../../../../src/pdf/file/document.ts';
import { decodeText, type PdfDictionary, textString } from '../../../../src/pdf/file/objects.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { finishPart } from '../../../../src/pdf/finish/finish-part.ts';
import type { JoinOptions } from '../../../../src/pdf/join/growing-book.ts';
import { makeBook } from '../../../support/pdf.ts';
import { taggedPdf } from '../../../support/tagged-pdf.ts';
import { assemble } from '../../assemble/fixtures.ts';
import { type FinishOptions, finishBytes, finishing } from '../finish/finishing.ts';

async function finish(meta: Partial<Metadata>, printed = makeBook(''), more: FinishOptions = {}): Promise<Uint8Array> {
  const { book } = assemble({ 'a.md': '# 题 (A) \\\n\n正文\n' }, { meta, date: new Date('2024-01-02T03:04:05Z') });
  return (await finishBytes(printed, { ...more, meta: book.meta })).bytes;
}

function information(bytes: Uint8Array): Record<string, unknown> {
  const file = readPdf(bytes);
  return Object.fromEntries(dictionaryAt(file, file.trailer.get('/Info')));
}

describe('a finished PDF', () => {
  it('says who wrote it and what about', async () => {
    const meta = { authors: ['甲', 'B; C'], description: 'About (a) \\ thing', tags: ['x', 'y'] };
    expect(information(await finish(meta))).toMatchObject({
      '/Title': textString('题 (A) \\'),
      '/Author': textString('甲; B; C'),
      '/Subject': textString('About (a) \\ thing'),
      '/Keywords': textString('x, y'),
    });
  });

  it('says nothing of what is not known', async () => {
    expect(Object.keys(information(await finish({})))).toEqual([
      '/Title',
      '/Creator',
      '/Producer',
      '/CreationDate',
      '/ModDate',
    ]);
  });

  it('has the date of the book, and no other anywhere', async () => {
    const bytes = await finish({});
    expect(information(bytes)).toMatchObject({
      '/CreationDate': "(D:20240102030405+00'00')",
      '/ModDate': "(D:20240102030405+00'00')",
    });
    const dates = [
      ...Buffer.from(bytes)
        .toString('latin1')
        .matchAll(/20\d\d-\d\d-\d\dT[\d:]+/g),
    ].map(([date]) => date);
    expect(new Set(dates)).toEqual(new Set(['2024-01-02T03:04:05']));
  });

  it('does not depend on when it was printed', async () => {
    const later = Buffer.from(makeBook('').toString('latin1').replaceAll('D:20240101', 'D:20260909'), 'latin1');
    expect(Buffer.compare(await finish({}), await finish({}, later))).toBe(0);
  });

  it('opens with its outline, and keeps the rest of its catalog', async () => {
    const catalog = catalogOf(await finish({}));
    expect(catalog.get('/PageMode')).toBe('/UseOutlines');
    expect(decodeText(catalog.get('/Lang'))).toBe('zh-CN');
    expect(catalog.get('/ViewerPreferences')).toEqual(new Map([['/DisplayDocTitle', true]]));
  });

  it('says the same in its metadata as in its information', async () => {
    const xmp = xmpOf(await finish({ authors: ['甲', '<B>'], description: 'About & about', tags: ['x'] }));
    expect(xmp).toContain('甲; &lt;B');
    expect(xmp).toContain('About &amp; about');
    expect(xmp).toContain('<rdf:li>zh-CN</rdf:li>');
    expect(xmp).not.toContain('pdfuaid');
  });

  it('labels its pages as requested', async () => {
    const labels: JoinOptions['labels'] = [
      { from: 1, style: 'none', start: 1 },
      { from: 2, style: 'roman', start: 1 },
      { from: 4, style: 'decimal', start: 1 },
    ];
    const { '/PageLabels': found } = Object.fromEntries(catalogOf(await finish({}, undefined, { labels })));
    expect((found as PdfDictionary).get('/Nums')).toEqual([
      0,
      new Map(),
      1,
      new Map<string, unknown>([
        ['/S', '/r'],
        ['/St', 1],
      ]),
      3,
      new Map<string, unknown>([
        ['/S', '/D'],
        ['/St', 1],
      ]),
    ]);
  });
});

it('the identifiers of cells are numbered in their order, since Chrome counts on from what it drew before', async () => {
  const document = readPdf(
    taggedPdf({
      37: '<</S /TH /P 36 0 R /Pg 10 0 R /ID (node00000012) /K 2>>',
      38: '<</S /TD /P 36 0 R /Pg 10 0 R /ID (node00000903) /A <</O /Table /Headers [(node00000012)]>> /K 3>>',
      35: '<</S /Table /P 30 0 R /K [36 0 R] /ID (node00000007)>>',
    }),
  );
  finishPart(document, finishing);
  const at = (number: number) => dictionaryAt(document, { number });
  expect([35, 37, 38].map((number) => at(number).get('/ID'))).toEqual([
    '(node00000001)',
    '(node00000002)',
    '(node00000003)',
  ]);
  expect(dictionaryAt(document, at(38).get('/A')).get('/Headers')).toEqual(['(node00000002)']);
});

function catalogOf(bytes: Uint8Array): PdfDictionary {
  const file = readPdf(bytes);
  return catalogIn(file);
}

function xmpOf(bytes: Uint8Array): string {
  const file = readPdf(bytes);
  return Buffer.from(contentAt(file, catalogOf(bytes).get('/Metadata')), 'latin1').toString('utf8');
}
