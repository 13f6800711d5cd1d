/** One file as written becomes an Article. What each piece of markup becomes is in tests/markdown. */
import { describe, expect, it } from 'vitest';
import { serialize } from '../../../src/hast/serialize.ts';
import { collapsedText } from '../../../src/hast/tree.ts';
import { parseArticle } from '../../../src/markdown/article.ts';
import type { Article } from '../../../src/model/book.ts';

function parse(text: string, path = '/desk/文章.md'): Article {
  return parseArticle({ path, text }).value;
}

function markup(text: string): string {
  return serialize(parse(text).tree).trim();
}

function codesOf(text: string): string[] {
  return parseArticle({ path: '/a.md', text }).diagnostics.map(({ code }) => code);
}

describe('the title', () => {
  it.each([
    ['is that of the front matter', '---\ntitle: Given\n---\n\n# Written\n\nx', 'Given'],
    ['is the first heading otherwise, of any level', 'x\n\n### Third *level*\n\n# First\n', 'Third level'],
    ['is the name of the file at last', 'x', '文章'],
    ['is not an empty heading', '#\n\n# Full\n', 'Full'],
  ])('%s', (_, text, title) => {
    expect(parse(text).title).toBe(title);
  });

  it.each([
    ['opens the article', '---\ntitle: A title\n---\n## A Title!\n\nx', '<p>x</p>'],
    ['is a first heading with words before it', 'x\n\n# Title', '<p>x</p>'],
    [
      'is only part of a quotation',
      '> # Title\n\nx',
      '<blockquote>\n<p class="heading" id="title"><strong>Title</strong></p>\n</blockquote>\n<p>x</p>',
    ],
  ])('leaves the text when its heading %s', (_, text, expected) => {
    expect(markup(text)).toBe(expected);
  });

  it('leaves another heading where it is', () => {
    expect(markup('---\ntitle: Another\n---\n\n# Title\n\nx')).toBe('<h2 id="title">Title</h2>\n<p>x</p>');
  });
});

describe('the language', () => {
  it.each([
    ['---\nlanguage: ja\n---\n中文', 'ja'],
    ['这是一篇中文文章。', 'zh-CN'],
    ['An English article.', 'en'],
  ])('of %j is %s', (text, language) => {
    expect(parse(text).language).toBe(language);
  });
});

describe('pictures', () => {
  it('are listed in the order in which they are shown, as often as they are', () => {
    const { assets } = parse('![a](a.png) ![b](b.png)\n\n<img src="a.png">');
    expect(assets.map(({ url, use, at }) => [url, use, at.line])).toEqual([
      ['a.png', 'figure', 1],
      ['b.png', 'figure', 1],
      ['a.png', 'figure', 3],
    ]);
  });

  it.each([
    ['![a](<a b.png>)', 'a%20b.png'],
    ['![a](图.png)', '%E5%9B%BE.png'],
    ['<img src=" a.png ">', 'a.png'],
    ['<img data-src="real.png" src="dot.gif">', 'real.png'],
    ['<picture><source srcset="a.avif"><img src="a.png" srcset="b.png 2x"></picture>', 'b.png'],
    ['<img alt="no address">', ''],
  ])('of %s keep the address %j', (text, url) => {
    expect(parse(text).assets.map((asset) => asset.url)).toEqual([url]);
  });
});

describe('headings', () => {
  it.each([
    ['a space where a line ends by `<br>`', '## One<br>two', 'One two'],
    ['a formula once, as it is written', '## Energy $E=mc^2$ here', 'Energy E=mc^2 here'],
  ])('have %s', (_, text, expected) => {
    expect(parse(`# T\n\n${text}\n`).headings.map((heading) => heading.text)).toEqual([expected]);
  });

  it.each([
    ['start at two', '# T\n\n# A\n\n# B', [2, 2]],
    ['never jump down', '# T\n\n### A\n\n##### B\n\n#### C\n\n## D', [2, 3, 3, 2]],
    ['end at six', `# T\n\n## a\n\n### b\n\n#### c\n\n##### d\n\n###### e\n\n<h6>f</h6>`, [2, 3, 4, 5, 6, 6]],
  ])('%s', (_, text, levels) => {
    expect(parse(text).headings.map(({ level }) => level)).toEqual(levels);
  });

  it('have ids that nothing else in the article has', () => {
    const { tree } = parse(
      '# T\n\n<p id="a">x</p><p id="a">y</p><p id="a b">z</p>\n\n## A\n\n## a b\n\n<h2 id="a:b">C</h2>\n',
    );
    const ids = [...serialize(tree).matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(ids).toEqual(['a', 'a-1', 'a-b', 'a-2', 'a-b-1', 'a-b-2']);
  });
});

describe('words', () => {
  it.each([
    'title',
    'textarea',
    'style',
    'script',
    'xmp',
    'iframe',
    'noembed',
    'noframes',
    'select',
    'object',
    'template',
    'video',
    'audio',
    'plaintext',
    'TITLE',
  ])('after a <%s> that is never closed are not lost', (name) => {
    const text = `Before <${name}> after.\n\n> <${name}> in a quotation\n\nThe *next* paragraph.\n`;
    expect(markup(text)).toContain(`Before &lt;${name}&gt; after.`);
    expect(markup(text)).toContain('<p>The <em>next</em> paragraph.</p>');
  });

  it.each([
    ['quotations', '>'.repeat(20_000)],
    ['lists', `${'- '.repeat(2_000)}x`],
    ['tags', '<div>'.repeat(20_000)],
    ['brackets', '['.repeat(20_000)],
    ['emphasis', '*a '.repeat(20_000)],
    ['backticks', '`'.repeat(100_000)],
  ])('nested too deep with %s give an article', (_, text) => {
    expect(collapsedText(parse(`words\n\n${text}`).tree)).toContain('words');
  });

  it('nested deeper than the stack are shown as written, and that is reported', () => {
    const text = `words\n\n${'>'.repeat(20_000)} quoted\n`;
    expect(codesOf(text)).toEqual(['nesting-too-deep']);
    expect(collapsedText(parse(text).tree)).toMatch(/^words >+ quoted$/);
  });

  it('that are missing are reported once', () => {
    expect(codesOf('')).toEqual(['article-empty']);
    expect(codesOf('![](a.png)')).toEqual([]);
  });
});

describe('lines wrapped in the source', () => {
  it.each([
    ['between Han characters', '甲\n乙', '甲乙'],
    ['after punctuation', '甲，\n乙', '甲，乙'],
    ['between kana', 'ひ\nカ', 'ひカ'],
    ['with spaces around them', '甲 \n  乙', '甲乙'],
    ['beside an inline element', '**甲**\n乙\n*丙*', '甲乙丙'],
    ['beside a link', '[甲](https://e.org/)\n乙', '甲乙'],
  ])('%s are joined', (_, text, words) => {
    expect(collapsedText(parse(text).tree)).toBe(words);
  });

  it.each([
    ['Latin words', 'one\ntwo', 'one two'],
    ['Han and Latin', '甲\none\n乙', '甲 one 乙'],
    ['Hangul', '가\n나', '가 나'],
  ])('between %s keep a space', (_, text, words) => {
    expect(collapsedText(parse(text).tree)).toBe(words);
  });

  it('in code stay', () => {
    expect(markup('```\n甲\n乙\n```')).toMatch(/>甲\n<.*>乙\n<.*<\/code>/);
  });
});
