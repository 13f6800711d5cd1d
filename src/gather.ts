/** The first stages, from a configuration to parsed articles and their images: all that `octavo images` needs. */

import { parseArticles } from './article-cache.ts';
import { readAltTexts } from './images/alt-text/alt-texts.ts';
import { collectImages, coverOf, publishedPages } from './images/collect.ts';
import { createImageLoader, type LoadedImages } from './images/load.ts';
import { type Lock, readLock } from './images/lock.ts';
import type { AltTexts, Article, AssetRef, BookConfig, Source } from './model/book.ts';
import { collector, problem, type Reported } from './model/diagnostics.ts';
import type { Host } from './model/host.ts';
import { findNeighbours } from './neighbours.ts';
import { readSources } from './sources/read-sources.ts';
import type { RunStage } from './stages.ts';

export interface Gathered {
  sources: Source[];
  articles: Article[];
  cover: AssetRef | null;
  altTexts: AltTexts;
  /** octavo.lock as it is. */
  lock: Lock;
  loaded: LoadedImages;
  /** Articles outside the book that it links to (see `findNeighbours`). */
  neighbours: ReadonlyMap<string, string | null>;
}

/** `isWanted` leaves out images that are of no use to the caller. */
export async function gatherBook(
  config: BookConfig,
  run: RunStage,
  host: Host,
  isWanted: (ref: AssetRef) => boolean = () => true,
): Promise<Reported<Gathered>> {
  const { diagnostics, take } = collector();
  const count = config.parts.reduce((sum, part) => sum + part.articles.length, 0);
  const sources = take(await run('read', count, () => readSources(config, host)));
  const altTexts = take(await run('read', 1, () => readAltTexts(config, host)));
  const lock = take(await run('read', 1, () => readLock(config, host)));
  const isShown = ({ meta }: Article) => config.drafts || !meta.draft;
  const pages = new Map<string, string>();
  let language = config.meta.language;
  const loader = createImageLoader({ config, host, lock: lock.images, pages, language: () => language ?? 'en' });
  const beginImages = (article: Article) => {
    if (!isShown(article)) return;
    language ??= article.language;
    for (const [path, url] of publishedPages([article])) pages.set(path, url);
    loader.begin(article.assets.filter(isWanted));
  };
  const parsed = take(await run('parse', count, () => parseAll(sources, config, host, beginImages)));
  const articles = take(withoutDrafts(parsed, isShown));
  const cover = coverOf(articles, config);
  const refs = collectImages(articles, cover).filter(isWanted);
  const loaded = take(await run('images', refs.length, () => loader.finish(refs)));
  const neighbours = await findNeighbours(articles, config, host);
  return { value: { sources, articles, cover, altTexts, lock, loaded, neighbours }, diagnostics };
}

async function parseAll(
  sources: Source[],
  { dialects }: BookConfig,
  host: Pick<Host, 'rest' | 'readCache' | 'writeCache'>,
  begin: (article: Article) => void,
): Promise<Reported<Article[]>> {
  const { diagnostics, take } = collector();
  const parsed = await parseArticles(sources, dialects, host, begin);
  return { value: parsed.map(take), diagnostics };
}

function withoutDrafts(articles: Article[], isShown: (article: Article) => boolean): Reported<Article[]> {
  const left = articles.filter((article) => !isShown(article));
  return {
    value: articles.filter((article) => !left.includes(article)),
    diagnostics: left.map(({ source, title }) =>
      problem('article-draft', `${title} is a draft and was skipped`, { file: source.path, line: null }, draftHint),
    ),
  };
}

const draftHint = 'remove `draft: true`, or pass the file on the command line';
