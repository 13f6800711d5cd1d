import { expect, test } from 'vitest';
import { type Amount, readAmount } from '../../../src/config/amounts.ts';

test.each<[Amount, string, number | null]>([
  ['maximum-bytes', '20MB', 20_000_000],
  ['maximum-bytes', '20 MiB', 20_971_520],
  ['maximum-bytes', '1.5gb', 1_500_000_000],
  ['maximum-bytes', '50_000', 50_000],
  ['maximum-bytes', '3GB', null],
  ['maximum-bytes', '0', null],
  ['maximum-bytes', '20 megabytes', null],
  ['maximum-bytes', '-1', null],
  ['maximum-bytes', '1toString', null],
  ['maximum-pixels', '100000000', 100_000_000],
  ['maximum-pixels', '100MB', null],
  ['timeout', '60', 60_000],
  ['timeout', '1.5 s', 1_500],
  ['timeout', '0', null],
  ['timeout', '999999', null],
])('%s of %s is %s', (amount, text, expected) => {
  expect(readAmount(text, amount)).toBe(expected);
});
