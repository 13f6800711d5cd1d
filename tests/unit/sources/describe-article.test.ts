import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../../src/markdown/article.ts';
import type { Source } from '../../../src/model/book.ts';
import { describeArticle } from '../../../src/sources/describe-article.ts';

const chinese = '这是一篇译文的第一段，说的是另一件事。\n\n这个问题我们来说说。\n';

function read(text: string, more: Partial<Source> = {}) {
  const { value, diagnostics } = describeArticle({ path: '/blog/one/one.md', text, ...more });
  const origins = Object.fromEntries(
    [...value.origins].map(([name, origin]) => [name, origin.kind === 'sidecar' ? origin.file : origin.kind]),
  );
  return { ...value, origins, diagnostics };
}

function beside(fields: unknown, name = 'one.meta.json'): Partial<Source> {
  return { sidecar: { path: `/blog/one/${name}`, text: typeof fields === 'string' ? fields : JSON.stringify(fields) } };
}

describe('each field comes from the first that says something', () => {
  const sidecar = beside({
    url: 'https://example.org/json',
    author: 'J',
    date: '2023-01-01',
    tags: ['j'],
    cntitle: '文件的标题',
  });
  const provenance = '> 译自 [T](https://example.org/line)，作者 P。\n\n';

  test('front matter, then the provenance line, then the file beside it, then git', () => {
    const text = `---\ntitle: 自己的标题\nurl: https://example.org/own\n---\n\n${provenance}${chinese}`;
    const { meta, title, origins } = read(text, { ...sidecar, firstCommit: '2020-02-02' });
    expect(title).toBe('自己的标题');
    expect(meta).toMatchObject({ url: 'https://example.org/own', authors: ['P'], date: '2023-01-01', tags: ['j'] });
    expect(origins).toMatchObject({ title: 'front matter', authors: 'provenance', date: 'one.meta.json' });
  });

  test('git where nothing else has a date', () => {
    const { meta, origins } = read(chinese, { firstCommit: '2020-02-02' });
    expect([meta.date, origins.date]).toEqual(['2020-02-02', 'git']);
  });

  test('with the line of the file', () => {
    const { value } = describeArticle({
      path: '/a.md',
      text: `---\nlang: zh\nauthor: A\n---\n\n# 标题\n\n${provenance}`,
    });
    expect(value.origins.get('authors')).toEqual({ kind: 'front matter', line: 3 });
    expect(value.origins.get('title')).toEqual({ kind: 'heading', line: 6 });
    expect(value.origins.get('url')).toEqual({ kind: 'provenance', line: 8 });
  });
});

describe('the title', () => {
  test.each<[string, string, Partial<Source>, string, string]>([
    ['of book.yaml', `# H\n\n${chinese}`, { title: 'B' }, 'B', 'book.yaml'],
    [
      'translated, in the file beside it',
      `# 别的标题\n\n${chinese}`,
      beside({ title: 'T', zh_title: '译名' }),
      '译名',
      'one.meta.json',
    ],
    ['of the leading heading', `# 自己的标题\n\n${chinese}`, beside({ title: 'T' }), '自己的标题', 'heading'],
    ['of the original where there is no other', chinese, beside({ title: 'T' }), 'T', 'one.meta.json'],
    [
      'of the original, for the original',
      'An English text.\n',
      beside({ title: 'T', cntitle: '译名' }),
      'T',
      'one.meta.json',
    ],
    ['of the folder of index.md', chinese, { path: '/blog/two/index.md' }, 'two', 'file name'],
    ['of the file', chinese, {}, 'one', 'file name'],
  ])('%s', (_, text, source, title, origin) => {
    const described = read(text, source);
    expect([described.title, described.origins.title]).toEqual([title, origin]);
  });

  test.each([
    '# A *b* `c < d` [e](f) <kbd>g</kbd>',
    '# `<button>` and \\<form>',
    'Title\n=====',
    '<h1 align="center">Logo</h1>',
    '# ![Logo](a.png)',
    '# Badge ![Logo](a.png)',
    '# A {#id}',
    '```\n# no\n```\n\n## Only section',
    '## One\n\n## Two',
    '<!-- # no -->\n\n# Yes',
    'text\n\n# Later\n\n# Again',
  ])('is the one of the parsed article: %j', (text) => {
    const source = { path: '/a/b.md', text: `${text}\n\nText.\n` };
    expect(describeArticle(source).value.title).toBe(parseArticle(source).value.title);
  });
});

describe('the file beside an article', () => {
  test('describes a translation in its own words', () => {
    const fields = { title: 'T', description: 'Words', cntitle: '译名', cndescription: '译文的简介', summary: 'S' };
    expect(read(chinese, beside(fields))).toMatchObject({
      meta: { title: '译名', description: '译文的简介' },
      originalTitle: 'T',
      origins: { originalTitle: 'one.meta.json' },
    });
    expect(read('An English text.\n', beside(fields))).toMatchObject({
      meta: { description: 'Words' },
      originalTitle: null,
    });
  });

  test('joins categories and tags', () => {
    expect(read(chinese, beside({ categories: ['a', 'b'], tags: 'b, c' })).meta.tags).toEqual(['a', 'b', 'c']);
  });

  test.each<{ fields: unknown }>(
    [
      { description: '', summary: 'x' },
      { description: 'x' },
      { description: 7, author: { a: 1 }, tags: { a: 1 }, date: 'soon', url: 'no address', cover: [1], title: ['a'] },
      { __proto__: { author: 'x' }, toString: 'x' },
      [1, 2],
      null,
    ].map((fields) => ({ fields })),
  )('says nothing with $fields', ({ fields }) => {
    const { meta, diagnostics } = read(chinese, beside(fields));
    expect(meta).toMatchObject({ description: null, authors: [], tags: [], date: null, url: null, cover: null });
    expect(diagnostics).toEqual([]);
  });

  test('is read with a comma too many, and reported at the line where it cannot be read', () => {
    expect(read(chinese, beside('{"author": "A",}')).meta.authors).toEqual(['A']);
    const { diagnostics } = read(chinese, beside('{\n"author": "A"\n"url": "B"\n}'));
    expect(diagnostics).toMatchObject([
      { code: 'sidecar-invalid', place: { file: '/blog/one/one.meta.json', line: 3 } },
    ]);
    expect(read(chinese, beside('no JSON')).diagnostics).toMatchObject([{ place: { line: 1 } }]);
  });
});

describe('a provenance line', () => {
  const line = '> 译自 [T](https://example.org/a)，作者 A。';
  const textOf = (text: string) => JSON.stringify(parseArticle({ path: '/a.md', text }).value.tree);

  test('goes where the source of the chapter says the same', () => {
    expect(textOf(`${line}\n\n${chinese}`)).not.toContain('译自');
    expect(parseArticle({ path: '/a.md', text: `${line}\n\n${chinese}` }).diagnostics).toEqual([]);
  });

  test.each(['author: B', 'url: https://example.org/b'])('stays where front matter says something else: %s', (key) => {
    expect(textOf(`---\n${key}\n---\n\n${line}\n\n${chinese}`)).toContain('译自');
  });
});

describe('keys of blogs in front matter', () => {
  test.each([
    ['summary: 一段简介', { description: '一段简介' }],
    ['abstract: 一段简介', { description: '一段简介' }],
    ['description: 一\nsummary: 二', { description: '一' }],
    ['categories: [a, b]\ntags: [c]', { tags: ['a', 'b', 'c'] }],
    ['categories:\n  - [a, b]', { tags: ['a', 'b'] }],
    ['pubDate: 2024-05-12', { date: '2024-05-12' }],
    ['original_url: https://example.org/a', { url: 'https://example.org/a' }],
  ])('%s', (yaml, expected) => {
    const { meta, diagnostics } = read(`---\n${yaml}\n---\n\n${chinese}`);
    expect(meta).toMatchObject(expected);
    expect(diagnostics).toEqual([]);
  });
});

describe('a first paragraph that is the description', () => {
  const paragraph = '这是一篇译文的第一段，说的是另一件事。';
  const isLead = (description: string) => {
    const text = `---\ndescription: ${description}\n---\n\n# 标题\n\n${chinese}`;
    return JSON.stringify(parseArticle({ path: '/a.md', text }).value.tree).includes('"lead"');
  };

  test.each([paragraph, '这是一篇译文的第一段,说的是另一件事', '这是一篇译文的第一段…', '这是一篇译文的第一段...'])(
    'is the lead: %s',
    (description) => expect(isLead(description)).toBe(true),
  );
  test.each(['别的简介', '这是一篇'])('and otherwise is not: %s', (description) =>
    expect(isLead(description)).toBe(false),
  );
});
