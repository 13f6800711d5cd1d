/** Languages from right to left: which they are, where their books are bound, and their style sheets. */
import { describe, expect, it } from 'vitest';
import { parseMarkup } from '../../../src/hast/parse.ts';
import { serialize } from '../../../src/hast/serialize.ts';
import { bindingOf, directionOf, directionWithin, keepLeftToRight } from '../../../src/typography/direction.ts';
import { logicalStyles } from '../../../src/typography/logical-css.ts';

it.each([
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['fa', 'rtl'],
  ['ur', 'rtl'],
  ['az-Arab', 'rtl'],
  ['az', 'ltr'],
  ['zh-TW', 'ltr'],
  ['en', 'ltr'],
])('%s is written %s', (language, direction) => {
  expect(directionOf(language)).toBe(direction);
});

it.each([
  ['horizontal', 'en', 'left'],
  ['horizontal', 'ar', 'right'],
  ['vertical', 'zh-TW', 'right'],
] as const)('a book of %s lines in %s is bound at the %s', (writing, language, side) => {
  expect(bindingOf({ config: { writing }, meta: { language } })).toBe(side);
});

it('an element says its direction where it is not what a browser expects', () => {
  expect(directionWithin('en', 'en')).toBeNull();
  expect(directionWithin('ar', 'en')).toBe('rtl');
  expect(directionWithin('en', 'ar')).toBe('ltr');
});

it('code and formulas run from left to right everywhere', () => {
  const tree = parseMarkup('<p>x <code>a</code></p><pre><code dir="auto">b</code></pre>');
  keepLeftToRight(tree);
  expect(serialize(tree)).toBe('<p>x <code dir="ltr">a</code></p><pre dir="ltr"><code dir="auto">b</code></pre>');
});

describe('a style sheet by the start and the end of lines', () => {
  it.each([
    ['dd { margin-left: 2em; }', 'dd { margin-inline-start: 2em; }'],
    ['p { border-right: 1px solid; padding-left: 0 }', 'p { border-inline-end: 1px solid; padding-inline-start: 0 }'],
    ['h1 { text-align: left; }', 'h1 { text-align: start; }'],
    ['dd { margin: 1em 0 2em 3em; }', 'dd { margin-block: 1em 2em; margin-inline: 3em 0; }'],
    ['dd { margin: 1em 2em; }', 'dd { margin: 1em 2em; }'],
    [
      '.foot { position: absolute; left: 0; right: 1em; }',
      '.foot { position: absolute; inset-inline-start: 0; inset-inline-end: 1em; }',
    ],
    ['.align-right { text-align: right; }', '.align-right { text-align: right; }'],
    ['mtd.cell-left { text-align: left; }', 'mtd.cell-left { text-align: left; }'],
  ])('%s becomes %s', (sheet, expected) => {
    expect(logicalStyles(sheet)).toBe(expected);
  });
});
