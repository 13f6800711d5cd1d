import { describe, expect, test } from 'vitest';
import { readBookFile } from '../../../src/config/book-file.ts';

function read(text: string) {
  const { value, diagnostics } = readBookFile({ path: '/b/book.yaml', text });
  return {
    ...value,
    ...value.settings,
    parts: value.parts,
    problems: diagnostics.map(({ code, place, message }) => `${place?.line} ${code}: ${message}`),
    diagnostics,
  };
}

function listed(text: string) {
  return read(text).parts.map((part) => [part.title, ...part.articles.map((article) => article.value)]);
}

test('a whole book.yaml is read without a problem', () => {
  const text = `title: 周刊
authors: [阮一峰]
language: zh-cn
series: 周刊 #3
articles:
  - preface.md
  - part: 第一部分
    articles:
      - issue-1.md
pdf:
  page: B5
  profiles: [screen, print]
  preset: kdp
  bleed: 3.175mm
  crop-marks: on
  standard: ua-1
  lists: figures
  links: none
  colophon: 一行
formats: [epub, html]
epub:
  fonts: embed
  targets: [Kobo, generic, kobo]
images:
  maximum-bytes: 20MB
  maximum-pixels: 5000000
  timeout: 30
`;
  expect(read(text)).toMatchObject({
    meta: { title: '周刊', authors: ['阮一峰'], language: 'zh-CN', series: { name: '周刊', position: '3' } },
    parts: [
      { title: null, articles: [{ value: 'preface.md', place: { file: '/b/book.yaml', line: 6 } }] },
      { title: '第一部分', articles: [{ value: 'issue-1.md', place: { file: '/b/book.yaml', line: 9 } }] },
    ],
    listLine: 5,
    pdf: {
      page: { width: 176, height: 250 },
      profiles: ['screen', 'print'],
      preset: 'kdp',
      bleed: 3.175,
      cropMarks: true,
      standard: 'ua-1',
      lists: ['figures'],
      links: 'none',
      colophon: '一行',
    },
    formats: ['epub', 'html'],
    epub: { fonts: 'embed', targets: ['kobo', 'generic'] },
    images: { maximumBytes: 20_000_000, maximumPixels: 5_000_000, timeout: 30_000 },
    problems: [],
  });
});

test('what is not said has its default', () => {
  expect(read('articles: [a.md]\npdf:\nimages:\nformats: []\nwriting: # later\n')).toMatchObject({
    pdf: { page: null, profiles: null, preset: null, bleed: null, lists: [], links: 'notes', colophon: null },
    formats: ['epub', 'pdf'],
    writing: 'horizontal',
    epub: { targets: ['generic'] },
    images: { maximumBytes: 50_000_000, maximumPixels: 100_000_000, timeout: 60_000 },
    problems: [],
  });
});

describe('the list of articles', () => {
  test.each([
    ['files', 'articles: [a.md, b.md]', [[null, 'a.md', 'b.md']]],
    [
      'files around parts',
      'articles:\n  - a.md\n  - part: P\n    articles: [b.md]\n  - title: Q\n    articles: [c.md]\n  - d.md\n',
      [
        [null, 'a.md'],
        ['P', 'b.md'],
        ['Q', 'c.md'],
        [null, 'd.md'],
      ],
    ],
    ['parts', 'parts:\n  - title: P #1\n    articles: [a.md]\n', [['P #1', 'a.md']]],
    [
      'both keys',
      'parts:\n  - title: P\n    articles: [b.md]\narticles: [a.md]\n',
      [
        [null, 'a.md'],
        ['P', 'b.md'],
      ],
    ],
    ['nothing', 'articles:\n', []],
  ])('may hold %s', (_, text, expected) => {
    expect(listed(text)).toEqual(expected);
    expect(read(text).problems).toEqual([]);
  });
});

test('a wrong item or value leaves the others', () => {
  const { parts, formats, pdf } = read(
    'articles: [a.md, [b.md], c.md]\nformats: [epub, mobi]\npdf: { page: A9, bleed: 3 }\n',
  );
  expect(parts[0]?.articles.map(({ value }) => value)).toEqual(['a.md', 'c.md']);
  expect(formats).toEqual(['epub', 'pdf']);
  expect(pdf).toMatchObject({ page: null, bleed: 3 });
});

describe('problems have their line', () => {
  test.each([
    ['title: a: b\n', /^1 book-yaml-invalid: not valid YAML: nested mappings are not allowed/],
    ['title: A\nauthors: [x\n', /^\d book-yaml-invalid: not valid YAML: /],
    ['- a.md\n', /^1 book-yaml-invalid: book.yaml must be a mapping of keys to values, but the file contains a list$/],
    ['', /^1 book-yaml-invalid: book.yaml must be a mapping of keys to values, but the file is empty$/],
    ['title: A\nartcles: [a.md]\n', /^2 key-unknown: unknown key `artcles`$/],
    ['pdf:\n  pages: A5\n', /^2 key-unknown: unknown key `pages`$/],
    ['images:\n  offline: true\n', /^2 key-unknown: unknown key `offline`$/],
    ['articles:\n  - part: P\n    article: [x]\n    articles: [a.md]\n', /^3 key-unknown: unknown key `article`$/],
    ['articles: a.md\n', /^1 value-invalid: `articles` must be a list, not text$/],
    ['articles:\n  - a.md\n  - [b.md]\n', /^3 value-invalid: `articles` must contain paths, not a list$/],
    ['articles:\n  - a.md\n  -\n', /^3 value-invalid: `articles` has an empty item$/],
    ['articles:\n  - part: P\n', /^2 value-invalid: a part lacks `articles`$/],
    [
      'articles:\n  - part: P\n    articles:\n      - a.md\n      - part: Q\n',
      /^5 value-invalid: `articles` cannot contain another part$/,
    ],
    ['parts: [a.md]\n', /^1 value-invalid: a part must be a mapping, not text$/],
    ['pdf: { bleed: wide }\n', /^1 value-invalid: `bleed` cannot be `wide`$/],
    ['pdf: { preset: kpd }\n', /^1 value-invalid: `preset` cannot be `kpd`$/],
    ['pdf:\n  page: A5\n  cover: wrap\n', /^3 value-invalid: `cover: wrap` requires `paper`/],
    ['diagnostics:\n  value-invalid: off\n', /^2 value-invalid: `value-invalid` is always an error$/],
    ['diagnostics:\n  link-brokn: off\n', /^2 key-unknown: unknown key `link-brokn`$/],
    ['static: [../a, [b]]\n', /^1 value-invalid: `static` must name folders, not a list$/],
    ['contents-depth: 1.5\n', /^1 value-invalid: `contents-depth` cannot be `1.5`$/],
    ['pdf: A5\n', /^1 value-invalid: `pdf` must be a mapping, not text$/],
    ['pdf: { page: A99 }\n', /^1 value-invalid: `page` is `A99`, which is not a page size$/],
    ['epub:\n  targets: [kobo, nook]\n', /^2 value-invalid: `targets` cannot hold `nook`$/],
    ['formats: [epub, mobi]\n', /^1 value-invalid: `formats` cannot hold `mobi`$/],
    ['images: { timeout: soon }\n', /^1 value-invalid: `timeout` cannot be `soon`$/],
    ['title: A\ntitle: B\n', /^2 value-invalid: `title` is given twice, first on line 1$/],
    ['pdf:\npdf:\n', /^2 value-invalid: `pdf` is given twice, first on line 1$/],
    ['contents-depth: 7\n', /^1 value-invalid: `contents-depth` cannot be `7`$/],
    ['writing: up\n', /^1 value-invalid: `writing` cannot be `up`$/],
    ['accessibility: WCAG 2.2 AA\n', /^1 value-invalid: `accessibility` must be a mapping, not text$/],
    ['accessibility:\n  conforms-to: WCAG 2.2 AA\n', /^2 value-invalid: `accessibility` lacks `certified-by`$/],
    [
      'accessibility:\n  conforms-to: WCAG 3\n  certified-by: x\n',
      /^2 value-invalid: `conforms-to` cannot be `WCAG 3`$/,
    ],
    ['date: soon\n', /^1 value-invalid: `date` is `soon`, which is not a date$/],
  ])('%j', (text, expected) => {
    const { problems, diagnostics } = read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
    expect(diagnostics[0]?.hint).toBeTruthy();
  });

  test('and a hint with the key that was meant', () => {
    expect(read('artcles: [a.md]\n').diagnostics[0]?.hint).toBe('did you mean `articles`?');
    expect(read('Title: A\n').diagnostics[0]?.hint).toBe('did you mean `title`?');
    expect(read('images: { max-bytes: 1 }\n').diagnostics[0]?.hint).toMatch(/maximum-bytes/);
    expect(read('mood: fine\n').diagnostics[0]?.hint).toMatch(/^known keys: title, .*dialects$/);
  });
});

test('a choice that was meant is named', () => {
  const { diagnostics } = readBookFile({
    path: '/b/book.yaml',
    text: 'articles: [a.md]\npdf:\n  preset: kpd\n  profiles: [prin]\n',
  });
  expect(diagnostics.map(({ hint }) => hint?.split('?')[0])).toEqual(['did you mean kdp', 'did you mean print']);
});
