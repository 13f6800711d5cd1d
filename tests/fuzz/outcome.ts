/**
 * What became of generated articles. In: articles. Out: what must never happen: an exception, markup that is not XML, a word that
 * is gone while nothing says so.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toString as textOf } from 'hast-util-to-string';
import { serialize } from '../../src/hast/serialize.ts';
import { parseArticle } from '../../src/markdown/article.ts';
import { wordsFound } from '../../src/markdown/completeness.ts';
import { asDocument, faultOf } from '../support/xml.ts';
import type { Generated } from './generator.ts';

export function faultsOf({ text, words }: Generated): string[] {
  const { value, diagnostics } = parseArticle({ path: '/book/a.md', text });
  const markup = serialize(value.tree);
  const fault = faultOf(asDocument(markup));
  // A highlighter may end an element within a word.
  const found = [...wordsFound(value.tree), value.title, textOf(value.tree)].join('\n');
  const names = new Set(markup.match(/zq\d+n\d+x/g));
  const reported = new Set(diagnostics.map(({ place }) => place?.line));
  const lines = text.split(/\r\n|\r|\n/);
  // An open comment ends with the next one, an open script too, as everywhere.
  const shown = text.replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1>/gi, '');
  const silent = words.filter((word) => {
    if (found.includes(word) || names.has(word) || !shown.includes(word)) return false;
    // A definition of several lines is named on its first.
    if (diagnostics.some(({ message }) => message.includes(word))) return false;
    const line = lines.findIndex((each) => each.includes(word)) + 1;
    // A diagnostic speaks of the line on which its block begins.
    return ![line, line - 1, line - 2].some((each) => reported.has(each));
  });
  return [...(fault === null ? [] : [`not XML: ${fault}`]), ...silent.map((word) => `lost: ${word}`)];
}

/** The articles of the handbook and of the tests of Markdown. */
export function peopleArticles(): string[] {
  const folders = ['../../articles/handbook/', '../markdown/'].map((each) =>
    fileURLToPath(new URL(each, import.meta.url)),
  );
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
}
