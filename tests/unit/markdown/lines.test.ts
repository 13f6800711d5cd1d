/** Where things were written: every element and every problem has its line in the file as stored. */
import { describe, expect, it } from 'vitest';
import { elements, lineOf } from '../../../src/hast/tree.ts';
import { parseArticle } from '../../../src/markdown/article.ts';

function linesOf(text: string, tagName: string): (number | null)[] {
  const { value } = parseArticle({ path: '/a.md', text });
  return [...elements(value.tree)].filter((node) => node.tagName === tagName).map(lineOf);
}

function imageLines(text: string): Record<string, number | null> {
  const { value } = parseArticle({ path: '/a.md', text });
  return Object.fromEntries(value.assets.map(({ url, at }) => [url, at.line]));
}

describe('an image', () => {
  it('in a list in a quotation below front matter has its own line', () => {
    const text = `---
title: T
authors: [a]
---

> Quoted
>
> - an item
> - another
>   with words
>
>   ![deep](deep.png)
>   and ![same line](same.png)
> ![after](after.png)

![last](last.png)
`;
    expect(imageLines(text)).toEqual({ 'deep.png': 12, 'same.png': 13, 'after.png': 14, 'last.png': 16 });
  });

  it.each([
    ['after lines of one paragraph', 'one\ntwo\n![p](p.png)', 3],
    ['below comment front matter', '<!--\ntitle: T\n-->\n\n![p](p.png)', 5],
    ['after blank lines and Windows line ends', '\r\n\r\n# T\r\n\r\n![p](p.png)', 5],
    ['in an ordered list with blank lines', '1. a\n\n2. b\n\n   ![p](p.png)', 5],
    ['in a nested list', '- a\n  - b\n    - ![p](p.png)', 3],
    ['in a list item that begins on the next line', '-\n  ![p](p.png)', 2],
    ['in a table', '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | ![p](p.png) |', 4],
    ['in the head of a table', '\n| a | ![p](p.png) |\n|---|---|\n| 1 | 2 |', 2],
    ['after a fence', '```\ncode\n\ncode\n```\n![p](p.png)', 6],
    ['after indented code', '    code\n\n    code\n\n![p](p.png)', 5],
    ['after a definition', '[a]: http://e.org\n[b]: http://e.org\n\n![p](p.png)', 4],
    ['in emphasis', 'a\n**b\n![p](p.png)**', 3],
    ['after a Setext heading', 'T\n===\n\n![p](p.png)', 4],
    ['after a tab-indented item', '-\ta\n\n\t![p](p.png)', 3],
    ['in a quotation in a quotation', '> a\n> > b\n> >\n> > ![p](p.png)', 4],
  ])('%s', (_, text, line) => {
    expect(imageLines(text)).toEqual({ 'p.png': line });
  });

  it('in raw HTML has its own line within the block', () => {
    const text =
      '# T\n\n<div>\n<p>\n<img src="raw.png">\n</p>\n</div>\n\nwords\n<img src="inline.png">\n\n![p](p.png)\n';
    expect(imageLines(text)).toEqual({ 'raw.png': 5, 'inline.png': 10, 'p.png': 12 });
  });
});

describe('an element', () => {
  it('from Markdown has the line it begins on', () => {
    const text = '# T\n\npara\n\n- one\n- two\n\n## H\n\n> q\n\n---\n\n```\nc\n```\n';
    expect(linesOf(text, 'p')).toEqual([3, 10]);
    expect(linesOf(text, 'li')).toEqual([5, 6]);
    expect(linesOf(text, 'h2')).toEqual([8]);
    expect(linesOf(text, 'blockquote')).toEqual([10]);
    expect(linesOf(text, 'hr')).toEqual([12]);
    expect(linesOf(text, 'pre')).toEqual([14]);
  });

  it('without a line of its own has that of the preceding element', () => {
    expect(linesOf('a\n\nb **c**\n', 'strong')).toEqual([3]);
  });
});

describe('a problem', () => {
  it.each([
    ['html-removed', 'a\n\n<iframe src="https://e.org/"></iframe>\n', 3],
    ['html-removed', 'a\nb <script>x</script>\n', 2],
    ['heading-empty', 'a\n\n##\n', 3],
    ['list-item-empty', '- a\n-\n- c\n', 2],
    ['character-removed', 'a\n\nb\u200bc\n', 3],
  ])('%s has the line of what it is about', (code, text, line) => {
    const { diagnostics } = parseArticle({ path: '/a.md', text });
    expect(diagnostics.map(({ code, place }) => [code, place])).toEqual([[code, { file: '/a.md', line }]]);
  });
});
