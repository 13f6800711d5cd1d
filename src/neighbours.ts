/**
 * Articles of the repository that a book links to by path but does not contain: the links then lead to where they are
 * published, if that is known.
 */
import { dirname, resolve } from 'node:path';
import type { Article, BookConfig } from './model/book.ts';
import type { Host } from './model/host.ts';
import { describeArticle } from './sources/describe-article.ts';
import { readArticles } from './sources/read-sources.ts';
import { isArticle, isInside } from './text/file-names.ts';

/** By absolute path, the web address of an article outside the book; null where none is known. */
export async function findNeighbours(
  articles: Article[],
  config: BookConfig,
  host: Pick<Host, 'readFile' | 'realPath' | 'firstCommitDate'>,
): Promise<ReadonlyMap<string, string | null>> {
  const own = new Set(articles.map(({ source }) => source.path));
  const paths = new Set(articles.flatMap(linkedArticles).filter((path) => !own.has(path)));
  const realRoot = await host.realPath(config.root);
  const found: [string, string | null][] = [];
  for (const path of paths) {
    const real = await host.realPath(path);
    if (real === null || realRoot === null || !isInside(real, realRoot)) continue;
    const list = { title: null, articles: [{ value: path, place: { file: path, line: null } }] };
    const { value } = await readArticles({ parts: [list], folder: dirname(path), file: config.file }, host);
    for (const source of value) {
      const { meta } = describeArticle(source).value;
      const permalink =
        meta.permalink !== null && config.site !== null ? new URL(meta.permalink, `${config.site}/`) : null;
      found.push([path, permalink?.href ?? meta.url]);
    }
  }
  return new Map(found);
}

/** The articles that the links of an article name by a path relative to it. */
function linkedArticles({ linkedPaths, source }: Article): string[] {
  return linkedPaths.filter(isArticle).map((path) => resolve(dirname(source.path), path));
}
