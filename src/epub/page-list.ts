/**
 * The page list: page breaks of the PDF, put into the EPUB's documents as empty elements. They stand where such an
 * element may stand, before a link or formula rather than inside it, and before a word rather than within it.
 * https://www.w3.org/TR/epub-a11y-11/#sec-page-nav
 */

import { phrases } from '../hast/allow-list.ts';
import type { Book } from '../model/book.ts';
import { type PageSpan, type PdfText, textOfSections } from '../model/page-text.ts';
import { alignTexts, type CommonPiece } from '../text/alignment.ts';
import { type DocumentText, readDocumentText, seenCharacters, type TextElement } from './check/document-text.ts';
import type { ContentDocument } from './documents.ts';

/** A page that begins in a part or chapter. */
export interface PageBreak {
  /** Its folio. */
  page: number;
  section: string;
  id: string;
}

export interface PagedDocuments {
  documents: ContentDocument[];
  marks: PageBreak[];
}

export function addPageBreaks(documents: ContentDocument[], book: Book, print: PdfText): PagedDocuments {
  const printed = textOfSections(book, print);
  const marks: PageBreak[] = [];
  const marked = documents.map((document) => {
    const pages = printed.get(document.id);
    if (pages === undefined) return document;
    const found = pageStarts(readDocumentText(document.xhtml), pages);
    const starts = found.map(({ page, at }) => ({ page: page - print.front, at }));
    const ids = starts.map(({ page }) => freeId(page, book));
    for (const [index, { page }] of starts.entries()) marks.push({ page, section: document.id, id: ids[index]! });
    return { ...document, xhtml: withMarks(document.xhtml, starts, ids) };
  });
  return { documents: marked, marks };
}

/** `at` is a place in the document. */
interface PageStart {
  page: number;
  at: number;
}

/** Pages without a word or an image of their own are left out. */
function pageStarts(document: DocumentText, pages: PageSpan[]): PageStart[] {
  const cuts = findCuts(pages);
  const printed = pages.map(({ words }) => seenCharacters(words)).join('');
  const common = alignTexts(document.words, printed);
  const starts: PageStart[] = [];
  for (const { page, start, end } of cuts) {
    const index = firstOf(common, start, end);
    if (index === null) continue;
    const at = placeFor(wordBegin(index, document), document);
    if (at >= (starts.at(-1)?.at ?? 0)) starts.push({ page, at });
  }
  return starts;
}

/** Where the words of each page begin and end among all of them. */
function findCuts(pages: PageSpan[]): { page: number; start: number; end: number }[] {
  const cuts: { page: number; start: number; end: number }[] = [];
  let start = 0;
  for (const { page, words } of pages) {
    const end = start + seenCharacters(words).length;
    // What comes late of an earlier page belongs to the page it is read on.
    if (page > (cuts.at(-1)?.page ?? 0)) cuts.push({ page, start, end });
    else cuts.at(-1)!.end = end;
    start = end;
  }
  return cuts;
}

/** The first character of the document that stands on the page. */
function firstOf(common: CommonPiece[], start: number, end: number): number | null {
  const piece = common.find(({ second, length }) => second + length > start);
  if (piece === undefined || piece.second >= end) return null;
  return piece.first + Math.max(0, start - piece.second);
}

/** A word that is split by the end of a page counts as a whole. */
function wordBegin(index: number, { words, places }: DocumentText): number {
  let begin = index;
  // Nothing stands between them, not even a space.
  const touches = () => places[begin]!.at - places[begin - 1]!.at <= 1;
  while (begin > 0 && touches() && inWord.test(words[begin - 1]!) && inWord.test(words[begin]!)) begin -= 1;
  return begin;
}

/** Letters of scripts that have spaces between words; characters outside the first plane have two halves. */
const inWord = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}\p{M}\p{Cs}]$/u;

const inline = new Set(phrases);
/** A mark would be heard as a part of a heading, a link or a summary, and upset the rest. */
const closed = new Set('a ruby math svg picture button summary h1 h2 h3 h4 h5 h6'.split(' '));
const closedClasses = /^(combined|apostrophe|noteref|diagram)$/;
/** A page that begins with their first word or image begins before them. */
const whole = new Set('figure header details'.split(' '));

/** Where a page break may stand before the character: outside closed elements, and before those it begins. */
function placeFor(index: number, { places }: DocumentText): number {
  let { at } = places[index]!;
  for (let element: TextElement | null = places[index]!.within; element !== null; element = element.parent) {
    const begins = element.before === index && (isWhole(element) || isPlainInline(element));
    if (begins || isClosed(element)) at = element.start;
  }
  return at;
}

function isWhole({ name, classes }: TextElement): boolean {
  return whole.has(name) || classes.includes('formula');
}

/** A line of code is a block, whatever its name. */
function isPlainInline({ name, classes }: TextElement): boolean {
  return inline.has(name) && !classes.includes('line');
}

function isClosed({ name, classes }: TextElement): boolean {
  return closed.has(name) || classes.some((each) => closedClasses.test(each));
}

function freeId(page: number, { sectionOf }: Book): string {
  let id = `page-${page}`;
  while (sectionOf.has(id)) id += '-';
  return id;
}

/** With an end tag: read as HTML, an element without one would hold all that follows. */
function withMarks(xhtml: string, starts: PageStart[], ids: string[]): string {
  let marked = '';
  let done = 0;
  for (const [index, { page, at }] of starts.entries()) {
    marked += `${xhtml.slice(done, at)}<span epub:type="pagebreak" role="doc-pagebreak" id="${ids[index]}" aria-label="${page}"></span>`;
    done = at;
  }
  return marked + xhtml.slice(done);
}
