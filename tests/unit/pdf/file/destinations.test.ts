import { describe, expect, it } from 'vitest';
import { readPageNumbers } from '../../../../src/pdf/file/destinations.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { makeBook, makePdf } from '../../../support/pdf.ts';

describe('the page of a place', () => {
  it('is counted through the tree of pages, not by object number', () => {
    const { numbers, pages } = readPageNumbers(
      readPdf(makeBook('/a [11 0 R /XYZ 0 0 0] /b [10 0 R /XYZ 0 0 0] /c [12 0 R /Fit] /d [13 0 R /Fit] /e 21 0 R')),
    );
    expect(pages).toBe(5);
    expect(Object.fromEntries(numbers)).toEqual({ a: 1, b: 2, c: 3, d: 4, e: 5 });
  });

  it.each([
    ['/#25E5#25B0#258F#25E7#25BB#2593', '小结'],
    ['/a#25E5#25B0#258F', 'a小'],
    ['/a.b_c-d', 'a.b_c-d'],
    ['/100#25', '100%'],
  ])('named %s is found as %s', (name, id) => {
    const { numbers } = readPageNumbers(readPdf(makeBook(`${name} [10 0 R /XYZ 0 0 0]`)));
    expect([...numbers]).toEqual([[id, 2]]);
  });

  it('that is on no page is left out', () => {
    expect(readPageNumbers(readPdf(makeBook('/gone [99 0 R /Fit] /none [null /Fit]'))).numbers.size).toBe(0);
  });

  it('is not needed: a book without links has pages too', () => {
    const objects = { 1: '<<>>', 2: '<</Pages 3 0 R>>', 3: '<</Kids [4 0 R]>>', 4: '<</Type /Page>>' };
    expect(readPageNumbers(readPdf(makePdf(objects, '/Root 2 0 R\n/Info 1 0 R')))).toEqual({
      numbers: new Map(),
      places: new Map(),
      pages: 1,
    });
  });
});
