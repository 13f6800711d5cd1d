/** Everything that happens to a PDF after Chrome printed it. Deterministic. */
import type { BookMeta, PageSize, Profile } from '../../model/book.ts';
import type { Diagnostic } from '../../model/diagnostics.ts';
import type { Binding } from '../../typography/direction.ts';
import { checkForPrinter } from '../check/print-ready.ts';
import { catalogOf, kidsOf, objectsIn, type PdfDocument } from '../file/document.ts';
import { describeBook } from '../file/metadata.ts';
import { isReference, isStream, type PdfValue, textString } from '../file/objects.ts';
import { moveMeaningsToFonts } from '../file/to-unicode.ts';
import type { PageLabel } from '../print/page-labels.ts';
import { markArtifacts } from '../tagging/artifacts.ts';
import { writeTitles } from '../tagging/outline.ts';
import { readTags, writeNames, writeParents } from '../tagging/structure-tree.ts';
import { fixTags } from '../tagging/tags.ts';
import { addSpacesAtLineEnds } from '../text/line-ends.ts';
import { wordsOfContent } from '../text/page-words.ts';
import { setPageBoxes } from './page-boxes.ts';
import { stripForPrinter } from './print-profile.ts';
import { claimStandard, type Standard } from './standards.ts';

export interface PostprocessOptions {
  /** `print`: for a printer, who refuses tags, links and whatever is meant for a screen; no standard is claimed. */
  profile: Profile;
  /** The page after cutting, in millimetres. */
  trim: PageSize;
  /**
   * Millimetres; Chrome printed on a sheet of trim + 2 * bleed, and the trim begins this far from its left and its top.
   */
  bleed: number;
  /** False: no bleed at the bound edge. */
  spineBleed: boolean;
  /** Printed on one side, as a cover is: what a leaf asks for does not count. */
  oneSided?: boolean;
  /** Crop marks, outside of the bleed. */
  marks: boolean;
  /** Pages, from 1, that begin a part or a chapter: their running heads are taken away. */
  openings: ReadonlySet<number>;
  /** The headings of the book, in the order of its pages. */
  headings: readonly string[];
  /** What the page that was printed has between spaces. */
  words: ReadonlySet<string>;
  /** What viewers call the pages, from page `from` on. */
  labels: PageLabel[];
  standard: Standard | null;
  /** Where a spread is bound: what opens first stands at the other side. */
  binding: Binding;
}

export function postprocess(
  document: PdfDocument,
  meta: BookMeta,
  language: string,
  finish: PostprocessOptions,
): Diagnostic[] {
  fixIds(document);
  const tree = finish.profile === 'screen' ? readTags(document) : null;
  if (finish.profile === 'screen') writeTitles(document, tree, finish.headings);
  if (tree !== null) fixTags(tree, wordsOfContent(document));
  moveMeaningsToFonts(document);
  if (tree !== null) addSpacesAtLineEnds(document, finish.words);
  markArtifacts(document, tree, finish.openings);
  if (tree !== null) {
    writeParents(tree);
    writeNames(tree);
  }
  setPageBoxes(document, finish);
  describeBook(document, meta);
  setCatalog(document, language, finish);
  if (finish.profile === 'screen') return claimStandard(document, meta, language, finish.standard);
  stripForPrinter(document);
  return checkForPrinter(document, finish.oneSided === true);
}

function setCatalog(document: PdfDocument, language: string, { binding, labels }: PostprocessOptions): void {
  const catalog = catalogOf(document);
  catalog.set('/Lang', textString(language));
  // The contents stand beside the page when the book is opened.
  catalog.set('/PageMode', '/UseOutlines');
  const preferences = new Map<string, PdfValue>([['/DisplayDocTitle', true]]);
  // Spreads are then laid from right to left.
  if (binding === 'right') preferences.set('/Direction', '/R2L');
  catalog.set('/ViewerPreferences', preferences);
  if (labels.length > 0) catalog.set('/PageLabels', new Map([['/Nums', labels.flatMap(labelEntry)]]));
}

const labelStyles = { roman: '/r', decimal: '/D', none: null };

/** ISO 32000-1, 12.4.2 */
function labelEntry({ from, style, start }: PageLabel): PdfValue[] {
  const sign = labelStyles[style];
  const entries: [string, PdfValue][] =
    sign === null
      ? []
      : [
          ['/S', sign],
          ['/St', start],
        ];
  return [from - 1, new Map(entries)];
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
