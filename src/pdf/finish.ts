/**
 * Last touches to a PDF from Chrome. In: bytes and the book's metadata. Out: bytes that depend on nothing else: fixed
 * dates, who wrote it and what about.
 */
import type { BookMeta, PageSize, Profile, Writing } from '../book.ts';
import type { Reported } from '../diagnostics.ts';
import type { PageLabel } from './folios.ts';
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

/** What is done to it, beside what every PDF gets. */
export interface Finish {
  profile: Profile;
  /** The page after cutting, in millimetres. */
  trim: PageSize;
  /** Chrome prints on a sheet this much larger, in millimetres: the page begins so far from its left and top. */
  bleed: number;
  spineBleed: boolean;
  marks: boolean;
  /** Pages that begin a part or chapter, counted from 1. */
  openings: ReadonlySet<number>;
  labels: PageLabel[];
  standard: 'ua-1' | 'a-2b' | null;
  writing: Writing;
}

export function finishPdf(
  printed: Uint8Array,
  meta: BookMeta,
  _language: string,
  { trim, bleed, labels, writing }: Finish,
): Reported<Uint8Array> {
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
  catalog.set('/PageLabels', labelTree(labels));
  const value = updatePdf(
    bytes,
    new Map([
      [
        info.number,
        `<<${Object.entries(entries)
          .map(([key, value]) => `/${key} ${value}`)
          .join('\n')}>>`,
      ],
      [root.number, printValue(catalog)],
      ...trimmedPages(file, catalog, trim, bleed),
    ]),
    file,
  );
  return { value, diagnostics: [] };
}

/** ISO 32000-1, 12.4.2. */
function labelTree(labels: PageLabel[]): PdfDictionary {
  const styles = { roman: '/r', decimal: '/D', none: null };
  const ranges = labels.flatMap(({ from, style, start }) => {
    const name = styles[style];
    const entries = new Map<string, string | number>(name === null ? [] : [['/S', name]]);
    if (name !== null) entries.set('/St', start);
    return [from - 1, entries];
  });
  return new Map([['/Nums', ranges]]);
}

/** A sheet is as large as Chrome's grid allows; a page is shown at its true size. */
function* trimmedPages(
  file: PdfFile,
  catalog: PdfDictionary,
  trim: PageSize,
  bleed: number,
): Generator<[number, string]> {
  const points = (millimetres: number) => Math.round((millimetres / 25.4) * 72 * 100) / 100;
  for (const number of pagesIn(file, catalog.get('/Pages'))) {
    const page = new Map(file.get({ number }) as PdfDictionary);
    const [, , width = 0, height = 0] = file.get(page.get('/MediaBox')) as number[];
    const top = height - points(bleed);
    const bottom = Math.max(0, top - points(trim.height));
    page.set('/CropBox', [points(bleed), bottom, Math.min(width, points(bleed + trim.width)), top]);
    yield [number, printValue(page)];
  }
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
