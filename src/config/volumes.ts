/** Volumes of octavo.yaml: which articles each has, in which order and parts, and how many volumes they make. */
import { basename, dirname, relative } from 'node:path';
import picomatch from 'picomatch';
import { stringsFor } from '../locale/strings.ts';
import type { ArticleDescription, BookConfig, PartList } from '../model/book.ts';
import { problem } from '../model/diagnostics.ts';
import type { VolumeOrder } from '../model/settings/library-keys.ts';
import type { Grouping, Split } from '../model/settings/volume-values.ts';
import { describeArticle } from '../sources/describe-article.ts';
import { readArticles } from '../sources/read-sources.ts';
import { naturally } from '../text/file-names.ts';
import type { Library, Volume } from './library-file.ts';
import { outputName } from './output-name.ts';
import { resolveSettings } from './resolve-settings.ts';
import type { Search } from './search.ts';
import { siteFolders } from './static-folders.ts';
import { isArticleOfFolder } from './walk.ts';

interface Described extends ArticleDescription {
  path: string;
  /** Relative to octavo.yaml, with slashes. */
  name: string;
  /** The same of the folder that the article is filed under: not that of its own files. */
  folder: string;
}

export async function volumesOf(library: Library, articles: string[], search: Search): Promise<BookConfig[]> {
  if (library.volumes.length === 0) return [];
  const described = await describeAll(articles, library, search);
  return library.volumes.flatMap((volume) => configsOf(volume, described, library, search));
}

/** Articles that cannot be read are left out here, and reported when they are built. */
async function describeAll(articles: string[], library: Library, { host }: Search): Promise<Described[]> {
  const list = articles.map((path) => ({ value: path, place: { file: path, line: null } }));
  const { value: sources } = await readArticles(
    { parts: [{ title: null, articles: list }], folder: library.folder, file: library.file },
    host,
  );
  return sources.flatMap((source) => {
    const { value } = describeArticle(source);
    if (value.meta.draft) return [];
    const name = relative(library.folder, source.path).replaceAll('\\', '/');
    const own = dirname(name);
    const isOfFolder = own !== '.' && isArticleOfFolder(basename(name), basename(own));
    const folder = isOfFolder ? dirname(own) : own;
    return [{ ...value, path: source.path, name, folder: folder === '.' ? '' : folder }];
  });
}

function configsOf(volume: Volume, articles: Described[], library: Library, search: Search): BookConfig[] {
  const { choice } = volume;
  const chosen = articles.filter(matcherOf(volume)).sort(orders[choice.order]);
  if (chosen.length === 0) {
    const message = `no article matches the volume \`${volume.meta.title}\``;
    const place = { file: library.file!, line: volume.line };
    search.report(problem('volume-empty', message, place, 'check its `articles` and `where`'));
    return [];
  }
  const splits = choice.split ?? [];
  const language = volume.meta.language ?? chosen[0]!.language;
  const groups = splitByKeys(chosen, splits, stringsFor(language).otherArticles);
  return groups.map(({ key, label, articles }, index) => {
    const title = volume.meta.title!;
    const series = volume.meta.series ?? (key === '' ? null : { name: title, position: String(index + 1) });
    const meta = { ...volume.meta, title: label === '' ? title : `${title} · ${label}`, language, series };
    const config = resolveSettings(volume.settings, meta, library, search.options);
    const name = outputName([choice.name ?? title, key].filter((each) => each !== '').join('-'));
    return {
      ...config,
      name,
      folder: library.folder,
      root: library.folder,
      file: library.file,
      parts: partsOf(articles, choice.group, language, { file: library.file!, line: volume.line }),
      volume: { line: volume.line, index: choice.index, ...limitsOf(splits) },
      images: { ...config.images, folders: siteFolders(library.folder, '', library, search) },
      drafts: false,
      templateFolders: [search.options.templateFolder],
    };
  });
}

function matcherOf({ choice: { articles, where } }: Volume): (article: Described) => boolean {
  const patterns = articles?.map(({ value }) => value.replace(/^\.\//, '')) ?? [];
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const unwanted = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const isWanted = wanted.length === 0 ? () => true : picomatch(wanted.flatMap(withContent));
  const isUnwanted = unwanted.length === 0 ? () => false : picomatch(unwanted.flatMap(withContent));
  const folders = where.folder?.map(({ value }) => value.replace(/^\.\/|\/+$/g, '')) ?? [];
  const has = (written: readonly string[], asked: readonly string[]) =>
    asked.length === 0 || asked.some((one) => written.some((other) => fold(one) === fold(other)));
  return ({ name, folder, meta, language }) =>
    (isWanted(name) || isWanted(folder)) &&
    !isUnwanted(name) &&
    (folders.length === 0 || folders.some((each) => name.startsWith(`${each}/`))) &&
    has(meta.tags, where.tag) &&
    has(meta.authors, where.author) &&
    (where.language === null || isLanguage(language, where.language)) &&
    (where.from === null || (meta.date !== null && meta.date >= where.from)) &&
    (where.to === null || (meta.date !== null && meta.date.slice(0, where.to.length) <= where.to));
}

/** A folder stands for all that is in it. */
function withContent(pattern: string): string[] {
  const bare = pattern.replace(/\/+$/, '');
  return [bare, `${bare}/**`];
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

function isLanguage(language: string, wanted: string): boolean {
  return fold(language) === fold(wanted) || fold(language).startsWith(`${fold(wanted)}-`);
}

const byPath = (one: Described, other: Described) => naturally(one.name, other.name);

/** Articles without a date come last. */
function byDate(one: Described, other: Described): number {
  const [first, second] = [one.meta.date ?? '9999', other.meta.date ?? '9999'];
  return first < second ? -1 : first > second ? 1 : byPath(one, other);
}

const orders: Record<VolumeOrder, (one: Described, other: Described) => number> = {
  date: byDate,
  newest: (one, other) =>
    one.meta.date === null || other.meta.date === null ? byDate(one, other) : byDate(other, one),
  title: (one, other) => collator(one.language).compare(one.title, other.title) || byPath(one, other),
  path: byPath,
};

/** Chinese titles in the order of their reading. */
function collator(language: string): Intl.Collator {
  return new Intl.Collator(language, { numeric: true });
}

interface VolumeGroup {
  /** In file names. */
  key: string;
  /** In titles. */
  label: string;
  articles: Described[];
}

/** The volumes of `split: [year, folder]`, in the order in which their first articles come. */
function splitByKeys(articles: Described[], splits: readonly Split[], others: string): VolumeGroup[] {
  const keys = splits.flatMap((split) => ('by' in split ? [split.by] : []));
  const groups = new Map<string, VolumeGroup>();
  for (const article of articles) {
    const values = keys.map((by) => groupValue(article, by));
    const key = values
      .map((value) => value ?? 'other')
      .join('-')
      .replaceAll('/', '-');
    const group = groups.get(key) ?? { key, label: values.map((value) => value ?? others).join(' · '), articles: [] };
    group.articles.push(article);
    groups.set(key, group);
  }
  // Folders have no order in time.
  const isByFolder = keys.includes('folder');
  return [...groups.values()].sort((one, other) => (isByFolder ? naturally(one.key, other.key) : 0));
}

function limitsOf(splits: readonly Split[]) {
  const bytes = splits.flatMap((split) => ('bytes' in split ? [split.bytes] : []));
  const pages = splits.flatMap((split) => ('pages' in split ? [split.pages] : []));
  return { maximumBytes: bytes[0] ?? null, maximumPages: pages[0] ?? null };
}

function groupValue({ meta, folder }: Described, by: Grouping): string | null {
  switch (by) {
    case 'year':
      return meta.date?.slice(0, 4) ?? null;
    case 'month':
      return meta.date !== null && meta.date.length >= 7 ? meta.date.slice(0, 7) : null;
    case 'folder':
      return folder || null;
    case 'tag':
      return meta.tags[0] ?? null;
    case 'author':
      return meta.authors[0] ?? null;
    case 'source':
      return meta.url === null ? null : new URL(meta.url).hostname.replace(/^www\./, '');
  }
}

/** Parts in the order in which their first articles come; the articles that lack the value come last. */
function partsOf(
  articles: Described[],
  group: Grouping | null,
  language: string,
  place: { file: string; line: number },
): PartList[] {
  const listed = (some: Described[]) => some.map(({ path }) => ({ value: path, place }));
  if (group === null) return [{ title: null, articles: listed(articles) }];
  const parts = new Map<string | null, Described[]>();
  for (const article of articles) {
    const value = groupValue(article, group);
    parts.set(value, [...(parts.get(value) ?? []), article]);
  }
  const others = parts.get(null) ?? [];
  parts.delete(null);
  const titled = [...parts].map(([value, some]) => ({
    title: group === 'month' ? monthName(value!, language) : value,
    articles: listed(some),
  }));
  if (others.length === 0) return titled;
  return [...titled, { title: stringsFor(language).otherArticles, articles: listed(others) }];
}

function monthName(month: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
