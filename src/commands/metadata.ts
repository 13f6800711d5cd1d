/** `octavo check --metadata`: what is known of each article, and where each value comes from. Builds nothing. */
import { findBooks } from '../config/find-books.ts';
import type { BuildOptions } from '../config/search.ts';
import type { ArticleDescription, DescribedField, Origin } from '../model/book.ts';
import { collector, type Diagnostic, isError, sortProblems } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { chooseSeverities } from '../model/severities.ts';
import { describeArticle } from '../sources/describe-article.ts';
import { readArticles } from '../sources/read-sources.ts';

export interface DescribedArticle {
  /** Absolute. */
  path: string;
  fields: { name: DescribedField; value: string; origin: Origin }[];
}

export interface DescribedArticles {
  articles: DescribedArticle[];
  diagnostics: Diagnostic[];
  badInput: boolean;
  failed: boolean;
}

export async function describeArticles(options: BuildOptions, host: Host): Promise<DescribedArticles> {
  const { diagnostics, take } = collector();
  const found = await findBooks(options, host);
  /** By path: an article may be in several volumes. */
  const articles = new Map<string, DescribedArticle>();
  for (const config of take(found)) {
    const own = collector();
    for (const source of own.take(await readArticles(config, host)))
      if (!articles.has(source.path)) {
        const fields = fieldsOf(own.take(describeArticle(source)));
        articles.set(source.path, { path: source.path, fields });
      }
    diagnostics.push(...chooseSeverities(own.diagnostics, config.diagnostics));
  }
  const failed = diagnostics.some(isError);
  const badInput = found.diagnostics.some(isError);
  return { articles: [...articles.values()], diagnostics: sortProblems(diagnostics), badInput, failed };
}

/** Every value that is there, in the order in which front matter is documented. */
function fieldsOf({ meta, origins, ...description }: ArticleDescription): DescribedArticle['fields'] {
  const { title, language, originalTitle } = description;
  const values = Object.entries({ ...meta, title, language, originalTitle }) as [DescribedField, unknown][];
  return values.flatMap(([name, value]) => {
    const origin = origins.get(name);
    return origin === undefined ? [] : [{ name, value: inWords(value), origin }];
  });
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('value' in value) return String(value.value);
  return Object.entries(value)
    .filter(([, each]) => each !== null)
    .map(([key, each]) => `${key}: ${each}`)
    .join(', ');
}
