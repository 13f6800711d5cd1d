import { describe, expect, test } from 'vitest';
import { findBooks } from '../../../src/config/find-books.ts';
import type { BookConfig } from '../../../src/model/book.ts';
import { readSources } from '../../../src/sources/read-sources.ts';
import { memoryHost } from '../../support/memory-host.ts';

async function configOf(files: Record<string, string | Uint8Array>): Promise<BookConfig> {
  const options = {
    paths: ['/b'],
    workingFolder: '/',
    outputFolder: '/dist',
    formats: null,
    targets: null,
    profiles: null,
    flat: null,
    offline: false,
    frozen: false,
    update: false,
    allowPrivateHosts: false,
    templateFolder: '/t',
    fixedDate: null,
  };
  return (await findBooks(options, memoryHost(files))).value[0]!;
}

async function read(bytes: string | Uint8Array) {
  const files = { '/b/a.md': bytes };
  return readSources(await configOf(files), memoryHost(files));
}

test('the articles come in the order of the book', async () => {
  const files = {
    '/b/book.yaml': 'articles:\n  - b.md\n  - part: P\n    articles: [a.md]\n',
    '/b/a.md': 'A',
    '/b/b.md': 'B',
  };
  expect(await readSources(await configOf(files), memoryHost(files))).toEqual({
    value: [
      { path: '/b/b.md', text: 'B' },
      { path: '/b/a.md', text: 'A' },
    ],
    diagnostics: [],
  });
});

describe('text', () => {
  test.each([
    ['loses its byte order mark', '\uFEFF# 标题\n', '# 标题\n'],
    ['gets LF line ends', 'a\r\nb\rc\n', 'a\nb\nc\n'],
    ['keeps NUL for the Markdown stage', 'a\0b', 'a\0b'],
    ['may be empty', '', ''],
  ])('%s', async (_, bytes, text) => {
    expect(await read(bytes)).toMatchObject({ value: [{ text }], diagnostics: [] });
  });

  test.each([
    ['GBK', Uint8Array.of(0x61, 0x0a, 0x0a, 0xd6, 0xd0, 0xce, 0xc4, 0x0a), 3, /GB18030/],
    ['a sequence cut off at the end', Uint8Array.of(0x61, 0x0a, 0xe4, 0xb8), 2, /UTF-8/],
    ['UTF-16 little end first', Uint8Array.of(0xff, 0xfe, 0x61, 0x00), null, /UTF-16/],
    ['UTF-16 big end first', Uint8Array.of(0xfe, 0xff, 0x00, 0x61), null, /UTF-16/],
  ])('in %s is refused', async (_, bytes, line, hint) => {
    const { value, diagnostics } = await read(bytes);
    expect(value).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'not-utf8', place: { file: '/b/a.md', line } }]);
    expect(diagnostics[0]?.hint).toMatch(hint);
  });
});

test('an article that vanished meanwhile is reported at the line that lists it', async () => {
  const config = await configOf({ '/b/book.yaml': 'articles: [a.md]\n', '/b/a.md': '' });
  expect(await readSources(config, memoryHost({}))).toMatchObject({
    value: [],
    diagnostics: [{ code: 'path-not-found', place: { file: '/b/book.yaml', line: 1 } }],
  });
});

describe('the file beside an article', () => {
  const sidecarOf = async (files: Record<string, string>, links = {}) => {
    const host = memoryHost({ '/b/book.yaml': `articles: [${Object.keys(files)[0]}]\n`, ...inBook(files) }, { links });
    const config = await configOf({ '/b/book.yaml': `articles: [${Object.keys(files)[0]}]\n`, ...inBook(files) });
    return (await readSources(config, host)).value[0]?.sidecar?.path;
  };
  const inBook = (files: Record<string, string>) =>
    Object.fromEntries(Object.entries(files).map(([name, content]) => [`/b/${name}`, content]));

  test.each([
    [{ 'a.md': 'A', 'a.json': '{}', 'a.meta.json': '{}' }, '/b/a.meta.json'],
    [{ 'a.md': 'A', 'a.json': '{}' }, '/b/a.json'],
    [{ 'a/index.md': 'A', 'a/a.json': '{}' }, '/b/a/a.json'],
    [{ 'a/README.md': 'A', 'a/README.json': '{}' }, '/b/a/README.json'],
    [{ 'a.md': 'A', 'b.json': '{}' }, undefined],
  ])('of %j is %s', async (files, expected) => {
    expect(await sidecarOf(files)).toBe(expected);
  });

  test('is not read through a link that leaves the folder', async () => {
    const files = { 'a.md': 'A', '../secret.json': '{}' };
    expect(await sidecarOf(files, { '/b/a.json': '/b/../secret.json' })).toBeUndefined();
  });
});

describe('git dates an article', () => {
  const commitDates = { '/b/a.md': '2020-02-02' };
  const dateOf = async (files: Record<string, string>) => {
    const host = memoryHost(files, { commitDates });
    return (await readSources(await configOf(files), host)).value[0]?.firstCommit;
  };

  test.each([
    ['that has no date', { '/b/a.md': 'A' }, '2020-02-02'],
    ['but not one that has', { '/b/a.md': '---\ndate: 2024\n---\nA' }, undefined],
    ['but not one whose sidecar has', { '/b/a.md': 'A', '/b/a.json': '{"date":"2024"}' }, undefined],
    ['but not a chapter of a book.yaml', { '/b/book.yaml': 'articles: [a.md]', '/b/a.md': 'A' }, undefined],
  ])('%s', async (_, files, expected) => {
    expect(await dateOf(files)).toBe(expected);
  });
});
