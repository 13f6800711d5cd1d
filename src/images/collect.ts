/** Which images a book needs, and where. Two places that show the same image are two: each wants its own Diagnostic. */
import type { Article, AssetRef, BookConfig } from '../model/book.ts';
import { assetRef } from '../text/image-address.ts';

/** In reading order, the cover last. */
export function collectImages(articles: Article[], cover: AssetRef | null): AssetRef[] {
  const figures = articles.flatMap((article) => article.assets);
  return cover === null ? figures : [...figures, cover];
}

/** The cover the book names, else that of an article that is a book by itself. */
export function coverOf(articles: Article[], config: BookConfig): AssetRef | null {
  const only = articles.length === 1 ? articles[0] : undefined;
  const cover = config.meta.cover ?? only?.meta.cover ?? null;
  return cover === null ? null : assetRef({ url: cover.value, at: cover.place, use: 'cover', alt: '' });
}

/** Where each article was published, by the path of its file: some sites give their images only to that page. */
export function publishedPages(articles: Article[]): ReadonlyMap<string, string> {
  return new Map(
    articles.flatMap((article) =>
      article.meta.url === null ? [] : [[article.source.path, article.meta.url] as const],
    ),
  );
}
