import * as v from 'valibot';
import { expect, test } from 'vitest';
import { amount, bytes, millimetres, pixels, seconds } from '../../../../src/model/settings/amounts.ts';

const types = {
  size: amount(bytes, '1kB', '2GB'),
  area: amount(pixels, '1000', '1000000000'),
  time: amount(seconds, '1', '3600'),
  length: amount(millimetres, '0', '20'),
};

test.each<[keyof typeof types, string, number | null]>([
  ['size', '20MB', 20_000_000],
  ['size', '20 MiB', 20_971_520],
  ['size', '1.5gb', 1_500_000_000],
  ['size', '50_000', 50_000],
  ['size', '50,000', 50_000],
  ['size', '1,5GB', null],
  ['size', '3GB', null],
  ['size', '0', null],
  ['size', '20 megabytes', null],
  ['size', '-1', null],
  ['size', '1toString', null],
  ['area', '100000000', 100_000_000],
  ['area', '100MB', null],
  ['time', '60', 60_000],
  ['time', '1.5 s', 1_500],
  ['time', '0', null],
  ['time', '999999', null],
  ['length', '3.175mm', 3.175],
  ['length', '0', 0],
  ['length', '20.5', null],
])('%s of %s is %s', (type, text, expected) => {
  const { success, output } = v.safeParse(types[type], { value: text });
  expect(success ? output : null).toBe(expected);
});
