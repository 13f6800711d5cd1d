/**
 * The cover of a book as an SVG, from the template `cover.svg`: an image in the EPUB, a page of the PDF, the front of a
 * cover sheet. Lines are broken here, by the widths of the fonts, so that it looks the same in each.
 */

import { type MeasuredStyle, measureCharacters } from '../fonts/advances.ts';
import type { FontHost } from '../fonts/coverage.ts';
import { type Fonts, lastFamilies } from '../fonts/load-fonts.ts';
import { rareFamilies } from '../fonts/rare-fonts.ts';
import { isHan } from '../locale/strings.ts';
import type { Book } from '../model/book.ts';
import type { Templates } from '../templates/load-templates.ts';
import { shortHash } from '../text/hash.ts';
import { plainCjkText } from '../typography/cjk.ts';
import { directionOf } from '../typography/direction.ts';
import { type Box, bandHeight, type CoverBlock, type CoverShape, type CoverText, layoutCover } from './cover-layout.ts';
import { people } from './sections.ts';

/** Heights per width between which an image fills a cover without losing much. */
const portrait = { least: 1.2, most: 1.9 };

/** Colours of book cloth. */
const tones = ['#26364f', '#64272a', '#2a4a3d', '#7d5220', '#363f4a', '#4a2f4d'] as const;
const ink = '#f7f3ea';

export function isWholeCover(image: { width: number; height: number }): boolean {
  const ratio = image.height / image.width;
  return ratio >= portrait.least && ratio <= portrait.most;
}

/** The colour of its cloth. */
export function coverTone({ meta }: Pick<Book, 'meta'>): string {
  return tones[Number.parseInt(shortHash(meta.identifier), 16) % tones.length]!;
}

/** What a cover is drawn for. */
export interface CoverSheet {
  /** In any unit. */
  width: number;
  height: number;
  /** How far image and ground reach beyond the sheet, in the same unit. */
  bleed: { top: number; right: number; bottom: number; left: number };
  /** As the attributes of the SVG say it. */
  size: { width: string; height: string };
  /** Where the image of the book is found; null when there is none. */
  src: string | null;
  /** Values of `font-family`. */
  families: CoverFamilies;
}

export interface CoverFamilies {
  serif: string;
  sans: string;
  mono: string;
}

/** First to last: quotation marks and dashes are full width beside Han characters. */
export function coverFonts(language: string): readonly string[] {
  const own = isHan(language)
    ? ['Book Serif', 'Book Latin Serif', 'Book Slices noto-serif']
    : ['Book Text', 'Book Serif', 'Book Slices noto-serif'];
  return [...own, ...lastFamilies, ...rareFamilies];
}

/** For a page that the browser prints. */
function printedFamilies(language: string): CoverFamilies {
  const list = (first: readonly string[], last: string) => [...first.map((name) => `'${name}'`), last].join(', ');
  const others = [...lastFamilies, ...rareFamilies];
  return {
    serif: list(coverFonts(language), 'serif'),
    sans: list(['Book Sans', 'Book Latin Sans', ...others], 'sans-serif'),
    mono: list(['Book Mono', ...others], 'monospace'),
  };
}

/** On the first page of a PDF, or on a cover sheet with bleed in millimetres. */
export function printedCover(
  { config, cover, meta }: Book,
  bleed: CoverSheet['bleed'] = { top: 0, right: 0, bottom: 0, left: 0 },
): CoverSheet {
  return {
    ...config.page,
    bleed,
    size: { width: '100%', height: '100%' },
    src: cover === null ? null : `images/${cover.print.name}`,
    families: printedFamilies(meta.language),
  };
}

export async function coverMarkup(
  book: Book,
  sheet: CoverSheet,
  templates: Templates,
  fonts: Pick<Fonts, 'faces'>,
  host: FontHost,
): Promise<string> {
  const { language } = book.meta;
  const shape = shapeOf(book, sheet.src);
  const text = coverText(book, shape);
  const all = [text.title, text.subtitle, ...text.people, text.publisher, ' '].join('');
  const style: MeasuredStyle = { families: coverFonts(language), bold: false };
  const [bold, regular] = await Promise.all([
    measureCharacters(text.title, { ...style, bold: true }, fonts, host),
    measureCharacters(all, style, fonts, host),
  ]);
  const direction = directionOf(language);
  const height = (sheet.height / sheet.width) * 100;
  const layout = layoutCover(shape, text, { bold, regular }, height, direction);
  const tone = coverTone(book);
  return templates.fill('cover.svg', {
    language,
    direction,
    label: [text.title, text.subtitle, ...text.people, text.publisher].filter(Boolean).join(' · '),
    ...text,
    width: 100,
    height: round(height),
    size: sheet.size,
    ...sheet.families,
    ground: shape === 'full' ? null : { ...boxView(beyond({ x: 0, y: 0, width: 100, height }, sheet)), colour: tone },
    ink,
    softInk: mix(ink, tone, 0.88),
    picture:
      layout.picture === null || sheet.src === null
        ? null
        : { src: sheet.src, ...boxView(withBleed(layout.picture, sheet, shape === 'full')) },
    rules: layout.rules.map(boxView),
    slip: layout.slip === null ? null : { ...boxView(layout.slip), frame: boxView(inset(layout.slip, 1.7)) },
    titleLines: blockView(layout.title),
    subtitleLines: blockView(layout.subtitle),
    peopleLines: blockView(layout.people),
    publisherLines: blockView(layout.publisher),
    footAnchor: shape === 'slip' ? 'end' : 'start',
  });
}

function shapeOf(book: Book, src: string | null): CoverShape {
  if (book.cover !== null && src !== null) return isWholeCover(book.cover.original) ? 'full' : 'band';
  return isHan(book.meta.language) && hasHan.test(book.meta.title) ? 'slip' : 'plain';
}

/** A title in Latin letters would lie on its side. */
const hasHan = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function coverText({ meta }: Book, shape: CoverShape): CoverText {
  const set = (text: string) =>
    isHan(meta.language) ? plainCjkText(text, meta.language, shape === 'slip' ? 'vertical' : 'horizontal') : text;
  return {
    title: set(meta.title),
    subtitle: meta.subtitle === null ? null : set(meta.subtitle),
    people: people(meta, meta.language),
    publisher: meta.publisher,
  };
}

/** A band reaches over three edges of its sheet; its lower edge stays. */
function withBleed(box: Box, { width, bleed }: CoverSheet, whole = true): Box {
  const unit = 100 / width;
  const [top, right, bottom, left] = [bleed.top, bleed.right, whole ? bleed.bottom : 0, bleed.left].map(
    (each) => each * unit,
  ) as [number, number, number, number];
  return { x: box.x - left, y: box.y - top, width: box.width + left + right, height: box.height + top + bottom };
}

/** Over the edges of a sheet that is a hair larger than the page. */
function beyond(box: Box, sheet: CoverSheet): Box {
  return inset(withBleed(box, sheet), -1);
}

function inset({ x, y, width, height }: Box, by: number): Box {
  return { x: x + by, y: y + by, width: width - by * 2, height: height - by * 2 };
}

function boxView({ x, y, width, height }: Box): Box {
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

function blockView({ size, lines }: CoverBlock): CoverBlock {
  return { size: round(size), lines: lines.map(({ x, y, text }) => ({ x: round(x), y: round(y), text })) };
}

function round(length: number): number {
  return Math.round(length * 1000) / 1000;
}

/** No opacity, which print shops refuse. */
function mix(first: string, second: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [one, other] = [first, second].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16)) as [
      number,
      number,
    ];
    return Math.round(one * share + other * (1 - share))
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

/** The height of the image above the title, as a share of the sheet's width. */
export const bandShare = bandHeight / 100;
