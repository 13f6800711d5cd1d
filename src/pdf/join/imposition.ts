/**
 * Imposes a booklet: two pages on each side of an A4 sheet, in the order of folded and stapled sheets. A page is scaled
 * down only where it is larger than half a sheet.
 */
import type { Binding } from '../../typography/direction.ts';
import { addObject, catalogOf, dictionaryAt, drawingOf, listAt, type PdfDocument, pagesOf } from '../file/document.ts';
import { type PdfReference, type PdfValue, printNumber } from '../file/objects.ts';
import { points } from '../geometry/sheet.ts';

/** A side of a sheet: pages from 1, null where nothing is. */
export interface SheetSide {
  left: number | null;
  right: number | null;
}

/** Millimetres. */
const sheet = { width: 297, height: 210 };

/** Changes the document and returns it. */
export function imposeBooklet(document: PdfDocument, binding: Binding): PdfDocument {
  const pages = pagesOf(document);
  const forms = pages.map((page) => formOf(document, page));
  const tree = addObject(document, null);
  const sides = bookletOrder(pages.length, binding).map((side) => sideOf(document, side, forms, tree));
  const nodes: [string, PdfValue][] = [
    ['/Type', '/Pages'],
    ['/Count', sides.length],
    ['/Kids', sides],
  ];
  document.objects.set(tree.number, new Map(nodes));
  const catalog = catalogOf(document);
  for (const key of [...catalog.keys()]) if (key !== '/Type' && key !== '/Lang') catalog.delete(key);
  catalog.set('/Pages', tree);
  return document;
}

/** Front and back of each sheet, outermost first. In a book bound at the right, page 1 is left of its fold. */
export function bookletOrder(pages: number, binding: Binding): SheetSide[] {
  const whole = Math.ceil(pages / 4) * 4;
  const present = (page: number) => (page <= pages ? page : null);
  const side = (verso: number, recto: number): SheetSide => {
    const [left, right] = binding === 'right' ? [recto, verso] : [verso, recto];
    return { left: present(left), right: present(right) };
  };
  return Array.from({ length: whole / 4 }, (_, index) => {
    const first = index * 2 + 1;
    const last = whole - index * 2;
    return [side(last, first), side(first + 1, last - 1)];
  }).flat();
}

interface PageForm {
  reference: PdfReference;
  trim: [left: number, bottom: number, right: number, top: number];
}

/** What is outside of the trim is cut off here already. */
function formOf(document: PdfDocument, page: PdfReference): PageForm {
  const dictionary = dictionaryAt(document, page);
  const trim = listAt(document, dictionary.get('/TrimBox') ?? dictionary.get('/MediaBox')) as PageForm['trim'];
  const entries: [string, PdfValue][] = [
    ['/Type', '/XObject'],
    ['/Subtype', '/Form'],
    ['/BBox', trim],
    ['/Resources', dictionary.get('/Resources') ?? new Map()],
  ];
  const data = Buffer.from(drawingOf(document, page), 'latin1');
  return { reference: addObject(document, { dictionary: new Map(entries), data }), trim };
}

function sideOf(
  document: PdfDocument,
  { left, right }: SheetSide,
  forms: PageForm[],
  tree: PdfReference,
): PdfReference {
  const shown = [left, right].map((page) => (page === null ? null : forms[page - 1]!));
  const drawn = shown.map((form, index) => (form === null ? '' : placed(form, index === 0, `/Page${index + 1}`)));
  const named = shown.flatMap((form, index): [string, PdfValue][] =>
    form === null ? [] : [[`/Page${index + 1}`, form.reference]],
  );
  const contents = addObject(document, { dictionary: new Map(), data: Buffer.from(drawn.join(''), 'latin1') });
  const entries: [string, PdfValue][] = [
    ['/Type', '/Page'],
    ['/Parent', tree],
    ['/MediaBox', [0, 0, points(sheet.width), points(sheet.height)].map((value) => Math.round(value * 1e4) / 1e4)],
    ['/Resources', new Map([['/XObject', new Map(named)]])],
    ['/Contents', contents],
  ];
  return addObject(document, new Map(entries));
}

/** The bound edge stands at the fold, the page in the middle of its height. */
function placed({ trim: [left, bottom, right, top] }: PageForm, before: boolean, name: string): string {
  const half = points(sheet.width) / 2;
  const height = points(sheet.height);
  const scale = Math.min(1, half / (right - left), height / (top - bottom));
  const x = half - scale * (before ? right : left);
  const y = (height - scale * (top - bottom)) / 2 - scale * bottom;
  const [s, across, up] = [scale, x, y].map((value) => printNumber(Math.round(value * 1e5) / 1e5));
  return `q\n${s} 0 0 ${s} ${across} ${up} cm\n${name} Do\nQ\n`;
}
