/** Files that articles include, read from a real disk: what is filled in, what is refused, and which line is named. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { collapsedText, elements, lineOf } from '../../src/hast/tree.ts';
import { parseArticle } from '../../src/markdown/article.ts';
import type { Article } from '../../src/model/book.ts';
import type { Diagnostic } from '../../src/model/diagnostics.ts';
import { dialects } from '../../src/model/settings/dialect-keys.ts';
import { listFolder, readFile, realPath } from '../../src/node/files.ts';
import { readSources } from '../../src/sources/read-sources.ts';
import { createConfig } from '../unit/images/fixtures.ts';

let folder = '';
beforeEach(async () => {
  folder = (await realPath(await mkdtemp(join(tmpdir(), 'octavo-includes-'))))!;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** Parses one article of a book whose root is `root`, below the test's folder. */
async function parse(name: string, root = '.'): Promise<{ article: Article; text: string; diagnostics: Diagnostic[] }> {
  const file = join(folder, name);
  const listed = [{ title: null, articles: [{ value: file, place: { file, line: null } }] }];
  const config = {
    ...createConfig(),
    folder: join(folder, root),
    root: join(folder, root),
    parts: listed,
    dialects: new Set(dialects),
  };
  const sources = await readSources(config, { readFile, listFolder, realPath, firstCommitDate: async () => null });
  const { value, diagnostics } = parseArticle(sources.value[0]!, config.dialects);
  return { article: value, text: collapsedText(value.tree), diagnostics: [...sources.diagnostics, ...diagnostics] };
}

const messagesOf = (diagnostics: Diagnostic[]) => diagnostics.map(({ place, message }) => `${place?.line}: ${message}`);

it('listings beside the source folder of an mdBook are filled in, without their hidden lines', async () => {
  await write({
    'book.toml': '',
    'src/chapter.md':
      '# Chapter\n\n```rust\n{{#rustdoc_include ../listings/main.rs:here}}\n```\n\n```toml\n{{#include ../listings/Cargo.toml:2:}}\n```\n',
    'listings/main.rs': 'use a;\n// ANCHOR: here\nfn main() {\n    # not_hidden\n}\n// ANCHOR_END: here\n',
    'listings/Cargo.toml': '# comment\n[package]\nname = "a"\n',
  });
  const { article, diagnostics } = await parse('src/chapter.md', 'src');
  const blocks = [...elements(article.tree)].filter(({ tagName }) => tagName === 'pre').map(collapsedText);
  expect(blocks).toEqual(['fn main() { }', '[package] name = "a"']);
  expect(diagnostics).toEqual([]);
});

it('an included file includes others, by paths of its own', async () => {
  await write({
    'book.toml': '',
    'src/a.md': '# A\n\n{{#include part/one.md}}\n\nlast\n',
    'src/part/one.md': 'one\n\n{{#include two.md}}\n',
    'src/part/two.md': 'two',
  });
  expect((await parse('src/a.md', 'src')).text).toBe('one two last');
});

it('after an include of many lines, elements and problems have the lines of the article', async () => {
  await write({
    'book.toml': '',
    'a.md': '---\ntitle: A\n---\n\n{{#include part.md}}\n\nafter <b>unclosed\n\n## Heading\n\n![x](y.png)\n',
    'part.md': 'one\n\ntwo <i>unclosed\n\nthree\n\n- four\n',
  });
  const { article, diagnostics } = await parse('a.md');
  expect(article.headings.map(({ line }) => line)).toEqual([9]);
  expect(article.assets.map(({ at }) => at.line)).toEqual([11]);
  const lines = [...elements(article.tree)].filter(({ tagName }) => tagName === 'p').map(lineOf);
  expect(lines).toEqual([5, 5, 5, 7]);
  expect(diagnostics.map(({ code, place }) => `${place?.line} ${code}`)).toEqual([
    '5 html-unclosed',
    '7 html-unclosed',
  ]);
});

it('notes, sections and blocks of a vault are embedded by name, and images get their path', async () => {
  await write({
    'Daily/today.md':
      '# Today\n\n![[Plan]]\n\n![[Ideas/List#Second]]\n\n![[Plan#^goal]]\n\n![[photo.PNG|200]]\n\n![[Nowhere]]\n',
    'Notes/Plan.md': '---\ntags: x\n---\nThe plan. ![inside](pictures/in.png)\n\nThe goal. ^goal\n',
    'Ideas/List.md': '## First\n\none\n\n## Second\n\ntwo\n\n### Below\n\nthree\n\n## Third\n\nfour\n',
    'Files/photo.png': 'x',
  });
  const { article, text, diagnostics } = await parse('Daily/today.md');
  expect(text).toBe('The plan. The goal. Second two Below three The goal. Nowhere');
  expect(article.assets.map(({ url }) => url)).toEqual(['../Notes/pictures/in.png', '../Files/photo.png']);
  expect(diagnostics).toEqual([]);
});

it('the source folder of a VitePress site is where `@` starts', async () => {
  await write({
    'docs/.vitepress/config.ts': 'export default {}',
    'docs/guide/a.md': '# A\n\n<<< @/snippets/a.ts#part{1} [a.ts]\n\n<!--@include: ../parts/b.md-->\n',
    'docs/snippets/a.ts': 'const x\n// #region part\nconst y\n// #endregion part\n',
    'docs/parts/b.md': '---\ntitle: B\n---\n\nincluded\n',
  });
  const { text, diagnostics } = await parse('docs/guide/a.md');
  expect(text).toBe('a.ts const y included');
  expect(diagnostics).toEqual([]);
});

it('a code block of a Jekyll site has no `{% raw %}` in it, and one of a Hexo site has', async () => {
  const text = '# A\n\n```liquid\n{% raw %}{{ x }}{% endraw %}\n```\n';
  await write({
    'jekyll/_config.yml': '',
    'jekyll/_posts/a.md': text,
    'hexo/_config.yml': '',
    'hexo/source/_posts/a.md': text,
  });
  expect((await parse('jekyll/_posts/a.md', 'jekyll')).text).toBe('{{ x }}');
  expect((await parse('hexo/source/_posts/a.md', 'hexo')).text).toBe('{% raw %}{{ x }}{% endraw %}');
});

it('nothing outside the root is read, by path or by link, and no hidden file', async () => {
  await write({
    'secret.txt': 'SECRET',
    'book/.env': 'SECRET',
    'book/.git/config': 'SECRET',
    'book/a.md':
      '# A\n\n{{#include ../secret.txt}}\n\n{{#include link.txt}}\n\n{{#include .env}}\n\n{{#include .git/config}}\n\n{{#include /etc/hostname}}\n\n{{#include folder/secret.txt}}\n\n![[../secret.txt]]\n',
  });
  await symlink(join(folder, 'secret.txt'), join(folder, 'book/link.txt'));
  await symlink(folder, join(folder, 'book/folder'));
  const { text, diagnostics } = await parse('book/a.md', 'book');
  expect(text).not.toContain('SECRET');
  expect(text).toContain('{{#include ../secret.txt}}');
  expect(messagesOf(diagnostics)).toEqual([
    '3: cannot include ../secret.txt and 3 more: it is outside the folder of the book; printed as text',
    '7: cannot include .env and 1 more: it is hidden; printed as text',
  ]);
});

it('a file that is missing, no text, or includes itself stays a marker with its line', async () => {
  await write({
    'book.toml': '',
    'a.md':
      '# A\n\n{{#include missing.md}}\n\n{{#include bytes.bin}}\n\n{{#include loop.md}}\n\n{{#include b.md:nowhere}}\n',
    'bytes.bin': Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
    'loop.md': 'around {{#include loop.md}}\n',
    'b.md': 'b',
  });
  const { text, diagnostics } = await parse('a.md');
  expect(text).toContain('{{#include missing.md}}');
  expect(text).toContain('around {{#include loop.md}}');
  expect(diagnostics.map(({ code, place }) => `${place?.line} ${code}`)).toEqual([
    '3 include-failed',
    '5 include-failed',
    '7 include-failed',
    '9 include-failed',
  ]);
});

it('files that include each other ten times over end with a diagnostic, not with the memory', async () => {
  const files: Record<string, string> = { 'book.toml': '', 'a.md': '# A\n\n{{#include f0.md}}\n' };
  for (let index = 0; index < 8; index += 1)
    files[`f${index}.md`] = `${'word '.repeat(100)}\n\n${`{{#include f${index + 1}.md}}\n\n`.repeat(10)}`;
  files['f8.md'] = 'end';
  await write(files);
  const { diagnostics } = await parse('a.md');
  expect(diagnostics.map(({ code }) => code)).toContain('include-failed');
});

it('what is included is part of the article: a word that its tree lacks would be reported', async () => {
  await write({ 'book.toml': '', 'a.md': '# A\n\n{{#include part.md}}\n', 'part.md': 'one two\n\n[^x]: three\n' });
  const { text, diagnostics } = await parse('a.md');
  expect(text).toContain('three');
  expect(diagnostics.filter(({ code }) => code === 'text-missing')).toEqual([]);
});
