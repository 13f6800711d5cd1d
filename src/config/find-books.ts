/**
 * The books to build, from the paths of the command line: a BookConfig each, with absolute paths and every default
 * filled in. A book whose book.yaml has errors is left out; the others are built.
 */
import { basename, dirname, extname, join, relative } from 'node:path';
import type { BookConfig, Format, Metadata, Profile, Target } from '../model/book.ts';
import { type Diagnostic, problem, type Report, type Reported } from '../model/diagnostics.ts';
import type { FileAnswer, Host } from '../model/host.ts';
import { type BookSettings, typographyChecks } from '../model/settings/book-keys.ts';
import { camelCase } from '../model/settings/declaration.ts';
import { dialects } from '../model/settings/dialect-keys.ts';
import { pageSizes } from '../model/settings/page-size.ts';
import { chooseSeverities } from '../model/severities.ts';
import { decodeText } from '../sources/decode.ts';
import { emptyMetadata } from '../sources/metadata.ts';
import { articleExtensions, bookFileNames, isArticle, isBookFile, isInside, naturally } from '../text/file-names.ts';
import { defaultSettings, readBookFile } from './book-file.ts';
import { locateArticles } from './locate-articles.ts';
import { comparableName, epubName, outputName, pdfName } from './output-name.ts';
import { pageThickness, printers } from './printer-presets.ts';
import { staticFolders } from './static-folders.ts';

/** What a command line, or a caller of the library, decides. All paths are absolute. */
export interface BuildOptions {
  paths: string[];
  /** Paths in messages are relative to it. */
  workingFolder: string;
  outputFolder: string;
  /** Null: what the book says, else the default. */
  formats: Format[] | null;
  /** The same of the devices an EPUB is made for. */
  targets: Target[] | null;
  /** And of what a PDF is for. */
  profiles: Profile[] | null;
  offline: boolean;
  frozen: boolean;
  /** Fetch every image again. */
  update: boolean;
  allowPrivateHosts: boolean;
  /** Octavo's own templates. */
  templateFolder: string;
  fixedDate: Date | null;
}

type Disk = Pick<Host, 'readFile' | 'listFolder' | 'realPath'>;

/** What the functions below share. */
interface Search {
  options: BuildOptions;
  host: Disk;
  report: Report;
}

export async function findBooks(options: BuildOptions, host: Disk): Promise<Reported<BookConfig[]>> {
  const diagnostics: Diagnostic[] = [];
  const search: Search = { options, host, report: (diagnostic) => diagnostics.push(diagnostic) };
  const books: BookConfig[] = [];
  for (const path of options.paths) books.push(...(await findAt(path, search)));
  return { value: withOwnNames(books, search), diagnostics };
}

async function findAt(path: string, search: Search): Promise<BookConfig[]> {
  const answer = await search.host.readFile(path);
  switch (answer.kind) {
    case 'folder':
      return findInFolder(path, search);
    case 'file':
      if (isArticle(path)) return [articleBook(path, true, search)];
      if (isBookFile(path)) return readBook(path, answer, search);
      search.report(notAnArticle(path, search));
      return [];
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

/** The book of a folder, or else every article and every sub-folder with a book.yaml as a book of its own. */
async function findInFolder(folder: string, search: Search): Promise<BookConfig[]> {
  const book = await bookFileIn(folder, search);
  if (book) return (await isWithin(book.path, folder, search)) ? readBook(book.path, book.answer, search) : [];
  const listing = await search.host.listFolder(folder);
  const files = listing.kind === 'folder' ? listing.files.filter(isArticle).sort(naturally) : [];
  const folders = listing.kind === 'folder' ? [...listing.folders].sort(naturally) : [];
  let found = files.length > 0;
  const inside = await Promise.all(files.map((name) => isWithin(join(folder, name), folder, search)));
  const books = files.filter((_, index) => inside[index]).map((name) => articleBook(join(folder, name), false, search));
  for (const name of folders) {
    const inner = await bookFileIn(join(folder, name), search);
    if (!inner) continue;
    found = true;
    if (!(await isWithin(inner.path, folder, search))) continue;
    books.push(...(await readBook(inner.path, inner.answer, search)));
  }
  if (!found) {
    const hint = `put an article (${articleExtensions.join(', ')}) into it, or pass a folder with a book.yaml`;
    search.report(problem('no-articles', `no articles in \`${shown(folder, search)}\``, null, hint));
  }
  return books;
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

async function bookFileIn(folder: string, search: Search): Promise<{ path: string; answer: FoundFile } | null> {
  for (const name of bookFileNames) {
    const path = join(folder, name);
    const answer = await search.host.readFile(path);
    if (answer.kind === 'file') return { path, answer };
  }
  return null;
}

type FoundFile = FileAnswer & { kind: 'file' };

/** What does not depend on where the book is. */
type SharedConfig = Omit<BookConfig, 'name' | 'folder' | 'root' | 'file' | 'parts' | 'drafts' | 'templateFolders'>;

/** An article that is a book by itself. */
function articleBook(path: string, drafts: boolean, { options }: Search): BookConfig {
  return {
    ...resolveSettings(defaultSettings(), emptyMetadata(), options),
    name: outputName(basename(path, extname(path))),
    folder: dirname(path),
    root: dirname(path),
    file: null,
    parts: [{ title: null, articles: [{ value: path, place: { file: path, line: null } }] }],
    drafts,
    templateFolders: [options.templateFolder],
  };
}

/** The book of a book.yaml, or none when that has errors. */
async function readBook(path: string, answer: FoundFile, search: Search): Promise<BookConfig[]> {
  const folder = dirname(path);
  let failed = false;
  const report: Report = (diagnostic) => {
    failed ||= diagnostic.severity === 'error';
    search.report(diagnostic);
  };
  const decoded = decodeText(answer.bytes);
  if (decoded.kind === 'not-utf8') {
    report(problem('book-yaml-invalid', decoded.reason, { file: path, line: decoded.line }, 'save it as UTF-8'));
    return [];
  }
  const read = readBookFile({ path, text: decoded.text });
  for (const each of chooseSeverities(read.diagnostics, read.value.settings.diagnostics)) report(each);
  const parts = await locateArticles(read.value.parts, folder, search.host, report);
  if (!failed && parts.length === 0) {
    const hint = 'list the files under `articles:`, one `- file.md` per line';
    report(problem('no-articles', 'book.yaml lists no articles', { file: path, line: read.value.listLine }, hint));
  }
  const folders = staticFolders(path, read.value.settings.static, search.options.workingFolder, report);
  if (failed) return [];
  const config = resolveSettings(read.value.settings, read.value.meta, search.options);
  // The folder may have been given as `.` or through a link: its own name is what the author chose.
  const name = outputName(basename((await search.host.realPath(folder)) ?? folder));
  const templateFolders = [join(folder, 'templates'), search.options.templateFolder];
  const images = { ...config.images, folders };
  return [{ ...config, name, folder, root: folder, file: path, parts, images, drafts: false, templateFolders }];
}

/** The command line goes before the book, and a printer's rules before the defaults that depend on it. */
function resolveSettings(settings: BookSettings, meta: Metadata, options: BuildOptions): SharedConfig {
  const { articles: _articles, parts: _parts, static: _static, ...others } = settings;
  const { page, cover, paper, ...pdf } = settings.pdf;
  const printer = pdf.preset === null ? null : printers[pdf.preset];
  const thickness = cover === 'wrap' ? pageThickness(pdf.preset, paper) : null;
  const profiles = pdf.profiles ?? [printer === null ? 'screen' : 'print'];
  const { offline, frozen, update, allowPrivateHosts, outputFolder, fixedDate } = options;
  return {
    ...others,
    meta,
    formats: options.formats ?? settings.formats,
    page: page ?? printer?.page ?? pageSizes.A5,
    pdf: {
      ...pdf,
      // The cover goes around printed pages.
      profiles: options.profiles ?? [...new Set([...profiles, ...(thickness === null ? [] : ['print' as const])])],
      bleed: pdf.bleed ?? printer?.bleed ?? 0,
      wrap: thickness === null ? null : { thickness },
    },
    epub: { ...settings.epub, targets: options.targets ?? settings.epub.targets },
    images: { ...settings.images, offline, frozen, update, allowPrivateHosts, folders: [] },
    typography: new Set(typographyChecks.filter((name) => settings.typography[camelCase(name)])),
    dialects: new Set(dialects.filter((name) => settings.dialects[camelCase(name)])),
    outputFolder,
    fixedDate,
  };
}

/** Leaves out books met twice, which is no problem, and reports those that would overwrite another. */
function withOwnNames(books: BookConfig[], search: Search): BookConfig[] {
  const bySource = new Map<string, BookConfig>();
  for (const book of books) if (!bySource.has(sourceOf(book))) bySource.set(sourceOf(book), book);
  const byName = new Map<string, BookConfig>();
  for (const book of bySource.values()) {
    const names = outputNamesOf(book);
    const earlier = names.map((name) => byName.get(name)).find((each) => each !== undefined);
    if (!earlier) {
      for (const name of names) byName.set(name, book);
      continue;
    }
    const place = { file: sourceOf(book), line: null };
    const message = `output \`${earlier.name}\` would overwrite that of \`${shown(sourceOf(earlier), search)}\``;
    const hint = 'rename one of them, or build each into its own folder with `--out`';
    search.report(problem('output-name-conflict', message, place, hint, [{ file: sourceOf(earlier), line: null }]));
  }
  return [...new Set(byName.values())];
}

/**
 * Without the extension of the format: `essay.kindle.md` is another book than `essay.md`, and both may make one file.
 */
function outputNamesOf({ name, formats, epub, pdf }: BookConfig): string[] {
  const printed = formats.includes('pdf') ? pdf.profiles : [];
  const names = [
    ...epub.targets.map((target) => basename(epubName(name, target), '.epub')),
    ...printed.map((profile) => basename(pdfName(name, profile), '.pdf')),
    ...(pdf.wrap !== null && printed.includes('print') ? [basename(pdfName(name, 'cover'), '.pdf')] : []),
  ];
  return [name, ...names].map(comparableName);
}

function sourceOf(book: BookConfig): string {
  return book.file ?? book.parts[0]!.articles[0]!.value;
}

const pathHint = `pass an article (${articleExtensions.join(', ')}), a book.yaml, or a folder that contains them`;

function notAnArticle(path: string, search: Search): Diagnostic {
  return problem('no-articles', `\`${shown(path, search)}\` is neither an article nor a book.yaml`, null, pathHint);
}

function shown(path: string, search: Search): string {
  return relative(search.options.workingFolder, path) || '.';
}
