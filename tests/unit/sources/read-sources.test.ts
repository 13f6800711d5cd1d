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
