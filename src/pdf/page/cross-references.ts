/**
 * Links and captions on paper: a page number behind each link into the book, web addresses as notes in the print
 * profile, ids for listed figures and tables. Footnote links stay as they are.
 */
import type { Element, ElementContent, Root } from 'hast';
import { classesOf, collapsedText, copyTree, element, elements, insideOf, isElement, text } from '../../hast/tree.ts';
import { stringsFor } from '../../locale/strings.ts';
import type { Book, Chapter, Profile } from '../../model/book.ts';
import type { Addition } from '../../model/page-text.ts';
import { decodePercent } from '../../text/urls.ts';
import { codeOf } from './qr-code.ts';

/** A link into the book. */
export interface PageReference {
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
  references: PageReference[];
  captions: Caption[];
  added: Added[];
}

export function setLinksOnPaper(chapter: Chapter, book: Book, profile: Profile): PaperChapter {
  const tree = copyTree(chapter.tree);
  const paper: PaperChapter = { chapter: { ...chapter, tree }, references: [], captions: [], added: [] };
  nameCaptions(tree, paper);
  // A heading is repeated in the outline, an image has no words to put a number behind.
  const closed = insideOf(tree, 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'summary');
  const notes = new Map<string, number>();
  const titled = titledLinks(tree);
  const followers = new Map<Element, Element>();
  for (const node of elements(tree)) {
    if (!isElement(node, 'a') || closed.has(node) || collapsedText(node) === '') continue;
    const after = endOf(node) + (titled.get(node) ?? '');
    const follower = String(node.properties.href).startsWith('#')
      ? referenceBehind(node, after, book, paper)
      : noteBehind(node, after, notes, book, profile, paper);
    if (follower !== null) followers.set(node, follower);
  }
  for (const parent of [tree, ...elements(tree)]) putBehind(parent, followers, titled);
  if (notes.size > 0) addNotes(tree, notes, chapter, book, paper);
  return paper;
}

/** Marks of titles and of speech; the closing one by its opening one. */
const titleMarks: Readonly<Record<string, string>> = {
  '《': '》',
  '〈': '〉',
  '「': '」',
  '『': '』',
  '“': '”',
  '‘': '’',
};

/** Links that are a whole title, 《命令行》, and the mark that closes it: what follows them stands outside. */
function titledLinks(tree: Root): Map<Element, string> {
  const titled = new Map<Element, string>();
  for (const { children } of [tree, ...elements(tree)]) {
    for (const [index, node] of children.entries()) {
      const [before, after] = [children[index - 1], children[index + 1]];
      if (!isElement(node, 'a') || before?.type !== 'text' || after?.type !== 'text') continue;
      const closing = titleMarks[before.value.at(-1) ?? ''];
      if (closing !== undefined && after.value.startsWith(closing)) titled.set(node, closing);
    }
  }
  return titled;
}

function putBehind(
  parent: Root | Element,
  followers: ReadonlyMap<Element, Element>,
  titled: ReadonlyMap<Element, string>,
): void {
  if (!parent.children.some((child) => child.type === 'element' && followers.has(child))) return;
  const children: ElementContent[] = [];
  let closing = '';
  for (const child of parent.children as ElementContent[]) {
    children.push(child.type === 'text' && closing !== '' ? text(child.value.slice(closing.length)) : child);
    closing = '';
    const follower = child.type === 'element' ? followers.get(child) : undefined;
    if (follower === undefined) continue;
    closing = titled.get(child as Element) ?? '';
    children.push(...(closing === '' ? [] : [text(closing)]), follower);
  }
  parent.children = children;
}

/** Footnotes are at the end of their chapter, with numbers of their own. */
function isNoteLink({ properties }: Element): boolean {
  return /^doc-(noteref|backlink)$/.test(String(properties.role));
}

function referenceBehind(
  node: Element,
  after: string,
  book: Book,
  { chapter, references, added }: PaperChapter,
): Element | null {
  const target = String(node.properties.href).slice(1);
  if (isNoteLink(node) || !book.sectionOf.has(target)) return null;
  const name = `${chapter.id}.link-${references.length + 1}`;
  const reference = `reference ${name}`;
  const from = String(node.properties.id ?? name);
  node.properties.id = from;
  references.push({ text: reference, from, target, language: chapter.language });
  added.push({ after, reference });
  const room = stringsFor(chapter.language).pageReference.replace('%', '000');
  return element('span', { className: ['page-reference'], dataText: reference }, [text(room)]);
}

/** An address is noted once, and not where it can be read already. */
function noteBehind(
  node: Element,
  after: string,
  notes: Map<string, number>,
  { config }: Pick<Book, 'config'>,
  profile: Profile,
  { added }: PaperChapter,
): Element | null {
  const href = String(node.properties.href ?? '');
  if (profile === 'screen' || config.pdf.links === 'none' || !/^https?:/.test(href)) return null;
  if (readable(href) === readable(collapsedText(node))) return null;
  const number = notes.get(href) ?? notes.size + 1;
  notes.set(href, number);
  added.push({ after, words: `[${number}]` });
  return element('sup', { className: ['link-mark'] }, [text(`[${number}]`)]);
}

/** Enough of its words to know the place by. */
function endOf(node: Element): string {
  return collapsedText(node).replace(/\s/g, '').slice(-2);
}

function addNotes(
  tree: Root,
  notes: ReadonlyMap<string, number>,
  { language }: Chapter,
  { config }: Pick<Book, 'config'>,
  { added }: PaperChapter,
): void {
  const title = stringsFor(language).linkNotes;
  const withCodes = config.pdf.links === 'qr';
  const lines = Array.from(notes, ([href, number]) => {
    const words = [
      element('span', { className: ['link-number'] }, [text(`[${number}]`)]),
      text(' '),
      element('span', { className: ['link-address'] }, breakable(readable(href))),
    ];
    return withCodes ? noteWithCode(href, words) : element('p', { className: ['link-note'] }, words);
  });
  added.push({ after: '', words: title + lines.map(collapsedText).join('') });
  const head = element('p', { className: ['link-notes-title'] }, [text(title)]);
  const body = withCodes ? [element('div', { className: ['link-codes'] }, lines)] : lines;
  tree.children.push(element('div', { className: ['link-notes'] }, [head, ...body]));
}

/** An address too long for a code is printed alone. */
function noteWithCode(href: string, words: ElementContent[]): Element {
  const code = codeOf(href);
  const wide = code === null || code.wide;
  return element('div', { className: wide ? ['link-code', 'link-code-wide'] : ['link-code'] }, [
    ...(code === null ? [] : [code.drawing]),
    element('p', { className: ['link-note'] }, words),
  ]);
}

/** Lines end after a slash where they can. */
function breakable(address: string): ElementContent[] {
  const pieces = address.split(/(?<=\/)/);
  return pieces.flatMap((piece, index) => (index === 0 ? [text(piece)] : [element('wbr'), text(piece)]));
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
    if (caption === undefined || collapsedText(caption) === '') continue;
    const id = String(caption.properties.id ?? `${chapter.id}.${kind}-${captions.length + 1}`);
    caption.properties.id = id;
    captions.push({ kind, id, words: collapsedText(caption), language: chapter.language });
  }
}
