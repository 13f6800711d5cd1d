/**
 * What each piece of Markdown becomes: `name.md` beside `name.html`. UPDATE=1 writes the HTML anew; read the difference
 * before it is kept.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { serialize } from '../../src/hast/serialize.ts';
import { parseArticle } from '../../src/markdown/article.ts';
import type { IncludedFiles } from '../../src/model/book.ts';
import { asDocument, faultOf } from '../support/xml.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const update = process.env.UPDATE === '1';
const names = (extension: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length))
    .sort();

/** What the pairs may include: `files/` beside them, as if it stood in the root. */
const included: IncludedFiles = {
  files: new Map(
    readdirSync(join(folder, 'files')).map((name) => [
      `/files/${name}`,
      { kind: 'text', text: readFileSync(join(folder, 'files', name), 'utf8') },
    ]),
  ),
  byName: new Map(readdirSync(join(folder, 'files')).map((name) => [name.toLowerCase(), [`/files/${name}`]])),
  rootFolder: '/',
  siteFolder: '/files',
  generator: null,
};

it.each(names('.md'))('%s.md becomes its HTML', (name) => {
  const html = join(folder, `${name}.html`);
  const printed = print(name);
  if (update) writeFileSync(html, printed);
  expect(existsSync(html), `${name}.html is missing; UPDATE=1 writes it`).toBe(true);
  expect(printed).toBe(readFileSync(html, 'utf8'));
  expect(faultOf(asDocument(printed))).toBeNull();
});

it('has no HTML without its Markdown', () => {
  expect(names('.html').filter((name) => !names('.md').includes(name))).toEqual([]);
});

/** The title and the problems stand above the markup as comments: they are part of what an article becomes. */
function print(name: string): string {
  const text = readFileSync(join(folder, `${name}.md`), 'utf8');
  const { value, diagnostics } = parseArticle({
    path: `/${name}.md`,
    text,
    included: { ...included, generator: name === 'mdbook' ? 'mdbook' : null },
  });
  const problems = diagnostics.map(({ code, place }) => `<!-- line ${place?.line}: ${code} -->\n`);
  return `<!-- ${value.language}: ${value.title} -->\n${problems.join('')}${serialize(value.tree).trim()}\n`;
}
