/** Copies one part into the book. */
import { destinationName, linkedId, readPageNumbers } from '../file/destinations.ts';
import { dictionaryAt, listAt, type PdfDocument, pagesOf } from '../file/document.ts';
import { isReference, type PdfDictionary, type PdfReference, type PdfValue } from '../file/objects.ts';
import type { PdfCopier } from '../file/writer.ts';
import type { GrowingBook, JoinOptions } from './growing-book.ts';
import { movePatterns, moveRectangle } from './move.ts';
import { readOutline } from './outline.ts';
import { boxesOf, round, type Shift } from './page-boxes.ts';
import { type PlacedPage, writePage } from './pages.ts';

/** `index`: of the part. `first`: its first page in the book. The document is changed. */
export function copyPart(
  document: PdfDocument,
  index: number,
  first: number,
  options: JoinOptions,
  book: GrowingBook,
): void {
  const { writer } = book;
  const structure = options.profile === 'screen' ? book.structure.begin(document) : null;
  const pages = placePages(document, first, options, book);
  const fixed = new Map<number, PdfReference>([
    ...book.fonts.fontsOf(index),
    ...(structure?.fixed ?? []),
    ...pages.map(({ page, reference }) => [page.number, reference] as const),
  ]);
  const copier = writer.copier(document, fixed);
  if (options.profile === 'screen') copyPlaces(document, pages, copier, book);
  const patterns = new Map<string, PdfReference>();
  for (const placed of pages) {
    const page = dictionaryAt(document, placed.page);
    movePatterns(document, page, placed.shift, patterns);
    for (const annotation of listAt(document, page.get('/Annots'))) {
      moveRectangle(document, annotation, placed.shift);
      setDestination(document, dictionaryAt(document, annotation), structure?.firstKey ?? 0, book);
    }
    writePage(placed, structure?.firstKey ?? null, copier, options, book);
  }
  structure?.copy(copier);
  copier.flush();
}

function placePages(document: PdfDocument, first: number, options: JoinOptions, { writer }: GrowingBook): PlacedPage[] {
  return pagesOf(document).map((page, offset) => {
    const number = first + offset;
    const boxes = boxesOf(options, number, heightOf(document, page));
    const shift = { x: round(boxes.shift.x + options.offsetOf(number)), y: boxes.shift.y };
    return { document, page, reference: writer.reserve(), number, boxes, shift };
  });
}

/** Points, of the sheet that Chrome printed. A page without a box of its own has that of the tree above it. */
function heightOf(document: PdfDocument, page: PdfReference): number {
  let dictionary = dictionaryAt(document, page);
  while (!dictionary.has('/MediaBox') && dictionary.has('/Parent'))
    dictionary = dictionaryAt(document, dictionary.get('/Parent'));
  return Number(listAt(document, dictionary.get('/MediaBox'))[3] ?? 0);
}

/** Destinations, and the entries of the outline. */
function copyPlaces(document: PdfDocument, pages: readonly PlacedPage[], copier: PdfCopier, book: GrowingBook): void {
  const shifts = new Map(pages.map(({ page, shift }) => [page.number, shift]));
  const copied = (place: PdfValue[]) => copier.value(shifted(place, shifts)) as PdfValue[];
  for (const [id, place] of readPageNumbers(document).places) book.destinations.set(id, copied(place));
  for (const { title, level, destination, element } of readOutline(document))
    book.outline.push({ title, level, destination: copied(destination), element: copier.value(element) });
}

function shifted(place: PdfValue[], shifts: ReadonlyMap<number, Shift>): PdfValue[] {
  const [page, kind, x, y, ...rest] = place;
  const shift = isReference(page) ? shifts.get(page.number) : undefined;
  if (shift === undefined || kind !== '/XYZ') return place;
  const moved = (value: PdfValue | undefined, by: number) =>
    typeof value === 'number' ? round(value + by) : (value ?? null);
  return [page!, kind, moved(x, shift.x), moved(y, shift.y), ...rest];
}

/** Until now, links between parts are web addresses of a scheme of their own. */
function setDestination(
  document: PdfDocument,
  annotation: PdfDictionary,
  firstKey: number,
  { linked }: GrowingBook,
): void {
  const key = annotation.get('/StructParent');
  if (typeof key === 'number') annotation.set('/StructParent', key + firstKey);
  const id = linkedId(document, annotation);
  if (id === null) return;
  annotation.delete('/A');
  annotation.set('/Dest', destinationName(id));
  linked.add(id);
}
