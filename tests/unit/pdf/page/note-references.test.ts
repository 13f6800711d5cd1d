/** References to notes stay with what they follow. */
import { expect, it } from 'vitest';
import { parseMarkup } from '../../../../src/hast/parse.ts';
import { serialize } from '../../../../src/hast/serialize.ts';
import { tieNoteReferences } from '../../../../src/pdf/page/note-references.ts';

function tie(markup: string): string {
  const tree = parseMarkup(markup);
  tieNoteReferences(tree);
  return serialize(tree).replaceAll('\u2060', '|');
}

const reference = '<sup class="noteref"><a href="#n">1</a></sup>';

it.each([
  [`<p>甲${reference}乙</p>`, `<p>甲|${reference}乙</p>`],
  [`<p><em>甲</em>${reference}${reference}</p>`, `<p><em>甲</em>|${reference}|${reference}</p>`],
  [`<p>${reference}乙</p>`, `<p>${reference}乙</p>`],
  ['<p>x<sup>2</sup></p>', '<p>x<sup>2</sup></p>'],
])('%s becomes %s', (markup, expected) => {
  expect(tie(markup)).toBe(expected);
});
