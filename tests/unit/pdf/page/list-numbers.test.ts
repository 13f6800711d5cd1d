/** Numbers of lists have room on paper, where what stands outside of the text is cut off. */
import { expect, it } from 'vitest';
import { parseMarkup } from '../../../../src/hast/parse.ts';
import { serialize } from '../../../../src/hast/serialize.ts';
import { makeRoomForNumbers } from '../../../../src/pdf/page/list-numbers.ts';

function room(list: string, writing: 'horizontal' | 'vertical' = 'horizontal'): number | null {
  const tree = parseMarkup(list);
  makeRoomForNumbers(tree, writing);
  const found = /padding-inline-start: ([\d.]+)em/.exec(serialize(tree))?.[1];
  return found === undefined ? null : Number(found);
}

it.each([
  ['two figures', '<ol start="98"><li>a</li><li>b</li></ol>'],
  ['bullets', '<ul><li>a</li></ul>'],
  ['a small Roman number', '<ol type="i"><li>a</li></ol>'],
])('a list with %s keeps the room it has', (_, list) => {
  expect(room(list)).toBeNull();
});

it.each([
  ['three figures at its end', '<ol start="99"><li>a</li><li>b</li></ol>', 2.4],
  ['a year', '<ol start="2024"><li>a</li></ol>', 3],
  ['a Roman number of many letters', '<ol type="I" start="27"><li>a</li><li>b</li></ol>', 4.5],
  ['a number that its item says', '<ol><li value="12345">a</li></ol>', 3.5],
  ['five figures, counted down', '<ol reversed start="10000"><li>a</li></ol>', 3.5],
])('a list with %s is set in further', (_, list, least) => {
  expect(room(list)).toBeGreaterThanOrEqual(least);
});

it('a list in vertical lines has room for its Han numbers', () => {
  expect(room('<ol start="121"><li>a</li></ol>', 'vertical')).toBeGreaterThan(5);
});
