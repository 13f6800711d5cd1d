/**
 * Assembles a Book, or takes it from the cache. Assembling is pure, so that the hash of its input names the result. The
 * trees of the chapters are not stored: whoever needs one assembles the book after all.
 */
import type { Book, BookConfig, Chapter, Part } from '../model/book.ts';
import type { Diagnostic, Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { hashOf } from '../text/hash.ts';
import { assembleBook, type BookInput, loadedCover } from './assemble.ts';

export async function assembleCached(
  config: BookConfig,
  input: BookInput,
  host: Pick<Host, 'readCache' | 'writeCache'>,
): Promise<Reported<Book>> {
  const inputs = inputsOf(config, input);
  if (inputs === null) return assembleBook(config, input);
  const key = `books/${inputs}.json`;
  const stored = await host.readCache(key);
  if (stored !== null) return decode(JSON.parse(new TextDecoder().decode(stored)) as StoredBook, config, input, inputs);
  const { value, diagnostics } = assembleBook(config, input);
  await host.writeCache(key, new TextEncoder().encode(JSON.stringify(encode(value, input, diagnostics))));
  return { value: { ...value, inputs }, diagnostics };
}

/** Null for what no hash names: articles that were not cached, and the index of a volume, which is made here. */
function inputsOf(config: BookConfig, { articles, ...input }: BookInput): string | null {
  if (config.volume?.index || articles.some((article) => article.inputs === null)) return null;
  return hashOf([config, articles.map((article) => article.inputs), input]);
}

interface StoredBook extends Pick<Book, 'toc'> {
  writing: BookConfig['writing'];
  meta: Omit<Book['meta'], 'modified'>;
  sections: (Part | (Omit<Chapter, 'tree' | 'article' | 'meta'> & { article: number }))[];
  shown: string[];
  sectionOf: [string, string][];
  diagnostics: Diagnostic[];
}

function encode(book: Book, { articles }: BookInput, diagnostics: Diagnostic[]): StoredBook {
  const { modified: _, ...meta } = book.meta;
  return {
    writing: book.config.writing,
    meta,
    sections: book.sections.map((section) => {
      if (section.kind === 'part') return section;
      const { tree: _, meta: __, article, ...rest } = section;
      return { ...rest, article: articles.indexOf(article) };
    }),
    toc: book.toc,
    shown: [...book.shown],
    sectionOf: [...book.sectionOf],
    diagnostics,
  };
}

function decode(stored: StoredBook, config: BookConfig, input: BookInput, inputs: string): Reported<Book> {
  let whole: Book | null = null;
  const assembled = () => {
    whole ??= assembleBook(config, input).value;
    return whole;
  };
  const sections = stored.sections.map((section, index): Part | Chapter => {
    if (section.kind === 'part') return section;
    const article = input.articles[section.article]!;
    return {
      ...section,
      article,
      meta: article.meta,
      get tree() {
        return (assembled().sections[index] as Chapter).tree;
      },
    };
  });
  const { assets, cover, date } = input;
  return {
    value: {
      inputs,
      config: { ...config, writing: stored.writing },
      meta: { ...stored.meta, modified: date },
      sections,
      toc: stored.toc,
      cover: loadedCover(cover, assets),
      assets,
      shown: new Set(stored.shown),
      sectionOf: new Map(stored.sectionOf),
    },
    diagnostics: stored.diagnostics,
  };
}
