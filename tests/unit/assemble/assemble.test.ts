import { describe, expect, it } from 'vitest';
import { serialize } from '../../../src/hast/serialize.ts';
import type { Book, Chapter, TocEntry } from '../../../src/model/book.ts';
import { buildInMemory } from '../../support/build-memory.ts';
import { textOf } from '../../support/epub.ts';
import { assemble } from './fixtures.ts';

function chaptersOf(book: Book): Chapter[] {
  return book.sections.filter((section) => section.kind === 'chapter');
}

/** The contents as indented lines, each with its target. */
function outline(toc: TocEntry[]): string[] {
  return toc.flatMap((entry) => [
    `${'  '.repeat(entry.level - 1)}${entry.title} (${entry.target} in ${entry.section})`,
    ...outline(entry.children),
  ]);
}

describe('ids', () => {
  it('of chapters are never those of the templates', () => {
    const names = ['colophon', 'imprint', 'half-title', 'list-of-figures', 'cover'];
    const { book } = assemble(Object.fromEntries(names.map((name) => [`${name}.md`, '# Title\n'])));
    expect(book.sections.map(({ id }) => id)).toEqual(names.map((name) => `${name}-1`));
  });

  const same = '## 小结\n\n## 小结\n\n<p id="note">x</p>\n\n### Title\n';

  it('are unique over articles with the same headings and names that meet', async () => {
    const { html, epub } = await buildInMemory(
      {
        'book.yaml':
          'title: B\narticles:\n  - a.md\n  - a-b.md\n  - x/a.md\n  - part: P\n    articles: [title.md, contents.md, cover.md, a-title.md, contents-title.md]\n',
        'a.md': `# A\n\n${same}\n## b\n`,
        'a-b.md': `# A\n\n${same}`,
        'x/a.md': `# A\n\n${same}`,
        'title.md': same,
        'contents.md': same,
        'cover.md': same,
        'a-title.md': same,
        'contents-title.md': same,
      },
      { formats: ['epub', 'html'] },
    );
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(ids.length).toBeGreaterThan(40);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(new Set(epub.keys()).size).toBe(epub.size);
  });

  it('of chapters are ASCII, from the name of the file', () => {
    const names = ['Second Draft.md', '第一章.md', '第二章.md', '2024.md', 'é.md', 'x/Second Draft.md', '-.md'];
    const { book } = assemble(Object.fromEntries(names.map((name) => [name, '# T\n\nx\n'])));
    const ids = chaptersOf(book).map(({ id }) => id);
    expect(ids[0]).toBe('second-draft');
    expect(ids[3]).toBe('c-2024');
    expect(ids[5]).toBe('second-draft-1');
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('do not change when an article is added before', () => {
    const one = assemble({ '第一章.md': same, '第二章.md': same }).book;
    const two = assemble({ '序.md': same, '第一章.md': same, '第二章.md': same }).book;
    expect(
      chaptersOf(two)
        .slice(1)
        .map(({ id, headings }) => [id, headings]),
    ).toEqual(chaptersOf(one).map(({ id, headings }) => [id, headings]));
  });

  it('inside a drawing are still found by its paints', () => {
    const { book } = assemble({
      'a.md':
        '# A\n\n<svg viewBox="0 0 1 1"><defs><linearGradient id="g"></linearGradient></defs><rect fill="url(#g)" width="1" height="1"/></svg>\n',
    });
    const markup = serialize(chaptersOf(book)[0]!.tree);
    expect(markup).toContain('<linearGradient id="a_g">');
    expect(markup).toContain('fill="url(#a_g)"');
  });
});

describe('the contents', () => {
  const articles = {
    'a.md': '# 甲\n\n### 一\n\n#### 二\n\n##### 三\n\n## 四\n',
    'b.md': '# B\n\n## One\n',
    'c.md': '# C\n',
  };

  it('nest chapters in parts and headings in chapters, to the third level', () => {
    const { book } = assemble(articles, { parts: { '': ['a.md'], 上编: ['b.md'], Two: ['c.md'] } });
    const [part, two] = book.sections.filter(({ kind }) => kind === 'part').map(({ id }) => id);
    expect(outline(book.toc)).toEqual([
      '甲 (a in a)',
      '  一 (a_一 in a)',
      '    二 (a_二 in a)',
      '  四 (a_四 in a)',
      `上编 (${part} in ${part})`,
      '  B (b in b)',
      '    One (b_one in b)',
      `Two (${two} in ${two})`,
      '  C (c in c)',
    ]);
  });

  it.each([
    [1, ['甲']],
    [2, ['甲', '一', '四']],
    [6, ['甲', '一', '二', '三', '四']],
  ])('go %d levels deep when the book says so', async (depth, titles) => {
    const { epub } = await buildInMemory(
      { 'book.yaml': `title: B\ncontents-depth: ${depth}\narticles: [a.md]\n`, 'a.md': articles['a.md'] },
      { formats: ['epub'] },
    );
    const listed = [...textOf(epub, 'OEBPS/toc.ncx').matchAll(/<navLabel><text>(.*?)<\/text>/g)].map(
      ([, title]) => title,
    );
    expect(listed).toEqual(titles);
  });

  it('hold every section in reading order', () => {
    const { book } = assemble(articles, { parts: { P: ['c.md', 'a.md'], Q: ['b.md'] } });
    const targets = outline(book.toc).map((line) => /\((\S+) in (\S+)\)/.exec(line)!.slice(1) as [string, string]);
    const sections = targets.filter(([target, section]) => target === section).map(([target]) => target);
    expect(sections).toEqual(book.sections.map(({ id }) => id));
  });

  it('name parts by their title, so that two with one title have two ids', async () => {
    const { html } = await buildInMemory(
      {
        'book.yaml': 'title: B\narticles:\n  - part: P\n    articles: [a.md]\n  - part: P\n    articles: [b.md]\n',
        'a.md': 'x',
        'b.md': 'y',
      },
      { formats: ['html'] },
    );
    const ids = [...html.matchAll(/class="part[ "][^>]*? id="([^"]*)"/g)].map((match) => match[1]!);
    expect(ids.length).toBe(2);
    expect(ids[1]).toBe(`${ids[0]}-1`);
  });
});

describe('an article', () => {
  it('that could not be read leaves its place empty', () => {
    const { book } = assemble({ 'a.md': '# A\n' }, { parts: { '': ['missing.md', 'a.md'] } });
    expect(book.sections.map(({ id }) => id)).toEqual(['a']);
  });

  it('is not changed by becoming a chapter', () => {
    const { book } = assemble({ 'a.md': '# A\n\n## H\n\n[x](#h) ![y](z.png)\n' });
    const [chapter] = chaptersOf(book);
    expect(serialize(chapter!.article.tree)).toContain('<h2 id="h">H</h2>');
    expect(serialize(chapter!.article.tree)).toContain('src="z.png"');
    expect(serialize(chapter!.tree)).toContain('<h2 id="a_h">H</h2>');
  });
});

it('a title given in the list of book.yaml is that of the chapter, and the heading that says something else stays', async () => {
  const { html } = await buildInMemory(
    {
      'book.yaml': 'title: B\narticles:\n  - file: a.md\n    title: Given\n  - b.md\n',
      'a.md': '# Own\n\nText.\n',
      'b.md': '# Second\n\nText.\n',
    },
    { formats: ['html'] },
  );
  expect(html).toMatch(/class="chapter-title"[^>]*>Given</);
  expect(html).toMatch(/<h2[^>]*>Own</);
});
