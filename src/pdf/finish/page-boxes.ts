/**
 * Page boxes (ISO 32000-1, 14.11.2), exact whatever Chrome rounded to, and crop marks. The media box begins at 0 0, and
 * everything on the page moves with it.
 */

import type { PageSize } from '../../model/book.ts';
import type { Binding } from '../../typography/direction.ts';
import {
  addObject,
  catalogOf,
  dictionaryAt,
  drawingOf,
  listAt,
  type PdfDocument,
  pagesOf,
  replaceDrawing,
  valueAt,
} from '../file/document.ts';
import {
  isReference,
  isStream,
  type PdfDictionary,
  type PdfReference,
  type PdfValue,
  printNumber,
} from '../file/objects.ts';
import { points } from '../geometry/sheet.ts';

/** What of a book's finish concerns its boxes; millimetres. */
export interface PageBoxOptions {
  /** The page after cutting. */
  trim: PageSize;
  /** Chrome printed on a sheet of trim + 2 * bleed, rounded up at the right and the bottom. */
  bleed: number;
  /** False: no bleed at the bound edge. */
  spineBleed: boolean;
  /** Crop marks, outside of the bleed; the media box grows for them. */
  marks: boolean;
  binding: Binding;
}

/** Points: left, bottom, right, top. */
type Box = [left: number, bottom: number, right: number, top: number];
interface Shift {
  x: number;
  y: number;
}

/** Millimetres between the trim and its marks, and how long these are. */
const markDistance = 3;
const markLength = 5;

export function setPageBoxes(document: PdfDocument, sheet: PageBoxOptions): void {
  const shifts = new Map<number, Shift>();
  const patterns = new Map<string, PdfReference>();
  for (const [index, page] of pagesOf(document).entries()) {
    const dictionary = dictionaryAt(document, page);
    const [, , , height] = mediaBoxOf(document, page);
    const { media, bleed, trim, from } = boxesOf(sheet, index + 1);
    const shift = { x: round(from.x), y: round(from.y - height) };
    shifts.set(page.number, shift);
    const moved = `q\n1 0 0 1 ${printNumber(shift.x)} ${printNumber(shift.y)} cm\n${drawingOf(document, page)}\nQ\n`;
    const marks = sheet.marks ? cropMarks(trim, bleed) : '';
    replaceDrawing(document, page, `${moved}${marks}`);
    dictionary.set('/MediaBox', media);
    dictionary.set('/BleedBox', bleed);
    dictionary.set('/TrimBox', trim);
    dictionary.delete('/CropBox');
    movePatterns(document, dictionary, shift, patterns);
    for (const annotation of listAt(document, dictionary.get('/Annots'))) moveRectangle(document, annotation, shift);
  }
  moveDestinations(document, shifts);
}

/** A page without a box of its own has that of the tree above it. */
function mediaBoxOf(document: PdfDocument, page: PdfReference): Box {
  let dictionary = dictionaryAt(document, page);
  while (!dictionary.has('/MediaBox') && dictionary.has('/Parent'))
    dictionary = dictionaryAt(document, dictionary.get('/Parent'));
  return listAt(document, dictionary.get('/MediaBox')) as Box;
}

/** Odd pages are rectos, bound at the left in horizontal books. `from`: the upper left corner of Chrome's sheet. */
function boxesOf(sheet: PageBoxOptions, page: number): { media: Box; bleed: Box; trim: Box; from: Shift } {
  const bleed = points(sheet.bleed);
  const boundLeft = (page % 2 === 1) === (sheet.binding === 'left');
  const left = sheet.spineBleed || !boundLeft ? bleed : 0;
  const right = sheet.spineBleed || boundLeft ? bleed : 0;
  const slug = sheet.marks ? points(Math.max(markDistance, sheet.bleed) + markLength + 1) : 0;
  const before = sheet.marks ? slug : left;
  const below = sheet.marks ? slug : bleed;
  const width = points(sheet.trim.width);
  const height = points(sheet.trim.height);
  const trim: Box = [before, below, before + width, below + height];
  const outer: Box = [trim[0] - left, trim[1] - bleed, trim[2] + right, trim[3] + bleed];
  const media: Box = [0, 0, before + width + (sheet.marks ? slug : right), below * 2 + height];
  return {
    media: rounded(media),
    bleed: rounded(outer),
    trim: rounded(trim),
    from: { x: trim[0] - bleed, y: trim[3] + bleed },
  };
}

/** Two lines at each corner, in black alone: they are no part of the page. */
function cropMarks([left, bottom, right, top]: Box, bleed: Box): string {
  const length = points(markLength);
  const near = (trim: number, edge: number) => Math.max(points(markDistance), Math.abs(trim - edge));
  const lines = [left, right].flatMap((x) => [
    [x, bottom - near(bottom, bleed[1]), x, bottom - near(bottom, bleed[1]) - length],
    [x, top + near(top, bleed[3]), x, top + near(top, bleed[3]) + length],
  ]);
  const beside = [bottom, top].flatMap((y) => [
    [left - near(left, bleed[0]), y, left - near(left, bleed[0]) - length, y],
    [right + near(right, bleed[2]), y, right + near(right, bleed[2]) + length, y],
  ]);
  const drawn = [...lines, ...beside].map((line) => line.map((each) => printNumber(round(each))));
  const strokes = drawn.map(([x, y, toX, toY]) => `${x} ${y} m\n${toX} ${toY} l\nS\n`).join('');
  return `/Artifact <</Type /Page>> BDC\nq\n0 G\n0.25 w\n${strokes}Q\nEMC\n`;
}

/** A pattern stands on the page itself, and does not move with what is drawn (ISO 32000-1, 8.7.2). */
function movePatterns(
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

function moveRectangle(document: PdfDocument, annotation: PdfValue, { x, y }: Shift): void {
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

/** Named places, and those of the outline. */
function moveDestinations(document: PdfDocument, shifts: ReadonlyMap<number, Shift>): void {
  const catalog = catalogOf(document);
  const done = new Set<PdfValue>();
  const move = (value: PdfValue | undefined) => {
    const place = valueAt(document, value);
    if (!Array.isArray(place) || done.has(place)) return;
    done.add(place);
    const [page, kind, x, y] = place;
    const shift = isReference(page) ? shifts.get(page.number) : undefined;
    if (shift === undefined || kind !== '/XYZ') return;
    if (typeof x === 'number') place[2] = round(x + shift.x);
    if (typeof y === 'number') place[3] = round(y + shift.y);
  };
  for (const place of dictionaryAt(document, catalog.get('/Dests')).values()) move(place);
  const waiting = [dictionaryAt(document, catalog.get('/Outlines'))];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    move(entry.get('/Dest'));
    for (const key of ['/First', '/Next']) if (entry.has(key)) waiting.push(dictionaryAt(document, entry.get(key)));
  }
}

function rounded(box: Box): Box {
  return box.map(round) as Box;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
