/** The pages of a book: what Chrome printed, moved into place, with running head, folio and crop marks. */
import { dictionaryAt, listAt, type PdfDocument } from '../file/document.ts';
import { type PdfDictionary, type PdfReference, type PdfValue, printNumber } from '../file/objects.ts';
import type { PdfCopier, PdfWriter } from '../file/writer.ts';
import type { GrowingBook } from './growing-book.ts';
import { boxesOf, cropMarks, type PageBoxes, type PageBoxOptions, type Shift } from './page-boxes.ts';

/** A page of a part, and where it goes. */
export interface PlacedPage {
  document: PdfDocument;
  page: PdfReference;
  /** In the book. */
  reference: PdfReference;
  /** In the book, from 1. */
  number: number;
  boxes: PageBoxes;
  /** Of what Chrome printed, in points. */
  shift: Shift;
}

/** `firstKey`: added to its key in the parent tree; null where nothing is tagged. */
export function writePage(
  { document, page, reference, number, boxes, shift }: PlacedPage,
  firstKey: number | null,
  copier: PdfCopier,
  { marks }: PageBoxOptions,
  { writer, pages, furniture }: GrowingBook,
): void {
  const printed = dictionaryAt(document, page);
  const form = furniture[number - 1] ?? null;
  const contents = listAt(document, printed.get('/Contents')).map((each) => copier.value(each));
  const { shift: sheet, trim, bleed } = boxes;
  // Before the text, as a reader of content meets it, too.
  const before = `${form === null ? '' : furnitureAt(sheet)}${placed(shift)}\n`;
  const after = `\nQ\n${marks ? cropMarks(trim, bleed) : ''}`;
  const written = new Map<string, PdfValue>([
    ['/Type', '/Page'],
    ['/Parent', pages.add(reference)],
    ...boxEntries(boxes),
    ['/Resources', resourcesOf(document, printed, form, copier)],
    ['/Contents', [addContent(before, writer), ...contents, addContent(after, writer)]],
  ]);
  for (const key of ['/Group', '/Annots', '/Tabs']) {
    if (printed.has(key)) written.set(key, copier.value(printed.get(key)!));
  }
  const key = printed.get('/StructParents');
  if (typeof key === 'number' && firstKey !== null) written.set('/StructParents', key + firstKey);
  writer.write(reference, written);
}

export function addBlankPage(page: number, options: PageBoxOptions, { writer, pages }: GrowingBook): void {
  const boxes = boxesOf(options, page, 0);
  const reference = writer.reserve();
  const written = new Map<string, PdfValue>([
    ['/Type', '/Page'],
    ['/Parent', pages.add(reference)],
    ...boxEntries(boxes),
    ['/Resources', new Map()],
  ]);
  if (options.marks) written.set('/Contents', addContent(cropMarks(boxes.trim, boxes.bleed), writer));
  writer.write(reference, written);
}

const furnitureName = '/Furniture';

function resourcesOf(
  document: PdfDocument,
  page: PdfDictionary,
  form: PdfReference | null,
  copier: PdfCopier,
): PdfDictionary {
  const printed = dictionaryAt(document, page.get('/Resources'));
  const resources = copier.value(printed) as PdfDictionary;
  if (form === null) return resources;
  const drawings = copier.value(dictionaryAt(document, printed.get('/XObject'))) as PdfDictionary;
  return resources.set('/XObject', drawings.set(furnitureName, form));
}

function addContent(text: string, writer: PdfWriter): PdfReference {
  return writer.addStream({ dictionary: new Map(), data: Buffer.from(text, 'latin1') });
}

function placed({ x, y }: Shift): string {
  return `q\n1 0 0 1 ${printNumber(x)} ${printNumber(y)} cm`;
}

function furnitureAt(sheet: Shift): string {
  return `/Artifact <</Type /Pagination>> BDC\n${placed(sheet)}\n${furnitureName} Do\nQ\nEMC\n`;
}

function boxEntries({ media, bleed, trim }: PageBoxes): [string, PdfValue][] {
  return [
    ['/MediaBox', media],
    ['/BleedBox', bleed],
    ['/TrimBox', trim],
  ];
}
