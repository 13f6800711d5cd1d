/** The sections of a book as markup, with the same text in every format. Decides nothing about the book. */
import type { ElementContent, Root } from 'hast';
import { escapeAttribute, serialize } from '../hast/serialize.ts';
import { titleHeading } from '../hast/title-heading.ts';
import { addClass, copyTree, insideOf, isElement, rewrite } from '../hast/tree.ts';
import { isHan, scriptClass, stringsFor } from '../locale/strings.ts';
import type { Book, BookMeta, Chapter, Image, Metadata, Part, StoredImage, Writing } from '../model/book.ts';
import { guessLanguage } from '../sources/detect-language.ts';
import type { Templates } from '../templates/load-templates.ts';
import { decodePercent, imageKey, parseUrl, uriOf } from '../text/urls.ts';
import { cjkMarkup, setCjkText } from '../typography/cjk.ts';
import { directionOf, directionWithin, keepLeftToRight } from '../typography/direction.ts';
import { languageSpanMarkup, markLanguageSpans } from '../typography/language-spans.ts';
import type { Medium, MediumImage } from './medium.ts';

export function sectionMarkup(section: Part | Chapter, book: Book, templates: Templates, medium: Medium): string {
  const page = medium.attributes?.(section) ?? '';
  if (section.kind === 'part')
    return templates.fill('part.html', {
      ...section,
      title: textMarkup(section.title, book.meta.language, medium.writing),
      setting: scriptClass(book.meta.language),
      page,
      epub: medium.epubTypes,
    });
  const down = medium.nested && book.sections.some((each) => each.kind === 'part') ? 1 : 0;
  const inMarkup = (text: string | null) => text && textMarkup(text, section.language, medium.writing);
  // What the title page says need not be said again.
  const alone = book.sections.length === 1;
  const isOnTitlePage = alone && namesSameSource(section.meta, book.meta);
  const tree = treeFor(section, book.meta.language, templates, medium, down);
  const heading = titleHeading(tree);
  if (heading !== null) tree.children.shift();
  return templates.fill('chapter.html', {
    id: section.id,
    setting:
      book.config.paragraphs === 'block' ? `${scriptClass(section.language)} block` : scriptClass(section.language),
    language: section.language,
    direction: directionWithin(section.language, book.meta.language),
    title:
      heading === null
        ? textMarkup(section.title, section.language, medium.writing)
        : serialize({ type: 'root', children: heading.children }, medium.keepLines),
    level: 1 + down,
    subtitle: alone ? null : inMarkup(section.meta.subtitle),
    byline: isOnTitlePage ? null : inMarkup(byline(section.meta, section.language)),
    source: isOnTitlePage ? null : sourceLink(section.meta.url, section.article.originalTitle, section.language),
    words: stringsFor(section.language),
    content: serialize(tree, medium.keepLines),
    page,
    epub: medium.epubTypes,
  });
}

export function titlePageMarkup(
  book: Book,
  templates: Templates,
  { writing, epubTypes }: Pick<Medium, 'writing' | 'epubTypes'>,
): string {
  const { meta } = book;
  const inMarkup = (text: string | null) => (text === null ? null : textMarkup(text, meta.language, writing));
  const words = stringsFor(meta.language);
  return templates.fill('title-page.html', {
    words,
    epub: epubTypes,
    setting: scriptClass(meta.language),
    title: inMarkup(meta.title),
    subtitle: inMarkup(meta.subtitle),
    series: meta.series,
    people: people(meta, meta.language).map(inMarkup),
    publisher: inMarkup(meta.publisher),
    date: inMarkup(meta.date),
    rights: meta.rights,
    source: sourceLink(meta.url, originalTitleOf(book), meta.language),
  });
}

/** Of the one article of a book, where the source of the book is that of the article. */
export function originalTitleOf({ sections: [first, ...others], meta }: Book): string | null {
  const isArticle = first?.kind === 'chapter' && others.length === 0 && first.meta.url === meta.url;
  return isArticle ? first.article.originalTitle : null;
}

/** book.yaml may name other people and another source than its one article. */
function namesSameSource(article: Metadata, book: BookMeta): boolean {
  const isIn = (names: readonly string[], all: readonly string[]) => names.every((name) => all.includes(name));
  return article.url === book.url && isIn(article.authors, book.authors) && isIn(article.translators, book.translators);
}

/** Words that are not in a tree, such as a title, as markup. */
export function textMarkup(text: string, language: string, writing: Writing): string {
  return isHan(language) ? cjkMarkup(text, language, writing) : languageSpanMarkup(text, language);
}

/** A line for each kind of people, in the book's language. */
export function people(
  meta: Pick<Metadata, 'authors' | 'translators' | 'editors' | 'illustrators'>,
  language: string,
): string[] {
  const words = stringsFor(language);
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

interface SourceLink {
  /** What stands before the link. */
  introduction: string;
  href: string;
  label: string;
  /** Of the label, where it is another than that of the text around it. */
  labelLanguage: string | null;
}

/** The title of the original, or its address as a reader sees it on paper too: host and path, without the scheme. */
function sourceLink(address: string | null, title: string | null, language: string): SourceLink | null {
  const url = address === null ? null : parseUrl(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const words = stringsFor(language);
  const href = uriOf(url);
  if (title === null) return { introduction: words.original, href, label: readable(url), labelLanguage: null };
  const titleLanguage = guessLanguage(title);
  const isTranslated = titleLanguage.split('-')[0] !== language.split('-')[0];
  return {
    introduction: isTranslated ? words.translatedFrom : words.originalTitle,
    href,
    label: title,
    labelLanguage: isTranslated ? titleLanguage : null,
  };
}

function readable(url: URL): string {
  const path = url.pathname === '/' ? '' : decodePercent(url.pathname);
  return shortened(url.host + path);
}

/** A copy of the tree, with the links, images and typography of the format. */
function treeFor(chapter: Chapter, bookLanguage: string, templates: Templates, medium: Medium, down: number): Root {
  const tree = copyTree(chapter.tree);
  const linked = insideOf(tree, 'a');
  rewrite(tree, (node) => {
    if (down > 0 && /^h[2-6]$/.test(node.tagName)) {
      node.tagName = `h${Math.min(Number(node.tagName.slice(1)) + down, 6)}`;
    } else if (isElement(node, 'a') && String(node.properties.href ?? '').startsWith('#')) {
      node.properties.href = medium.link(String(node.properties.href).slice(1));
    } else if (isElement(node, 'img')) {
      const { dataAddress, width, height, ...properties } = node.properties;
      const image = medium.image(imageKey(properties.src), (pixels(width) ?? pixels(height)) !== null);
      if (image === null) {
        return [
          {
            type: 'raw',
            value: placeholder(String(dataAddress), String(properties.alt), linked.has(node), chapter, templates),
          },
        ];
      }
      if (image.drawing !== undefined) return [drawingElement(image, image.drawing, String(properties.alt))];
      node.properties = { ...properties, src: image.src, ...sizeOf(image, width, height) };
      if (image.className !== undefined) addClass(node, image.className);
    }
    return undefined;
  });
  if (directionOf(chapter.language) === 'rtl') keepLeftToRight(tree);
  if (isHan(chapter.language)) setCjkText(tree, chapter.language, medium.writing);
  else markLanguageSpans(tree, chapter.language, bookLanguage);
  medium.finish?.(tree, chapter);
  return tree;
}

/** Its words are words of the page, in the fonts of the book; a screen reader learns of it as of an image. */
function drawingElement({ width, height }: MediumImage, drawing: string, alt: string): ElementContent {
  const attributes = `class="diagram" role="img" aria-label="${escapeAttribute(alt)}" width="${width}" height="${height}"`;
  return { type: 'raw', value: drawing.replace(/^<svg\b/, `<svg ${attributes}`) };
}

/** The size an image is shown at where there is room: its natural one, unless it was made smaller. */
export function shownSize({ original }: Image, file: StoredImage): { width: number; height: number } {
  const { width, height } = original.width <= file.width ? original : file;
  return { width, height };
}

/** The width or height an author chose in pixels, else the image's: the page does not move when it loads. */
function sizeOf(
  image: { width: number; height: number },
  askedWidth: unknown,
  askedHeight: unknown,
): { width: number; height: number } {
  const share = (pixels(askedHeight) ?? image.height) / image.height;
  const width = pixels(askedWidth) ?? Math.max(1, Math.round(image.width * share));
  return { width, height: Math.max(1, Math.round((image.height * width) / image.width)) };
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
    words: stringsFor(chapter.language),
    alt,
    href: web && !linked ? uriOf(url) : null,
    label,
  });
}

const shortened = (text: string) => (text.length > 120 ? `${text.slice(0, 80)}…${text.slice(-38)}` : text);
