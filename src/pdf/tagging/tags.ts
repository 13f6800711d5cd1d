/** Corrects Chrome's tags as PDF/UA-1 requires (ISO 14289-1, 7). Draws nothing again. */

import { linkedId } from '../file/destinations.ts';
import { dictionaryAt, listAt, type PdfDocument, pagesOf } from '../file/document.ts';
import {
  decodeText,
  isReference,
  type PdfDictionary,
  type PdfReference,
  type PdfValue,
  textString,
} from '../file/objects.ts';
import { withoutSpaces } from './outline.ts';
import {
  addElement,
  annotationOf,
  elementsIn,
  kidsAt,
  markedKid,
  type TagElement,
  type TagTree,
  type WordsOfContent,
} from './structure-tree.ts';
import { readTagName } from './tag-hints.ts';

/** ISO 32000-1, 14.8.4. */
export const standardTypes: ReadonlySet<string> = new Set(
  'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form'
    .split(' ')
    .map((name) => `/${name}`),
);

/** `titles`: the headings that links lead to, by id. */
export function fixTags(tree: TagTree, titles: ReadonlyMap<string, string>, wordsOfContent: WordsOfContent): void {
  const { document } = tree;
  const elements = [...elementsIn(tree)];
  for (const { dictionary } of elements) takeName(document, dictionary);
  nameNotes(elements);
  describeLinks(tree, elements, titles, wordsOfContent);
  for (const { reference, dictionary } of elements) {
    const kind = dictionary.get('/S');
    if (kind === '/LI') wrapBody(document, reference, dictionary);
    if (kind === '/Table') takeCaption(document, reference, dictionary);
    if (kind === '/Figure' && !dictionary.has('/Alt') && hasElements(document, dictionary))
      dictionary.set('/S', '/Div');
    if (kind === '/TH') giveScope(document, dictionary);
    // Rows that are shown one by one keep what Chrome says of cells.
    if (kind === '/NonStruct') dictionary.delete('/A');
  }
  mapRoles(tree, elements);
  for (const page of pagesOf(document)) dictionaryAt(document, page).set('/Tabs', '/S');
}

/** The end of a language that `tag-names.ts` wrote becomes the kind of the tag. */
function takeName(document: PdfDocument, element: PdfDictionary): void {
  const name = readTagName(decodeText(element.get('/Lang')));
  if (name === null) return;
  element.set('/S', name.tag);
  if (name.language === inheritedLanguage(document, element)) element.delete('/Lang');
  else element.set('/Lang', textString(name.language));
}

function inheritedLanguage(document: PdfDocument, element: PdfDictionary): string {
  for (let above = element; above.has('/P'); ) {
    above = dictionaryAt(document, above.get('/P'));
    if (above.has('/Lang')) return decodeText(above.get('/Lang'));
  }
  return '';
}

function nameNotes(elements: TagElement[]): void {
  const notes = elements.filter(({ dictionary }) => dictionary.get('/S') === '/Note');
  for (const [index, { dictionary }] of notes.entries())
    dictionary.set('/ID', `(note${String(index + 1).padStart(8, '0')})`);
}

/** Every link says what it is, and is one for a screen reader even where Chrome took its role for something else. */
function describeLinks(
  tree: TagTree,
  elements: TagElement[],
  titles: ReadonlyMap<string, string>,
  wordsOfContent: WordsOfContent,
): void {
  const { document } = tree;
  for (const { dictionary, reference } of elements) {
    const annotations = kidsAt(document, dictionary).flatMap((kid) => annotationOf(document, kid) ?? []);
    if (annotations.length === 0) continue;
    dictionary.set('/S', '/Link');
    const inside = [...elementsIn(tree, reference)];
    const text = inside.map((each) => wordsIn(document, each.dictionary, wordsOfContent)).join('');
    for (const annotation of annotations) {
      const id = linkedId(document, annotation);
      const title = id === null ? undefined : titles.get(id);
      const words = title === undefined ? plain(text) : withTitle(plain(text), title);
      const address = decodeText(dictionaryAt(document, annotation.get('/A')).get('/URI'));
      annotation.set('/Contents', textString(words || title || id || address));
    }
  }
}

function plain(text: string): string {
  return text.replace(/\u00ad/g, '').trim();
}

/** Words that begin with the title of the place, which Chrome joins where a line ends, and a page number after it. */
function withTitle(text: string, title: string): string {
  const [loose, looseTitle] = [withoutSpaces(text), withoutSpaces(title)];
  if (!loose.startsWith(looseTitle)) return text;
  return `${title} ${loose.slice(looseTitle.length)}`.trim();
}

function wordsIn(document: PdfDocument, element: PdfDictionary, wordsOfContent: WordsOfContent): string {
  if (element.has('/Alt')) return decodeText(element.get('/Alt'));
  return kidsAt(document, element)
    .map((kid) => {
      const content = markedKid(document, element, kid);
      return content === null ? '' : wordsOfContent(content);
    })
    .join('');
}

/** What is not the sign of an item is its body. */
function wrapBody(document: PdfDocument, reference: PdfReference, item: PdfDictionary): void {
  const kids = kidsAt(document, item);
  const kindOf = (kid: PdfValue) => dictionaryAt(document, kid).get('/S');
  if (kids.some((kid) => kindOf(kid) === '/LBody')) return;
  const signs = kids.filter((kid) => kindOf(kid) === '/Lbl');
  const rest = kids.filter((kid) => kindOf(kid) !== '/Lbl');
  const body = addElement(document, '/LBody', reference, rest);
  const page = item.get('/Pg');
  if (page !== undefined) dictionaryAt(document, body).set('/Pg', page);
  for (const kid of rest) if (isReference(kid)) dictionaryAt(document, kid).set('/P', body);
  item.set('/K', [...signs, body]);
}

/** On paper the caption of a table stands before it, and belongs to it. */
function takeCaption(document: PdfDocument, reference: PdfReference, table: PdfDictionary): void {
  const parent = dictionaryAt(document, table.get('/P'));
  const beside = kidsAt(document, parent);
  const caption = beside[beside.findIndex((kid) => isReference(kid) && kid.number === reference.number) - 1];
  if (!isReference(caption) || dictionaryAt(document, caption).get('/S') !== '/Caption') return;
  parent.set(
    '/K',
    beside.filter((kid) => kid !== caption),
  );
  dictionaryAt(document, caption).set('/P', reference);
  table.set('/K', [caption, ...kidsAt(document, table)]);
}

function hasElements(document: PdfDocument, element: PdfDictionary): boolean {
  return kidsAt(document, element).some((kid) => dictionaryAt(document, kid).has('/S'));
}

function giveScope(document: PdfDocument, cell: PdfDictionary): void {
  const attributes = listAt(document, cell.get('/A'));
  if (attributes.some((each) => dictionaryAt(document, each).has('/Scope'))) return;
  const scope = new Map([
    ['/O', '/Table'],
    ['/Scope', '/Column'],
  ]);
  cell.set('/A', [...attributes, scope]);
}

/** Names of PDF 2.0 and of Chrome's own, said in those of PDF 1.7. */
const roles: Record<string, string> = {
  '/Em': '/Span',
  '/Strong': '/Span',
  '/FENote': '/Note',
  '/Title': '/P',
  '/Aside': '/Div',
};

function mapRoles({ root }: TagTree, elements: TagElement[]): void {
  const map: PdfDictionary = new Map();
  for (const { dictionary } of elements) {
    const kind = String(dictionary.get('/S'));
    if (!standardTypes.has(kind)) map.set(kind, roles[kind] ?? '/Span');
  }
  if (map.size > 0) root.set('/RoleMap', new Map([...map].sort()));
}
