/**
 * Everything that happens to a part of a book after Chrome printed it and before it is joined with the others: nothing
 * here depends on where in the book it stands. Deterministic.
 */
import type { Profile } from '../../model/book.ts';
import type { PageSpan } from '../../model/page-text.ts';
import { checkArchiveObjects } from '../check/pdf-a.ts';
import type { Standard } from '../check/pdf-ua.ts';
import { checkTaggedContent, type Finding } from '../check/pdf-ua.ts';
import { findPrinterFaults, type PrinterFault } from '../check/print-ready.ts';
import { readPageNumbers } from '../file/destinations.ts';
import { kidsOf, objectsIn, type PdfDocument, pagesOf } from '../file/document.ts';
import { isReference, isStream, type PdfValue } from '../file/objects.ts';
import { createMeanings, moveMeaningsToFonts } from '../file/to-unicode.ts';
import { writePdf } from '../file/writer.ts';
import { markArtifacts } from '../tagging/artifacts.ts';
import { flattenTags } from '../tagging/flatten.ts';
import { writeTitles } from '../tagging/outline.ts';
import { readTags, writeParents } from '../tagging/structure-tree.ts';
import { fixTags } from '../tagging/tags.ts';
import { createLineEnds } from '../text/line-ends.ts';
import { createDocumentTexts, readPageText } from '../text/page-words.ts';
import { stripForPrinter } from './print-profile.ts';

export interface PartOptions {
  /** `print`: for a printer, who refuses tags, links and whatever is meant for a screen; no standard is claimed. */
  profile: Profile;
  /** The headings of the part, in the order of its pages. */
  headings: readonly string[];
  /** The headings that links lead to, by id. */
  titles: ReadonlyMap<string, string>;
  /** What the page that was printed has between spaces. */
  words: ReadonlySet<string>;
  standard: Standard | null;
}

/** A part that is ready to be joined. Its pages are counted from 1. */
export interface FinishedPart {
  /** A PDF, with its fonts. */
  bytes: Uint8Array;
  pages: number;
  /** Id -> page, of every place that can be linked to. */
  numbers: ReadonlyMap<string, number>;
  words: PageSpan[];
  untagged: PageSpan[];
  /** Violations of the standard. */
  findings: Finding[];
  faults: PrinterFault[];
}

export function finishPart(document: PdfDocument, options: PartOptions): FinishedPart {
  const { profile, headings, titles, words, standard } = options;
  fixIds(document);
  const { numbers, pages } = readPageNumbers(document);
  const texts = createDocumentTexts(document);
  const meanings = createMeanings(document);
  // Page by page: the content of a page is parsed once for all that reads it.
  for (const page of pagesOf(document)) {
    texts.read(page);
    meanings.collect(page);
  }
  const text = readPageText(document, texts);
  const tree = profile === 'screen' ? readTags(document) : null;
  if (tree !== null) {
    writeTitles(document, tree, headings);
    fixTags(tree, titles, texts.wordsOf);
    flattenTags(tree);
  }
  meanings.write();
  const addSpaces = createLineEnds(document, words);
  for (const page of pagesOf(document)) {
    meanings.rewrite(page);
    if (tree !== null) addSpaces(page);
    markArtifacts(document, page, tree);
  }
  if (tree !== null) writeParents(tree);
  if (profile === 'print') stripForPrinter(document);
  const checks = { 'ua-1': checkTaggedContent, 'a-2b': checkArchiveObjects };
  return {
    pages,
    numbers,
    ...text,
    findings: profile === 'print' || standard === null ? [] : checks[standard](document),
    faults: profile === 'print' ? findPrinterFaults(document) : [],
    bytes: writePdf(document),
  };
}

/** Running heads and folios: nothing of them is tagged. */
export function finishFurniture(document: PdfDocument, profile: Profile): Uint8Array {
  moveMeaningsToFonts(document);
  if (profile === 'print') stripForPrinter(document);
  return writePdf(document);
}

/** Chrome's ids of table cells depend on earlier screen layout, their order does not: they are renumbered. */
function fixIds(document: PdfDocument): void {
  const places: { id: string; replace: (id: string) => void }[] = [];
  const isId = (value: PdfValue): value is string => typeof value === 'string' && /^\(node\d{8}\)$/.test(value);
  // Only dictionaries and arrays of cells and of their index hold such strings.
  const waiting = Array.from(objectsIn(document), ([, object]) => (isStream(object) ? null : object));
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    const holder = value;
    if (holder instanceof Map)
      for (const [key, id] of holder) if (isId(id)) places.push({ id, replace: (fixed) => holder.set(key, fixed) });
    if (Array.isArray(holder))
      for (const [index, id] of holder.entries())
        if (isId(id)) places.push({ id, replace: (fixed) => holder.splice(index, 1, fixed) });
    for (const kid of kidsOf(value)) if (!isReference(kid)) waiting.push(kid);
  }
  const sorted = [...new Set(places.map(({ id }) => id))].sort();
  const fixed = new Map(sorted.map((id, index) => [id, `(node${String(index + 1).padStart(8, '0')})`]));
  for (const { id, replace } of places) replace(fixed.get(id)!);
}
