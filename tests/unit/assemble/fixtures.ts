/** Articles in, a Book out: the stages before assembly are the real ones, pictures are none. */

import { assembleBook } from '../../../src/assemble/assemble.ts';
import { parseArticle } from '../../../src/markdown/article.ts';
import type { AltTexts, Book, Metadata } from '../../../src/model/book.ts';
import type { Diagnostic } from '../../../src/model/diagnostics.ts';
import { createConfig } from '../images/fixtures.ts';

export interface Assembled {
  book: Book;
  diagnostics: Diagnostic[];
}

/** `articles` by path below /book; `parts` names them by part title, '' for a list without one. */
export function assemble(
  articles: Record<string, string>,
  options: {
    meta?: Partial<Metadata>;
    parts?: Record<string, string[]>;
    name?: string;
    file?: string;
    date?: Date;
    altTexts?: AltTexts;
  } = {},
): Assembled {
  const config = createConfig();
  const listed = options.parts ?? { '': Object.keys(articles) };
  const parts = Object.entries(listed).map(([title, names]) => ({
    title: title === '' ? null : title,
    articles: names.map((name) => ({ value: `/book/${name}`, place: { file: '/book/book.yaml', line: null } })),
  }));
  const parsed = Object.entries(articles).map(([name, text]) => parseArticle({ path: `/book/${name}`, text }).value);
  const { value, diagnostics } = assembleBook(
    {
      ...config,
      name: options.name ?? config.name,
      file: options.file ?? null,
      meta: { ...config.meta, ...options.meta },
      parts,
    },
    {
      articles: parsed,
      cover: null,
      assets: new Map(),
      altTexts: options.altTexts ?? new Map(),
      date: options.date ?? new Date(0),
    },
  );
  return { book: value, diagnostics };
}
