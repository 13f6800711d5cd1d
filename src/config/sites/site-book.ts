/** A BookConfig from the table of contents of another tool: its pages as articles, its titles as parts. */
import { basename, dirname, join, relative } from 'node:path';
import type { BookConfig, ListedArticle, PartList } from '../../model/book.ts';
import { problem } from '../../model/diagnostics.ts';
import { emptyMetadata } from '../../sources/metadata.ts';
import { articleExtensions, isArticle, isInside } from '../../text/file-names.ts';
import { bookConfig } from '../books.ts';
import type { BookPlace, Search } from '../search.ts';
import { walkFolder } from '../walk.ts';
import type { SiteBook, SiteEntry } from './tool.ts';

export async function siteBook(site: SiteBook, place: BookPlace, search: Search): Promise<BookConfig[]> {
  const parts = await locateEntries(site, search);
  if (parts.length === 0) {
    const hint = `paths are relative to ${relative(dirname(site.file), site.folder) || 'its folder'}`;
    search.report(problem('no-articles', 'none of the listed pages exists', { file: site.file, line: null }, hint));
    return [];
  }
  await reportUnlisted(site, parts, search);
  const meta = {
    ...emptyMetadata(),
    title: site.title,
    authors: site.authors,
    description: site.description,
    language: canonical(site.language),
  };
  const book = { meta, settings: place.library.settings };
  const located = { path: site.file, folder: site.folder, book, parts, folders: [site.root] };
  const config = await bookConfig(located, { ...place, names: place.names }, search);
  // `docs` or `src` says nothing of the book; the folder around it does.
  const named = await bookConfig({ ...located, folder: site.root }, place, search);
  return [{ ...config, name: named.name, root: site.root, templateFolders: named.templateFolders }];
}

/** Pages that no list mentions are not in the book: nobody should learn it from the printed copy. */
async function reportUnlisted(site: SiteBook, parts: PartList[], search: Search): Promise<void> {
  const listed = new Set(parts.flatMap(({ articles }) => articles.map(({ value }) => value)));
  const { found } = await walkFolder(site.folder, {
    outputFolder: search.options.outputFolder,
    ignored: [],
    host: search.host,
    isBook: async () => false,
    isAllowed: async () => true,
  });
  const others = found.filter(({ path }) => !listed.has(path) && !/^summary\.md$/i.test(basename(path)));
  if (others.length === 0) return;
  const name = basename(site.file);
  const message = `${others.length} ${others.length === 1 ? 'page is' : 'pages are'} not listed in ${name} and not in the book`;
  const related = others.slice(0, 5).map(({ path }) => ({ file: path, line: null }));
  search.report(problem('page-unlisted', message, { file: site.file, line: null }, null, related));
}

function canonical(language: string | null): string | null {
  try {
    return language === null ? null : (Intl.getCanonicalLocales(language.replace('_', '-'))[0] ?? null);
  } catch {
    return null;
  }
}

async function locateEntries(site: SiteBook, search: Search): Promise<PartList[]> {
  const parts: PartList[] = [];
  const seen = new Set<string>();
  const missing: SiteEntry[] = [];
  const addTo = (title: string | null, article: ListedArticle) => {
    const last = parts.at(-1);
    if (last === undefined || last.title !== title) parts.push({ title, articles: [article] });
    else last.articles.push(article);
  };
  await visit(site.entries, null, 0, true);
  if (missing.length > 0) report();
  return parts;

  async function visit(entries: SiteEntry[], part: string | null, depth: number, isTop: boolean): Promise<void> {
    for (const entry of entries) {
      const file = entry.path === null ? null : await pageFile(entry.path, site, search);
      if (entry.path !== null && file === null) missing.push(entry);
      const isGroup = entry.children.length > 0;
      const opensPart = isGroup && isTop && entry.title !== null && (entry.isPart === true || entry.path === null);
      const inner = opensPart ? entry.title : isGroup && entry.path === null ? joined(part, entry.title) : part;
      if (file !== null && !seen.has(file)) {
        seen.add(file);
        const title = entry.title === null || opensPart ? {} : { title: entry.title };
        const written = { file: site.file, line: entry.line };
        addTo(inner, { value: file, place: written, ...title, isNavigationTitle: true, depth: opensPart ? 0 : depth });
      }
      // Pages below a page are its sections; pages below a title alone are not.
      await visit(entry.children, inner, opensPart || entry.path === null ? depth : depth + 1, false);
    }
  }

  function report(): void {
    const names = missing.slice(0, 3).map(({ path }) => `\`${path}\``);
    const rest = missing.length - names.length;
    const message = `listed pages do not exist and were left out: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
    search.report(problem('page-missing', message, { file: site.file, line: missing[0]!.line }));
  }
}

/** A title without a page below a part makes a part of its own. */
function joined(part: string | null, title: string | null): string | null {
  return part === null || title === null ? (title ?? part) : `${part} · ${title}`;
}

/** The file of a page in the folder of the pages, or in one of those that addresses leave out. */
async function pageFile(written: string, site: SiteBook, search: Search): Promise<string | null> {
  for (const hidden of ['', ...(site.hidden ?? [])]) {
    const file = await fileAt(join(site.folder, hidden, decoded(written).replace(/^\/+/, '')), site, search);
    if (file !== null) return file;
  }
  return null;
}

/** As written, without its extension, or that of its folder. */
async function fileAt(path: string, { root }: SiteBook, { host }: Search): Promise<string | null> {
  const bare = path.replace(/\.html?$/, '').replace(/[/\\]$/, '');
  const names = [
    '',
    ...articleExtensions,
    ...articleExtensions.flatMap((each) => [`/index${each}`, `/README${each}`, `/readme${each}`]),
  ];
  const realRoot = await host.realPath(root);
  for (const name of names) {
    const file = `${bare}${name}`;
    if (!isArticle(file) || !isInside(file, root)) continue;
    const real = await host.realPath(file);
    if (real === null || realRoot === null || !isInside(real, realRoot)) continue;
    if ((await host.readFile(file)).kind === 'file') return file;
  }
  return null;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
