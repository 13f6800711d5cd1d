import { expect, it } from 'vitest';
import { widthOf } from '../../../src/text/text-width.ts';

it.each([
  ['', 0],
  ['ab c', 2],
  ['天地', 2],
  ['한글', 2],
  ['，…—', 3],
  ['😀', 1],
  ['天 a', 2],
])('%j is about %d em wide', (words, width) => {
  expect(widthOf(words)).toBe(width);
});
