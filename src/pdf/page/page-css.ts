/**
 * The @page rules of a book: size, margins, running heads, folios. Running heads are literal strings on named pages,
 * since Chrome has no string-set.
 */

import { captionListId } from '../../model/anchors.ts';
import type { Book, BookConfig, Chapter, Part, Profile } from '../../model/book.ts';
import { widthOf } from '../../text/text-width.ts';
import { type Binding, bindingOf } from '../../typography/direction.ts';
import { sheetFor } from '../geometry/sheet.ts';
import { marginsFor } from '../geometry/text-block.ts';

export function pageRules(book: Book): string {
  const edges = edgesOf(bindingOf(book));
  const { title } = book.meta;
  const lists = ['contents', captionListId('figures'), captionListId('tables')].map(
    (name) => [name, title, title] as const,
  );
  let part = title;
  const chapters = book.sections.flatMap((section) => {
    if (section.kind === 'part') part = section.title;
    return section.kind === 'part' ? [] : [[pageNameOf(section, book), part, section.title] as const];
  });
  const rules = [...lists, ...chapters].flatMap(([name, verso, recto]) => running(name, verso, recto, edges));
  return rules.join('\n');
}

/** What depends on where pages end. */
export interface PageLayout {
  binding: Binding;
  /** Least inside margin, in millimetres. */
  gutter: number;
  /** What stands at the foot of each page. */
  folios: string[];
  /** Ids of the blank pages that are printed. */
  shown: string[];
}

export function layoutStyle(
  config: BookConfig,
  profile: Profile,
  { binding, gutter, folios, shown }: PageLayout,
): string {
  const { width, height, bleed } = sheetFor(config, profile);
  const { page } = config;
  const { top, bottom, inside, outside } = marginsFor(config, gutter);
  const text = { width: page.width - inside - outside, height: page.height - top - bottom };
  const edges = edgesOf(binding);
  const rest = (points: number, used: number) => `calc(${points}pt - ${millimetres(used)})`;
  const margins = (left: number) =>
    [
      millimetres(bleed + top),
      rest(width, bleed + left + text.width),
      rest(height, bleed + top + text.height),
      millimetres(bleed + left),
    ].join(' ');
  return [
    `@page { size: ${width}pt ${height}pt; margin: ${margins(inside)}; }`,
    // Chrome calls odd pages `:right`, whichever side they are on.
    `@page :right { margin: ${margins(edges.recto === 'right' ? inside : outside)}; }`,
    `@page :left { margin: ${margins(edges.recto === 'right' ? outside : inside)}; }`,
    // After those of left and right pages: Chrome takes the last.
    '@page cover { margin: 0; }',
    `:root { --page-width: ${page.width}mm; --page-height: ${page.height}mm; --text-width: ${millimetres(text.width)}; --text-height: ${millimetres(text.height)}; }`,
    ...(folios.length > 0 ? [folioStyle(folios)] : []),
    ...(shown.length > 0 ? [`${shown.map((id) => `#${id}`).join(', ')} { display: block; }`] : []),
  ].join('\n');
}

function millimetres(length: number): string {
  return `${Math.round(length * 1000) / 1000}mm`;
}

/** Chrome has one counter of pages, which nothing resets: this says what each of its numbers is called. */
function folioStyle(folios: string[]): string {
  return `@counter-style folio { system: fixed 1; symbols: ${folios.map((folio) => `"${folio}"`).join(' ')}; suffix: ""; }`;
}

/** The outer edge of rectos and of versos. The first page is a recto. */
function edgesOf(binding: Binding): Record<'recto' | 'verso', 'left' | 'right'> {
  return binding === 'left' ? { recto: 'right', verso: 'left' } : { recto: 'left', verso: 'right' };
}

/** CSS names of pages are plain, so sections are counted. */
export function pageNameOf(section: Part | Chapter, book: Book): string {
  return section.kind === 'part' ? 'part' : `section-${book.sections.findIndex(({ id }) => id === section.id) + 1}`;
}

/** The title of the book, or of its part, heads versos, the chapter's rectos; folios stand at the outer edge. */
function running(name: string, verso: string, recto: string, edges: ReturnType<typeof edgesOf>): string[] {
  const folio =
    'content: counter(page, folio); font-family: "Book Latin Serif", "Book Serif", serif; font-size: 8.5pt; color: #333; vertical-align: top; padding-top: 5mm; writing-mode: horizontal-tb';
  const head =
    'font-family: "Book Sans", "Book Latin Sans", var(--last-fonts), sans-serif; font-size: 7.5pt; color: #555; vertical-align: bottom; padding-bottom: 4mm; white-space: nowrap; writing-mode: horizontal-tb';
  return [
    `@page ${name}:left { @top-${edges.verso} { content: ${cssString(shorten(verso))}; ${head} } @bottom-${edges.verso} { ${folio} } }`,
    `@page ${name}:right { @top-${edges.recto} { content: ${cssString(shorten(recto))}; ${head} } @bottom-${edges.recto} { ${folio} } }`,
  ];
}

/** In em. */
const longestHead = 32;

/** A head longer than the line would run over the page's edge. */
function shorten(text: string): string {
  let width = 0;
  let kept = '';
  for (const character of text) {
    width += widthOf(character);
    if (width > longestHead) return `${kept}…`;
    kept += character;
  }
  return text;
}

/** https://www.w3.org/TR/css-syntax-3/#consume-string-token; `<` could end the style element. */
function cssString(text: string): string {
  return `"${text.replace(/[\\"<>\p{Cc}]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `)}"`;
}
