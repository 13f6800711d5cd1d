import { describe, expect, test } from 'vitest';
import { findBooks } from '../../../src/config/find-books.ts';
import type { BuildOptions } from '../../../src/config/search.ts';
import { buildOptions } from '../../support/build-memory.ts';
import { memoryHost } from '../../support/memory-host.ts';

async function find(files: Record<string, string>, changes: Partial<BuildOptions> = {}) {
  const host = memoryHost(files);
  const options = { ...buildOptions(), paths: ['/w'], workingFolder: '/w', outputFolder: '/w/dist', ...changes };
  const { value, diagnostics, catalogue } = await findBooks(options, host);
  return {
    books: value,
    names: value.map(({ name }) => name),
    codes: diagnostics.map(({ code }) => code),
    diagnostics,
    catalogue,
  };
}

describe('an article in a folder of its own', () => {
  test.each([
    ['essay/essay.md', 'essay'],
    ['ai/essay/essay.md', 'ai/essay'],
    ['ai/essay/index.md', 'ai/essay'],
    ['ai/essay/README.md', 'ai/essay'],
    ['ai/essay/readme.markdown', 'ai/essay'],
    ['ai/essay/other.md', 'ai/essay/other'],
    ['双子座/双子座.md', '双子座'],
    ['a/b/c/d/e/f/g.md', 'a/b/c/d/e/f/g'],
  ])('%s is the book %s', async (path, name) => {
    expect(await find({ [`/w/${path}`]: '# X' })).toMatchObject({ names: [name], codes: [] });
  });

  test('leaves the other articles of its folder books of their own', async () => {
    expect((await find({ '/w/essay/essay.md': '', '/w/essay/notes.md': '' })).names).toEqual(['essay', 'essay/notes']);
  });
});

describe('companions of an article', () => {
  const companions = [
    'essay.en.md',
    'essay.zh.md',
    'essay.zh-CN.md',
    'essay.pt_BR.md',
    'essay.origin.md',
    'essay.translated.md',
    'essay.html',
    'essay.json',
  ];

  test.each(companions)('%s is no book', async (name) => {
    expect(await find({ '/w/essay/essay.md': '', [`/w/essay/${name}`]: '' })).toMatchObject({
      names: ['essay'],
      codes: [],
    });
  });

  test.each(['essay.kindle.md', 'essay.js.md', 'essay.2.md', 'essay-en.md'])('%s is none', async (name) => {
    expect((await find({ '/w/essay.md': '', [`/w/${name}`]: '' })).names).toHaveLength(2);
  });

  test('in several languages are articles where none of them is the main one', async () => {
    expect((await find({ '/w/essay.en.md': '', '/w/essay.zh.md': '' })).names).toEqual(['essay.en', 'essay.zh']);
  });

  test('are left out with a note where their article is missing', async () => {
    const { names, diagnostics } = await find({ '/w/a.md': '', '/w/b.origin.md': '', '/w/b.translated.md': '' });
    expect(names).toEqual(['a']);
    expect(diagnostics).toMatchObject([{ code: 'file-not-built', severity: 'note' }]);
    expect(diagnostics[0]!.message).toContain('`b.origin.md`, `b.translated.md`');
  });
});

describe('a walk leaves out', () => {
  const article = { '/w/one.md': '' };

  test.each([
    ['hidden folders', '/w/.obsidian/templates/x.md'],
    ['node_modules', '/w/node_modules/marked/README.md'],
    ['the output folder', '/w/dist/notes.md'],
  ])('%s', async (_, path) => {
    expect(await find({ ...article, [path]: '' })).toMatchObject({ names: ['one'], codes: [] });
  });

  test('what .octavoignore excludes, in the syntax of .gitignore, from its folder on', async () => {
    const { names } = await find({
      ...article,
      '/w/.octavoignore': '# not ready\ndrafts/\n*.draft.md\n!kept.draft.md\n/two.md\n',
      '/w/two.md': '',
      '/w/in/two.md': '',
      '/w/in/drafts/x.md': '',
      '/w/in/a.draft.md': '',
      '/w/in/kept.draft.md': '',
      '/w/deep/.octavoignore': 'only-here.md\n',
      '/w/deep/only-here.md': '',
      '/w/only-here.md': '',
    });
    expect(names).toEqual(['one', 'only-here', 'in/kept.draft', 'in/two']);
  });

  test('what octavo.yaml ignores, also where only a folder is built', async () => {
    const files = { '/w/octavo.yaml': 'ignore: [ai/drafts/]\n', '/w/ai/drafts/x.md': '', '/w/ai/y.md': '' };
    expect((await find(files)).names).toEqual(['ai/y']);
    expect((await find(files, { paths: ['/w/ai'] })).names).toEqual(['ai/y']);
  });

  test('no article whose name is that of such a page in lower case', async () => {
    expect((await find({ '/w/one.md': '', '/w/history.md': '', '/w/agents.md': '' })).names).toHaveLength(3);
  });

  test('pages about the repository, with a note', async () => {
    const files = { ...article, '/w/README.md': '', '/w/CHANGELOG.md': '', '/w/ai/README.md': '', '/w/ai/two.md': '' };
    expect(await find(files)).toMatchObject({ names: ['one', 'ai/two'], codes: ['file-not-built'] });
  });
});

describe('names of outputs', () => {
  const files = { '/w/ai/a/a.md': '', '/w/b.md': '' };

  test('repeat the folders of the articles, unless a flat output is asked for', async () => {
    expect((await find(files)).names).toEqual(['b', 'ai/a']);
    expect((await find(files, { flat: true })).names).toEqual(['b', 'a']);
    expect((await find({ ...files, '/w/octavo.yaml': 'layout: flat\n' })).names).toEqual(['b', 'a']);
  });

  test('are the same whatever part of a library is built', async () => {
    const library = { ...files, '/w/octavo.yaml': '' };
    expect((await find(library, { paths: ['/w/ai'] })).names).toEqual(['ai/a']);
    expect((await find(library, { paths: ['/w/ai/a/a.md'] })).names).toEqual(['ai/a']);
  });

  test('that would be the same in a flat output are an error', async () => {
    const { codes } = await find({ '/w/ai/a/a.md': '', '/w/b/a/a.md': '' }, { flat: true });
    expect(codes).toEqual(['output-name-conflict']);
  });
});

describe('without a path', () => {
  test.each([
    ['a folder of articles', { '/w/articles/a.md': '', '/w/b.md': '' }, ['a']],
    ['a repository of articles', { '/w/ai/a/a.md': '' }, ['ai/a']],
    ['a library', { '/w/octavo.yaml': '', '/w/articles/a.md': '', '/w/b.md': '' }, ['b', 'articles/a']],
    ['a book', { '/w/book.yaml': 'articles: [a.md]', '/w/a.md': '', '/w/articles/c.md': '' }, ['w']],
  ])('%s is built', async (_, files, names) => {
    expect((await find(files as unknown as Record<string, string>, { paths: [] })).names).toEqual(names);
  });
});

describe('octavo.yaml', () => {
  test('is found above the folder that is built, as far as the repository reaches', async () => {
    const files = { '/w/octavo.yaml': 'formats: [html]\n', '/w/repository/.git': '', '/w/repository/ai/a.md': '' };
    const { books } = await find(files, { paths: ['/w/repository/ai'] });
    expect(books[0]!.formats).toEqual(['epub']);
    const inside = { '/w/octavo.yaml': 'formats: [html]\n', '/w/.git': '', '/w/ai/a.md': '' };
    const found = await find(inside, { paths: ['/w/ai'], formats: null });
    expect(found.books[0]!.formats).toEqual(['html']);
  });

  test('with an error stops the build with its line', async () => {
    const { books, diagnostics } = await find({ '/w/octavo.yaml': 'site: nowhere\nlayout: heap\n', '/w/a.md': '' });
    expect(books).toEqual([]);
    expect(diagnostics.map(({ code, place }) => [code, place?.line])).toEqual([
      ['value-invalid', 1],
      ['value-invalid', 2],
    ]);
  });

  test('names an unknown key and the nearest known one', async () => {
    const { diagnostics } = await find({ '/w/octavo.yaml': 'volume:\n  - title: X\n', '/w/a.md': '' });
    expect(diagnostics).toMatchObject([{ code: 'key-unknown', hint: 'did you mean `volumes`?' }]);
  });

  test('asks for a catalogue of the books, or says that there is none', async () => {
    expect((await find({ '/w/octavo.yaml': 'title: Library\n', '/w/a.md': '' })).catalogue).toMatchObject({
      title: 'Library',
    });
    expect((await find({ '/w/octavo.yaml': 'catalogue: off\n', '/w/a.md': '' })).catalogue).toBe('off');
  });
});
