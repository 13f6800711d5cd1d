/** The content documents of an EPUB in reading order, with names that stay the same from build to build. */

import type { Root } from 'hast';
import { elements } from '../hast/tree.ts';
import { isHan, stringsFor } from '../locale/strings.ts';
import type { Book, Chapter, Part, StoredImage, Writing } from '../model/book.ts';
import type { Medium } from '../render/medium.ts';
import { sectionMarkup, shownSize, titlePageMarkup } from '../render/sections.ts';
import type { Templates } from '../templates/load-templates.ts';
import { directionWithin } from '../typography/direction.ts';

export interface ContentDocument {
  /** Item id in the package document. */
  id: string;
  name: string;
  title: string;
  xhtml: string;
  kind: 'cover' | 'title-page' | 'part' | 'chapter';
}

export interface RenderOptions {
  /** Whether elements say on which line of their article they were written. */
  keepLines?: boolean;
  /** Documents that are rendered already, by the id of their section. */
  rendered?: ReadonlyMap<string, string>;
}

export function contentDocuments(
  book: Book,
  templates: Templates,
  cover: StoredImage | null,
  { keepLines = false, rendered = new Map() }: RenderOptions = {},
): ContentDocument[] {
  const { language } = book.meta;
  const words = stringsFor(language);
  const ownFonts = book.config.epub.fonts === 'embed';
  const document = (
    id: string,
    title: string,
    kind: ContentDocument['kind'],
    body: () => string,
    inLanguage = language,
  ) => ({
    id,
    name: fileName(id),
    title,
    kind,
    xhtml:
      rendered.get(id) ??
      templates.fill('article.xhtml', {
        language: inLanguage,
        direction: directionWithin(inLanguage, language),
        title,
        body: body(),
        ownFonts,
        ...styleLinks(inLanguage, book),
      }),
  });
  return [
    ...(cover === null
      ? []
      : [
          {
            id: 'cover',
            name: fileName('cover'),
            title: words.cover,
            kind: 'cover' as const,
            xhtml: templates.fill('cover.xhtml', {
              language,
              direction: directionWithin(language, language),
              words,
              src: `images/${cover.name}`,
              alt: `${words.cover}: ${book.meta.title}`,
            }),
          },
        ]),
    document('title-page', book.meta.title, 'title-page', () =>
      titlePageMarkup(book, templates, { writing: book.config.writing, epubTypes: true }),
    ),
    ...book.sections.map((section) =>
      document(
        section.id,
        section.title,
        section.kind,
        () => sectionMarkup(section, book, templates, mediumFrom(section, book, keepLines)),
        section.kind === 'chapter' ? section.language : language,
      ),
    ),
  ];
}

export const sheetNames: Record<Writing, string> = { horizontal: 'style.css', vertical: 'vertical.css' };

/** What old engines cannot read of a sheet: see `modern-styles.ts`. */
export function modernSheet(name: string): string {
  return name.replace(/\.css$/, '-modern.css');
}

/** Lines run one way in each document: a chapter in a language without vertical ones keeps its own. */
export function styleLinks(language: string, { config }: Book): { styles: string; modernStyles: string } {
  const styles = sheetNames[isHan(language) ? config.writing : 'horizontal'];
  return { styles, modernStyles: modernSheet(styles) };
}

export function fileName(id: string): string {
  return `${id}.xhtml`;
}

/** Where an id of the book is, seen from anywhere in the EPUB: all documents are in one folder. */
export function hrefOf(id: string, section: string): string {
  return id === section ? fileName(section) : `${fileName(section)}#${id}`;
}

export function mediumFrom(here: Part | Chapter, book: Book, keepLines: boolean): Medium {
  return {
    link: (id) => {
      const section = book.sectionOf.get(id) ?? here.id;
      return section === here.id ? `#${id}` : hrefOf(id, section);
    },
    image: (key) => {
      const asset = book.assets.get(key);
      if (asset?.kind !== 'image') return null;
      return { src: `images/${asset.screen.name}`, ...shownSize(asset, asset.screen) };
    },
    writing: book.config.writing,
    nested: false,
    keepLines,
    epubTypes: true,
    finish: addEpubTypes,
  };
}

/** What a role is called in EPUB. https://www.w3.org/TR/epub-ssv-11/ */
const typeOfRole: Record<string, string> = {
  'doc-noteref': 'noteref',
  'doc-footnote': 'footnote',
  'doc-backlink': 'backlink',
};

function addEpubTypes(tree: Root): void {
  for (const { properties } of elements(tree)) {
    const type = typeOfRole[String(properties.role)];
    if (type !== undefined) properties['epub:type'] = type;
  }
}
