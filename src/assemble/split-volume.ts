/** Splits a volume that is too large into several with consecutive articles, none larger than a limit where possible. */
import type { Article, Assets, BookConfig, PartList } from '../model/book.ts';

/** A rough measure of what an article adds to a book, in bytes. Only ratios count. */
export function weighArticles(articles: Article[], assets: Assets): ReadonlyMap<string, number> {
  const weights = articles.map(({ source, assets: refs }) => {
    const images = new Set(refs.map(({ key }) => key));
    const bytes = [...images].map((key) => {
      const image = assets.get(key);
      return image?.kind === 'image' ? image.screen.bytes : 0;
    });
    // Text is compressed, but every document has its own overhead.
    return [source.path, source.text.length + bytes.reduce((sum, each) => sum + each, 0)] as const;
  });
  return new Map(weights);
}

/** The same for a limit in pages: images take a share of a page, whatever their bytes. */
export function weighPages(articles: Article[]): ReadonlyMap<string, number> {
  const lineOfText = 40;
  const image = 15 * lineOfText;
  return new Map(articles.map(({ source, assets }) => [source.path, source.text.length + assets.length * image]));
}

/** Numbered volumes, each with articles that weigh at most `capacity` together; at least one article each. */
export function splitVolume(config: BookConfig, weights: ReadonlyMap<string, number>, capacity: number): BookConfig[] {
  const groups: PartList[][] = [];
  let weight = Number.POSITIVE_INFINITY;
  for (const part of config.parts) {
    for (const article of part.articles) {
      const own = weights.get(article.value) ?? 0;
      if (weight + own > capacity) {
        groups.push([]);
        weight = 0;
      }
      weight += own;
      const group = groups.at(-1)!;
      const last = group.at(-1);
      // A part may be continued in the next volume.
      if (last === undefined || last.title !== part.title) group.push({ title: part.title, articles: [article] });
      else last.articles.push(article);
    }
  }
  if (groups.length < 2) return [config];
  return groups.map((parts, index) => numbered(config, parts, index + 1));
}

function numbered(config: BookConfig, parts: PartList[], number: number): BookConfig {
  const { title, series } = config.meta;
  const position = series?.position ? `${series.position}.${number}` : String(number);
  const isHan = /^(?:zh|ja)/.test(config.meta.language ?? '');
  return {
    ...config,
    name: `${config.name}-${number}`,
    parts,
    meta: {
      ...config.meta,
      title: isHan ? `${title}（${number}）` : `${title} (${number})`,
      series: { name: series?.name ?? title ?? config.name, position },
    },
  };
}
