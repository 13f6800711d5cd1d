/**
 * Last touches to a PDF from Chrome. In: bytes and the book's metadata. Out: bytes that depend on nothing else: fixed
 * dates, who wrote it and what about.
 */
import type { BookConfig, BookMeta, PageSize } from '../book.ts';
import {
  type PdfDictionary,
  type PdfFile,
  printValue,
  type Reference,
  readPdf,
  textString,
  updatePdf,
} from './objects.ts';
import { pagesIn } from './page-numbers.ts';

export function finishPdf(
  printed: Uint8Array,
  meta: BookMeta,
  { page, writing }: Pick<BookConfig, 'page' | 'writing'>,
): Uint8Array {
  const date = pdfDate(meta.modified);
  const bytes = fixIds(fixDates(printed, date));
  const file = readPdf(bytes);
  const info = file.trailer.get('/Info') as Reference;
  const root = file.trailer.get('/Root') as Reference;
  const entries = {
    Title: textString(meta.title),
    ...(meta.authors.length > 0 ? { Author: textString(meta.authors.join('; ')) } : {}),
    ...(meta.description === null ? {} : { Subject: textString(meta.description) }),
    ...(meta.tags.length > 0 ? { Keywords: textString(meta.tags.join(', ')) } : {}),
    Creator: '(Octavo)',
    Producer: '(Skia/PDF)',
    CreationDate: `(${date})`,
    ModDate: `(${date})`,
  };
  const catalog = new Map(file.get(root) as PdfDictionary);
  // The contents stand beside the page when the book is opened.
  catalog.set('/PageMode', '/UseOutlines');
  // Spreads are then laid from right to left.
  if (writing === 'vertical') catalog.set('/ViewerPreferences', new Map([['/Direction', '/R2L']]));
  return updatePdf(
    bytes,
    new Map([
      [
        info.number,
        `<<${Object.entries(entries)
          .map(([key, value]) => `/${key} ${value}`)
          .join('\n')}>>`,
      ],
      [root.number, printValue(catalog)],
      ...trimmedCover(file, catalog, page),
    ]),
    file,
  );
}

/**
 * Chrome rounds a page up to its own grid, which leaves a thread of white beside a cover that fills the page: the first
 * page is shown at its true size.
 */
function trimmedCover(file: PdfFile, catalog: PdfDictionary, page: PageSize): [number, string][] {
  const { value: number } = pagesIn(file, catalog.get('/Pages')).next();
  if (number === undefined) return [];
  const cover = new Map(file.get({ number }) as PdfDictionary);
  const [, , width, height] = file.get(cover.get('/MediaBox')) as number[];
  const points = (millimetres: number) => Math.round((millimetres / 25.4) * 72 * 100) / 100;
  const top = Math.min(height ?? 0, points(page.height));
  cover.set('/CropBox', [0, (height ?? 0) - top, Math.min(width ?? 0, points(page.width)), height ?? 0]);
  return [[number, printValue(cover)]];
}

/** The moment of printing, which Chrome wrote into the first information dictionary, gives way to the book's date. */
function fixDates(printed: Uint8Array, date: string): Buffer {
  const bytes = Buffer.from(printed);
  for (const key of ['/CreationDate (D:', '/ModDate (D:']) {
    // The dictionary is the first object of the file; nothing else may be touched.
    const at = bytes.subarray(0, 1024).indexOf(key, 0, 'latin1');
    if (at !== -1) bytes.write(date, at + key.length - 2, 'latin1');
  }
  return bytes;
}

/**
 * The numbers Chrome gives to table cells in the tag tree depend on what it had drawn on its screen before it printed,
 * but not their order, which a name tree needs: they are counted anew.
 */
function fixIds(bytes: Buffer): Buffer {
  const found = [...bytes.toString('latin1').matchAll(/\(node\d{8}\)/g)];
  const ids = [...new Set(found.map(([id]) => id))].sort();
  const ranks = new Map(ids.map((id, index) => [id, `(node${String(index + 1).padStart(8, '0')})`]));
  for (const { 0: id, index } of found) bytes.write(ranks.get(id)!, index, 'latin1');
  return bytes;
}

/** `D:20240102030405+00'00'`, ISO 32000-1, 7.9.4; as long as what Chrome writes. */
function pdfDate(date: Date): string {
  return `D:${date.toISOString().replace(/\D/g, '').slice(0, 14)}+00'00'`;
}
