import { describe, expect, it } from 'vitest';
import type { Metadata } from '../../../src/book.ts';
import { finishPdf } from '../../../src/pdf/finish.ts';
import { type PdfDictionary, readPdf, textString } from '../../../src/pdf/objects.ts';
import { makeBook } from '../../support/pdf.ts';
import { assemble } from '../assemble/fixtures.ts';

function finish(meta: Partial<Metadata>, printed = makeBook('')): Uint8Array {
  const { book } = assemble({ 'a.md': '# 题 (A) \\\n\n正文\n' }, { meta, fixedDate: new Date('2024-01-02T03:04:05Z') });
  return finishPdf(printed, book.meta, 'zh-CN', {
    profile: 'screen',
    trim: book.config.page,
    bleed: 0,
    spineBleed: true,
    marks: false,
    openings: new Set(),
    labels: [{ from: 1, style: 'decimal', start: 1 }],
    standard: null,
    writing: 'horizontal',
  }).value;
}

function information(bytes: Uint8Array): Record<string, unknown> {
  const file = readPdf(bytes);
  return Object.fromEntries(file.get(file.trailer.get('/Info')) as PdfDictionary);
}

describe('a finished PDF', () => {
  it('says who wrote it and what about', () => {
    const meta = { authors: ['甲', 'B; C'], description: 'About (a) \\ thing', tags: ['x', 'y'] };
    expect(information(finish(meta))).toMatchObject({
      '/Title': textString('题 (A) \\'),
      '/Author': textString('甲; B; C'),
      '/Subject': textString('About (a) \\ thing'),
      '/Keywords': textString('x, y'),
    });
  });

  it('says nothing of what is not known', () => {
    expect(Object.keys(information(finish({})))).toEqual([
      '/Title',
      '/Creator',
      '/Producer',
      '/CreationDate',
      '/ModDate',
    ]);
  });

  it('has the date of the book, and no other anywhere', () => {
    const bytes = finish({});
    const dates = [
      ...Buffer.from(bytes)
        .toString('latin1')
        .matchAll(/\(D:[^)]*\)/g),
    ].map(([date]) => date);
    expect(dates.length).toBe(4);
    expect(new Set(dates)).toEqual(new Set(["(D:20240102030405+00'00')"]));
  });

  it('does not depend on when it was printed', () => {
    const later = Buffer.from(makeBook('').toString('latin1').replaceAll('D:20240101', 'D:20260909'), 'latin1');
    expect(Buffer.compare(finish({}), finish({}, later))).toBe(0);
  });

  it('shows its cover at the true size of the page, the top where it was', () => {
    const first = readPdf(finish({})).get({ number: 11 }) as PdfDictionary;
    expect(first.get('/MediaBox')).toEqual([0, 0, 420, 595.5]);
    const [left, bottom, right, top] = first.get('/CropBox') as number[];
    expect([left, right, top]).toEqual([0, 419.53, 595.5]);
    expect(bottom).toBeCloseTo(595.5 - 595.28, 5);
  });

  it('opens with its outline, and keeps the rest of its catalog', () => {
    const file = readPdf(finish({}));
    const catalog = file.get(file.trailer.get('/Root')) as PdfDictionary;
    expect(catalog.get('/PageMode')).toBe('/UseOutlines');
    expect(catalog.get('/Pages')).toEqual({ number: 3 });
    expect(catalog.get('/Lang')).toBe('(zh-CN)');
  });
});
