/**
 * Which pictures a book needs. In: its articles and its configuration. Out: every place that shows a picture, in
 * reading order, the cover last. Pure; the same picture in two places is listed twice, because each place wants its
 * own Diagnostic.
 */
import { createHash } from 'node:crypto';
import type { Article, AssetRef, BookConfig } from '../model/book.ts';
import { readAddress } from './address.ts';

/**
 * The key of a picture in Assets: equal for two places that mean the same picture. A URL without credentials and
 * fragment, an absolute path, or `data:` and the SHA-256 of the URL.
 */
export function assetKey(ref: AssetRef): string {
  const address = readAddress(ref.url, ref.at.file);
  switch (address.kind) {
    case 'remote':
      return address.url.href;
    case 'data':
      return `data:${createHash('sha256').update(address.url).digest('hex')}`;
    case 'file':
      return address.path;
    case 'invalid':
      return `invalid:${ref.url}`;
  }
}

export function collectImages(articles: Article[], config: BookConfig): AssetRef[] {
  const cover = coverReference(articles, config);
  const figures = articles.flatMap((article) => article.assets);
  return cover === null ? figures : [...figures, cover];
}

/** The cover the book names, else that of an article that is a book by itself. */
export function coverReference(articles: Article[], config: BookConfig): AssetRef | null {
  const only = articles.length === 1 ? articles[0] : undefined;
  const cover = config.meta.cover ?? only?.meta.cover ?? null;
  return cover === null ? null : { url: cover.value, at: cover.place, use: 'cover', alt: '' };
}

/** Where each article was published, by the path of its file: some sites give their pictures only to that page. */
export function publishedPages(articles: Article[]): ReadonlyMap<string, string> {
  return new Map(
    articles.flatMap((article) =>
      article.meta.url === null ? [] : [[article.source.path, article.meta.url] as const],
    ),
  );
}
