/**
 * The catalogue as OPDS 1.2 acquisition feed, which reading apps browse. https://specs.opds.io/opds-1.2
 * The template writes Atom; this file decides what an entry says.
 */
import { uuidFrom } from '../assemble/identity.ts';
import type { Format } from '../model/options.ts';
import type { Catalogue, CatalogueBook, CatalogueFile, CatalogueImage } from './catalogue.ts';
import { labelLanguageOf, labels } from './labels.ts';

const mediaTypes: Record<Format, string> = {
  epub: 'application/epub+zip',
  pdf: 'application/pdf',
  html: 'text/html',
};

/** `page` says whether there is an `index.html` of the catalogue. */
export function feedView(catalogue: Catalogue, page: boolean): object {
  const { books, language } = catalogue;
  const title = catalogue.title ?? labels.library[labelLanguageOf(language)];
  const modified = books.map((book) => book.modified).sort();
  const ids = new Set<string>();
  return {
    id: catalogue.id,
    language,
    title,
    subtitle: catalogue.description,
    updated: modified.at(-1) ?? '1970-01-01T00:00:00.000Z',
    page,
    entries: books.map((book) => entryView(book, entryId(book, ids), labelLanguageOf(language))),
  };
}

function entryView(book: CatalogueBook, id: string, language: 'en' | 'zh'): object {
  return {
    id,
    title: book.title,
    language: book.language,
    updated: book.modified,
    authors: book.authors,
    contributors: [...book.translators, ...book.editors, ...book.illustrators],
    identifier: book.identifier,
    issued: book.date,
    publisher: book.publisher,
    rights: book.rights,
    summary: book.description,
    tags: book.tags,
    source: book.source,
    images: [
      ...imageView(book.cover, 'http://opds-spec.org/image'),
      ...imageView(book.thumbnail, 'http://opds-spec.org/image/thumbnail'),
    ],
    files: book.files
      .filter(({ coverSheet }) => !coverSheet)
      .map((file) => ({
        href: hrefOf(file.path),
        type: mediaTypes[file.format],
        length: file.bytes,
        title: fileTitle(file, language),
      })),
  };
}

/** What tells several files of one format apart. */
function fileTitle({ format, target, profile }: CatalogueFile, language: 'en' | 'zh'): string {
  const device = target === null || target === 'generic' ? null : deviceNames[target];
  const use = profile === 'print' ? labels.print[language] : null;
  return [formatNames[format], device ?? use].filter((part) => part !== null).join(', ');
}

export const formatNames: Record<Format, string> = { epub: 'EPUB', pdf: 'PDF', html: 'HTML' };

export const deviceNames = { kindle: 'Kindle', kobo: 'Kobo', apple: 'Apple Books' };

/** RFC 4287 allows an id once: two translations of one article have the same identifier where its address made it. */
function entryId({ identifier, name }: CatalogueBook, ids: Set<string>): string {
  const id = ids.has(identifier) ? `urn:uuid:${uuidFrom(`${identifier}\n${name}`)}` : identifier;
  ids.add(id);
  return id;
}

function imageView(image: CatalogueImage | null, rel: string): object[] {
  return image === null ? [] : [{ rel, href: hrefOf(image.path), type: image.mediaType }];
}

/** A path as relative URL: names are in any script and may hold `#` and `%`. */
export function hrefOf(path: string): string {
  const encoded = path.split('/').map((name) => encodeURIComponent(name.toWellFormed()));
  return encoded.join('/').replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
