/** Whether words that a tree lacks are found: each row is a source, and what is left of its tree. */
import { describe, expect, it } from 'vitest';
import { elements } from '../../../src/hast/tree.ts';
import { parseArticle } from '../../../src/markdown/article.ts';
import { findMissingWords } from '../../../src/markdown/completeness.ts';

function treeOf(text: string) {
  return parseArticle({ path: '/a.md', text }).value.tree;
}

describe('a word that is in the source and not in the tree is missing', () => {
  it.each([
    ['a dropped word', 'one two\n\nthree four', 'one two\n\nthree', [{ line: 2, words: 'four' }]],
    ['a dropped paragraph', 'one\n\ntwo three\n\nfour', 'one\n\nfour', [{ line: 2, words: 'two three' }]],
    ['a dropped duplicate', 'same\n\nsame\n\nother', 'same\n\nother', [{ line: 2, words: 'same' }]],
    ['a dropped row of a table', '|a|\n|-|\n|bcd|', '|a|\n|-|', [{ line: 2, words: 'bcd' }]],
    ['a dropped Chinese sentence', '汉字一句。\n\n另外两句。', '汉字一句。', [{ line: 2, words: '另外两句' }]],
    ['a dropped code block', 'one\n\n    let wxyz\n', 'one', [{ line: 2, words: 'let wxyz' }]],
  ])('%s', (_, source, left, missing) => {
    expect(findMissingWords(source, { tree: treeOf(left), removed: [] })).toEqual(missing);
  });

  it('beside words that are there in another order', () => {
    const tree = treeOf('zb za');
    expect(findMissingWords('za\n\nzb\n\nzq', { tree, removed: [] })).toEqual([{ line: 4, words: 'zq' }]);
  });

  it('an alt text', () => {
    const source = 'one\n\n![seen here](a.png)';
    const tree = treeOf(source);
    for (const node of elements(tree)) delete node.properties.alt;
    expect(findMissingWords(source, { tree, removed: [] })).toEqual([{ line: 2, words: 'seen here' }]);
  });

  it('but not where it went with a diagnostic', () => {
    expect(findMissingWords('one two', { tree: treeOf('one'), removed: ['two'] })).toEqual([]);
  });
});

describe('syntax is never missing', () => {
  it.each([
    ['a comment', 'a <!-- gone\nfar --> b'],
    ['attributes', '<p class="wide" data-kind="other">a</p>\n\n## b {#name .kind}'],
    ['labels', '[a][label] ![b][other]\n\n[label]: https://e.org/x "title"\n[other]: b.png'],
    ['notes', 'a[^note]\n\n[^note]: b'],
    ['entities', 'a&nbsp;b &eacute; &#x41; &#66;'],
    ['captions', '| a |\n|---|\n| b |\n\nTable: c'],
    ['TeX', '$\\frac{a}{b}$ and\n\n$$\n\\begin{aligned} x &= y \\end{aligned}\n$$'],
    ['references to formulas', '$$\nx \\label{eq:one}\n$$\n\nsee \\eqref{eq:one}'],
    ['addresses with percent signs', '[a](https://e.org/%E6%B1%89%E5%AD%97) <https://e.org/汉字>'],
    ['full-width letters', 'ＡＢＣ １２３'],
    ['fences', '```js title="b.js"\nlet a\n```'],
    ['callouts', '> [!WARNING]\n> a'],
    ['task lists', '- [x] a\n- [ ] b'],
  ])('%s', (_, source) => {
    const { diagnostics } = parseArticle({ path: '/a.md', text: source });
    expect(diagnostics.filter(({ code }) => code === 'text-missing')).toEqual([]);
  });
});
