/**
 * Links and captions on paper, where nobody can click. In: a chapter. Out: the same chapter with room for a page number behind each link into the
 * book, in print with the addresses of the web as notes at its end, and with ids for figures and tables that are listed.
 * Must not touch links of footnotes, nor know on which page anything is.
 */
import type { Element, Root } from 'hast';
import type { Book, Chapter, Profile } from '../book.ts';
import { decodePercent } from '../html/addresses.ts';
import type { Addition } from '../html/printed-pages.ts';
import { classesOf, copyTree, element, elements, insideOf, isElement, rewrite, text, wordsOf } from '../html/tree.ts';
import { wordsIn } from '../html/words.ts';

/** A link into the book. */
export interface Reference {
  /** The name its words are filled in by. */
  text: string;
  /** The id of the link, and of where it leads. */
  from: string;
  target: string;
  language: string;
}

/** A line of a list of figures or tables. */
export interface Caption {
  kind: 'figures' | 'tables';
  id: string;
  words: string;
  language: string;
}

/** What paper adds after some words: known, or known when the pages are. */
export type Added = Addition | { after: string; reference: string };

export interface PaperChapter {
  chapter: Chapter;
  references: Reference[];
  captions: Caption[];
  added: Added[];
}

export function setLinksOnPaper(chapter: Chapter, book: Book, profile: Profile): PaperChapter {
  const tree = copyTree(chapter.tree);
  const paper: PaperChapter = { chapter: { ...chapter, tree }, references: [], captions: [], added: [] };
  nameCaptions(tree, paper);
  // A heading is repeated in the outline, a picture has no words to put a number behind.
  const closed = insideOf(tree, 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'summary');
  const notes = new Map<string, number>();
  const followers = new Map<Element, Element>();
  for (const node of elements(tree)) {
    if (!isElement(node, 'a') || closed.has(node) || wordsOf(node) === '') continue;
    const follower = String(node.properties.href).startsWith('#')
      ? referenceBehind(node, book, paper)
      : noteBehind(node, notes, book, profile, paper);
    if (follower !== null) followers.set(node, follower);
  }
  rewrite(tree, (node) => (followers.has(node) ? [node, followers.get(node)!] : undefined));
  if (notes.size > 0) addNotes(tree, notes, chapter, paper);
  return paper;
}

/** Footnotes are at the end of their chapter, with numbers of their own. */
function isNoteLink({ properties }: Element): boolean {
  return /^doc-(noteref|backlink)$/.test(String(properties.role));
}

function referenceBehind(node: Element, book: Book, { chapter, references, added }: PaperChapter): Element | null {
  const target = String(node.properties.href).slice(1);
  if (isNoteLink(node) || !book.sectionOf.has(target)) return null;
  const name = `${chapter.id}.link-${references.length + 1}`;
  const reference = `reference ${name}`;
  const from = String(node.properties.id ?? name);
  node.properties.id = from;
  references.push({ text: reference, from, target, language: chapter.language });
  added.push({ after: endOf(node), reference });
  const room = wordsIn(chapter.language).pageReference.replace('%', '000');
  return element('span', { className: ['page-reference'], dataText: reference }, [text(room)]);
}

/** An address is noted once, and not where it can be read already. */
function noteBehind(
  node: Element,
  notes: Map<string, number>,
  { config }: Pick<Book, 'config'>,
  profile: Profile,
  { added }: PaperChapter,
): Element | null {
  const href = String(node.properties.href ?? '');
  if (profile === 'screen' || config.pdf.links === 'none' || !/^https?:/.test(href)) return null;
  if (readable(href) === readable(wordsOf(node))) return null;
  const number = notes.get(href) ?? notes.size + 1;
  notes.set(href, number);
  added.push({ after: endOf(node), words: `[${number}]` });
  return element('sup', { className: ['link-mark'] }, [text(`[${number}]`)]);
}

/** Enough of its words to know the place by. */
function endOf(node: Element): string {
  return wordsOf(node).replace(/\s/g, '').slice(-2);
}

function addNotes(
  tree: Root,
  notes: ReadonlyMap<string, number>,
  { language }: Chapter,
  { added }: PaperChapter,
): void {
  const title = wordsIn(language).linkNotes;
  const lines = Array.from(notes, ([href, number]) =>
    element('p', { className: ['link-note'] }, [
      element('span', { className: ['link-number'] }, [text(`[${number}]`)]),
      text(' '),
      element('span', { className: ['link-address'] }, [text(readable(href))]),
    ]),
  );
  added.push({ after: '', words: title + lines.map(wordsOf).join('') });
  const head = element('p', { className: ['link-notes-title'] }, [text(title)]);
  tree.children.push(element('div', { className: ['link-notes'] }, [head, ...lines]));
}

/** An address as people type it. */
function readable(address: string): string {
  return decodePercent(address.trim().replace(/^https?:\/\//, '')).replace(/\/$/, '');
}

function nameCaptions(tree: Root, { chapter, captions }: PaperChapter): void {
  for (const node of [...elements(tree)]) {
    const kind =
      isElement(node, 'figure') && !classesOf(node).includes('code')
        ? 'figures'
        : isElement(node, 'table')
          ? 'tables'
          : null;
    if (kind === null) continue;
    const name = kind === 'figures' ? 'figcaption' : 'caption';
    const caption = node.children.find((child): child is Element => isElement(child, name));
    if (caption === undefined || wordsOf(caption) === '') continue;
    const id = String(caption.properties.id ?? `${chapter.id}.${kind}-${captions.length + 1}`);
    caption.properties.id = id;
    captions.push({ kind, id, words: wordsOf(caption), language: chapter.language });
  }
}
