/** The caches of articles, books, documents and EPUBs: a warm one gives what an empty one gives, after any edit. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostics.ts';
import { buildInMemory, type MemoryBuild } from '../support/build-memory.ts';
import { drawImage } from '../support/pictures.ts';

type Files = Record<string, string | Uint8Array>;

let book: Files;
let otherImage: Uint8Array;

beforeAll(async () => {
  otherImage = await drawImage(60, 40, '#aa3311');
  book = {
    'book.yaml':
      'title: A book\ncover: cover.png\nparts:\n  - title: First\n    articles: [one.md, two.md, three.md]\n',
    'cover.png': await drawImage(600, 900),
    'figure.png': await drawImage(60, 40),
    'one.md':
      '# One\n\nSee [the end](two.md#end), [three](three.md) and [elsewhere](../other.md).\n\n![A figure](figure.png)\n\n## Part\n\nText[^1].\n\n[^1]: A note.\n',
    'two.md':
      '# Two\n\n```js {1} start=3\nlet x = `<1>`;\n```\n\n| a | b |\n| - | -: |\n| 1 | 2 |\n\n## End\n\n[Nowhere](nowhere.md) and $x^2$.\n\n![Gone](gone.png)\n',
    'three.md': '# Three\n\n<!--@include: ./part.txt-->\n\n正文，“引文”。<script>alert(1)</script>\n',
    'part.txt': 'Included text.\n',
    'templates/placeholder.html': '<span class="missing">{{label}}</span>',
  };
});

/** Each changes one file; null removes it. */
const edits: [what: string, file: string, change: (before: string) => string | Uint8Array | null][] = [
  ['a word', 'one.md', (text) => text.replace('Text', 'Other text')],
  ['a heading that others link to', 'two.md', (text) => text.replace('## End', '## Finish')],
  ['code', 'two.md', (text) => text.replace('let x', 'const y')],
  ['the title of an article', 'three.md', (text) => text.replace('# Three', '# Drei')],
  ['an included file', 'part.txt', () => 'Included *words*.\n'],
  ['an included file that is gone', 'part.txt', () => null],
  ['an image', 'figure.png', () => otherImage],
  ['an image that is gone', 'figure.png', () => null],
  ['a setting', 'book.yaml', (text) => `${text}paragraphs: block\n`],
  ['the language', 'book.yaml', (text) => `${text}language: zh-CN\n`],
  ['the order of the articles', 'book.yaml', (text) => text.replace('one.md, two.md', 'two.md, one.md')],
  ['a template', 'templates/placeholder.html', () => '<em>{{label}}</em>'],
  ['alt texts', 'images.alt.yaml', () => 'figure.png: Another text\n'],
  ['front matter', 'one.md', (text) => `---\nauthor: Somebody\ndate: 2024-05-06\n---\n${text}`],
];

function edited(file: string, change: (before: string) => string | Uint8Array | null): Files {
  const content = change(String(book[file] ?? ''));
  const { [file]: _, ...others } = book;
  return content === null ? others : { ...others, [file]: content };
}

function build(files: Files, cache = new Map<string, Uint8Array>()): Promise<MemoryBuild> {
  return buildInMemory(files, { cache });
}

function outcome({ bytes, diagnostics, books }: MemoryBuild): [string, Diagnostic[], unknown] {
  return [Buffer.from(bytes).toString('base64'), diagnostics, books.map(({ timings: _, ...each }) => each.images)];
}

describe('a warm cache', () => {
  it('gives the same bytes and problems as an empty one after every edit and its revert', async () => {
    const cache = new Map<string, Uint8Array>();
    const first = outcome(await build(book, cache));
    expect(first[0].length).toBeGreaterThan(1000);
    for (const [what, file, change] of edits) {
      const files = edited(file, change);
      const warm = outcome(await build(files, cache));
      expect([what, warm]).toEqual([what, outcome(await build(files))]);
      expect([what, warm]).not.toEqual([what, first]);
      expect([`${what}, reverted`, outcome(await build(book, cache))]).toEqual([`${what}, reverted`, first]);
    }
  });

  it('is not written to where nothing changed', async () => {
    const cache = new Map<string, Uint8Array>();
    await build(book, cache);
    const before = new Map(cache);
    await build(book, cache);
    expect([...cache.keys()]).toEqual([...before.keys()]);
    // But for the record of the build: with a cache, it asks for fewer files.
    const changed = [...cache].filter(([key, bytes]) => before.get(key) !== bytes).map(([key]) => key);
    expect(changed.filter((key) => !key.startsWith('built/'))).toEqual([]);
  });

  it('holds what did not change: after an edit of one article, one is parsed and one document rendered', async () => {
    const cache = new Map<string, Uint8Array>();
    await build(book, cache);
    const before = new Set(cache.keys());
    await build(
      edited('one.md', (text) => text.replace('Text', 'Other text')),
      cache,
    );
    const added = [...cache.keys()].filter((key) => !before.has(key)).map((key) => key.split('/')[0]);
    expect(added.sort()).toEqual(['articles', 'books', 'documents', 'epubs', 'findings']);
  });

  it('may lose any of its files', async () => {
    const cache = new Map<string, Uint8Array>();
    const first = outcome(await build(book, cache));
    for (const folder of new Set(Array.from(cache.keys(), (key) => key.split('/')[0]!))) {
      for (const key of cache.keys()) if (key.startsWith(`${folder}/`)) cache.delete(key);
      expect([folder, outcome(await build(book, cache))]).toEqual([folder, first]);
    }
  });
});
