/** A BookConfig for an article, and for the book of a book.yaml. */
import { basename, dirname, extname, join, relative } from 'node:path';
import type { BookConfig } from '../model/book.ts';
import { problem, type Report } from '../model/diagnostics.ts';
import type { FileAnswer } from '../model/host.ts';
import { chooseSeverities } from '../model/severities.ts';
import { decodeText } from '../sources/decode.ts';
import { emptyMetadata } from '../sources/metadata.ts';
import { isFolderPage } from '../text/file-names.ts';
import { type BookFile, readBookFile } from './book-file.ts';
import { locateArticles } from './locate-articles.ts';
import { outputName } from './output-name.ts';
import { resolveSettings } from './resolve-settings.ts';
import type { BookPlace, Search } from './search.ts';
import { siteFolders, staticFolders } from './static-folders.ts';
import { isArticleOfFolder } from './walk.ts';

/** An article that is a book by itself. */
export function articleBook(path: string, place: BookPlace & { drafts: boolean }, search: Search): BookConfig {
  const { library, root, drafts } = place;
  const config = resolveSettings(library.settings, emptyMetadata(), library, search.options);
  const folders = siteFolders(root, dirname(path), library, search);
  return {
    ...config,
    images: { ...config.images, folders },
    name: articleName(path, place.names),
    folder: dirname(path),
    root,
    file: null,
    volume: null,
    parts: [{ title: null, articles: [{ value: path, place: { file: path, line: null } }] }],
    drafts,
    templateFolders: [search.options.templateFolder],
  };
}

/** `ai/essay/essay.md` and `ai/essay/index.md` are `ai/essay`. */
function articleName(path: string, names: string | null): string {
  const stem = basename(path, extname(path));
  if (names === null) return outputName(stem);
  const segments = relative(names, dirname(path)).split(/[/\\]/).filter(Boolean);
  const folder = segments.at(-1) ?? basename(names);
  const isOfFolder = isArticleOfFolder(basename(path), folder) && (segments.length > 0 || isFolderPage(path));
  if (isOfFolder) segments.pop();
  return [...segments, isOfFolder ? folder : stem].map(outputName).join('/');
}

type FoundFile = FileAnswer & { kind: 'file' };

/** The book of a book.yaml, or none when that has errors. */
export async function bookOfFile(
  path: string,
  answer: FoundFile,
  place: BookPlace,
  search: Search,
): Promise<BookConfig[]> {
  const decoded = decodeText(answer.bytes);
  if (decoded.kind === 'not-utf8') {
    const at = { file: path, line: decoded.line };
    search.report(problem('book-yaml-invalid', decoded.reason, at, 'save it as UTF-8'));
    return [];
  }
  const read = readBookFile({ path, text: decoded.text }, place.library.settings);
  let failed = false;
  const report: Report = (diagnostic) => {
    failed ||= diagnostic.severity === 'error';
    search.report(diagnostic);
  };
  for (const each of chooseSeverities(read.diagnostics, read.value.settings.diagnostics)) report(each);
  const folder = dirname(path);
  const parts = await locateArticles(read.value.parts, folder, search.host, report);
  if (!failed && parts.length === 0) {
    const hint = 'list the files under `articles:`, one `- file.md` per line';
    report(problem('no-articles', 'book.yaml lists no articles', { file: path, line: read.value.listLine }, hint));
  }
  const folders = staticFolders(path, read.value.settings.static, search.options.workingFolder, report);
  if (failed) return [];
  return [await bookConfig({ path, folder, book: read.value, parts, folders }, place, search)];
}

interface LocatedBook {
  /** book.yaml, or the file of another tool that lists the articles. */
  path: string;
  folder: string;
  book: Pick<BookFile, 'meta' | 'settings'>;
  parts: BookConfig['parts'];
  /** More folders with images. */
  folders: string[];
}

export async function bookConfig(located: LocatedBook, place: BookPlace, search: Search): Promise<BookConfig> {
  const { path, folder, book, parts, folders } = located;
  const config = resolveSettings(book.settings, book.meta, place.library, search.options);
  // The folder may have been given as `.` or through a link: its own name is what the author chose.
  const own = basename((await search.host.realPath(folder)) ?? folder);
  const around = place.names === null ? [] : relative(place.names, dirname(folder)).split(/[/\\]/).filter(Boolean);
  return {
    ...config,
    name: [...around.filter((each) => each !== '..'), own].map(outputName).join('/'),
    folder,
    root: folder,
    file: path,
    volume: null,
    parts,
    images: { ...config.images, folders: [...folders, ...siteFolders(place.root, folder, place.library, search)] },
    drafts: false,
    templateFolders: [join(folder, 'templates'), search.options.templateFolder],
  };
}
