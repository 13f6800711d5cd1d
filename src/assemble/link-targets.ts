/**
 * Which article a link inside a site means, or several where it is ambiguous. Site generators serve `guide/two.md` as
 * `guide/two`, `guide/two.html`, `guide/two/` or under its permalink, and `README.md`, `index.md`, `_index.md` or
 * `two/two.md` as their folder. Blogs put dates and categories before the name of an article.
 */
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { anchorIn, slugOf } from '../hast/ids.ts';
import { titleHeading } from '../hast/title-heading.ts';
import { elements } from '../hast/tree.ts';
import type { BookConfig, Chapter } from '../model/book.ts';
import { isFolderPage } from '../text/file-names.ts';
import { nearest } from '../text/nearest.ts';
import { decodePercent, parseUrl } from '../text/urls.ts';

export interface LinkTargets {
  folder: string;
  site: string | null;
  /** Articles outside the book, by absolute path: their web addresses. */
  neighbours: ReadonlyMap<string, string | null>;
  /** By the last name of the path, in lower case and without extension; that of the folder for an index. */
  byName: ReadonlyMap<string, Chapter[]>;
  /** By absolute path, as written and as sites serve it; in lower case only where nothing else fits. */
  byPath: ReadonlyMap<string, Chapter[]>;
  /** By address on the web (see `addressKey`). */
  byAddress: ReadonlyMap<string, Chapter>;
  /** By the name under which blogs publish an article; null where two have the same. */
  bySlug: ReadonlyMap<string, Chapter | null>;
  ids: ReadonlySet<string>;
  /** By chapter, ids by their letters and digits alone; null where two ids have the same. */
  foldedIds: ReadonlyMap<string, ReadonlyMap<string, string | null>>;
  /** Paths below the folder of the book, for hints. */
  names: readonly string[];
}

/** What decides where links lead, beside the chapters. */
export interface LinkContext extends Pick<BookConfig, 'folder' | 'site'> {
  neighbours?: ReadonlyMap<string, string | null> | undefined;
}

export function indexTargets(chapters: Chapter[], { folder, site, neighbours = new Map() }: LinkContext): LinkTargets {
  const bySlug = new Map<string, Chapter | null>();
  const byPath = new Map<string, Chapter[]>();
  const byName = new Map<string, Chapter[]>();
  const byAddress = new Map<string, Chapter>();
  const ids = new Set<string>();
  const foldedIds = new Map<string, Map<string, string | null>>();
  for (const chapter of chapters) {
    for (const path of servedPaths(chapter, folder)) byPath.set(path, [...(byPath.get(path) ?? []), chapter]);
    if (chapter.meta.url !== null) byAddress.set(addressKey(chapter.meta.url), chapter);
    const slug = slugOfArticle(chapter);
    bySlug.set(slug, bySlug.has(slug) ? null : chapter);
    for (const name of namesOf(chapter)) byName.set(name, [...(byName.get(name) ?? []), chapter]);
    ids.add(chapter.id);
    const folded = new Map<string, string | null>();
    foldedIds.set(chapter.id, folded);
    const title = titleHeading(chapter.tree);
    for (const node of elements(chapter.tree)) {
      const id = String(node.properties.id ?? '');
      if (id === '' || node === title) continue;
      ids.add(id);
      const letters = fold(id.slice(chapter.id.length));
      folded.set(letters, folded.has(letters) ? null : id);
    }
  }
  const names = chapters.map(({ article }) => relative(folder, article.source.path).replaceAll(sep, '/'));
  return { folder, site, neighbours, byName, byPath, byAddress, bySlug, ids, foldedIds, names };
}

const extension = /\.(?:md|markdown|mdx)$/i;
const ofFolder = /(?:^|[/\\])(?:readme|_?index)$/i;

function servedPaths({ article, meta }: Chapter, folder: string): Set<string> {
  const path = keyOf(article.source.path);
  const bare = path.replace(extension, '');
  const served = [path, bare];
  if (ofFolder.test(bare) || isNamedAfterFolder(bare)) served.push(dirname(bare));
  if (meta.permalink !== null) served.push(keyOf(join(folder, meta.permalink)).replace(/\.html?$/i, ''));
  return new Set(served.flatMap((each) => [each, each.toLowerCase()]));
}

function isNamedAfterFolder(path: string): boolean {
  return basename(path).toLowerCase() === basename(dirname(path)).toLowerCase();
}

/** `ai/essay/essay.md`, `ai/essay/index.md` and Jekyll's `_posts/2024-05-12-essay.md` are all published as `essay`. */
function slugOfArticle({ article, meta }: Chapter): string {
  const published = meta.permalink?.split('/').filter(Boolean).at(-1);
  const path = article.source.path.replace(extension, '');
  const name = published ?? (isFolderPage(article.source.path) ? basename(dirname(path)) : basename(path));
  return foldSlug(name);
}

function foldSlug(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/\.html?$/, '')
    .replace(/^\d{4}-\d{1,2}-\d{1,2}-(?=.)/, '');
}

/** The article that a URL of the site, or a path from its root, names by its last segment. */
export function findPublished(targets: LinkTargets, path: string): Chapter | null {
  const segments = path.split('/').filter((segment) => segment !== '' && !/^index\.html?$/i.test(segment));
  const last = segments.at(-1);
  return last === undefined ? null : (targets.bySlug.get(foldSlug(decodePercent(last))) ?? null);
}

/** The path of a URL below the address of the site; null where it is of another site. */
export function pathOnSite(url: URL, site: string | null): string | null {
  const home = site === null ? null : parseUrl(site);
  if (home === null || bareHost(home) !== bareHost(url)) return null;
  const base = home.pathname.replace(/\/$/, '');
  return url.pathname === base || url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) : null;
}

/** One key for all forms of an address that lead to the same page. */
export function addressKey(address: string): string {
  const url = parseUrl(address);
  if (url === null) return address;
  for (const name of [...url.searchParams.keys()])
    if (/^(?:utm_\w+|fbclid|gclid|ref|spm)$/i.test(name)) url.searchParams.delete(name);
  const path = url.pathname.replace(/\/index\.html?$/i, '/').replace(/\/+$/, '');
  return `${bareHost(url)}${path}${url.search}`;
}

function bareHost({ host }: URL): string {
  return host.replace(/^www\./, '');
}

/** The articles that a path may mean, written in `file`. More than one where it says too little. */
export function findArticles(targets: LinkTargets, path: string, file: string): Chapter[] {
  for (const candidate of candidatesOf(targets, path, file)) {
    const bare = candidate.replace(/\.html?$/i, '').replace(/(?<=.)\/$/, '');
    for (const each of [candidate, bare, withoutIndex(bare), bare.toLowerCase()]) {
      const found = targets.byPath.get(each);
      if (found !== undefined) return [...new Set(found)];
    }
  }
  return [];
}

/**
 * The chapter that a name stands for, wherever it is: `note`, or the end of a path such as `folder/note`. Of several the
 * one in the same folder, else the one with the shortest path.
 */
export function findByName({ byName }: LinkTargets, name: string, from: Chapter): Chapter | null {
  const folderOf = ({ article }: Chapter) => dirname(article.source.path);
  const candidates = byName.get(lastName(name)) ?? [];
  const found = name.includes('/') ? candidates.filter((chapter) => endsWithName(chapter, name)) : candidates;
  const near = found.find((chapter) => folderOf(chapter) === folderOf(from));
  const [shortest = null] = [...found].sort((first, second) => folderOf(first).length - folderOf(second).length);
  return near ?? shortest;
}

function namesOf({ article }: Chapter): string[] {
  const path = bareName(article.source.path);
  return ofFolder.test(path) ? [lastName(path), lastName(dirname(path))] : [lastName(path)];
}

function endsWithName({ article }: Chapter, name: string): boolean {
  const path = bareName(article.source.path);
  const end = `/${bareName(name).replace(/^(?:\.{0,2}\/)+/, '')}`;
  return path.endsWith(end) || (ofFolder.test(path) && dirname(path).endsWith(end));
}

function bareName(path: string): string {
  return keyOf(path)
    .replace(extension, '')
    .replace(/\.html?$/i, '')
    .toLowerCase();
}

function lastName(path: string): string {
  return bareName(path).split('/').at(-1)!;
}

/** `guide/index.html` is the page of its folder. */
function withoutIndex(path: string): string {
  return ofFolder.test(path) ? dirname(path) : path;
}

/** Folders a path may start from: its file's, the book's or one a site is served from, or the page's own on a site. */
function* candidatesOf({ folder }: LinkTargets, written: string, file: string): Generator<string> {
  // Zola and VitePress write the root as `@/`.
  const path = written.replace(/^@\//, '/');
  if (!/^[/\\]/.test(path)) {
    yield keyOf(resolve(dirname(file), path));
    if (path.startsWith('../') && !ofFolder.test(file.replace(extension, '')))
      yield keyOf(resolve(file.replace(extension, ''), path));
    return;
  }
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) return;
  for (let dropped = 0; dropped < segments.length; dropped += 1) yield keyOf(join(folder, ...segments.slice(dropped)));
  if (segments.length === 0) yield keyOf(folder);
}

function keyOf(path: string): string {
  return path
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/(?<=.)\/$/, '');
}

/** What an address that leads nowhere was probably meant to be; null when nothing is near. */
export function nearestArticle({ names }: LinkTargets, path: string): string | null {
  const bare = (name: string) => name.replace(extension, '').replace(/\.html?$/i, '');
  const last = (name: string) => bare(name).split('/').at(-1)!;
  const wanted = path.replace(/^(?:\.{0,2}\/)+|\/$/g, '');
  const whole = nearest(bare(wanted), names.map(bare));
  const found = whole ?? nearest(last(wanted), names.map(last));
  return names.find((name) => (whole === null ? last(name) : bare(name)) === found) ?? null;
}

/** The id in the book of a fragment: as it is, as the words of a heading, or by its letters and digits alone. */
export function findAnchor(chapter: Chapter, fragment: string, { ids, foldedIds }: LinkTargets): string | null {
  if (fragment === '' || isTitle(chapter, fragment)) return chapter.id;
  const written = [fragment, slugOf(fragment)].map((id) => anchorIn(chapter.id, id)).find((id) => ids.has(id));
  // GitHub keeps the hyphen that is left of an emoji, other tools do not.
  return written ?? (fold(fragment) === '' ? null : (foldedIds.get(chapter.id)?.get(fold(fragment)) ?? null));
}

/** The nearest of the ids in a chapter, as an author writes it. */
export function nearestAnchor({ id, tree }: Chapter, fragment: string): string | null {
  const ids = [...elements(tree)].flatMap(({ properties }) => (properties.id ? [String(properties.id)] : []));
  return nearest(
    fragment,
    ids.map((each) => each.slice(id.length + 1)),
  );
}

/** The title of an article is the beginning of its chapter. */
function isTitle({ id, tree, title }: Chapter, fragment: string): boolean {
  const heading = titleHeading(tree);
  if (heading !== null && heading.properties.id === anchorIn(id, fragment)) return true;
  return slugOf(fragment) === slugOf(title) || (fold(fragment) !== '' && fold(fragment) === fold(title));
}

function fold(id: string): string {
  return id
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
