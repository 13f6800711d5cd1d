/**
 * The @page rules of a book: size, margins, running heads, folios. In: a Book. Out: CSS. The running head of a chapter
 * is a literal string on a named page, since Chrome has no string-set.
 */
import type { Book, Chapter, Part, Writing } from '../book.ts';
import { marginsFor } from '../html/text-block.ts';
import { widthOf } from '../html/width.ts';

export function pageRules(book: Book): string {
  const { page, writing } = book.config;
  const { top, bottom, inside, outside } = marginsFor(book.config);
  const edges = edgesOf(writing);
  const run = (name: string, recto: string) => running(name, book.meta.title, recto, edges);
  const rules = [
    `@page { size: ${page.width}mm ${page.height}mm; margin: ${top}mm ${outside}mm ${bottom}mm ${inside}mm; }`,
    `@page :right { margin-${edges.recto}: ${outside}mm; margin-${edges.verso}: ${inside}mm; }`,
    `@page :left { margin-${edges.verso}: ${outside}mm; margin-${edges.recto}: ${inside}mm; }`,
    '@page cover { margin: 0; }',
    ...run('contents', book.meta.title),
    ...book.sections.flatMap((section) =>
      section.kind === 'chapter' ? run(pageNameOf(section, book), section.title) : [],
    ),
    `:root { --page-width: ${page.width}mm; --page-height: ${page.height}mm; --text-width: ${page.width - inside - outside}mm; --text-height: ${page.height - top - bottom}mm; }`,
  ];
  return rules.join('\n');
}

/**
 * The outer edge of rectos and of versos. The first page is the cover, a recto; a book of vertical lines is bound at the right.
 * Chrome calls odd pages `:right` in both.
 */
function edgesOf(writing: Writing): Record<'recto' | 'verso', 'left' | 'right'> {
  return writing === 'horizontal' ? { recto: 'right', verso: 'left' } : { recto: 'left', verso: 'right' };
}

/** CSS names of pages are plain, so sections are counted. */
export function pageNameOf(section: Part | Chapter, book: Book): string {
  return section.kind === 'part' ? 'part' : `section-${book.sections.indexOf(section) + 1}`;
}

/** The book's title heads versos, the chapter's rectos; folios stand at the outer edge. */
function running(name: string, verso: string, recto: string, edges: ReturnType<typeof edgesOf>): string[] {
  const folio =
    'content: counter(page); font-family: "Book Latin Serif", "Book Serif", serif; font-size: 8.5pt; color: #333; vertical-align: top; padding-top: 5mm; writing-mode: horizontal-tb';
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
function shorten(words: string): string {
  let width = 0;
  let kept = '';
  for (const character of words) {
    width += widthOf(character);
    if (width > longestHead) return `${kept}…`;
    kept += character;
  }
  return words;
}

/** https://www.w3.org/TR/css-syntax-3/#consume-string-token; the sheet stands in a style element, which `<` could end. */
function cssString(words: string): string {
  return `"${words.replace(/[\\"<>\p{Cc}]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `)}"`;
}
