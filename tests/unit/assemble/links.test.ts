import { describe, expect, it } from 'vitest';
import { asciiName } from '../../../src/hast/ids.ts';
import { serialize } from '../../../src/hast/serialize.ts';
import { collapsedText, elements } from '../../../src/hast/tree.ts';
import { type Assembled, assemble } from './fixtures.ts';

const sibling = `---
title: 乙
url: https://example.org/posts/b/
---

## 小结

## C++ & more

<p id="Own-Id">x</p>
`;

/** What the links of the first article became: `[href, words]`; the href is null where only the words stay. */
function linksOf({ book }: Assembled): [href: string | null, words: string][] {
  const [first] = book.sections;
  if (first?.kind !== 'chapter') throw new Error('the first section is no chapter');
  return [...elements(first.tree)]
    .filter(({ tagName }) => tagName === 'a' || tagName === 'span')
    .map((node) => [node.properties.href === undefined ? null : String(node.properties.href), collapsedText(node)]);
}

function link(markdown: string, frontMatter = ''): { href: string | null; codes: string[]; hints: (string | null)[] } {
  const assembled = assemble({
    'a.md': `${frontMatter}# 甲\n\n## 本文\n\n${markdown}\n`,
    'b.md': sibling,
    'sub/第 三.md': '# 丙\n\n## 小结\n',
  });
  const [[href] = [null]] = linksOf(assembled);
  const { diagnostics } = assembled;
  return { href, codes: diagnostics.map(({ code }) => code), hints: diagnostics.map(({ hint }) => hint) };
}

describe('a link that leads into the book', () => {
  it.each([
    ['to an article', '[x](b.md)', '#b'],
    ['with a dot', '[x](./b.md)', '#b'],
    ['to a heading of an article', '[x](b.md#小结)', '#b_小结'],
    ['percent-encoded', '[x](./b.md#%E5%B0%8F%E7%BB%93)', '#b_小结'],
    ['to a heading as GitHub names it', '[x](b.md#c--more)', '#b_c--more'],
    ['to a heading by its words', '[x](<b.md#C++ & more>)', '#b_c--more'],
    ['to an anchor in raw HTML', '[x](b.md#Own-Id)', '#b_Own-Id'],
    ['to a heading of the same article', '[x](#本文)', '#a_本文'],
    ['to the top of the same article', '[x](a.md)', '#a'],
    ['to a path with spaces and Han', '[x](<sub/第 三.md#小结>)', `#${asciiName('第 三')}_小结`],
    ['to that path, encoded', '[x](sub/%E7%AC%AC%20%E4%B8%89.md)', `#${asciiName('第 三')}`],
    ['to where a sibling was published', '[x](https://example.org/posts/b/)', '#b'],
    ['to there without a slash', '[x](https://example.org/posts/b)', '#b'],
    ['to a heading there', '[x](https://example.org/posts/b/#%E5%B0%8F%E7%BB%93)', '#b_小结'],
  ])('%s', (_, markdown, expected) => {
    expect(link(markdown)).toEqual({ href: expected, codes: [], hints: [] });
  });

  it.each([
    ['of a file in another folder', '[[第 三]]', `#${asciiName('第 三')}`],
    ['in another letter case, with an extension', '[[B.md]]', '#b'],
    ['as the end of a path', '[[sub/第 三|text]]', `#${asciiName('第 三')}`],
    ['with a heading', '[[b#小结]]', '#b_小结'],
    ['of an article of Hugo', '[x]({{< ref "b.md#小结" >}})', '#b_小结'],
    ['of a post of Jekyll', '[x]({% post_url b %})', '#b'],
  ])('by the name %s', (_, markdown, expected) => {
    expect(link(markdown)).toEqual({ href: expected, codes: [], hints: [] });
  });

  it('by a name of several files is the one beside it, or else the one nearest to the root', () => {
    const files = {
      'deep/er/a.md': '# A\n\n[[note]]\n',
      'deep/er/note.md': '# N\n',
      'deep/note.md': '# M\n',
      'note.md': '# K\n',
    };
    expect(linksOf(assemble(files))).toEqual([['#note', 'note']]);
    const { 'deep/er/note.md': _, ...others } = files;
    const chapters = assemble(others).book.sections.map(({ id, title }) => [id, title]);
    expect(linksOf(assemble(others))).toEqual([[`#${chapters.find(([, title]) => title === 'K')![0]}`, 'note']]);
  });

  it('from a folder below starts there', () => {
    const { book, diagnostics } = assemble({ 'sub/a.md': '# A\n\n[x](../b.md) [y](/b.md)\n', 'b.md': '# B\n' });
    expect(linksOf({ book, diagnostics })).toEqual([
      ['#b', 'x'],
      ['#b', 'y'],
    ]);
    expect(diagnostics).toEqual([]);
  });

  const site = {
    'start.md': '',
    'guide/README.md': '# Guide\n\nText.\n',
    'guide/two.md':
      '---\npermalink: /manual/second/\n---\n\n# Two\n\n## 💡 Ideas\n\n> ## Quoted\n\n<a name="part"></a>\n\n## Done ✅\n',
    'docs/_index.md': '# Docs\n\nText.\n',
  };

  it.each([
    ['guide/', '#readme'],
    ['guide', '#readme'],
    ['./guide/', '#readme'],
    ['guide/README.md', '#readme'],
    ['guide/index.html', '#readme'],
    ['guide/two.html', '#two'],
    ['guide/two', '#two'],
    ['guide/two/', '#two'],
    ['/guide/two', '#two'],
    ['/guide/two.md', '#two'],
    ['@/guide/two.md', '#two'],
    ['/base/guide/two.html', '#two'],
    ['Guide/Two.md', '#two'],
    ['/manual/second/', '#two'],
    ['docs/', '#index'],
    ['guide/two#-ideas', '#two_ideas'],
    ['guide/two#ideas', '#two_ideas'],
    ['guide/two#done-', '#two_done'],
    ['guide/two#quoted', '#two_quoted'],
    ['guide/two#part', '#two_part'],
    ['guide/two#two', '#two'],
  ])('%s as sites write it', (address, href) => {
    const { book, diagnostics } = assemble({ ...site, 'start.md': `# Start\n\n[x](${address})\n` });
    expect([linksOf({ book, diagnostics }), diagnostics]).toEqual([[[href, 'x']], []]);
  });

  it('that matches two articles is reported and keeps its text', () => {
    const { book, diagnostics } = assemble({ 'a.md': '# A\n\n[x](b)\n', 'b.md': '# B\n', 'b/index.md': '# C\n' });
    expect(linksOf({ book, diagnostics })).toEqual([[null, 'x']]);
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['link-ambiguous', 'b could be b.md or b/index.md; only the link text was kept'],
    ]);
  });

  it('beside the original on the web leads there, or into the book where that has it', () => {
    const front = '---\nurl: https://example.org/posts/a\n---\n';
    expect(link('[x](other.html#y)', front)).toMatchObject({
      href: 'https://example.org/posts/other.html#y',
      codes: [],
    });
    expect(link('[x](b/#小结)', front)).toMatchObject({ href: '#b_小结', codes: [] });
    expect(link('[x](/about)', front)).toMatchObject({ href: 'https://example.org/about', codes: [] });
  });

  it('leads to its own article when two have the same headings', () => {
    const { book } = assemble({ 'a.md': '# A\n\n## 小结\n\n[x](#小结)\n', 'a-b.md': '# B\n\n## 小结\n\n[x](#小结)\n' });
    const hrefs = book.sections.map((section) =>
      section.kind === 'chapter'
        ? [...elements(section.tree)].find(({ tagName }) => tagName === 'a')?.properties.href
        : null,
    );
    expect(hrefs).toEqual(['#a_小结', '#a-b_小结']);
  });
});

describe('a broken link', () => {
  it.each([
    ['to a missing heading leads to the top', '[x](b.md#none)', '#b', null],
    ['to a missing heading here too', '[x](#none)', '#a', null],
    ['to a missing article keeps its words', '[x](c.md)', null, null],
    ['to a missing article and heading', '[x](c.md#y)', null, null],
    ['to a folder', '[x](sub/)', null, null],
    ['to a query', '[x](?page=2)', null, null],
    ['out of the book', '[x](../../etc/passwd)', null, null],
    ['to an absolute path', '[x](/etc/passwd)', null, null],
    ['that is not percent-encoding', '[x](100%.md)', null, null],
  ])('%s', (_, markdown, href, hint) => {
    expect(link(markdown)).toEqual({ href, codes: ['link-broken'], hints: [hint] });
  });

  it('is reported at its line', () => {
    const { diagnostics } = assemble({ 'a.md': '---\ntitle: T\n---\n\nx\n\n- y\n- [z](c.md)\n' });
    expect(diagnostics.map(({ place }) => place)).toEqual([{ file: '/book/a.md', line: 8 }]);
  });
});

describe('a link to the web', () => {
  it.each([
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['http://例子.example/路?q=值', 'http://xn--fsqu00a.example/%E8%B7%AF?q=%E5%80%BC'],
    ['//example.org/x', 'https://example.org/x'],
    ['https://user:secret@example.org/', 'https://example.org/'],
    ['https://example.org/a|b[c]', 'https://example.org/a%7Cb%5Bc%5D'],
    ['mailto:a@example.org?subject=%E6%9C%89%20%26', 'mailto:a@example.org?subject=%E6%9C%89%20%26'],
    ['https://example.org/posts/b/#none', '#b'],
  ])('%s becomes %s', (address, expected) => {
    expect(link(`<a href="${address}">x</a>`)).toMatchObject({ href: expected, codes: [] });
  });

  it('with spaces in its path is encoded', () => {
    expect(link('<a href=" https://example.org/a b ">x</a>').href).toBe('https://example.org/a%20b');
  });
});

describe('a link within a link', () => {
  const markup = (html: string) => {
    const [chapter] = assemble({ 'a.md': `# A\n\n<div>${html}</div>\n` }).book.sections;
    return chapter?.kind === 'chapter' ? serialize(chapter.tree) : '';
  };

  it('in a table loses its address and keeps its words', () => {
    const table = '<table><tr><td><a href="https://b.example/">b</a></td></tr></table>';
    expect(markup(`<a href="https://a.example/">a ${table}</a>`)).toMatch(
      /<div><a href="https:\/\/a\.example\/">a <div[^>]*><table><tbody><tr><td[^>]*><span>b<\/span><\/td>/,
    );
  });

  it('in a drawing becomes a group', () => {
    const drawing = '<svg viewBox="0 0 9 9"><a href="https://b.example/"><text>b</text></a></svg>';
    expect(markup(`<a href="https://a.example/">a ${drawing}</a>`)).toContain('<g><text>b</text></g></svg></a>');
    expect(markup(drawing)).toMatch(/<a [^>]*"https:\/\/b\.example\/"><text>b<\/text><\/a><\/svg>/);
  });
});

describe('a link around images', () => {
  const labelOf = (alts: string[]) => {
    const images = alts.map((alt, index) => `<img src="${index}.png" alt="${alt}">`).join('');
    const [chapter] = assemble({ 'a.md': `# A\n\nx <a href="https://a.example/b">${images}</a>\n` }).book.sections;
    const all = chapter?.kind === 'chapter' ? [...elements(chapter.tree)] : [];
    return all.find(({ tagName }) => tagName === 'a')?.properties.ariaLabel ?? null;
  };

  it('says its address where none of them says anything, and nothing else where one does', () => {
    expect(labelOf(['', ''])).toBe('a.example/b');
    expect(labelOf(['', 'B'])).toBeNull();
    expect(labelOf(['A', 'B'])).toBeNull();
  });
});

describe('a link that is not safe', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java&#9;script:alert(1)',
    '&#1;javascript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    'tel:123',
    'C:\\book\\b.md',
    'http://[bad',
    'http://',
    'https://../',
    'http://foo.bar.`baz',
  ])('%s keeps its words', (address) => {
    expect(link(`<a href="${address}">x</a>`)).toEqual({ href: null, codes: ['link-unsafe'], hints: [null] });
  });

  it('is nothing to report when it is empty', () => {
    expect(link('[x]()')).toEqual({ href: null, codes: [], hints: [] });
  });
});
