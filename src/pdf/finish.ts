/**
 * Last touches to a PDF from Chrome. In: bytes and the book's metadata. Out: bytes that depend on nothing else: fixed
 * dates, who wrote it and what about.
 */
import type { BookMeta } from '../book.ts';
import { type PdfDictionary, printValue, type Reference, readPdf, textString, updatePdf } from './objects.ts';

export function finishPdf(printed: Uint8Array, meta: BookMeta): Uint8Array {
  const date = pdfDate(meta.modified);
  const bytes = fixDates(printed, date);
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
    ]),
    file,
  );
}

/** The moment of printing, which Chrome wrote into the first information dictionary, gives way to the book's date. */
function fixDates(printed: Uint8Array, date: string): Uint8Array {
  const bytes = Buffer.from(printed);
  for (const key of ['/CreationDate (D:', '/ModDate (D:']) {
    // The dictionary is the first object of the file; nothing else may be touched.
    const at = bytes.subarray(0, 1024).indexOf(key, 0, 'latin1');
    if (at !== -1) bytes.write(date, at + key.length - 2, 'latin1');
  }
  return bytes;
}

/** `D:20240102030405+00'00'`, ISO 32000-1, 7.9.4; as long as what Chrome writes. */
function pdfDate(date: Date): string {
  return `D:${date.toISOString().replace(/\D/g, '').slice(0, 14)}+00'00'`;
}
