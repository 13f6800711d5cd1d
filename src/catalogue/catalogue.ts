/**
 * The catalogue of an output folder as a value: what `catalog.json` holds, and how a build changes it. Books that a
 * build does not make keep their entries.
 */
import { relative, sep } from 'node:path';
import { uuidFrom } from '../assemble/identity.ts';
import type { CatalogueSettings } from '../config/find-books.ts';
import type { BookMeta, StoredImage } from '../model/book.ts';
import type { Format, Profile, Target } from '../model/options.ts';
import { naturally } from '../text/file-names.ts';
import { parseUrl, uriOf } from '../text/urls.ts';
import type { SizedFile } from '../verify/check-outputs.ts';

/** A book as the build leaves it. Without outputs it was not written. */
export interface ListedBook {
  name: string;
  meta: BookMeta;
  outputs: SizedFile[];
  /** The cover of its EPUB, or the image the book names as its cover. */
  cover: StoredImage | null;
}

/** Everything in it is plain JSON. Paths are relative to the output folder, with slashes. */
export interface Catalogue {
  /** urn:uuid:…, the same as long as catalog.json is there. */
  id: string;
  title: string | null;
  description: string | null;
  language: string;
  /** Newest first. */
  books: CatalogueBook[];
}

export interface CatalogueBook {
  /** Path of its files without extension: a build replaces the entry of that name. */
  name: string;
  identifier: string;
  title: string;
  subtitle: string | null;
  authors: string[];
  translators: string[];
  editors: string[];
  illustrators: string[];
  language: string;
  /** Of publication: `2024-05-12`, `2024-05` or `2024`. */
  date: string | null;
  /** The date inside the files, as ISO 8601 with time. */
  modified: string;
  description: string | null;
  tags: string[];
  /** Web address of the original. */
  source: string | null;
  publisher: string | null;
  rights: string | null;
  series: { name: string; position: string | null } | null;
  cover: CatalogueImage | null;
  thumbnail: CatalogueImage | null;
  files: CatalogueFile[];
}

export interface CatalogueImage {
  path: string;
  mediaType: string;
  width: number;
  height: number;
}

export interface CatalogueFile {
  path: string;
  format: Format;
  /** Of an EPUB, the device it is made for. */
  target: Target | null;
  /** Of a PDF, what it is for. */
  profile: Profile | null;
  /** Whether it is the cover sheet of a printed book, and not the book. */
  coverSheet: boolean;
  pages: number | null;
  bytes: number;
}

/** What a build brings to a catalogue. */
export interface CatalogueUpdate {
  /** Null where only files outside a library were named: the catalogue keeps its own. */
  settings: CatalogueSettings | null;
  /** The written books, with their covers in the catalogue. */
  books: (Omit<ListedBook, 'cover'> & Pick<CatalogueBook, 'cover' | 'thumbnail'>)[];
  /** Of all books of the library, of which this build may make a part. */
  names: string[];
  outputFolder: string;
  /** Whether a file of the previous catalogue is still there. */
  exists: (path: string) => boolean;
}

export function updateCatalogue(previous: Catalogue | null, update: CatalogueUpdate): Catalogue {
  const { settings, names, outputFolder, exists } = update;
  const entries = new Map<string, CatalogueBook>();
  for (const book of previous?.books ?? []) {
    const files = book.files.filter(({ path }) => exists(path));
    const existing = (image: CatalogueImage | null) => (image !== null && exists(image.path) ? image : null);
    const images = { cover: existing(book.cover), thumbnail: existing(book.thumbnail) };
    if (files.length > 0) entries.set(book.name, { ...book, ...images, files });
  }
  for (const book of update.books) {
    const earlier = entries.get(book.name);
    entries.set(book.name, entryOf(book, earlier ?? null, outputFolder));
  }
  const described = settings ?? previous;
  const title = described?.title ?? null;
  return describeCatalogue([...entries.values()], {
    // The same for every shard of a library.
    id: previous?.id ?? `urn:uuid:${uuidFrom(`catalogue\n${title ?? [...names].sort(naturally)[0]}`)}`,
    title,
    description: described?.description ?? null,
    language: settings === null ? (previous?.language ?? 'en') : settings.language,
  });
}

/** What a catalogue says of itself. Its language is null where it is that of most books. */
export interface CatalogueDescription extends Omit<Catalogue, 'language' | 'books'> {
  language: string | null;
}

export function describeCatalogue(
  entries: CatalogueBook[],
  { language, ...description }: CatalogueDescription,
): Catalogue {
  const books = entries.sort(newestFirst);
  return { ...description, language: language ?? mostFrequent(books), books };
}

/** Files of formats that this build does not make stay listed. */
function entryOf(book: CatalogueUpdate['books'][number], earlier: CatalogueBook | null, folder: string): CatalogueBook {
  const { meta } = book;
  const files = book.outputs.map((output) => fileOf(output, folder));
  const paths = new Set(files.map(({ path }) => path));
  const other = earlier?.files.filter(({ path }) => !paths.has(path)) ?? [];
  return {
    name: book.name,
    identifier: meta.identifier,
    title: meta.title,
    subtitle: meta.subtitle,
    authors: meta.authors,
    translators: meta.translators,
    editors: meta.editors,
    illustrators: meta.illustrators,
    language: meta.language,
    date: meta.date,
    modified: meta.modified.toISOString(),
    description: meta.description,
    tags: meta.tags,
    source: webAddress(meta.url),
    publisher: meta.publisher,
    rights: meta.rights,
    series: meta.series,
    cover: book.cover === null ? (earlier?.cover ?? null) : book.cover,
    thumbnail: book.cover === null ? (earlier?.thumbnail ?? null) : book.thumbnail,
    files: [...files, ...other],
  };
}

function fileOf(output: SizedFile, folder: string): CatalogueFile {
  return {
    path: relative(folder, output.path).split(sep).join('/'),
    format: output.kind === 'cover-sheet' ? 'pdf' : output.kind,
    target: output.kind === 'epub' ? output.target : null,
    profile: output.kind === 'pdf' ? output.profile : output.kind === 'cover-sheet' ? 'print' : null,
    coverSheet: output.kind === 'cover-sheet',
    pages: output.kind === 'pdf' ? output.pages : null,
    bytes: output.size.whole,
  };
}

/** Null for everything that is no address of a web page: a link to it would do something else. */
export function webAddress(address: string | null): string | null {
  const url = address === null ? null : parseUrl(address);
  return url === null || !/^https?:$/.test(url.protocol) ? null : uriOf(url);
}

export function dateOf({ date, modified }: Pick<CatalogueBook, 'date' | 'modified'>): string {
  return date ?? modified.slice(0, 10);
}

function newestFirst(first: CatalogueBook, second: CatalogueBook): number {
  const [earlier, later] = [dateOf(second), dateOf(first)];
  return earlier === later ? naturally(first.name, second.name) : earlier < later ? -1 : 1;
}

/** The language of most books; the first of those that are equally frequent. */
function mostFrequent(books: CatalogueBook[]): string {
  const counts = new Map<string, number>();
  for (const { language } of books) counts.set(language, (counts.get(language) ?? 0) + 1);
  const [most] = [...counts].sort(([, first], [, second]) => second - first);
  return most?.[0] ?? 'en';
}
