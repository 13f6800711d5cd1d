/**
 * Writes the catalogue of the output folder after a build: `catalog.json`, which is also the record of what earlier
 * builds made, `catalog.xml` for reading apps and `index.html` for people. The same books give the same bytes.
 */
import { join, posix } from 'node:path';
import type { CatalogueSettings } from '../config/find-books.ts';
import { comparableName } from '../config/output-name.ts';
import { escapeAttribute } from '../hast/serialize.ts';
import { collector, type Diagnostic, problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import type { NewFile } from '../model/output.ts';
import { fillTemplate } from '../templates/bounded-mustache.ts';
import {
  type Catalogue,
  type CatalogueBook,
  type CatalogueDescription,
  type CatalogueUpdate,
  describeCatalogue,
  type ListedBook,
  updateCatalogue,
} from './catalogue.ts';
import { type BookCover, bookCover, type ThumbnailHost } from './covers.ts';
import { feedView } from './feed.ts';
import { pageGenerator, pageView } from './page.ts';
import { catalogueVersion, readCatalogue } from './read-catalogue.ts';

export type { ListedBook } from './catalogue.ts';

export interface CatalogueRequest {
  /** Null where only files outside a library were named: no entry is then added. */
  settings: CatalogueSettings | null;
  books: ListedBook[];
  /** Fewer need no catalogue. */
  leastBooks: number;
  /** Of all books of the library. */
  names: string[];
  outputFolder: string;
  /** Octavo's own templates. */
  templateFolder: string;
}

export interface WrittenCatalogue {
  /** Absolute; the first is for people, or where there is none, for reading apps. */
  paths: string[];
  books: number;
  /** What `octavo report merge` makes the catalogue of several shards from. */
  record: CatalogueRecord;
}

/** A catalogue as a report has it: its language is null where it is that of most books. */
export interface CatalogueRecord extends CatalogueDescription {
  books: CatalogueBook[];
}

type CatalogueHost = ThumbnailHost & Pick<Host, 'readFile' | 'listFolder' | 'writeFiles'>;

/** Null where none is written: a single book is found without. */
export async function writeCatalogue(
  request: CatalogueRequest,
  host: CatalogueHost,
): Promise<Reported<WrittenCatalogue | null>> {
  const { diagnostics, take } = collector();
  const { settings, outputFolder } = request;
  const previous = await previousCatalogue(outputFolder, host);
  const listed = new Set(previous?.books.map(({ name }) => name));
  const written = request.books.filter(
    ({ name, outputs }) => outputs.length > 0 && (settings !== null || listed.has(name)),
  );
  if (written.length < (previous === null ? request.leastBooks : 1)) return { value: null, diagnostics };

  const covers = await makeCovers(written, outputFolder, host);
  const books: CatalogueUpdate['books'] = written.map((book, index) => {
    const { cover, thumbnail } = covers[index]!;
    return { ...book, cover, thumbnail };
  });
  const exists = await existingFiles(previous, outputFolder, host);
  const { names } = request;
  const catalogue = updateCatalogue(previous, { settings, books, names, outputFolder, exists });
  const record = { ...catalogue, language: settings === null ? catalogue.language : settings.language };
  const coverFiles = covers.flatMap((cover) => cover.files);
  const paths = take(await writePages(catalogue, coverFiles, request, host));
  return { value: paths === null ? null : { paths, books: catalogue.books.length, record }, diagnostics };
}

/** A catalogue of books that several builds made. */
export async function writeMergedCatalogue(
  records: CatalogueRecord[],
  folders: Pick<CatalogueRequest, 'outputFolder' | 'templateFolder'>,
  host: CatalogueHost,
): Promise<Reported<string[] | null>> {
  const first = records[0];
  if (first === undefined) return { value: null, diagnostics: [] };
  const books = new Map(records.flatMap((record) => record.books.map((book) => [book.name, book] as const)));
  const { id, title, description, language } = first;
  return writePages(describeCatalogue([...books.values()], { id, title, description, language }), [], folders, host);
}

/** The paths of its files; null where they cannot be written. */
async function writePages(
  catalogue: Catalogue,
  covers: NewFile[],
  { outputFolder, templateFolder }: Pick<CatalogueRequest, 'outputFolder' | 'templateFolder'>,
  host: CatalogueHost,
): Promise<Reported<string[] | null>> {
  const { diagnostics, report } = collector();
  const conflict = await pageConflict(catalogue, outputFolder, host);
  if (conflict !== null) report(conflict);
  const named = await renderCatalogue(catalogue, conflict === null, templateFolder, host);
  const files = named.map(({ name, text }): NewFile => {
    return { path: join(outputFolder, name), chunks: [new TextEncoder().encode(text)] };
  });
  const answer = await host.writeFiles([...covers, ...files]);
  if (answer.kind === 'failed') {
    const place = { file: answer.path, line: null };
    report(problem('output-failed', `cannot write the catalogue: ${answer.reason}`, place));
    return { value: null, diagnostics };
  }
  return { value: files.map(({ path }) => path), diagnostics };
}

async function previousCatalogue(folder: string, host: Pick<Host, 'readFile'>): Promise<Catalogue | null> {
  const file = await host.readFile(join(folder, 'catalog.json'));
  return file.kind === 'file' ? readCatalogue(file.bytes) : null;
}

/** As many at a time as there are converters. */
const coversAtOnce = 4;

async function makeCovers(books: ListedBook[], outputFolder: string, host: ThumbnailHost): Promise<BookCover[]> {
  const covers: BookCover[] = [];
  for (let start = 0; start < books.length; start += coversAtOnce) {
    const some = books.slice(start, start + coversAtOnce);
    covers.push(...(await Promise.all(some.map((book) => bookCover(book, outputFolder, host)))));
  }
  return covers;
}

/** Folders are listed and files not opened: they may be thousands, and large. */
async function existingFiles(
  previous: Catalogue | null,
  outputFolder: string,
  host: Pick<Host, 'listFolder'>,
): Promise<(path: string) => boolean> {
  const paths = (previous?.books ?? []).flatMap(({ files, cover, thumbnail }) =>
    [...files, cover, thumbnail].flatMap((file) => (file === null ? [] : [file.path])),
  );
  const existing = new Set<string>();
  for (const folder of new Set(paths.map((path) => posix.dirname(path)))) {
    const listing = await host.listFolder(join(outputFolder, folder));
    if (listing.kind !== 'folder') continue;
    for (const name of listing.files) existing.add(comparableName(posix.join(folder, name)));
  }
  return (path) => existing.has(comparableName(posix.normalize(path)));
}

const pageName = 'index.html';

/** Neither a book's own page nor a file that someone else wrote is replaced. */
async function pageConflict(
  { books }: Catalogue,
  outputFolder: string,
  host: Pick<Host, 'readFile'>,
): Promise<Diagnostic | null> {
  const path = join(outputFolder, pageName);
  const isBook = books.some(({ files }) => files.some((file) => comparableName(file.path) === pageName));
  const file = isBook ? null : await host.readFile(path);
  const isForeign =
    file?.kind === 'file' &&
    !new TextDecoder().decode(file.bytes).includes(`name="generator" content="${pageGenerator}"`);
  if (!isBook && !isForeign) return null;
  const what = isBook ? 'the page of a book' : 'a file that is not from Octavo';
  const message = `the catalogue has no ${pageName}, since it would overwrite ${what}`;
  const hint = `rename the ${isBook ? 'article' : 'file'}, or write \`catalogue: off\` in octavo.yaml`;
  // The books are not affected.
  return { ...problem('output-name-conflict', message, { file: path, line: null }, hint), severity: 'warning' };
}

async function renderCatalogue(
  catalogue: Catalogue,
  withPage: boolean,
  templateFolder: string,
  host: Pick<Host, 'readFile'>,
): Promise<{ name: string; text: string }[]> {
  const templates = new Map<string, string>();
  for (const name of ['index.html', 'label.html', 'catalogue.css', 'catalogue.js', 'catalog.xml']) {
    const file = await host.readFile(join(templateFolder, 'catalogue', name));
    if (file.kind === 'file') templates.set(name, new TextDecoder().decode(file.bytes));
  }
  // The label stands in a line of text.
  const template = (name: string) => templates.get(name)?.replace(name === 'label.html' ? /\n$/ : /$^/, '') ?? '';
  const fill = (name: string, view: object) =>
    fillTemplate(template(name), view, template, (value) => escapeAttribute(String(value)));
  const parts = { style: template('catalogue.css'), script: template('catalogue.js') };
  const record = JSON.stringify({ version: catalogueVersion, ...catalogue }, null, 2);
  return [
    ...(withPage ? [{ name: pageName, text: fill('index.html', pageView(catalogue, parts)) }] : []),
    { name: 'catalog.xml', text: fill('catalog.xml', feedView(catalogue, withPage)) },
    { name: 'catalog.json', text: `${record}\n` },
  ];
}
