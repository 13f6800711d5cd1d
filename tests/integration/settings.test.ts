/** What is made from the declarations of the settings: JSON Schemas that editors read, and the handbook's tables. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { settingsDocuments } from '../../scripts/settings.mjs';
import { readBookFile } from '../../src/config/book-file.ts';
import { readLibrary } from '../../src/config/library-file.ts';
import { codes } from '../../src/model/diagnostics.ts';
import { bookKeys } from '../../src/model/settings/book-keys.ts';
import type { AnyType, Documentation } from '../../src/model/settings/declaration.ts';
import { libraryKeys } from '../../src/model/settings/library-keys.ts';
import { metadataKeys } from '../../src/model/settings/metadata-keys.ts';
import { splitFrontMatter } from '../../src/sources/front-matter.ts';
import { startLanguageServer } from '../support/language-server.ts';
import { memoryHost } from '../support/memory-host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readText = (name: string) => readFileSync(join(root, name), 'utf8');

test.each(settingsDocuments({ bookKeys, metadataKeys, libraryKeys, codes }))(
  '%s is current; `npm run settings` writes it',
  (name, content) => {
    expect(readText(name)).toBe(content);
  },
);

const ajv = new Ajv({ strict: false });
const isBook = ajv.compile(JSON.parse(readText('schema/book.json')));
const isLibrary = ajv.compile(JSON.parse(readText('schema/library.json')));
const isFrontMatter = ajv.compile(JSON.parse(readText('schema/front-matter.json')));

/** Faults of book.yaml as Octavo reports them, without those of the list of articles. */
function faultsOf(text: string): string[] {
  return readBookFile({ path: '/b/book.yaml', text }).diagnostics.map(({ message }) => message);
}

async function faultsOfLibrary(text: string): Promise<string[]> {
  const { diagnostics } = await readLibrary('/l/octavo.yaml', memoryHost({ '/l/octavo.yaml': text }));
  return diagnostics.map(({ message }) => message);
}

describe('every key', () => {
  test.each(examples({ ...metadataKeys.entries, ...bookKeys.entries }))(
    '%s has an example that is accepted',
    (_, yaml) => {
      expect(faultsOf(yaml)).toEqual([]);
      expect(isBook(parse(yaml)), JSON.stringify(isBook.errors)).toBe(true);
    },
  );

  test.each(examples(metadataKeys.entries))('%s has an example that is accepted in front matter', (_, yaml) => {
    expect(splitFrontMatter({ path: '/a.md', text: `---\n${yaml}---\n` }).diagnostics).toEqual([]);
    expect(isFrontMatter(parse(yaml)), JSON.stringify(isFrontMatter.errors)).toBe(true);
  });
});

describe('every key of octavo.yaml', () => {
  const { volumes, ...own } = libraryKeys.entries;
  const ofVolume = (volumes as AnyType).wrapped!.item!.entries!;

  test.each(examples(own))('%s has an example that is accepted', async (_, yaml) => {
    expect(await faultsOfLibrary(yaml)).toEqual([]);
    expect(isLibrary(parse(yaml)), JSON.stringify(isLibrary.errors)).toBe(true);
  });

  test.each(examples(ofVolume))('%s has an example that is accepted in a volume', async (name, yaml) => {
    const title = name === 'title' ? '' : '    title: A volume\n';
    const volume = `volumes:\n  -\n${title}${yaml.replace(/^(?=.)/gm, '    ')}`;
    expect(await faultsOfLibrary(volume)).toEqual([]);
    expect(isLibrary(parse(volume)), JSON.stringify(isLibrary.errors)).toBe(true);
  });
});

describe('the JSON Schema accepts', () => {
  const books = ['articles', 'tests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /book\.ya?ml$/.test(name))
      .map((name) => relative(root, join(root, folder, name))),
  );
  const keys = Object.keys({ ...metadataKeys.entries, ...bookKeys.entries });
  const handbook = readdirSync(join(root, 'articles/handbook'))
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => readText(`articles/handbook/${name}`).match(/(?<=^```yaml\n)[\s\S]*?(?=^```)/gm) ?? [])
    .concat(readText('README.md').match(/(?<=^```yaml\n)[\s\S]*?(?=^```)/gm) ?? [])
    // images.alt.yaml is shown there too.
    .filter((yaml) => Object.keys(parse(yaml)).some((key) => keys.includes(key)));

  test('the books of the repository that Octavo accepts, and no other', () => {
    expect(books.length).toBeGreaterThan(15);
    const valid = books.filter((name) => isBook(parse(readText(name), { logLevel: 'silent' }) ?? {}));
    expect(valid).toEqual(books.filter((name) => faultsOf(readText(name)).length === 0));
  });

  test.each(handbook)('the examples in handbook and README: %j', async (yaml) => {
    // Those with keys of octavo.yaml are one.
    const isOfLibrary = /^(?:site|volumes):/m.test(yaml);
    const accepts = isOfLibrary ? isLibrary : isBook;
    expect(accepts(parse(yaml)), JSON.stringify(accepts.errors)).toBe(true);
    if (isOfLibrary) expect(await faultsOfLibrary(yaml)).toEqual([]);
  });
});

/** Each is a book.yaml by itself. */
const accepted = `
title: 1984
title: yes
title:
authors: Jane
authors: [Jane, 5]
authors: [{ name: Jane }]
author: [Jane]
isbn: 978-0-306-40615-7
identifier: 9780306406157
date: 2024
date: 2024-5
date: 2024年5月12日
date: ２０２４年５月
date: 2024-05-12T08:30:00+08:00
language: zh_CN
url: <https://example.org/>
series: { name: A, position: 3 }
file-as: { 鲁迅: Lu Xun }
draft: true
draft: yes
tags: a, b
keywords: [1, 2]
static: [../a, ../b, ]
static: [../a, null]
articles: [1.md, { file: 2.md, title: 3 }, { part: P, articles: [a.md, { file: b.md }] }]
parts: [{ title: P, articles: [a.md] }]
formats: epub
formats: EPUB, pdf
formats: [Epub]
formats: []
pdf:
pdf: { page: jis b5 }
pdf: { page: 大 32 开 }
pdf: { page: 6 × 9 in }
pdf: { bleed: 3.175mm, crop-marks: on, lists: figures }
pdf: { bleed: 3, crop-marks: true, standard: UA-1 }
pdf: { preset: kdp, cover: wrap, paper: cream }
pdf: { cover: wrap, paper: 0.1mm, links: qr }
pdf: { paper: .12 }
pdf: { colophon: 5 }
epub: { fonts: embed, targets: "Kobo, generic" }
images: { maximum-bytes: 20 MiB, timeout: 1.5 s, total-bytes: 500_000 }
images: { maximum-pixels: 5000000, total-timeout: 60 }
images: { hosts: { "*.example.org": { Cookie: a=b, X-Key: 1 } } }
contents-depth: 2
paragraphs: Block
writing: vertical
accessibility: { conforms-to: wcag 2.1 level aaa, certified-by: Jane }
diagnostics: { link-broken: off, value-invalid: error, link-ambiguous: }
typography: { quotes: off, dash: no, spaces: false, half-width: }
dialects: { emoji: off, jekyll-hexo: no, page-breaks: true, obsidian: }
`;

const refused = `
titel: A
fileAs: { 鲁迅: Lu Xun }
title: [A]
date: soon
language: chinese
language: cn
url: example.org
series: { position: 1 }
articles: a.md
articles: [[a.md]]
articles: [{ part: P }]
articles: [{ part: P, articles: [{ part: Q, articles: [a.md] }] }]
parts: [a.md]
formats: mobi
formats: [epub, mobi]
pdf: A5
pdf: { pages: A5 }
pdf: { page: A99 }
pdf: { preset: kpd }
pdf: { bleed: 33 }
pdf: { bleed: wide }
pdf: { crop-marks: maybe }
epub: { targets: [nook] }
images: { maximum-bytes: 3 }
images: { timeout: soon }
images: { timeout: 10m }
images: { hosts: { a.example: x } }
contents-depth: 7
contents-depth: 1.5
paragraphs: up
accessibility: { conforms-to: WCAG 2.2 AA }
accessibility: { conforms-to: WCAG 3, certified-by: Jane }
diagnostics: { link-broken: of }
diagnostics: { value-invalid: off }
diagnostics: { link-brokn: off }
typography: { quotes: maybe }
dialects: { emoji: maybe }
dialects: { markdown: on }
dialects: [emoji]
`;

describe('Octavo and the JSON Schema agree on', () => {
  test.each(linesOf(accepted))('%s', (yaml) => {
    expect(faultsOf(yaml)).toEqual([]);
    expect(isBook(parse(yaml)), JSON.stringify(isBook.errors)).toBe(true);
  });

  test.each(linesOf(refused))('%s, which is wrong', (yaml) => {
    expect(faultsOf(yaml)).not.toEqual([]);
    expect(isBook(parse(yaml))).toBe(false);
  });
});

describe('an editor with yaml-language-server', () => {
  const server = startLanguageServer(join(root, 'articles'));
  const schemaLine = '# yaml-language-server: $schema=../schema/book.json\n';
  beforeAll(() => server.start());
  afterAll(() => server.stop());

  test('offers keys and choices where they are allowed', async () => {
    const { uri } = await server.open(
      'keys.yaml',
      `${schemaLine}title: A\n\npdf:\n  \nwriting: \nepub:\n  targets:\n    - \n`,
    );
    expect(await server.complete(uri, 2, 0)).toEqual(expect.arrayContaining(['authors', 'articles', 'contents-depth']));
    expect(await server.complete(uri, 4, 2)).toEqual(Object.keys((bookKeys.entries.pdf as AnyType).wrapped!.entries!));
    expect(await server.complete(uri, 5, 9)).toEqual(expect.arrayContaining(['horizontal', 'vertical']));
    expect(await server.complete(uri, 8, 6)).toEqual(['generic', 'kindle', 'kobo', 'apple']);
  });

  test('explains a key', async () => {
    const { uri } = await server.open('hover.yaml', `${schemaLine}contents-depth: 2\n`);
    expect(await server.hover(uri, 1, 3)).toContain('heading levels in the table of contents');
  });

  test('flags wrong values at their lines, and nothing else', async () => {
    const text = `${schemaLine}title: A\nwriting: up\npdf:\n  page: A99\nartcles: [a.md]\ndate: soon\n`;
    const { diagnostics } = await server.open('wrong.yaml', text);
    expect(diagnostics.map(({ message, range }) => `${range.start.line + 1}: ${message}`).sort()).toEqual([
      '3: Value is not accepted. Valid values: "horizontal", "vertical".',
      expect.stringMatching(/^5: Value is not accepted. Valid values: "A4", "A5"/),
      '6: Property artcles is not allowed.',
      '7: This is not a date: write it as 2024-05-12, 2024-05 or 2024.',
    ]);
  });

  test('reports nothing for the handbook', async () => {
    const { diagnostics } = await server.open('handbook.yaml', schemaLine + readText('articles/handbook/book.yaml'));
    expect(diagnostics).toEqual([]);
  });
});

/** A book.yaml for the example of each key, and of the keys below it. */
function examples(
  keys: Readonly<Record<string, AnyType>>,
  around = (value: object): object => value,
): [string, string][] {
  return Object.entries(keys).flatMap(([key, declared]) => {
    const { example, aliases = [] } = v.getMetadata(declared) as unknown as Documentation;
    const inner = declared.wrapped?.entries ?? {};
    // A claim has both of its keys or neither.
    if (key === 'accessibility') return [];
    const own =
      example === undefined
        ? []
        : [key, ...aliases].map((name): [string, string] => [name, stringify(around({ [name]: example }))]);
    return [...own, ...examples(inner, (value) => around({ [key]: value }))];
  });
}

function linesOf(text: string): string[] {
  return text.trim().split('\n');
}
