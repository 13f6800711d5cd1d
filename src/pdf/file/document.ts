/** The one object model of a PDF, for reading and rewriting. */
import { inflateSync } from 'node:zlib';
import { type Operation, operationsIn } from './content.ts';
import {
  isReference,
  isStream,
  type PdfDictionary,
  type PdfObject,
  type PdfReference,
  type PdfStream,
  type PdfValue,
} from './objects.ts';

export interface PdfDocument {
  trailer: PdfDictionary;
  objects: PdfObjects;
  /** The number of the next object that is added. */
  next: number;
}

/** By number; each is read when it is first asked for, and stays the same value from then on. */
export class PdfObjects {
  private readonly values = new Map<number, PdfObject>();
  private readonly texts = new WeakMap<PdfStream, string>();
  private last: { content: string; operations: readonly Operation[] } = { content: '', operations: [] };
  private readonly read: (number: number) => PdfObject;

  constructor(read: (number: number) => PdfObject = () => null) {
    this.read = read;
  }

  /** Null where there is none. */
  get(number: number): PdfObject {
    let object = this.values.get(number);
    if (object === undefined) {
      object = this.read(number);
      this.values.set(number, object);
    }
    return object;
  }

  set(number: number, object: PdfObject): void {
    this.values.set(number, object);
  }

  /** What a stream holds, in latin1. Every step that reads a page reads the same stream. */
  textOf(stream: PdfStream): string {
    let text = this.texts.get(stream);
    if (text === undefined) {
      text = unpack(stream).toString('latin1');
      this.texts.set(stream, text);
    }
    return text;
  }

  /** The same list for content that is read twice in a row: most steps that read a page follow each other. */
  operationsIn(content: string): readonly Operation[] {
    if (this.last.content !== content) this.last = { content, operations: operationsIn(content) };
    return this.last.operations;
  }
}

/** Every object reachable from the trailer, in the order met; without recursion, since tags nest deep. */
export function* objectsIn({ trailer, objects }: PdfDocument): Generator<[number: number, object: PdfObject]> {
  const visited = new Set<number>();
  const waiting: PdfValue[] = [trailer.get('/Info') ?? null, trailer.get('/Root') ?? null];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (isReference(value)) {
      if (visited.has(value.number)) continue;
      visited.add(value.number);
      const object = objects.get(value.number);
      yield [value.number, object];
      waiting.push(isStream(object) ? object.dictionary : object);
    } else for (const kid of kidsOf(value).reverse()) waiting.push(kid);
  }
}

/** What stands directly inside an array or a dictionary and may hold more: references, arrays and dictionaries. */
export function kidsOf(value: PdfValue): PdfValue[] {
  const kids: PdfValue[] = [];
  if (Array.isArray(value) || value instanceof Map)
    for (const kid of value.values()) if (typeof kid === 'object' && kid !== null) kids.push(kid);
  return kids;
}

/** The value behind a reference; of a stream its dictionary. */
export function valueAt({ objects }: PdfDocument, value: PdfValue | undefined): PdfValue {
  if (!isReference(value)) return value ?? null;
  const object = objects.get(value.number);
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

/** The pages in order (ISO 32000-1, 7.7.3). */
export function pagesOf(document: PdfDocument): PdfReference[] {
  const pages: PdfReference[] = [];
  const waiting = [catalogOf(document).get('/Pages')];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const kids = valueAt(document, dictionaryAt(document, node).get('/Kids'));
    if (Array.isArray(kids)) waiting.push(...kids.toReversed());
    else if (isReference(node)) pages.push(node);
  }
  return pages;
}

export function addObject(document: PdfDocument, object: PdfObject): PdfReference {
  const number = document.next;
  document.next += 1;
  document.objects.set(number, object);
  return { number };
}

/** What a stream holds, in latin1; '' when there is none. */
export function contentAt({ objects }: PdfDocument, value: PdfValue | undefined): string {
  const object = isReference(value) ? objects.get(value.number) : null;
  return isStream(object) ? objects.textOf(object) : '';
}

/** What a stream holds. The only packing that Chrome uses for anything but images is that of zlib. */
export function unpack({ dictionary, data }: PdfStream): Buffer {
  return dictionary.has('/Filter') ? inflateSync(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

/** What is drawn on a page, in one piece. */
export function drawingOf(document: PdfDocument, page: PdfReference): string {
  const contents = dictionaryAt(document, page).get('/Contents');
  const streams = Array.isArray(valueAt(document, contents)) ? listAt(document, contents) : [contents];
  return streams.map((stream) => contentAt(document, stream)).join('\n');
}

/** In place of what the page drew, in a stream of its own. */
export function replaceDrawing(document: PdfDocument, page: PdfReference, content: string): void {
  const data = Buffer.from(content, 'latin1');
  dictionaryAt(document, page).set('/Contents', addObject(document, { dictionary: new Map(), data }));
}

/** In place of what the stream held; it is packed when it is written. */
export function replaceStream(document: PdfDocument, { number }: PdfReference, content: string): void {
  const old = document.objects.get(number);
  const dictionary = new Map(isStream(old) ? old.dictionary : []);
  for (const key of ['/Filter', '/DecodeParms']) dictionary.delete(key);
  document.objects.set(number, { dictionary, data: Buffer.from(content, 'latin1') });
}
