/** Prepares a PDF for print shops: no outline, links, tags or XMP metadata, and grey as grey. */
import { inflateSync } from 'node:zlib';
import { markedContentOf, operationsIn } from '../file/content.ts';
import {
  catalogOf,
  dictionaryAt,
  drawingOf,
  objectsIn,
  type PdfDocument,
  pagesOf,
  replaceDrawing,
  replaceStream,
  unpack,
} from '../file/document.ts';
import { isStream, type PdfStream, type PdfValue } from '../file/objects.ts';

export function stripForPrinter(document: PdfDocument): void {
  const catalog = catalogOf(document);
  for (const key of [...catalog.keys()]) if (!printedKeys.has(key)) catalog.delete(key);
  for (const reference of pagesOf(document)) {
    const page = dictionaryAt(document, reference);
    for (const key of ['/Annots', '/StructParents', '/Tabs']) page.delete(key);
    replaceDrawing(document, reference, plainDrawing(drawingOf(document, reference)));
  }
  for (const [number, object] of [...objectsIn(document)]) {
    if (!isStream(object)) continue;
    const { dictionary } = object;
    dictionary.delete('/StructParent');
    dictionary.delete('/StructParents');
    if (dictionary.get('/Subtype') === '/Form' || dictionary.get('/PatternType') === 1)
      replaceStream(document, { number }, plainDrawing(unpack(object).toString('latin1')));
    const grey = greyImage(object);
    if (grey !== null) document.objects.set(number, grey);
  }
}

const printedKeys = new Set('/Type /Pages /Lang /ViewerPreferences /PageLabels /PageLayout /OutputIntents'.split(' '));

/** Without marked content, except text that stands for glyphs. Equal parts of red, green and blue are grey. */
function plainDrawing(drawing: string): string {
  const parts: string[] = [];
  const open: boolean[] = [];
  let at = 0;
  const replace = (start: number, end: number, text: string) => {
    parts.push(drawing.slice(at, start), text);
    at = end;
  };
  for (const operation of operationsIn(drawing)) {
    const { operator, operands, start, end } = operation;
    const opened = markedContentOf(operation);
    if (opened !== null) {
      const says = opened.actualText !== null;
      open.push(says);
      if (!says) replace(start, end, '');
    } else if (operator === 'EMC') {
      if (open.pop() !== true) replace(start, end, '');
    } else if ((operator === 'rg' || operator === 'RG') && new Set(operands.map(Number)).size === 1) {
      replace(start, end, `${operands[0]} ${operator === 'rg' ? 'g' : 'G'}`);
    }
  }
  return `${parts.join('')}${drawing.slice(at)}`;
}

/** Null where an image has colours, or is packed in a way that would have to be decoded. */
function greyImage({ dictionary, data }: PdfStream): PdfStream | null {
  const plain = dictionary.get('/Filter') === '/FlateDecode' && !dictionary.has('/DecodeParms');
  const rgb = dictionary.get('/ColorSpace') === '/DeviceRGB' && dictionary.get('/BitsPerComponent') === 8;
  if (dictionary.get('/Subtype') !== '/Image' || !plain || !rgb) return null;
  const pixels = inflateSync(data);
  const grey = Buffer.alloc(pixels.length / 3);
  for (let at = 0; at < grey.length; at += 1) {
    const value = pixels[at * 3]!;
    if (pixels[at * 3 + 1] !== value || pixels[at * 3 + 2] !== value) return null;
    grey[at] = value;
  }
  const entries = new Map<string, PdfValue>(dictionary).set('/ColorSpace', '/DeviceGray');
  entries.delete('/Filter');
  return { dictionary: entries, data: grey };
}
