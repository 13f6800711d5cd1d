/** Characters are called by what Node knows of them. */
import { expect, it } from 'vitest';
import { codeOf, nameOf, shownAs } from '../../../src/text/character-names.ts';

it.each([
  ['\u{2b740}', 'U+2B740', 'CJK UNIFIED IDEOGRAPH-2B740'],
  ['A', 'U+0041', 'Latin letter'],
  ['ก', 'U+0E01', 'Thai letter'],
  ['\ue000', 'U+E000', 'private use'],
  ['\u0378', 'U+0378', 'unassigned'],
  ['🪿', 'U+1FABF', 'emoji'],
  ['⨌', 'U+2A0C', 'mathematical symbol'],
  ['\u20c0', 'U+20C0', 'currency symbol'],
  ['⁵', 'U+2075', 'number'],
  ['m\u0300', 'U+006D U+0300', 'Latin letter with marks'],
  ['\u0301', 'U+0301', 'mark'],
])('%s is %s, %s', (characters, code, name) => {
  expect(codeOf(characters)).toBe(code);
  expect(nameOf(characters)).toBe(name);
});

it('what has no shape of its own is not shown, and a mark stands on a circle', () => {
  expect(['\ue000', '\u0378', '\u2003', '\u0301', 'ก'].map(shownAs)).toEqual([null, null, null, '◌\u0301', 'ก']);
});
