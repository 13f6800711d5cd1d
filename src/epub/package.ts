/**
 * What an EPUB says of itself: package document, navigation document, NCX. In: a Book and its documents. Out: XML.
 */
import { allEntries } from '../assemble/contents.ts';
import type { Book, StoredImage, TocEntry } from '../book.ts';
import { wordsMarkup } from '../html/sections.ts';
import type { Templates } from '../html/templates.ts';
import { settingOf, wordsIn } from '../html/words.ts';
import { accessibilityOf } from './accessibility.ts';
import { type ContentDocument, hrefOf, styleSheetFor } from './documents.ts';
import type { EmbeddedFont } from './embedded-fonts.ts';

/** What the EPUB holds beside its documents. */
export interface PackedFiles {
  pictures: StoredImage[];
  cover: StoredImage | null;
  fonts: Pick<EmbeddedFont, 'name'>[];
}

/** https://www.w3.org/TR/epub-33/#sec-package-doc */
export function packageDocument(
  book: Book,
  documents: ContentDocument[],
  { pictures, cover, fonts }: PackedFiles,
  templates: Templates,
): string {
  const { meta } = book;
  const coverItem = cover === null ? null : itemOf(cover);
  return templates.fill('package.opf', {
    ...meta,
    modified: meta.modified.toISOString().replace(/\.\d+Z$/, 'Z'),
    people: [...credits(meta.authors, 'creator', 'aut'), ...credits(meta.translators, 'contributor', 'trl')],
    accessibility: accessibilityOf(book),
    coverItem,
    ownFonts: book.config.epubFonts === 'embed',
    items: [
      { id: 'contents', href: 'toc.xhtml', mediaType: xhtml, properties: 'nav' },
      ...documents.map((document) => ({
        id: document.id,
        href: document.name,
        mediaType: xhtml,
        properties: propertiesOf(document),
      })),
      ...pictures.map((image) => ({
        id: itemOf(image),
        href: `images/${image.name}`,
        mediaType: image.mediaType,
        properties: itemOf(image) === coverItem ? 'cover-image' : null,
      })),
      ...(book.config.epubFonts === 'embed'
        ? [{ id: 'fonts', href: 'fonts.css', mediaType: 'text/css', properties: null }]
        : []),
      ...(book.config.writing === 'vertical'
        ? [{ id: 'vertical', href: 'vertical.css', mediaType: 'text/css', properties: null }]
        : []),
      ...fonts.map(({ name }) => ({ id: fontItem(name), href: name, mediaType: 'font/ttf', properties: null })),
    ],
    vertical: book.config.writing === 'vertical',
    spine: spineOf(documents),
    guide: landmarksOf(book, documents)
      .map(({ type, ...rest }) => ({ ...rest, type: guideTypes[type] ?? null }))
      .filter(({ type }) => type !== null),
  });
}

const xhtml = 'application/xhtml+xml';

/** The names old devices know for the landmarks. */
const guideTypes: Record<string, string> = { cover: 'cover', toc: 'toc', bodymatter: 'text', titlepage: 'title-page' };

export function navigationDocument(book: Book, documents: ContentDocument[], templates: Templates): string {
  const { language } = book.meta;
  return templates.fill('navigation.xhtml', {
    language,
    setting: settingOf(language),
    words: wordsIn(language),
    ownFonts: book.config.epubFonts === 'embed',
    styles: styleSheetFor(language, book),
    entries: navigationEntries(book.toc, book),
    landmarks: landmarksOf(book, documents),
  });
}

/** https://idpf.org/epub/20/spec/OPF_2.0_final_spec.html#Section2.4.1, for devices that know no other contents. */
export function ncxDocument(book: Book, documents: ContentDocument[], templates: Templates): string {
  const entries = [...allEntries(book.toc)];
  const order = new Map(entries.map((entry, index) => [entry, index + 1]));
  const points = (toc: TocEntry[]): object[] =>
    toc.map((entry) => ({
      title: entry.title,
      href: hrefOf(entry.target, entry.section),
      order: order.get(entry),
      entries: points(entry.children),
    }));
  return templates.fill('toc.ncx', {
    language: book.meta.language,
    identifier: book.meta.identifier,
    title: book.meta.title,
    depth: Math.max(1, ...entries.map((entry) => entry.level)),
    entries: points(book.toc),
    documents,
  });
}

function navigationEntries(toc: TocEntry[], book: Book): object[] {
  return toc.map((entry) => ({
    title: wordsMarkup(entry.title, book.meta.language, book.config.writing),
    href: hrefOf(entry.target, entry.section),
    entries: navigationEntries(entry.children, book),
    hasEntries: entry.children.length > 0,
  }));
}

function landmarksOf(book: Book, documents: ContentDocument[]): { type: string; href: string; label: string }[] {
  const words = wordsIn(book.meta.language);
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

/** Ids of pictures follow their names, so that they stay when others come and go. */
function itemOf(image: StoredImage): string {
  return `image-${image.name.replace(/\..*$/, '')}`;
}

function fontItem(name: string): string {
  return name.replace(/^fonts\//, 'font-').replace(/\..*$/, '');
}

function credits(names: string[], element: 'creator' | 'contributor', role: 'aut' | 'trl'): object[] {
  return names.map((name, index) => ({ element: `dc:${element}`, id: `${element}_${index + 1}`, name, role }));
}
