/**
 * A PDF in hand: every object that can be reached, as values that may be changed. In: a PDF from Chrome. Out: a document,
 * and questions about it. Streams stay views of the bytes until something new is put in their place.
 */
import {
  isReference,
  type PdfDictionary,
  type PdfFile,
  type PdfStream,
  type PdfValue,
  pagesIn,
  type Reference,
  unpack,
} from './objects.ts';

export type PdfObject = PdfValue | PdfStream;

export interface PdfDocument {
  trailer: PdfDictionary;
  objects: Map<number, PdfObject>;
  /** The number of the next object that is added. */
  next: number;
}

/** Every object that the root and the information dictionary lead to; shared dictionaries stay shared. */
export function openDocument(file: PdfFile): PdfDocument {
  const objects = new Map<number, PdfObject>();
  const waiting: PdfValue[] = [file.trailer.get('/Info') ?? null, file.trailer.get('/Root') ?? null];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (isReference(value)) {
      if (objects.has(value.number)) continue;
      const object = file.streamAt(value.number) ?? file.get(value);
      objects.set(value.number, object);
      waiting.push(isStream(object) ? object.dictionary : object);
    } else for (const kid of kidsOf(value)) waiting.push(kid);
  }
  const trailer = new Map([...file.trailer].filter(([key]) => key === '/Root' || key === '/Info'));
  const last = [...objects.keys()].reduce((largest, number) => Math.max(largest, number), 0);
  return { trailer, objects, next: last + 1 };
}

/** What stands directly inside an array or a dictionary and may hold more: references, arrays and dictionaries. */
export function kidsOf(value: PdfValue): PdfValue[] {
  const kids: PdfValue[] = [];
  if (Array.isArray(value) || value instanceof Map)
    for (const kid of value.values()) if (typeof kid === 'object' && kid !== null) kids.push(kid);
  return kids;
}

export function isStream(object: PdfObject | undefined): object is PdfStream {
  return typeof object === 'object' && object !== null && 'data' in object;
}

/** The value behind a reference; of a stream its dictionary. */
export function valueAt(document: PdfDocument, value: PdfValue | undefined): PdfValue {
  if (!isReference(value)) return value ?? null;
  const object = document.objects.get(value.number) ?? null;
  return isStream(object) ? object.dictionary : object;
}

/** An empty one where there is none, which belongs to nothing. */
export function dictionaryAt(document: PdfDocument, value: PdfValue | undefined): PdfDictionary {
  const found = valueAt(document, value);
  return found instanceof Map ? found : new Map();
}

/** One value or many, as a list. */
export function listAt(document: PdfDocument, value: PdfValue | undefined): PdfValue[] {
  const found = valueAt(document, value);
  return Array.isArray(found) ? found : found === null ? [] : [value as PdfValue];
}

export function catalogOf(document: PdfDocument): PdfDictionary {
  return dictionaryAt(document, document.trailer.get('/Root'));
}

/** The pages in order. */
export function pagesOf(document: PdfDocument): Reference[] {
  const file = { get: (value: PdfValue | undefined) => valueAt(document, value) };
  return Array.from(pagesIn(file, catalogOf(document).get('/Pages')), (number) => ({ number }));
}

export function addObject(document: PdfDocument, object: PdfObject): Reference {
  const number = document.next;
  document.next += 1;
  document.objects.set(number, object);
  return { number };
}

/** What a stream holds, in latin1; '' when there is none. */
export function contentAt(document: PdfDocument, value: PdfValue | undefined): string {
  const object = isReference(value) ? document.objects.get(value.number) : undefined;
  return isStream(object) ? unpack(object).toString('latin1') : '';
}

/** What is drawn on a page, in one piece. */
export function drawingOf(document: PdfDocument, page: Reference): string {
  const contents = dictionaryAt(document, page).get('/Contents');
  const streams = Array.isArray(valueAt(document, contents)) ? listAt(document, contents) : [contents];
  return streams.map((stream) => contentAt(document, stream)).join('\n');
}

/** In place of what the stream held; it is packed when it is written. */
export function replaceStream(document: PdfDocument, { number }: Reference, content: string): void {
  const old = document.objects.get(number);
  const dictionary = new Map(isStream(old) ? old.dictionary : []);
  for (const key of ['/Filter', '/DecodeParms']) dictionary.delete(key);
  document.objects.set(number, { dictionary, data: Buffer.from(content, 'latin1') });
}
