/**
 * The @page rules of a book: size, margins, running heads, folios. In: a Book. Out: CSS. The running head of a chapter
 * is a literal string on a named page, since Chrome has no string-set.
 */
import type { Book, Chapter, Part } from '../book.ts';
import { marginsFor } from '../html/text-block.ts';
import { widthOf } from '../html/width.ts';

export function pageRules(book: Book): string {
  const { page } = book.config;
  const margins = marginsFor(page);
  const { top, bottom, inside, outside } = margins;
  const rules = [
    `@page { size: ${page.width}mm ${page.height}mm; margin: ${top}mm ${outside}mm ${bottom}mm ${inside}mm; }`,
    // The first page is the cover, a recto; so odd pages are rectos and the bound edge is on their left.
    `@page :right { margin-left: ${inside}mm; margin-right: ${outside}mm; }`,
    `@page :left { margin-left: ${outside}mm; margin-right: ${inside}mm; }`,
    '@page cover { margin: 0; }',
    ...running('contents', book.meta.title, book.meta.title),
    ...book.sections.flatMap((section) =>
      section.kind === 'chapter' ? running(pageNameOf(section, book), book.meta.title, section.title) : [],
    ),
    `:root { --page-width: ${page.width}mm; --page-height: ${page.height}mm; --text-height: ${page.height - top - bottom}mm; }`,
  ];
  return rules.join('\n');
}

/** CSS names of pages are plain, so sections are counted. */
export function pageNameOf(section: Part | Chapter, book: Book): string {
  return section.kind === 'part' ? 'part' : `section-${book.sections.indexOf(section) + 1}`;
}

/** The book's title heads versos, the chapter's rectos; folios stand at the outer edge. */
function running(name: string, verso: string, recto: string): string[] {
  const folio =
    'content: counter(page); font-family: "Book Latin Serif", "Book Serif", serif; font-size: 8.5pt; color: #333; vertical-align: top; padding-top: 5mm';
  const head =
    'font-family: "Book Sans", "Book Latin Sans", sans-serif; font-size: 7.5pt; color: #555; vertical-align: bottom; padding-bottom: 4mm; white-space: nowrap';
  return [
    `@page ${name}:left { @top-left { content: ${cssString(shorten(verso))}; ${head} } @bottom-left { ${folio} } }`,
    `@page ${name}:right { @top-right { content: ${cssString(shorten(recto))}; ${head} } @bottom-right { ${folio} } }`,
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
