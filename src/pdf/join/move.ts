/** What moves with a page when its boxes do: patterns, and the rectangles of links. */
import { addObject, dictionaryAt, listAt, type PdfDocument } from '../file/document.ts';
import { isReference, isStream, type PdfDictionary, type PdfReference, type PdfValue } from '../file/objects.ts';
import { round, type Shift } from './page-boxes.ts';

/** A pattern stands on the page itself, and does not move with what is drawn (ISO 32000-1, 8.7.2). */
export function movePatterns(
  document: PdfDocument,
  page: PdfDictionary,
  { x, y }: Shift,
  moved: Map<string, PdfReference>,
): void {
  const resources = dictionaryAt(document, page.get('/Resources'));
  const patterns = dictionaryAt(document, resources.get('/Pattern'));
  if (patterns.size === 0 || (x === 0 && y === 0)) return;
  const entries = [...patterns].map(([name, value]): [string, PdfValue] => {
    if (!isReference(value)) return [name, value];
    const key = `${value.number} ${x} ${y}`;
    if (!moved.has(key)) moved.set(key, addObject(document, patternMoved(document, value, x, y)));
    return [name, moved.get(key)!];
  });
  page.set('/Resources', new Map(resources).set('/Pattern', new Map(entries)));
}

function patternMoved(document: PdfDocument, { number }: PdfReference, x: number, y: number) {
  const object = document.objects.get(number);
  const dictionary = new Map(isStream(object) ? object.dictionary : (object as PdfDictionary));
  const [a = 1, b = 0, c = 0, d = 1, across = 0, down = 0] = listAt(document, dictionary.get('/Matrix')) as number[];
  dictionary.set('/Matrix', [a, b, c, d, round(across + x), round(down + y)]);
  return isStream(object) ? { ...object, dictionary } : dictionary;
}

export function moveRectangle(document: PdfDocument, annotation: PdfValue, { x, y }: Shift): void {
  const dictionary = dictionaryAt(document, annotation);
  for (const key of ['/Rect', '/QuadPoints']) {
    const numbers = listAt(document, dictionary.get(key)) as number[];
    if (numbers.length > 0)
      dictionary.set(
        key,
        numbers.map((value, index) => round(value + (index % 2 === 0 ? x : y))),
      );
  }
}
