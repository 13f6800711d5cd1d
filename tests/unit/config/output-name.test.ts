import { expect, test } from 'vitest';
import { comparableName, outputName } from '../../../src/config/output-name.ts';

test.each([
  ['gemini', 'gemini'],
  ['双子座 报告', '双子座 报告'],
  ['../../etc/passwd', 'etcpasswd'],
  ['a\\b\u0000c', 'abc'],
  ['.hidden', 'hidden'],
  ['...', 'book'],
  ['', 'book'],
  ['CON', 'CON_'],
  ['nul.tar', 'nul_.tar'],
  ['com1', 'com1_'],
  ['console', 'console'],
  ['con .txt', 'con_ .txt'],
  ['CONIN$', 'CONIN$_'],
  ['Part 1: What is "new"?', 'Part 1-What is new'],
  ['a|b', 'a-b'],
  ['<a*b>', 'ab'],
  ['ends in a dot.', 'ends in a dot'],
  ['ends in dots and spaces . . ', 'ends in dots and spaces'],
  ['a:', 'a'],
  ['中文：全角？', '中文：全角？'],
  ['文'.repeat(100), '文'.repeat(66)],
])('%j makes the output %j', (name, expected) => {
  expect(outputName(name)).toBe(expected);
});

test('names that one file system takes for one compare as equal', () => {
  expect(comparableName('Cafe\u0301')).toBe(comparableName('CAFÉ'));
  expect(comparableName('straße')).toBe(comparableName('STRASSE'));
  expect(comparableName('a')).not.toBe(comparableName('b'));
});
