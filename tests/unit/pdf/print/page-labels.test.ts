import { expect, it } from 'vitest';
import { folioOf, labelsOf } from '../../../../src/pdf/print/page-labels.ts';

const folios = (front: number, profile: 'screen' | 'print', pages: number) =>
  Array.from({ length: pages }, (_, index) => folioOf(index + 1, labelsOf(front, profile)));

it('are Roman before the text, which begins at 1; the cover of a screen has none', () => {
  expect(folios(4, 'screen', 6)).toEqual(['', 'i', 'ii', 'iii', '1', '2']);
  expect(folios(4, 'print', 6)).toEqual(['i', 'ii', 'iii', 'iv', '1', '2']);
});

it('count from 1 if nothing precedes the text', () => {
  expect(labelsOf(0, 'print')).toEqual([{ from: 1, style: 'decimal', start: 1 }]);
});

it('are right beyond the first letters', () => {
  const labels = labelsOf(100, 'print');
  expect([4, 9, 14, 40, 44, 90, 99].map((page) => folioOf(page, labels))).toEqual(
    'iv ix xiv xl xliv xc xcix'.split(' '),
  );
});
