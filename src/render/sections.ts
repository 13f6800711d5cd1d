/**
 * The sections of a book as markup, the same words for every format. In: a Book, templates, and how the format
 * addresses places and pictures. Out: markup. Must not decide anything about the book.
 */
import type { Element, ElementContent, Root } from 'hast';
import { escapeAttribute, printMarkup } from '../hast/serialize.ts';
import { titleHeading } from '../hast/title-heading.ts';
import { addClass, classesOf, copyTree, elements, insideOf, isElement, rewrite, wordsOf } from '../hast/tree.ts';
import { isHan, settingOf, wordsIn } from '../locale/strings.ts';
import type { Book, Chapter, Metadata, Part, Picture, StoredImage, Writing } from '../model/book.ts';
import { setOnPaper } from '../pdf/page/break-formulas.ts';
import { setTreeOnPaper } from '../pdf/page/fit-for-paper.ts';
import { partTallFormula } from '../pdf/page/split-tall-formulas.ts';
import { nameTags } from '../pdf/tagging/tag-hints.ts';
import type { Templates } from '../templates/load-templates.ts';
import { widthOf } from '../text/text-width.ts';
import { decodePercent, parseUrl, pictureKey, uriOf } from '../text/urls.ts';
import { hanMarkup, setHanText } from '../typography/cjk.ts';
import { directionOf, directionWithin, keepLeftToRight } from '../typography/direction.ts';
import type { Hyphenate } from '../typography/hyphenation.ts';
import { foreignMarkup, markForeignWords } from '../typography/language-spans.ts';

/** How a format says where something is. */
export interface Addresses {
  /** The href of an id of the book. */
  link(id: string): string;
  /** The picture with that key in Assets, as this format holds it; null when it is missing. */
  picture(key: string): ShownFile | null;
  /** Attributes put on a section's element, `' style="…"'`, or nothing. */
  attributes(section: Part | Chapter): string;
  /** Characters of a line of text, where pages are of paper; null where the reader decides. */
  measure: number | null;
  /** Of a page of text, in em; absent where the reader decides. */
  height?: number;
  /** Where lines are broken once and for all; null where the reader decides. */
  hyphenate: Hyphenate | null;
  /** Which way the lines of text in Han characters run. */
  writing: Writing;
  /** Whether chapters in parts go down a level: one document, one outline. */
  nested: boolean;
  /** Whether elements say on which line of their article they were written. */
  keepLines: boolean;
  /** Whether elements say what they are with `epub:type` too; HTML has no such attribute. */
  epub: boolean;
}

/** A picture as a format holds it. `drawing` is an SVG to be set into the page in its place. */
export interface ShownFile {
  src: string;
  width: number;
  height: number;
  drawing?: string;
}

export function sectionMarkup(section: Part | Chapter, book: Book, templates: Templates, addresses: Addresses): string {
  const page = addresses.attributes(section);
  if (section.kind === 'part')
    return templates.fill('part.html', {
      ...section,
      title: wordsMarkup(section.title, book.meta.language, addresses.writing),
      setting: settingOf(book.meta.language),
      page,
      epub: addresses.epub,
    });
  const down = addresses.nested && book.sections.some((each) => each.kind === 'part') ? 1 : 0;
  const inMarkup = (words: string | null) => words && wordsMarkup(words, section.language, addresses.writing);
  // What the title page says need not be said again.
  const alone = book.sections.length === 1;
  const tree = addressed(section, book.meta.language, templates, addresses, down);
  const heading = titleHeading(tree);
  if (heading !== null) tree.children.shift();
  return templates.fill('chapter.html', {
    id: section.id,
    setting: book.config.paragraphs === 'block' ? `${settingOf(section.language)} block` : settingOf(section.language),
    language: section.language,
    direction: directionWithin(section.language, book.meta.language),
    title:
      heading === null
        ? wordsMarkup(section.title, section.language, addresses.writing)
        : printMarkup({ type: 'root', children: heading.children }, addresses.keepLines),
    level: 1 + down,
    subtitle: alone ? null : inMarkup(section.meta.subtitle),
    byline: alone ? null : inMarkup(byline(section.meta, section.language)),
    source: alone ? null : sourceLink(section.meta.url),
    words: wordsIn(section.language),
    content: printMarkup(tree, addresses.keepLines),
    page,
    epub: addresses.epub,
  });
}

export function titlePageMarkup(
  book: Book,
  templates: Templates,
  { writing, epub }: Pick<Addresses, 'writing' | 'epub'>,
): string {
  const { meta } = book;
  const inMarkup = (words: string | null) => (words === null ? null : wordsMarkup(words, meta.language, writing));
  const words = wordsIn(meta.language);
  return templates.fill('title-page.html', {
    words,
    epub,
    setting: settingOf(meta.language),
    title: inMarkup(meta.title),
    subtitle: inMarkup(meta.subtitle),
    series: meta.series,
    people: people(meta, meta.language).map(inMarkup),
    publisher: inMarkup(meta.publisher),
    date: inMarkup(meta.date),
    rights: meta.rights,
    source: sourceLink(meta.url),
  });
}

/** Words that are not in a tree, such as a title, as markup. */
export function wordsMarkup(words: string, language: string, writing: Writing): string {
  return isHan(language) ? hanMarkup(words, language, writing) : foreignMarkup(words, language);
}

/** A line for each kind of people, in the book's language. */
export function people(
  meta: Pick<Metadata, 'authors' | 'translators' | 'editors' | 'illustrators'>,
  language: string,
): string[] {
  const words = wordsIn(language);
  const line = (names: readonly string[], role: string) => {
    const list = names.join(words.nameSeparator);
    return role.endsWith(' ') ? role + list : list + role;
  };
  const kinds = [
    [meta.authors, words.author],
    [meta.translators, words.translator],
    [meta.editors, words.editor],
    [meta.illustrators, words.illustrator],
  ] as const;
  return kinds.flatMap(([names, role]) => (names.length > 0 ? [line(names, role)] : []));
}

function byline(meta: Metadata, language: string): string | null {
  const parts = [...people(meta, language), ...(meta.date === null ? [] : [meta.date])];
  return parts.length === 0 ? null : parts.join('\u3000');
}

/** A link as a reader sees it on paper too: the host and path, without the scheme. */
function sourceLink(address: string | null): { href: string; label: string } | null {
  const url = address === null ? null : parseUrl(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return { href: uriOf(url), label: readable(url) };
}

function readable(url: URL): string {
  const path = url.pathname === '/' ? '' : decodePercent(url.pathname);
  return shortened(url.host + path);
}

/**
 * A paragraph of so many lines cannot be parted with two lines on each page; Chrome leaves one of three alone unless it
 * is told to keep them together.
 */
const wholeLines = 3;

/** Characters beside a formula with a number. */
const numberRoom = 6;

/** The tree with every link and picture addressed for the format. */
function addressed(
  chapter: Chapter,
  bookLanguage: string,
  templates: Templates,
  addresses: Addresses,
  down: number,
): Root {
  const tree = copyTree(chapter.tree);
  const linked = insideOf(tree, 'a');
  rewrite(tree, (node, parent) => {
    if (down > 0 && /^h[2-6]$/.test(node.tagName)) {
      node.tagName = `h${Math.min(Number(node.tagName.slice(1)) + down, 6)}`;
    } else if (isElement(node, 'a') && String(node.properties.href ?? '').startsWith('#')) {
      node.properties.href = addresses.link(String(node.properties.href).slice(1));
    } else if (isElement(node, 'details') && addresses.measure !== null) {
      // Nobody can open it on paper.
      node.properties.open = true;
    } else if (isElement(node, 'p') && addresses.measure !== null) {
      if (widthOf(wordsOf(node)) <= addresses.measure * wholeLines) addClass(node, 'short');
    } else if (isElement(node, 'math') && addresses.measure !== null) {
      setOnPaper(
        node,
        addresses.measure - (classesOf(parent as Element).includes('formula-numbered') ? numberRoom : 1),
      );
      return partTallFormula(node, addresses.height ?? Number.POSITIVE_INFINITY) ?? undefined;
    } else if (isElement(node, 'img')) {
      const { dataAddress, width, height, ...properties } = node.properties;
      const picture = addresses.picture(pictureKey(properties.src));
      if (picture === null) {
        return [
          {
            type: 'raw',
            value: placeholder(String(dataAddress), String(properties.alt), linked.has(node), chapter, templates),
          },
        ];
      }
      if (picture.drawing !== undefined) return [drawingElement(picture, picture.drawing, String(properties.alt))];
      node.properties = { ...properties, src: picture.src, ...sizeOf(picture, width, height) };
      if (addresses.measure !== null && (pixels(width) ?? pixels(height)) !== null) addClass(node, 'sized');
    }
    return undefined;
  });
  if (addresses.epub) nameKinds(tree);
  if (addresses.measure !== null) setTreeOnPaper(tree, addresses.measure, addresses.writing);
  if (directionOf(chapter.language) === 'rtl') keepLeftToRight(tree);
  if (isHan(chapter.language)) setHanText(tree, chapter.language, addresses.writing);
  else markForeignWords(tree, chapter.language, bookLanguage);
  addresses.hyphenate?.(tree, chapter.language);
  // What has a language of its own is left alone by all of those.
  if (addresses.measure !== null) nameTags(tree, chapter.language);
  return tree;
}

/** Its words are words of the page, in the fonts of the book; a screen reader is told of it as of a picture. */
function drawingElement({ width, height }: ShownFile, drawing: string, alt: string): ElementContent {
  const attributes = `class="diagram" role="img" aria-label="${escapeAttribute(alt)}" width="${width}" height="${height}"`;
  return { type: 'raw', value: drawing.replace(/^<svg\b/, `<svg ${attributes}`) };
}

/** What a role is called in EPUB. https://www.w3.org/TR/epub-ssv-11/ */
const epubTypes: Record<string, string> = {
  'doc-noteref': 'noteref',
  'doc-footnote': 'footnote',
  'doc-backlink': 'backlink',
};

function nameKinds(tree: Root): void {
  for (const { properties } of elements(tree)) {
    const type = epubTypes[String(properties.role)];
    if (type !== undefined) properties['epub:type'] = type;
  }
}

/** The size a picture is shown at where there is room: its natural one, unless it was made smaller. */
export function shownSize({ original }: Picture, file: StoredImage): { width: number; height: number } {
  const { width, height } = original.width <= file.width ? original : file;
  return { width, height };
}

/** The width or height an author asked for in pixels, else that of the picture: the page need not move when it arrives. */
function sizeOf(
  picture: { width: number; height: number },
  askedWidth: unknown,
  askedHeight: unknown,
): { width: number; height: number } {
  const share = (pixels(askedHeight) ?? picture.height) / picture.height;
  const width = pixels(askedWidth) ?? Math.max(1, Math.round(picture.width * share));
  return { width, height: Math.max(1, Math.round((picture.height * width) / picture.width)) };
}

/** A width or height that an author wrote; null for anything but a count of pixels. */
export function pixels(asked: unknown): number | null {
  return /^\d{1,5}$/.test(String(asked)) && Number(asked) > 0 ? Number(asked) : null;
}

/** `linked`: it stands in a link already, and one cannot hold another. */
function placeholder(address: string, alt: string, linked: boolean, chapter: Chapter, templates: Templates): string {
  const url = parseUrl(address.startsWith('//') ? `https:${address}` : address);
  const web = url !== null && /^https?:$/.test(url.protocol);
  const label = web ? readable(url) : address.startsWith('data:') ? '' : shortened(decodePercent(address));
  return templates.fill('placeholder.html', {
    words: wordsIn(chapter.language),
    alt,
    href: web && !linked ? uriOf(url) : null,
    label,
  });
}

const shortened = (words: string) => (words.length > 120 ? `${words.slice(0, 80)}…${words.slice(-38)}` : words);
