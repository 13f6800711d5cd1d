/** Package document, navigation document and NCX. */

import { allEntries } from '../assemble/contents.ts';
import { pdfName } from '../config/output-name.ts';
import { scriptClass, stringsFor } from '../locale/strings.ts';
import type { Book, BookMeta, StoredImage, Target, TocEntry } from '../model/book.ts';
import { textMarkup } from '../render/sections.ts';
import type { Templates } from '../templates/load-templates.ts';
import { bindingOf, directionWithin } from '../typography/direction.ts';
import { accessibilityOf } from './accessibility.ts';
import { type ContentDocument, hrefOf, styleLinks } from './documents.ts';
import type { EmbeddedFont } from './fonts/embedded-fonts.ts';
import type { PageBreak } from './page-list.ts';
import { type NamedPlace, playOrder } from './play-order.ts';

export interface StyleSheet {
  name: string;
  text: string;
}

/** What the EPUB holds beside its documents. */
export interface PackedFiles {
  /** The first is that which the package names by itself. */
  styles: StyleSheet[];
  images: StoredImage[];
  cover: StoredImage | null;
  fonts: Pick<EmbeddedFont, 'name'>[];
  /** Of the pages of the PDF; none when there is no PDF. */
  marks: PageBreak[];
}

/** https://www.w3.org/TR/epub-33/#sec-package-doc */
export function packageDocument(
  book: Book,
  documents: ContentDocument[],
  { styles, images, cover, fonts, marks }: PackedFiles,
  templates: Templates,
  target: Target,
): string {
  const { meta } = book;
  const coverItem = cover === null ? null : itemOf(cover);
  return templates.fill('package.opf', {
    ...meta,
    modified: meta.modified.toISOString().replace(/\.\d+Z$/, 'Z'),
    people: peopleOf(meta),
    titleAs: fileAs(meta, meta.title),
    accessibility: accessibilityOf(book, marks.length > 0),
    pageSource: marks.length > 0 ? pageSource(book) : null,
    coverItem,
    ownFonts: book.config.epub.fonts === 'embed',
    appleVersion: target === 'apple' ? versionOf(meta.modified) : null,
    appleTerms: target === 'apple' || book.config.epub.fonts === 'embed',
    items: [
      { id: 'contents', href: 'toc.xhtml', mediaType: xhtml, properties: 'nav' },
      ...documents.map((document) => ({
        id: document.id,
        href: document.name,
        mediaType: xhtml,
        properties: propertiesOf(document),
      })),
      ...images.map((image) => ({
        id: itemOf(image),
        href: `images/${image.name}`,
        mediaType: image.mediaType,
        properties: itemOf(image) === coverItem ? 'cover-image' : null,
      })),
      ...styles.slice(1).map(({ name }) => ({
        id: name.replace(/\.css$/, ''),
        href: name,
        mediaType: 'text/css',
        properties: null,
      })),
      ...fonts.map(({ name }) => ({ id: fontItem(name), href: name, mediaType: 'font/ttf', properties: null })),
    ],
    vertical: book.config.writing === 'vertical',
    rightBound: bindingOf(book) === 'right',
    direction: directionWithin(book.meta.language, 'en'),
    spine: spineOf(documents),
    guide: landmarksOf(book, documents)
      .map(({ type, ...rest }) => ({ ...rest, type: guideTypes[type] ?? null }))
      .filter(({ type }) => type !== null),
  });
}

const xhtml = 'application/xhtml+xml';

/**
 * What the pages are those of, in words for people: nothing else names a file as surely as its title and name do. It is
 * said with `source-of`, since EPUBCheck 4.2.6 calls `pageBreakSource`, which follows it, an error.
 * https://www.w3.org/TR/epub-33/#sec-source-of
 */
function pageSource({ meta, config }: Book): string {
  return `${meta.title}. PDF: ${pdfName(config.name, config.pdf.profiles[0] ?? 'screen')}`;
}

/**
 * Apple Books offers the newer of two files: three numbers of at most four figures, compared one by one.
 * https://help.apple.com/itc/booksassetguide/en.lproj/itc511891543.html
 */
function versionOf(modified: Date): string {
  const [year, month, day, hour, minute] = modified.toISOString().split(/\D/).map(Number);
  return `${year}.${month! * 100 + day!}.${hour! * 100 + minute!}`;
}

/** The names old devices know for the landmarks. */
const guideTypes: Record<string, string> = { cover: 'cover', toc: 'toc', bodymatter: 'text', titlepage: 'title-page' };

export function navigationDocument(
  book: Book,
  documents: ContentDocument[],
  marks: PageBreak[],
  templates: Templates,
): string {
  const { language } = book.meta;
  return templates.fill('navigation.xhtml', {
    language,
    direction: directionWithin(language, language),
    setting: scriptClass(language),
    words: stringsFor(language),
    ownFonts: book.config.epub.fonts === 'embed',
    ...styleLinks(language, book),
    entries: navigationEntries(book.toc, book),
    landmarks: landmarksOf(book, documents),
    hasPages: marks.length > 0,
    pages: marks.map(({ page, id, section }) => ({ page, href: hrefOf(id, section) })),
  });
}

/** https://idpf.org/epub/20/spec/OPF_2.0_final_spec.html#Section2.4.1, for devices that know no other contents. */
export function ncxDocument(
  book: Book,
  documents: ContentDocument[],
  marks: PageBreak[],
  templates: Templates,
): string {
  const entries = [...allEntries(book.toc)].map((entry) => ({ entry, section: entry.section, id: entry.target }));
  const order = playOrder<NamedPlace>([...entries, ...marks], documents);
  const places = new Map(entries.map((place) => [place.entry, place]));
  const points = (toc: TocEntry[]): object[] =>
    toc.map((entry) => ({
      title: entry.title,
      href: hrefOf(entry.target, entry.section),
      order: order.get(places.get(entry)!),
      entries: points(entry.children),
    }));
  return templates.fill('toc.ncx', {
    language: book.meta.language,
    identifier: book.meta.identifier,
    title: book.meta.title,
    depth: Math.max(1, ...entries.map(({ entry }) => entry.level)),
    entries: points(book.toc),
    documents,
    hasPages: marks.length > 0,
    pageCount: marks.length,
    lastPage: marks.at(-1)?.page ?? 0,
    pages: marks.map((mark) => ({ page: mark.page, order: order.get(mark), href: hrefOf(mark.id, mark.section) })),
  });
}

function navigationEntries(toc: TocEntry[], book: Book): object[] {
  return toc.map((entry) => ({
    title: textMarkup(entry.title, book.meta.language, book.config.writing),
    href: hrefOf(entry.target, entry.section),
    entries: navigationEntries(entry.children, book),
    hasEntries: entry.children.length > 0,
  }));
}

function landmarksOf(book: Book, documents: ContentDocument[]): { type: string; href: string; label: string }[] {
  const words = stringsFor(book.meta.language);
  const first = (kind: ContentDocument['kind'][]) => documents.find((document) => kind.includes(document.kind));
  const places = [
    { type: 'cover', href: first(['cover'])?.name, label: words.cover },
    { type: 'titlepage', href: first(['title-page'])?.name, label: words.titlePage },
    { type: 'toc', href: 'toc.xhtml', label: words.contents },
    { type: 'bodymatter', href: first(['part', 'chapter'])?.name, label: words.bodyMatter },
  ];
  return places.flatMap(({ type, href, label }) => (href === undefined ? [] : [{ type, href, label }]));
}

/** Cover, title page, contents, text. */
function spineOf(documents: ContentDocument[]): string[] {
  const ids = documents.map((document) => document.id);
  const front = documents.filter(({ kind }) => kind === 'cover' || kind === 'title-page').length;
  return [...ids.slice(0, front), 'contents', ...ids.slice(front)];
}

/** https://www.w3.org/TR/epub-33/#sec-item-resource-properties: said when true, and only then. */
function propertiesOf(document: ContentDocument): string | null {
  const properties = [
    ...(document.xhtml.includes('<math ') ? ['mathml'] : []),
    ...(document.xhtml.includes('<svg ') ? ['svg'] : []),
  ];
  return properties.length === 0 ? null : properties.join(' ');
}

/** Ids of images follow their names, so that they stay when others come and go. */
function itemOf(image: StoredImage): string {
  return `image-${image.name.replace(/\..*$/, '')}`;
}

function fontItem(name: string): string {
  return name.replace(/^fonts\//, 'font-').replace(/\..*$/, '');
}

/** Roles are those of https://id.loc.gov/vocabulary/relators */
const roles = { authors: 'aut', translators: 'trl', editors: 'edt', illustrators: 'ill' } as const;

function peopleOf(meta: BookMeta): object[] {
  const credit = (name: string, index: number, kind: keyof typeof roles) => {
    const element = kind === 'authors' ? 'creator' : 'contributor';
    return {
      element: `dc:${element}`,
      id: `${kind.replace(/s$/, '')}_${index + 1}`,
      name,
      role: roles[kind],
      fileAs: fileAs(meta, name),
    };
  };
  const kinds = Object.keys(roles) as (keyof typeof roles)[];
  return kinds.flatMap((kind) => meta[kind].map((name, index) => credit(name, index, kind)));
}

function fileAs(meta: BookMeta, name: string): string | null {
  return Object.hasOwn(meta.fileAs, name) ? meta.fileAs[name]! : null;
}
