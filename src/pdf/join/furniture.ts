/** Running heads and folios as forms (ISO 32000-1, 8.10), one for each page. */
import { dictionaryAt, type PdfDocument, pagesOf } from '../file/document.ts';
import { isReference, isStream, type PdfDictionary, type PdfReference, type PdfValue } from '../file/objects.ts';
import type { PdfWriter } from '../file/writer.ts';

/** Null for a page without any. `fonts`: those that are merged with the fonts of other parts. */
export function copyFurniture(
  document: PdfDocument,
  fonts: ReadonlyMap<number, PdfReference>,
  writer: PdfWriter,
): (PdfReference | null)[] {
  const copier = writer.copier(document, fonts);
  const forms = pagesOf(document).map((reference) => {
    const page = dictionaryAt(document, reference);
    const resources = dictionaryAt(document, page.get('/Resources'));
    const contents = page.get('/Contents');
    const stream = isReference(contents) ? document.objects.get(contents.number) : null;
    if (!isStream(stream) || dictionaryAt(document, resources.get('/Font')).size === 0) return null;
    const dictionary = new Map<string, PdfValue>([
      ['/Type', '/XObject'],
      ['/Subtype', '/Form'],
      ['/BBox', page.get('/MediaBox') ?? []],
      ['/Resources', resources],
      ...[...stream.dictionary].filter(([key]) => key === '/Filter'),
    ]);
    return writer.addStream({ dictionary: copier.value(dictionary) as PdfDictionary, data: stream.data });
  });
  copier.flush();
  return forms;
}
