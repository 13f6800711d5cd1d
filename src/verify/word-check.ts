/**
 * Checks that every word of the articles is in the EPUB and in the PDF, once. The EPUB is compared with the tree of
 * each chapter, the PDF with the EPUB; only differences known by their place in the document are allowed.
 */
import type { Nodes } from 'hast';
import { type DocumentText, readDocumentText, seenCharacters, type TextElement } from '../epub/check/document-text.ts';
import type { FindSource } from '../epub/check/source-lines.ts';
import { textsOf } from '../epub/container/unzip.ts';
import { classesOf } from '../hast/tree.ts';
import { isUnprinted } from '../hast/unrendered.ts';
import type { Book, Chapter } from '../model/book.ts';
import { type Diagnostic, problem } from '../model/diagnostics.ts';
import { type Addition, imagePlaceholder, type PageSpan, type PdfText, textOfSections } from '../model/page-text.ts';
import { type Difference, differencesOf } from '../text/alignment.ts';
import { imageKey } from '../text/urls.ts';
import { expectedDifferences } from './known-differences.ts';

export interface FinishedBook {
  /** The bytes of the EPUB, and its path for people. */
  epub: Uint8Array;
  path: string;
  /** Null when there is no PDF to compare it with. */
  print: PdfText | null;
}

export function checkWords(book: Book, { epub, path, print }: FinishedBook, findSource: FindSource): Diagnostic[] {
  const texts = new Map(Array.from(textsOf(epub), ({ name, text }) => [name, text]));
  const printed = print === null ? null : textOfSections(book, print);
  return book.sections.flatMap((section) => {
    const name = `${section.id}.xhtml`;
    const xhtml = texts.get(`OEBPS/${name}`)?.() ?? '';
    const document = readDocumentText(xhtml);
    const problemAt = (message: string, at: number) => {
      const line = xhtml.slice(0, at).split('\n').length;
      return problem('text-differs', message, findSource(name, line) ?? { file: path, line: null });
    };
    const inEpub = section.kind === 'part' ? [] : compareWithTree(section, book, document);
    const inPdf = printed === null ? [] : comparePages(document, section.id, printed.get(section.id) ?? [], print!);
    return [...inEpub, ...inPdf].map(({ message, at }) => problemAt(message, at));
  });
}

interface Fault {
  message: string;
  /** In the document. */
  at: number;
}

/** What paper adds stands after words that are known. */
function withoutAdditions(text: string, additions: readonly Addition[]): string {
  let rest = text;
  for (const { after, words } of additions) {
    const before = seenCharacters(after);
    const at = rest.indexOf(before + seenCharacters(words));
    if (at === -1) continue;
    const from = at + before.length;
    rest = rest.slice(0, from) + rest.slice(from + seenCharacters(words).length);
  }
  return rest;
}

function compareWithTree(chapter: Chapter, book: Book, document: DocumentText): Fault[] {
  const own = withoutAdded(document);
  const words = foldQuotes(treeWords(chapter, book));
  const text = foldQuotes(own.words);
  return differencesOf(words, text).flatMap((difference) => {
    const { first, second, lost, added } = difference;
    const at = placeOf(own, second);
    return [
      ...(lost > 0 ? [{ at, message: lostMessage('EPUB', words, first, lost) }] : []),
      ...(added > 0 ? [{ at, message: addedMessage('EPUB', text, second, added) }] : []),
    ];
  });
}

function comparePages(document: DocumentText, id: string, pages: PageSpan[], print: PdfText): Fault[] {
  const text = withoutAdditions(
    seenCharacters(pages.map(({ words }) => words).join('')),
    print.additions.get(id) ?? [],
  );
  const numbers = new Set(pages.map(({ page }) => page));
  const untagged = seenCharacters(
    print.untagged
      .filter(({ page }) => numbers.has(page))
      .map(({ words }) => words)
      .join(''),
  );
  const differences: Difference[] = differencesOf(document.words, text);
  const excused = expectedDifferences(document, text, untagged, differences);
  return differences.flatMap((difference) => {
    const { first, second, lost, added } = difference;
    const at = placeOf(document, first);
    return [
      ...(lost > 0 && !excused.lost(difference)
        ? [{ at, message: lostMessage('PDF', document.words, first, lost) }]
        : []),
      ...(added > 0 && !excused.added(difference) ? [{ at, message: addedMessage('PDF', text, second, added) }] : []),
    ];
  });
}

/** Characters shown in a message. */
const context = 12;
const shownWords = 30;

function lostMessage(format: string, text: string, at: number, count: number): string {
  return `text missing from the ${format}: ${quoted(text, at, count)}`;
}

function addedMessage(format: string, text: string, at: number, count: number): string {
  return `the ${format} contains extra text: ${quoted(text, at, count)}`;
}

function quoted(text: string, at: number, count: number): string {
  const before = text.slice(Math.max(0, at - context), at);
  const shown = text.slice(at, at + Math.min(count, shownWords)) + (count > shownWords ? '…' : '');
  return before === '' ? `“${shown}” at the beginning` : `“${shown}” after “${before}”`;
}

function placeOf({ places }: DocumentText, index: number): number {
  return places[Math.min(index, places.length - 1)]?.at ?? 0;
}

/** Lines that run from top to bottom have brackets for quotation marks. */
function foldQuotes(text: string): string {
  return text.replace(/[“”‘’『』「」〝〟]/g, '"');
}

/** What the author wrote, as `readDocumentText` reads documents. The chapter's title is not in its tree. */
function treeWords(chapter: Chapter, book: Book): string {
  let text = '';
  const waiting: Nodes[] = [chapter.tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'text') text += seenCharacters(node.value);
    if (node.type !== 'root' && node.type !== 'element') continue;
    if (node.type === 'element') {
      const { tagName, properties } = node;
      const classes = classesOf(node);
      if (isUnprinted(tagName, classes) || classes.includes('chapter-title')) continue;
      const shown = tagName === 'img' && book.assets.get(imageKey(properties.src))?.kind === 'image';
      const silent = properties.role === 'presentation' || properties.alt === '';
      if ((shown && !silent) || properties.role === 'img') text += imagePlaceholder;
      if (properties.role === 'img') continue;
    }
    for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index] as Nodes);
  }
  return text;
}

/** The text of a document that comes from its article: without the chapter's head and placeholders for images. */
function withoutAdded({ words, places }: DocumentText): DocumentText {
  const kept = places.map(({ within }) => !isAdded(within));
  return {
    words: [...places.keys()].map((at) => (kept[at] ? words[at] : '')).join(''),
    places: places.filter((_, at) => kept[at]),
  };
}

function isAdded(within: TextElement): boolean {
  for (let element: TextElement | null = within; element !== null; element = element.parent) {
    if (element.classes.includes('chapter-head') || element.classes.includes('missing-picture')) return true;
  }
  return false;
}
