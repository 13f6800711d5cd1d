/** Outline titles and headings for screen readers: Chrome joins lines, repeats formulas and skips `<br>`. */
import { catalogOf, dictionaryAt, type PdfDocument } from '../file/document.ts';
import { decodeText, isReference, type PdfDictionary, textString } from '../file/objects.ts';
import { annotationOf, elementsIn, kidsAt, type TagTree } from './structure-tree.ts';

export function writeTitles(document: PdfDocument, tree: TagTree | null, headings: readonly string[]): void {
  const entries = entriesIn(document);
  const titles = alignTitles(
    entries.map((entry) => decodeText(entry.get('/Title'))),
    headings,
  );
  for (const [index, entry] of entries.entries()) {
    const title = titles[index];
    if (title === null || title === undefined) continue;
    entry.set('/Title', textString(title));
    const heading = entry.get('/SE');
    if (tree === null || !isReference(heading)) continue;
    const tag = dictionaryAt(document, heading);
    tag.set('/T', textString(title));
    // What stands in place of a heading would hide the links in it.
    const elements = [tag, ...Array.from(elementsIn(tree, tag.get('/K')), ({ dictionary }) => dictionary)];
    if (!elements.some((element) => isLink(document, element))) tag.set('/ActualText', textString(title));
  }
}

function isLink(document: PdfDocument, element: PdfDictionary): boolean {
  return kidsAt(document, element).some((kid) => annotationOf(document, kid) !== null);
}

/** Parents before children, which is the order of the pages. */
function entriesIn(document: PdfDocument): PdfDictionary[] {
  const entries: PdfDictionary[] = [];
  const waiting = [dictionaryAt(document, catalogOf(document).get('/Outlines')).get('/First')];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const entry = dictionaryAt(document, next);
    entries.push(entry);
    if (entry.has('/Next')) waiting.push(entry.get('/Next'));
    if (entry.has('/First')) waiting.push(entry.get('/First'));
  }
  return entries;
}

/** The book's text of each printed heading; null for one that only a template of the book adds. */
export function alignTitles(printed: readonly string[], headings: readonly string[]): (string | null)[] {
  if (printed.length === headings.length) return [...headings];
  let next = 0;
  return printed.map((title) => {
    const found = headings.findIndex(
      (heading, index) => index >= next && withoutSpaces(heading) === withoutSpaces(title),
    );
    if (found === -1) return null;
    next = found + 1;
    return headings[found]!;
  });
}

export function withoutSpaces(text: string): string {
  return text.replace(/[\s\p{Default_Ignorable_Code_Point}]/gu, '');
}
