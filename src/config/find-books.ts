/**
 * The books to build, from the paths of the command line: a BookConfig each, with absolute paths and every default
 * filled in. A book whose book.yaml has errors is left out; the others are built.
 */
import { basename, dirname, join, relative } from 'node:path';
import type { BookConfig } from '../model/book.ts';
import { collector, type Diagnostic, problem, type Reported } from '../model/diagnostics.ts';
import type { FileAnswer, Host } from '../model/host.ts';
import { articleExtensions, bookFileNames, isArticle, isBookFile, isInside } from '../text/file-names.ts';
import { articleBook, bookOfFile } from './books.ts';
import { ignoring, rulesIn } from './ignored.ts';
import { findLibraryFile, type Library, libraryFileNames, plainLibrary, readLibrary } from './library-file.ts';
import { withOwnNames } from './own-names.ts';
import type { BookPlace, BuildOptions, Search } from './search.ts';
import { findSite, type Site } from './sites/find-site.ts';
import { siteBook } from './sites/site-book.ts';
import { volumesOf } from './volumes.ts';
import { type WalkedFolder, walkFolder } from './walk.ts';

/** What a catalogue of the books says of itself. */
export interface CatalogueSettings {
  title: string | null;
  description: string | null;
  language: string | null;
  /** Of the walked folder. */
  folder: string;
}

export interface FoundBooks extends Reported<BookConfig[]> {
  /** Null where neither an octavo.yaml nor a folder of articles is concerned; `off` where octavo.yaml says so. */
  catalogue: CatalogueSettings | 'off' | null;
}

export async function findBooks(options: BuildOptions, host: Host): Promise<FoundBooks> {
  const { diagnostics, report } = collector();
  const search: Search = { options, host, report };
  const paths = options.paths.length > 0 ? options.paths : [await defaultPath(search)];
  const books: BookConfig[] = [];
  const libraries = new Map<string, Library>();
  for (const path of paths) books.push(...(await findAt(path, search, libraries)));
  const walked = [...libraries.values()];
  const library = walked.find(({ choice }) => choice.catalogue);
  const catalogue = library !== undefined ? catalogueOf(library) : walked.length > 0 ? 'off' : null;
  return { value: withOwnNames(books, options.workingFolder, report), catalogue, diagnostics };
}

function catalogueOf({ choice: { title, description, language }, folder }: Library): CatalogueSettings {
  return { title, description, language, folder };
}

/** What `octavo build` builds where no path is given. */
async function defaultPath({ options, host }: Search): Promise<string> {
  const { workingFolder } = options;
  const articles = join(workingFolder, 'articles');
  const isOwn =
    (await bookFileIn(workingFolder, libraryFileNames, host)) !== null ||
    (await bookFileIn(workingFolder, bookFileNames, host)) !== null ||
    (await findSite(workingFolder, host)) !== null;
  return !isOwn && (await host.listFolder(articles)).kind === 'folder' ? articles : workingFolder;
}

async function findAt(path: string, search: Search, walked: Map<string, Library>): Promise<BookConfig[]> {
  const answer = await search.host.readFile(path);
  switch (answer.kind) {
    case 'folder':
      return findInFolder(path, search, walked);
    case 'file': {
      if (libraryFileNames.some((name) => name === basename(path))) return findInFolder(dirname(path), search, walked);
      if (!isArticle(path) && !isBookFile(path)) {
        search.report(notAnArticle(path, search));
        return [];
      }
      const library = await libraryOf(dirname(path), search);
      if (library === null) return [];
      if (library.file !== null) walked.set(library.folder, library);
      const place = { library, root: library.folder, names: library.file === null ? null : library.folder };
      if (isArticle(path)) return [articleBook(path, { ...place, drafts: true }, search)];
      return bookOfFile(path, answer, place, search);
    }
    case 'missing':
      search.report(problem('path-not-found', `no such file or folder: \`${shown(path, search)}\``, null, pathHint));
      return [];
    case 'refused': {
      const message = `\`${shown(path, search)}\` cannot be read: ${answer.reason}`;
      search.report(problem('path-not-found', message, null));
      return [];
    }
  }
}

/** The octavo.yaml that applies to a folder; null where it has errors. */
async function libraryOf(folder: string, { options, host, report }: Search): Promise<Library | null> {
  const file = await findLibraryFile(folder, options.workingFolder, host);
  if (file === null) return plainLibrary(folder);
  const { value, diagnostics } = await readLibrary(file, host);
  for (const each of diagnostics) report(each);
  return value;
}

/** The book of a folder, or else every article and every book below it, and the volumes of its octavo.yaml. */
async function findInFolder(folder: string, search: Search, walked: Map<string, Library>): Promise<BookConfig[]> {
  const { host, options, report } = search;
  const library = await libraryOf(folder, search);
  if (library === null) return [];
  if (library.file !== null) walked.set(library.folder, library);
  const place = { library, root: library.folder, names: library.file === null ? null : library.folder };
  const isWhole = library.file !== null && library.folder === folder;
  const site = await findSite(folder, host);
  const own = await bookOf(folder, site, place, search);
  if (own !== null && !(isWhole && library.volumes.length > 0)) return own;

  const content = site?.kind === 'blog' ? site.content : folder;
  const found = await walk(content, folder, library, search);
  const inside = { library, root: library.folder, names: library.file === null ? content : library.folder };
  const articles: string[] = [];
  const books: BookConfig[] = own ?? [];
  for (const { kind, path } of found.found) {
    if (kind === 'article') {
      articles.push(path);
      continue;
    }
    books.push(...((await bookOf(path, await findSite(path, host), inside, search, folder)) ?? []));
  }
  reportLeftOut(found.leftOut, search);
  if (found.found.length === 0 && books.length === 0 && library.volumes.length === 0) {
    const hint = `put an article (${articleExtensions.join(', ')}) into it, or pass a folder with a book.yaml`;
    report(problem('no-articles', `no articles in \`${shown(folder, search)}\``, null, hint));
    return [];
  }
  if (library.file === null) walked.set(folder, library);
  // The articles of a book are in it already.
  const single =
    library.choice.standalone && own === null
      ? articles.map((path) => articleBook(path, { ...inside, drafts: false }, search))
      : [];
  const volumes = isWhole ? await volumesOf(library, articles, search) : [];
  return [...single, ...books, ...volumes].map((config) =>
    (options.flat ?? library.choice.layout === 'flat') ? { ...config, name: config.name.split('/').at(-1)! } : config,
  );
}

/** The books of a folder that is a book as a whole; null where it is none. No link may lead out of `around`. */
async function bookOf(
  folder: string,
  site: Site | null,
  place: BookPlace,
  search: Search,
  around = folder,
): Promise<BookConfig[] | null> {
  const book = await bookAt(folder, search);
  if (book === null) return site?.kind === 'book' ? siteBook(site.book, place, search) : null;
  return (await isWithin(book.path, around, search)) ? bookOfFile(book.path, book.answer, place, search) : [];
}

async function walk(content: string, folder: string, library: Library, search: Search): Promise<WalkedFolder> {
  const { options, host } = search;
  let ignored = ignoring(library.folder, library.choice.ignore?.map(({ value }) => value) ?? []);
  // Of the folders between the library and the folder to walk, which reads its own.
  const between = relative(library.folder, content).split(/[/\\]/).filter(Boolean);
  for (let depth = 0; depth < between.length; depth += 1)
    ignored = await rulesIn(join(library.folder, ...between.slice(0, depth)), ignored, host);
  return walkFolder(content, {
    outputFolder: options.outputFolder,
    ignored,
    host,
    isBook: async (path) => (await bookAt(path, search)) !== null || (await findSite(path, host))?.kind === 'book',
    isAllowed: (path) => isWithin(path, folder, search),
  });
}

function reportLeftOut(paths: string[], search: Search): void {
  if (paths.length === 0) return;
  const names = paths.map((path) => `\`${shown(path, search)}\``);
  const list = names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  const message = `not built, since ${names.length === 1 ? 'it is' : 'they are'} about the folder or a working copy: ${list}`;
  search.report(problem('file-not-built', message, null, 'pass the path of a file to build it'));
}

/** A folder may come from a stranger: no link in it may lead outside. Paths the user gives are the user's choice. */
async function isWithin(path: string, folder: string, search: Search): Promise<boolean> {
  const [real, realFolder] = await Promise.all([search.host.realPath(path), search.host.realPath(folder)]);
  if (real === null || realFolder === null || isInside(real, realFolder)) return true;
  const message = `symbolic link points outside the folder \`${shown(folder, search)}\``;
  const hint = 'copy the file into the folder, or pass its own path';
  search.report(problem('path-outside-folder', message, { file: path, line: null }, hint));
  return false;
}

async function bookAt(folder: string, { host }: Search) {
  return bookFileIn(folder, bookFileNames, host);
}

async function bookFileIn(
  folder: string,
  names: readonly string[],
  host: Pick<Host, 'readFile'>,
): Promise<{ path: string; answer: FileAnswer & { kind: 'file' } } | null> {
  for (const name of names) {
    const path = join(folder, name);
    const answer = await host.readFile(path);
    if (answer.kind === 'file') return { path, answer };
  }
  return null;
}

const pathHint = `pass an article (${articleExtensions.join(', ')}), a book.yaml, or a folder that contains them`;

function notAnArticle(path: string, search: Search): Diagnostic {
  return problem('no-articles', `\`${shown(path, search)}\` is neither an article nor a book.yaml`, null, pathHint);
}

function shown(path: string, search: Search): string {
  return relative(search.options.workingFolder, path) || '.';
}
