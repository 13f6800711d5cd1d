import { describe, expect, it } from 'vitest';
import { dictionaryAt, drawingOf, pagesOf } from '../../../../src/pdf/file/document.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { writePdf } from '../../../../src/pdf/file/writer.ts';
import { bookletOrder, imposeBooklet } from '../../../../src/pdf/join/imposition.ts';
import { makeBook } from '../../../support/pdf.ts';
import { finishBytes } from '../finish/finishing.ts';

const order = (pages: number, binding: 'left' | 'right') =>
  bookletOrder(pages, binding).map(({ left, right }) => [left, right]);

describe('the order of a booklet', () => {
  it('is that of folded sheets bound at the left', () => {
    expect(order(4, 'left')).toEqual([
      [4, 1],
      [2, 3],
    ]);
    expect(order(8, 'left')).toEqual([
      [8, 1],
      [2, 7],
      [6, 3],
      [4, 5],
    ]);
  });

  it('is that of folded sheets bound at the right where lines are vertical', () => {
    expect(order(4, 'right')).toEqual([
      [1, 4],
      [3, 2],
    ]);
    expect(order(8, 'right')).toEqual([
      [1, 8],
      [7, 2],
      [3, 6],
      [5, 4],
    ]);
  });

  it.each(['left', 'right'] as const)('leaves empty what a whole sheet has too much: %s', (binding) => {
    const sides = order(10, binding);
    expect(sides).toHaveLength(6);
    expect(sides.flat().filter((page) => page === null)).toHaveLength(2);
    expect(
      sides
        .flat()
        .flatMap((page) => page ?? [])
        .sort((one, other) => one - other),
    ).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    // The back of the cover, and the leaf before it.
    expect(sides[0]).toEqual(binding === 'left' ? [null, 1] : [1, null]);
  });
});

it('the sheets have A4, and both pages meet at the fold', async () => {
  const { document: printed } = await finishBytes(makeBook(''), { profile: 'print', bleed: 3, marks: true });
  const document = readPdf(writePdf(imposeBooklet(printed, 'left')));
  const sides = pagesOf(document);
  expect(sides).toHaveLength(4);
  expect(dictionaryAt(document, sides[0]).get('/MediaBox')).toEqual([0, 0, 841.8898, 595.2756]);
  const places = [
    ...drawingOf(document, sides[3]!).matchAll(/([\d.]+) 0 0 [\d.]+ (-?[\d.]+) (-?[\d.]+) cm\n\/Page(\d)/g),
  ];
  const [left, right] = places.map(([, , x]) => Number(x));
  expect(places).toHaveLength(2);
  const trimLeft = (9 / 25.4) * 72;
  expect(right! + trimLeft).toBeCloseTo(841.8898 / 2, 2);
  expect(left! + trimLeft + (148 / 25.4) * 72).toBeCloseTo(841.8898 / 2, 2);
});
