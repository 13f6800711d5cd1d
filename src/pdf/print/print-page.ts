/**
 * The page that Chrome prints: the whole book as one HTML document, with three digits in the place of each page number
 * and blank pages that are not shown yet.
 */

import { allEntries } from '../../assemble/contents.ts';
import { sizeOnPaper } from '../../diagrams/diagram-size.ts';
import type { FontHost } from '../../fonts/coverage.ts';
import type { Fonts } from '../../fonts/load-fonts.ts';
import { type LocaleStrings, scriptClass, stringsFor } from '../../locale/strings.ts';
import { blankAtEnd, blankBefore, captionListId, colophonId, layoutText, openingIds } from '../../model/anchors.ts';
import type { Book, PdfList, Profile, StoredImage, TocEntry } from '../../model/book.ts';
import type { Host } from '../../model/host.ts';
import { coverMarkup, printedCover } from '../../render/cover.ts';
import type { Medium } from '../../render/medium.ts';
import { sectionMarkup, shownSize, textMarkup, titlePageMarkup } from '../../render/sections.ts';
import type { Templates } from '../../templates/load-templates.ts';
import { directionWithin } from '../../typography/direction.ts';
import type { Hyphenate } from '../../typography/hyphenation.ts';
import { type StyleSheets, stylesFor } from '../../typography/vertical-css.ts';
import { type Added, type Caption, type PageReference, setLinksOnPaper } from '../page/cross-references.ts';
import { fitForPaper } from '../page/fit-for-paper.ts';
import { colophonOf, imprintOf } from '../page/imprint.ts';
import { pageNameOf, pageRules } from '../page/page-css.ts';
import { startOf } from './page-numbers.ts';
import { mostPadding } from './pagination.ts';

const sheets: StyleSheets = {
  rotated: ['book.css', 'print.css'],
  vertical: ['vertical.css', 'vertical-print.css'],
};

export interface PrintPage {
  html: string;
  files: ReadonlyMap<string, string | Uint8Array>;
  references: PageReference[];
  /** The text of every heading, in the order of the pages. */
  headings: string[];
  /** By chapter. */
  added: ReadonlyMap<string, Added[]>;
}

export async function printPage(
  book: Book,
  profile: Profile,
  templates: Templates,
  fonts: Fonts,
  hyphenate: Hyphenate,
  images: ReadonlyMap<string, Uint8Array>,
  host: FontHost,
): Promise<PrintPage> {
  const { meta } = book;
  const words = stringsFor(meta.language);
  const setting = scriptClass(meta.language);
  const medium = mediumOf(book, hyphenate, await readDrawings(book, host));
  const inMarkup = (text: string) => textMarkup(text, meta.language, medium.writing);
  const papers = book.sections.map((section) =>
    section.kind === 'chapter' ? setLinksOnPaper(section, book, profile) : null,
  );
  const captions = papers.flatMap((paper) => paper?.captions ?? []);
  const references = papers.flatMap((paper) => paper?.references ?? []);
  const lists = book.config.pdf.lists.flatMap((kind) => listOf(kind, captions, words, inMarkup));
  const html = templates.fill('print.html', {
    language: meta.language,
    direction: directionWithin(meta.language, 'en'),
    title: meta.title,
    setting,
    words,
    profile,
    layoutText,
    fonts: fonts.css,
    styles: stylesFor(book, sheets, templates),
    pages: pageRules(book),
    cover: profile === 'screen' ? await coverMarkup(book, printedCover(book), templates, fonts, host) : null,
    halfTitle: profile === 'screen' ? null : inMarkup(meta.title),
    titlePage: titlePageMarkup({ ...book, meta: { ...meta, rights: null, url: null } }, templates, medium),
    imprint: imprintOf(book, profile, fonts, inMarkup),
    entries: listedEntries(book.toc).map(({ title, target, level }) => ({
      title: inMarkup(title),
      href: medium.link(target),
      target: startOf(target, book),
      level,
    })),
    lists,
    sections: book.sections.map((section, index) => ({
      blank: blankBefore(index),
      section: sectionMarkup(papers[index]?.chapter ?? section, book, templates, medium),
    })),
    colophon: colophonOf(book, inMarkup),
    padding: Array.from({ length: profile === 'print' ? mostPadding : 0 }, (_, index) => blankAtEnd(index)),
    // Chrome says of places that something links to where they are.
    places: [
      ...book.sections.map(({ id }) => startOf(id, book)),
      ...references.map(({ from }) => from),
      ...openingIds,
      colophonId,
    ].map((place) => `#${place}`),
  });
  const added = new Map(papers.flatMap((paper) => (paper === null ? [] : [[paper.chapter.id, paper.added]])));
  return { html, files: filesOf(book, profile, fonts, images), references, headings: headingsOf(book, lists), added };
}

function filesOf(
  book: Book,
  profile: Profile,
  fonts: Fonts,
  images: ReadonlyMap<string, Uint8Array>,
): PrintPage['files'] {
  const contentOf = ({ file }: StoredImage) => images.get(file) ?? file;
  const files = new Map<string, string | Uint8Array>(fonts.files);
  for (const [key, asset] of book.assets) {
    if (asset.kind === 'image' && asset.labels === undefined && book.shown.has(key))
      files.set(`images/${asset.print.name}`, contentOf(asset.print));
  }
  if (book.cover !== null && profile === 'screen')
    files.set(`images/${book.cover.print.name}`, contentOf(book.cover.print));
  return files;
}

interface CaptionList {
  id: string;
  title: string;
  entries: object[];
}

function headingsOf({ meta, sections }: Book, lists: CaptionList[]): string[] {
  return [
    stringsFor(meta.language).contents,
    ...lists.map(({ title }) => title),
    ...sections.flatMap((section) => [
      section.title,
      ...(section.kind === 'chapter' ? section.headings.map(({ text }) => text) : []),
    ]),
  ];
}

/** The figures, or tables, of the book; nothing when it has none. */
function listOf(
  kind: PdfList,
  captions: Caption[],
  words: LocaleStrings,
  inMarkup: (text: string) => string,
): CaptionList[] {
  const entries = captions.filter((caption) => caption.kind === kind);
  if (entries.length === 0) return [];
  return [
    {
      id: captionListId(kind),
      title: kind === 'figures' ? words.listOfFigures : words.listOfTables,
      entries: entries.map(({ id, words }) => ({
        title: inMarkup(words.replace(/[。．.]$/u, '')),
        href: `#${id}`,
        target: id,
      })),
    },
  ];
}

/** The diagrams, by their keys. */
async function readDrawings(book: Book, host: Pick<Host, 'readFile'>): Promise<ReadonlyMap<string, string>> {
  const drawings = new Map<string, string>();
  for (const key of book.shown) {
    const asset = book.assets.get(key);
    if (asset?.kind !== 'image' || asset.labels === undefined) continue;
    const answer = await host.readFile(asset.print.file);
    if (answer.kind === 'file') drawings.set(key, new TextDecoder().decode(answer.bytes));
  }
  return drawings;
}

/** Lines of contents that are still a help to a reader of paper: about three pages. */
const mostLines = 90;

/** As many levels of the contents as fit; parts and chapters always. */
function listedEntries(toc: TocEntry[]): TocEntry[] {
  const entries = [...allEntries(toc)];
  const isSection = (entry: TocEntry) => entry.target === entry.section;
  for (let level = Math.max(1, ...entries.map((entry) => entry.level)); level > 1; level -= 1) {
    const listed = entries.filter((entry) => isSection(entry) || entry.level <= level);
    if (listed.length <= mostLines) return listed;
  }
  return entries.filter(isSection);
}

function mediumOf(book: Book, hyphenate: Hyphenate, drawings: ReadonlyMap<string, string>): Medium {
  const { config } = book;
  return {
    link: (id) => `#${startOf(id, book)}`,
    image: (key, sized) => {
      const asset = book.assets.get(key);
      if (asset?.kind !== 'image') return null;
      const drawing = drawings.get(key);
      if (drawing !== undefined) return { src: '', ...sizeOnPaper(asset.original, config), drawing };
      const src = `images/${asset.print.name}`;
      return { src, ...shownSize(asset, asset.print), ...(sized && { className: 'sized' }) };
    },
    attributes: (section) => ` style="page: ${pageNameOf(section, book)}"`,
    writing: config.writing,
    nested: true,
    keepLines: false,
    epubTypes: false,
    finish: (tree, chapter) => fitForPaper(tree, chapter, config, hyphenate),
  };
}
