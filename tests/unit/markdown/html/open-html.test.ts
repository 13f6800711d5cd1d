/** Raw HTML whose own end is missing: it ends with its block, and what follows is Markdown again. */
import { expect, it } from 'vitest';
import { serialize } from '../../../../src/hast/serialize.ts';
import { parseArticle } from '../../../../src/markdown/article.ts';

const parse = (text: string) => parseArticle({ path: '/a.md', text });

it.each([
  ['a script', '<script>'],
  ['a style', '<style>'],
  ['a comment', '<!-- x'],
  ['preformatted words', '<pre>'],
  ['a processing instruction', '<?php x'],
  ['a section of characters', '<![CDATA[ x'],
])('after %s that is never closed Markdown is read, also in lists and quotations', (_, opening) => {
  for (const before of ['', '- ', '> ']) {
    const html = serialize(parse(`${before}${opening}\none\n\n**two**\n\nthree\n`).value.tree);
    expect(html).toContain('one');
    expect(html).toContain('<strong>two</strong>');
    expect(html).toContain('<p>three</p>');
  }
});

it('one that is closed ends there', () => {
  expect(serialize(parse('<pre>\na\n\n*b*\n</pre>\n\n*c*\n').value.tree)).toMatch(/\*b\*[\s\S]*<em>c<\/em>/);
});

it.each(['\n', '\r\n', '\r'])('a problem is at its line where lines end with %j', (end) => {
  const { diagnostics } = parse(['# T', '', 'a', '', '<div>open', '', 'b', ''].join(end));
  expect(diagnostics.map(({ code, place }) => `${place?.line} ${code}`)).toEqual(['5 html-unclosed']);
});

it('a tag of a line is closed beside it, and not within emphasis that began later', () => {
  const { value, diagnostics } = parse('# T\n\none <b>two *three</b> four* five\n');
  expect(diagnostics.map(({ code }) => code)).toEqual(['html-unclosed']);
  expect(serialize(value.tree)).toContain('one <b>two <em>three four</em> five</b>');
});
