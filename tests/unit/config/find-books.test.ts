import { describe, expect, test } from 'vitest';
import { findBooks } from '../../../src/config/find-books.ts';
import type { BuildOptions } from '../../../src/config/search.ts';
import { type MemoryHostOptions, memoryHost } from '../../support/memory-host.ts';

const options: BuildOptions = {
  paths: ['/w/articles'],
  workingFolder: '/w',
  outputFolder: '/w/dist',
  formats: null,
  targets: null,
  profiles: null,
  flat: null,
  offline: false,
  frozen: false,
  update: false,
  allowPrivateHosts: false,
  templateFolder: '/octavo/templates',
  fixedDate: null,
};

async function find(
  files: Record<string, string>,
  changes: Partial<BuildOptions> = {},
  hostOptions: Partial<MemoryHostOptions> = {},
) {
  const { value, diagnostics } = await findBooks({ ...options, ...changes }, memoryHost(files, hostOptions));
  return { books: value, names: value.map((book) => book.name), diagnostics };
}

describe('one article', () => {
  test('is a book with every default filled in', async () => {
    const { books, diagnostics } = await find({ '/w/a/gemini.md': 'x' }, { paths: ['/w/a/gemini.md'], offline: true });
    expect(diagnostics).toEqual([]);
    expect(books).toMatchObject([
      {
        name: 'gemini',
        folder: '/w/a',
        root: '/w/a',
        file: null,
        parts: [
          { title: null, articles: [{ value: '/w/a/gemini.md', place: { file: '/w/a/gemini.md', line: null } }] },
        ],
        formats: ['epub', 'pdf'],
        outputFolder: '/w/dist',
        page: { width: 148, height: 210 },
        images: {
          offline: true,
          allowPrivateHosts: false,
          maximumBytes: 50_000_000,
          maximumPixels: 100_000_000,
          timeout: 60_000,
        },
        templateFolders: ['/octavo/templates'],
        fixedDate: null,
      },
    ]);
  });
});

describe('a book for several devices and printers', () => {
  const bookYaml = 'title: B\nlanguage: en\nepub: { targets: [generic, kindle] }\narticles: [x.md]\n';

  test('is one book, whatever the number of its files', async () => {
    const { names, diagnostics } = await find({ '/w/articles/book.yaml': bookYaml, '/w/articles/x.md': 'x' });
    expect([names, diagnostics]).toEqual([['articles'], []]);
  });
});

describe('a folder', () => {
  test('gives its articles in natural order, then those of its folders and the books in them', async () => {
    const { names, diagnostics } = await find({
      '/w/articles/issue-10.md': '',
      '/w/articles/issue-2.markdown': '',
      '/w/articles/notes.txt': '',
      '/w/articles/pictures/a.md': '',
      '/w/articles/双子座/book.yaml': 'articles: [a.md]',
      '/w/articles/双子座/a.md': '',
      '/w/articles/atlas/book.yml': 'articles: [a.md]',
      '/w/articles/atlas/a.md': '',
    });
    expect(diagnostics).toEqual([]);
    expect(names).toEqual(['issue-2', 'issue-10', 'pictures/a', 'atlas', '双子座']);
  });

  test('with book.yaml is one book in the order written there', async () => {
    const { books, diagnostics } = await find({
      '/w/articles/book.yaml':
        'title: T\nformats: [html]\npdf: { page: A4 }\nimages: { timeout: 5 }\narticles: [b.md, ./in/a.md]\n',
      '/w/articles/in/a.md': '',
      '/w/articles/b.md': '',
      '/w/articles/c.md': '',
    });
    expect(diagnostics).toEqual([]);
    expect(books).toMatchObject([
      {
        name: 'articles',
        folder: '/w/articles',
        root: '/w/articles',
        file: '/w/articles/book.yaml',
        meta: { title: 'T' },
        parts: [
          {
            title: null,
            articles: [
              { value: '/w/articles/b.md', place: { file: '/w/articles/book.yaml', line: 5 } },
              { value: '/w/articles/in/a.md' },
            ],
          },
        ],
        formats: ['html'],
        page: { width: 210, height: 297 },
        images: { timeout: 5_000, maximumBytes: 50_000_000 },
        templateFolders: ['/w/articles/templates', '/octavo/templates'],
      },
    ]);
  });

  test('gives its real name to the book', async () => {
    const files = { '/w/real/book.yaml': 'articles: [a.md]', '/w/real/a.md': '' };
    const { names } = await find(files, { paths: ['/w/link'] }, { links: { '/w/link': '/w/real' } });
    expect(names).toEqual(['real']);
  });

  test('is met through its book.yaml too', async () => {
    const files = { '/w/b/book.yaml': 'articles: [a.md]', '/w/b/a.md': '' };
    expect((await find(files, { paths: ['/w/b/book.yaml', '/w/b'] })).names).toEqual(['b']);
  });
});

describe('a link that leads outside a folder', () => {
  const files = {
    '/w/articles/own.md': '',
    '/w/secret.md': '',
    '/w/private/book.yaml': 'articles: [a.md]',
    '/w/private/a.md': '',
  };
  const outside = ['path-outside-folder', '/w/articles/link.md'];

  test('brings in no article', async () => {
    const { names, diagnostics } = await find(files, {}, { links: { '/w/articles/link.md': '/w/secret.md' } });
    expect(names).toEqual(['own']);
    expect(diagnostics.map(({ code, place }) => [code, place?.file])).toEqual([outside]);
  });

  test('brings in no book', async () => {
    const { names, diagnostics } = await find(files, {}, { links: { '/w/articles/b': '/w/private' } });
    expect(names).toEqual(['own']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['path-outside-folder']);
  });

  test('is followed when the user gives it', async () => {
    const links = { '/w/articles/link.md': '/w/secret.md' };
    expect((await find(files, { paths: ['/w/articles/link.md'] }, { links })).names).toEqual(['link']);
  });

  test('may lead to another place of the same folder', async () => {
    const { names } = await find(files, {}, { links: { '/w/articles/link.md': '/w/articles/own.md' } });
    expect(names).toEqual(['link', 'own']);
  });
});

test('the formats of the command line come before those of the book', async () => {
  const files = { '/w/articles/book.yaml': 'formats: [html]\narticles: [a.md]', '/w/articles/a.md': '' };
  const { books } = await find(files, { formats: ['epub'] });
  expect(books[0]?.formats).toEqual(['epub']);
});

test('an article written in another Unicode form is found', async () => {
  const { books, diagnostics } = await find({
    '/w/articles/book.yaml': 'articles: ["caf\u00e9.md"]',
    '/w/articles/cafe\u0301.md': '',
  });
  expect(diagnostics).toEqual([]);
  expect(books[0]?.parts[0]?.articles[0]?.value).toBe('/w/articles/cafe\u0301.md');
});

describe('problems with paths', () => {
  test.each([
    ['a missing path', '/w/nowhere', 'path-not-found', 'no such file or folder: `nowhere`'],
    ['a folder without articles', '/w/empty', 'no-articles', 'no articles in `empty`'],
    ['a file of another kind', '/w/a.txt', 'no-articles', '`a.txt` is neither an article nor a book.yaml'],
  ])('%s', async (_, path, code, message) => {
    const { books, diagnostics } = await find({ '/w/empty/x.png': '', '/w/a.txt': '' }, { paths: [path] });
    expect(books).toEqual([]);
    expect(diagnostics).toMatchObject([{ code, message, place: null }]);
    expect(diagnostics[0]?.hint).toBeTruthy();
  });

  test('the working folder itself is shown as a dot', async () => {
    const { diagnostics } = await find({ '/w/x.png': '' }, { paths: ['/w'] });
    expect(diagnostics[0]?.message).toBe('no articles in `.`');
  });
});

describe('problems with listed articles', () => {
  test.each([
    ['nowhere.md', 'path-not-found', 'no such article: `nowhere.md`', 'paths are relative to the folder of book.yaml'],
    ['chaptr.md', 'path-not-found', 'no such article: `chaptr.md`', 'did you mean `chapter.md`?'],
    ['in/chaptr-1.md', 'path-not-found', 'no such article: `in/chaptr-1.md`', 'did you mean `in/chapter-1.md`?'],
    [
      'in\\chapter-1.md',
      'path-not-found',
      'no such article: `in\\chapter-1.md`',
      'separate folders with `/` on every system',
    ],
    ['../secret.md', 'value-invalid', '`../secret.md` is outside the folder of the book', /^move the article/],
    ['/etc/secret.md', 'value-invalid', '`/etc/secret.md` is outside the folder of the book', /^move the article/],
    [
      'link.md',
      'value-invalid',
      '`link.md` is a symbolic link to a file outside the folder of the book',
      /^move the article/,
    ],
    ['chapter.md/', 'value-invalid', '`chapter.md/` is listed twice, first on line 3', /^remove one/],
    ['./chapter.md', 'value-invalid', '`./chapter.md` is listed twice, first on line 3', /^remove one/],
    ['in', 'value-invalid', '`in` is a folder', 'list its articles individually'],
    ['picture.png', 'value-invalid', '`picture.png` is not an article', 'article files end in .md or .markdown'],
    ['"a\\0.md"', 'value-invalid', '`a.md` contains a control character', 'write only the file name'],
  ])('%s', async (listed, code, message, hint) => {
    const { books, diagnostics } = await find(
      {
        '/w/articles/book.yaml': `title: T\narticles:\n  - chapter.md\n  - ${listed}\n`,
        '/w/articles/chapter.md': '',
        '/w/articles/in/chapter-1.md': '',
        '/w/articles/picture.png': '',
        '/w/secret.md': '',
        '/etc/secret.md': '',
      },
      {},
      { links: { '/w/articles/link.md': '/w/secret.md' } },
    );
    expect(books).toEqual([]);
    expect(diagnostics).toMatchObject([{ code, message, place: { file: '/w/articles/book.yaml', line: 4 } }]);
    expect(diagnostics[0]?.hint).toMatch(hint);
  });

  test('a book without articles', async () => {
    const { books, diagnostics } = await find({ '/w/articles/book.yaml': 'title: T\narticles:\n' });
    expect(books).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'no-articles', place: { file: '/w/articles/book.yaml', line: 2 } }]);
  });
});

test('a book with errors is left out and the others are kept', async () => {
  const { names, diagnostics } = await find({
    '/w/articles/a.md': '',
    '/w/articles/bad/book.yaml': 'title: a: b',
    '/w/articles/good/book.yaml': 'titel: x\narticles: [a.md]',
    '/w/articles/good/a.md': '',
  });
  expect(names).toEqual(['a', 'good']);
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['book-yaml-invalid', 'key-unknown']);
});

test('a book.yaml in another encoding is reported', async () => {
  const host = memoryHost({ '/w/articles/book.yaml': Uint8Array.of(0x61, 0x3a, 0x0a, 0xd6, 0xd0) });
  const { diagnostics } = await findBooks(options, host);
  expect(diagnostics).toMatchObject([{ code: 'book-yaml-invalid', place: { line: 2 } }]);
});

test('two books with the same name are an error, and the first is kept', async () => {
  const { books, diagnostics } = await find({
    '/w/articles/Gemini.md': '',
    '/w/articles/gemini/book.yaml': 'articles: [a.md]',
    '/w/articles/gemini/a.md': '',
  });
  expect(books).toHaveLength(1);
  expect(diagnostics).toMatchObject([
    {
      code: 'output-name-conflict',
      message: 'output `Gemini` would overwrite that of `articles/Gemini.md`',
      place: { file: '/w/articles/gemini/book.yaml', line: null },
      related: [{ file: '/w/articles/Gemini.md', line: null }],
    },
  ]);
});

test('a book takes the name of its cover sheet where it has one', async () => {
  const wrapped = 'formats: [pdf]\npdf: { cover: wrap, paper: 0.1 }\narticles: [x.md]\n';
  const files = { '/w/articles/a/book.yaml': wrapped, '/w/articles/a/x.md': '', '/w/articles/a-cover.md': '' };
  const names = async (changes: Partial<BuildOptions>) =>
    (await find(files, changes)).diagnostics.map(({ code }) => code);
  expect(await names({})).toEqual(['output-name-conflict']);
  expect(await names({ profiles: ['screen'] })).toEqual([]);
});

test('a path given twice makes one book', async () => {
  const { names, diagnostics } = await find({ '/w/articles/a.md': '' }, { paths: ['/w/articles', '/w/articles/a.md'] });
  expect(names).toEqual(['a']);
  expect(diagnostics).toEqual([]);
});

describe('globs of book.yaml', () => {
  test('stand for the articles they match, in natural order, without those listed by name', async () => {
    const { books, diagnostics } = await find({
      '/w/articles/book.yaml': 'articles: [preface.md, "chapters/*.md", "**"]\n',
      '/w/articles/preface.md': '',
      '/w/articles/chapters/10.md': '',
      '/w/articles/chapters/2.md': '',
      '/w/articles/chapters/2.en.md': '',
      '/w/articles/after/last.md': '',
    });
    expect(diagnostics).toEqual([]);
    const paths = books[0]!.parts.flatMap(({ articles }) =>
      articles.map(({ value }) => value.slice('/w/articles/'.length)),
    );
    expect(paths).toEqual(['preface.md', 'chapters/2.md', 'chapters/10.md', 'after/last.md']);
  });

  test('that match nothing are an error at their line', async () => {
    const files = { '/w/articles/book.yaml': 'articles:\n  - "x/*.md"\n', '/w/articles/a.md': '' };
    expect((await find(files)).diagnostics).toMatchObject([{ code: 'path-not-found', place: { line: 2 } }]);
  });
});
