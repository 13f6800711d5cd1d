/**
 * A book as parts that are printed one by one: what stands before its chapters, each part and chapter, the colophon.
 * Nothing in a part depends on where in the book it stands, except page numbers, for which three digits stand.
 */

import { allEntries } from '../../assemble/contents.ts';
import { sizeOnPaper } from '../../diagrams/diagram-size.ts';
import type { FontHost } from '../../fonts/coverage.ts';
import type { Fonts } from '../../fonts/load-fonts.ts';
import { escapeAttribute } from '../../hast/serialize.ts';
import { type LocaleStrings, scriptClass, stringsFor } from '../../locale/strings.ts';
import { captionListId, colophonId, openingIds, startOf } from '../../model/anchors.ts';
import type { Book, Chapter, Part, PdfList, Profile, StoredImage, TocEntry } from '../../model/book.ts';
import type { Host } from '../../model/host.ts';
import { coverMarkup, printedCover } from '../../render/cover.ts';
import type { Medium } from '../../render/medium.ts';
import { sectionMarkup, shownSize, textMarkup, titlePageMarkup } from '../../render/sections.ts';
import type { Templates } from '../../templates/load-templates.ts';
import { directionWithin } from '../../typography/direction.ts';
import type { Hyphenate } from '../../typography/hyphenation.ts';
import { type StyleSheets, stylesFor } from '../../typography/vertical-css.ts';
import { destinationUrl } from '../file/destinations.ts';
import {
  type Added,
  type Caption,
  type PageReference,
  type PaperChapter,
  setLinksOnPaper,
} from '../page/cross-references.ts';
import { fitForPaper } from '../page/fit-for-paper.ts';
import { colophonOf, imprintOf } from '../page/imprint.ts';
import { layoutStyle } from '../page/page-css.ts';

const sheets: StyleSheets = {
  rotated: ['book.css', 'print.css'],
  vertical: ['vertical.css', 'vertical-print.css'],
};

export interface PrintParts {
  /** The page around each part: styles, fonts, an empty body. */
  page: string;
  files: ReadonlyMap<string, string | Uint8Array>;
  parts: PrintPart[];
}

export interface PrintPart {
  /** `front`, `back`, or the id of the part or chapter. */
  id: string;
  /** Null for what stands before and after these. */
  section: Part | Chapter | null;
  body: string;
  /** In its text. */
  references: PageReference[];
  /** Ids whose page numbers it lists. */
  listed: string[];
  /** The text of every heading, in the order of the pages. */
  headings: string[];
  /** What paper says and no other format does. */
  added: Added[];
}

/** Before all parts and chapters, and after them; no id of these is an empty string. */
export const frontId = '';
export const backId = colophonId;

export async function makeParts(
  book: Book,
  profile: Profile,
  templates: Templates,
  fonts: Fonts,
  hyphenate: Hyphenate,
  images: ReadonlyMap<string, Uint8Array>,
  host: FontHost,
): Promise<PrintParts> {
  const { meta, config } = book;
  const drawings = await readDrawings(book, host);
  const papers = book.sections.map((section) =>
    section.kind === 'chapter' ? setLinksOnPaper(section, book, profile) : null,
  );
  const ids = idsBySection(book);
  const sections = book.sections.map((section, index): PrintPart => {
    const paper = papers[index] ?? null;
    const medium = mediumOf(book, section.id, hyphenate, drawings);
    const markup = sectionMarkup(paper?.chapter ?? section, book, templates, medium);
    const places = [...(ids.get(section.id) ?? []), ...placesOf(paper)].map((id) => startOf(id, book));
    return {
      id: section.id,
      section,
      body: `${markup}${placesMarkup(places)}`,
      references: paper?.references ?? [],
      listed: [],
      headings: [section.title, ...(section.kind === 'chapter' ? section.headings.map(({ text }) => text) : [])],
      added: paper?.added ?? [],
    };
  });
  const captions = papers.flatMap((paper) => paper?.captions ?? []);
  const medium = mediumOf(book, frontId, hyphenate, drawings);
  const cover = profile === 'screen' ? await coverMarkup(book, printedCover(book), templates, fonts, host) : null;
  const front = makeFront(book, cover, profile, captions, medium, templates, fonts);
  const back = makeBack(book, medium, templates);
  const html = templates.fill('print.html', {
    language: meta.language,
    direction: directionWithin(meta.language, 'en'),
    title: meta.title,
    profile,
    fonts: fonts.css,
    styles: stylesFor(book, sheets, templates),
    layout: layoutStyle(config, profile),
  });
  return {
    page: html,
    files: filesOf(book, profile, fonts, images),
    parts: [front, ...sections, ...(back === null ? [] : [back])],
  };
}

/** Every id of the book by the part or chapter that it is in. */
function idsBySection({ sectionOf }: Book): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const [id, section] of sectionOf) {
    const list = ids.get(section);
    if (list === undefined) ids.set(section, [id]);
    else list.push(id);
  }
  return ids;
}

function placesOf(paper: PaperChapter | null): string[] {
  return [...(paper?.references ?? []).map(({ from }) => from), ...(paper?.captions ?? []).map(({ id }) => id)];
}

/** Chrome says of places that something links to where they are. */
function placesMarkup(ids: readonly string[]): string {
  const links = [...new Set(ids)].map((id) => `<a href="#${escapeAttribute(id)}"></a>`);
  return `<div hidden="hidden">${links.join('')}</div>`;
}

/** `cover`: the markup of the first page, or null. */
function makeFront(
  book: Book,
  cover: string | null,
  profile: Profile,
  captions: Caption[],
  medium: Medium,
  templates: Templates,
  fonts: Fonts,
): PrintPart {
  const { meta } = book;
  const words = stringsFor(meta.language);
  const inMarkup = (text: string) => textMarkup(text, meta.language, medium.writing);
  const lists = book.config.pdf.lists.flatMap((kind) => listOf(kind, captions, words, medium, inMarkup));
  const entries = listedEntries(book.toc).map(({ title, target, level }) => ({
    title: inMarkup(title),
    href: medium.link(target),
    target: startOf(target, book),
    level,
  }));
  const markup = templates.fill('print-front.html', {
    setting: scriptClass(meta.language),
    words,
    cover,
    halfTitle: profile === 'screen' ? null : inMarkup(meta.title),
    titlePage: titlePageMarkup({ ...book, meta: { ...meta, rights: null, url: null } }, templates, medium),
    imprint: imprintOf(book, profile, fonts, inMarkup),
    entries,
    lists,
  });
  return {
    id: frontId,
    section: null,
    body: `${markup}${placesMarkup(openingIds)}`,
    references: [],
    listed: [...entries, ...lists.flatMap((list) => list.entries)].map(({ target }) => target),
    headings: [words.contents, ...lists.map(({ title }) => title)],
    added: [],
  };
}

function makeBack(book: Book, medium: Medium, templates: Templates): PrintPart | null {
  const { meta } = book;
  const colophon = colophonOf(book, (text) => textMarkup(text, meta.language, medium.writing));
  if (colophon === null) return null;
  const view = { ...colophon, setting: scriptClass(meta.language), words: stringsFor(meta.language) };
  return {
    id: backId,
    section: null,
    body: templates.fill('print-back.html', view),
    references: [],
    listed: [],
    headings: [],
    added: [],
  };
}

function filesOf(
  book: Book,
  profile: Profile,
  fonts: Fonts,
  images: ReadonlyMap<string, Uint8Array>,
): PrintParts['files'] {
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

interface ListedPlace {
  title: string;
  href: string;
  target: string;
}

interface CaptionList {
  id: string;
  title: string;
  entries: ListedPlace[];
}

/** The figures, or tables, of the book; nothing when it has none. */
function listOf(
  kind: PdfList,
  captions: Caption[],
  words: LocaleStrings,
  medium: Medium,
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
        href: medium.link(id),
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

/** `part`: the id of the one that is set. */
function mediumOf(book: Book, part: string, hyphenate: Hyphenate, drawings: ReadonlyMap<string, string>): Medium {
  const { config } = book;
  return {
    link: (id) => {
      const place = startOf(id, book);
      return book.sectionOf.get(id) === part ? `#${place}` : destinationUrl(place);
    },
    image: (key, sized) => {
      const asset = book.assets.get(key);
      if (asset?.kind !== 'image') return null;
      const drawing = drawings.get(key);
      if (drawing !== undefined) return { src: '', ...sizeOnPaper(asset.original, config), drawing };
      const src = `images/${asset.print.name}`;
      return { src, ...shownSize(asset, asset.print), ...(sized && { className: 'sized' }) };
    },
    writing: config.writing,
    nested: true,
    keepLines: false,
    epubTypes: false,
    finish: (tree, chapter) => fitForPaper(tree, chapter, config, hyphenate),
  };
}
