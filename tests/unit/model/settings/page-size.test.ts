import { expect, test } from 'vitest';
import { readPageSize } from '../../../../src/model/settings/page-size.ts';

test.each([
  ['A4', 210, 297],
  ['a5', 148, 210],
  [' B5 ', 176, 250],
  ['letter', 215.9, 279.4],
  ['6x9in', 152.4, 228.6],
  ['6x9', 152.4, 228.6],
  ['16开', 185, 260],
  ['大 32 开', 140, 203],
  ['32k-Large', 140, 203],
  ['jis b5', 182, 257],
  ['e-ink-6in', 90.6, 122.4],
  ['130x200mm', 130, 200],
  ['130 × 200 mm', 130, 200],
  ['13x20cm', 130, 200],
  ['5.5 x 8.5 in', 139.7, 215.9],
  ['6in x 9in', 152.4, 228.6],
  ['50x1000mm', 50, 1000],
])('%s is %d by %d mm', (text, width, height) => {
  expect(readPageSize(text)).toEqual({ width, height });
});

test.each(['', 'A55', '130x200', '49x200mm', '130x1001mm', '6inx9mm', '-130x200mm', '130mm', 'toString', '1e3x200mm'])(
  '%j is no page size',
  (text) => {
    expect(readPageSize(text)).toBeNull();
  },
);
