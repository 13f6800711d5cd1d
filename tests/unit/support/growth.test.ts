import { describe, expect, it } from 'vitest';
import { growthOf, linear } from '../../support/growth.ts';

const countLetters = (size: number) => {
  let count = 0;
  for (let index = 0; index < size; index += 1) count += index % 7;
  return count;
};

describe('the growth of the work of a function', () => {
  it('is about one for linear work, at whatever size it is measured', () => {
    for (const size of [1_000, 100_000, 10_000_000]) expect(growthOf(countLetters, size)).toBeLessThan(linear);
  });

  it('is below the limit for sorting', () => {
    const numbers = Float64Array.from({ length: 400_000 }, (_, index) => (index * 7919) % 400_009);
    expect(growthOf((size) => numbers.slice(0, size).sort(), 400_000)).toBeLessThan(linear);
  });

  it('is above the limit for quadratic work', () => {
    const countPairs = (size: number) => {
      let count = 0;
      for (let index = 0; index < size; index += 1) count += countLetters(size);
      return count;
    };
    expect(growthOf(countPairs, 8_000)).toBeGreaterThan(linear);
  });

  it('is above the limit for a regular expression that looks back over all that it has read', () => {
    const text = ' '.repeat(20_000);
    expect(growthOf((size) => / +x/.test(text.slice(0, size)), 20_000)).toBeGreaterThan(linear);
  });
});
