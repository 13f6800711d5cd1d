/**
 * Writes PDF 1.7 with object and cross-reference streams (ISO 32000-1, 7.5.7 and 7.5.8), object by object, so that no
 * more than one source document is in memory. Equal streams are written once, and objects are numbered as they are met,
 * so that the same input gives the same bytes.
 */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { sha256Of } from '../../text/hash.ts';
import type { PdfDocument } from './document.ts';
import {
  isReference,
  isStream,
  type PdfDictionary,
  type PdfObject,
  type PdfReference,
  type PdfStream,
  type PdfValue,
  printValue,
} from './objects.ts';

/** The objects that can be reached from the root of a document, as a file. */
export function writePdf(document: PdfDocument): Uint8Array {
  const writer = createWriter();
  const copy = writer.copier(document);
  const root = copy.reference(document.trailer.get('/Root'));
  const information = copy.reference(document.trailer.get('/Info'));
  copy.flush();
  return Buffer.concat(writer.finish(root, information));
}

/** Copies values of one document. Numbers of objects change; an object is written when `flush` is called. */
export interface PdfCopier {
  value(value: PdfValue): PdfValue;
  /** Null for what is no reference. */
  reference(value: PdfValue | undefined): PdfReference | null;
  /** Writes the objects that copied values refer to, and those that these refer to. */
  flush(): void;
}

export interface PdfWriter {
  /** The number of an object that is written later, or never: then it is null. */
  reserve(): PdfReference;
  write(reference: PdfReference, object: PdfObject): void;
  add(object: PdfObject): PdfReference;
  /** A stream: the one written before where there is an equal one. */
  addStream(stream: PdfStream): PdfReference;
  /** `fixed`: by their numbers in the document, objects that have their place in the file already. */
  copier(document: PdfDocument, fixed?: ReadonlyMap<number, PdfReference>): PdfCopier;
  /** The pieces of the file, in order. */
  finish(root: PdfReference | null, information: PdfReference | null): Uint8Array[];
}

/** Objects in a stream of objects: enough to pack well, few enough to be read for one. */
const perContainer = 200;

export function createWriter(): PdfWriter {
  const file = new GrowingFile();
  const streams = new Map<string, PdfReference>();
  let next = 1;
  let waiting: [number: number, text: string][] = [];

  const flushContainer = () => {
    if (waiting.length > 0) file.addContainer(writer.reserve().number, waiting);
    waiting = [];
  };

  const writer: PdfWriter = {
    reserve() {
      next += 1;
      return { number: next - 1 };
    },
    write({ number }, object) {
      if (isStream(object)) return file.addStream(number, packed(object));
      waiting.push([number, printValue(object)]);
      if (waiting.length === perContainer) flushContainer();
    },
    add(object) {
      const reference = writer.reserve();
      writer.write(reference, object);
      return reference;
    },
    addStream(stream) {
      const key = `${stream.data.length} ${printValue(stream.dictionary)} ${sha256Of(stream.data)}`;
      const present = streams.get(key);
      if (present !== undefined) return present;
      const reference = writer.add(stream);
      streams.set(key, reference);
      return reference;
    },
    copier: (document, fixed = new Map()) => createCopier(writer, document, fixed),
    finish(root, information) {
      flushContainer();
      const trailer: PdfDictionary = new Map();
      if (root !== null) trailer.set('/Root', root);
      if (information !== null) trailer.set('/Info', information);
      file.addTable(writer.reserve().number, trailer);
      return file.pieces;
    },
  };
  return writer;
}

function createCopier(writer: PdfWriter, document: PdfDocument, fixed: ReadonlyMap<number, PdfReference>): PdfCopier {
  const copies = new Map(fixed);
  const openStreams = new Set<number>();
  const unwritten: number[] = [];
  let written = 0;

  function referenceTo(number: number): PdfReference {
    const present = copies.get(number);
    if (present !== undefined) return present;
    const object = document.objects.get(number);
    if (isStream(object)) return streamAt(number, object);
    const copied = writer.reserve();
    copies.set(number, copied);
    unwritten.push(number);
    return copied;
  }

  /** A stream is compared with those before it, so all that its dictionary names is copied first. */
  function streamAt(number: number, { dictionary, data }: PdfStream): PdfReference {
    // Within its own dictionary: it is like no other.
    if (openStreams.has(number)) {
      copies.set(number, writer.reserve());
      return copies.get(number)!;
    }
    openStreams.add(number);
    const copied = { dictionary: dictionaryOf(dictionary), data };
    openStreams.delete(number);
    const reserved = copies.get(number);
    if (reserved !== undefined) writer.write(reserved, copied);
    else copies.set(number, writer.addStream(copied));
    return copies.get(number)!;
  }

  function copyOf(value: PdfValue): PdfValue {
    if (isReference(value)) return referenceTo(value.number);
    if (Array.isArray(value)) return value.map(copyOf);
    return value instanceof Map ? dictionaryOf(value) : value;
  }

  function dictionaryOf(dictionary: PdfDictionary): PdfDictionary {
    const copied: PdfDictionary = new Map();
    for (const [key, value] of dictionary) copied.set(key, copyOf(value));
    return copied;
  }

  return {
    value: copyOf,
    reference: (value) => (isReference(value) ? referenceTo(value.number) : null),
    flush() {
      for (; written < unwritten.length; written += 1) {
        const number = unwritten[written]!;
        writer.write(copies.get(number)!, copyOf(document.objects.get(number) as PdfValue));
      }
    },
  };
}

/** Pieces of a file, and where each object begins in it. */
class GrowingFile {
  readonly pieces: Uint8Array[] = [];
  private length = 0;
  /** Rows of the table of cross-references: kind, offset or container, place in the container. */
  private readonly rows: [kind: number, where: number, index: number][] = [[0, 0, 0xffff]];

  constructor() {
    this.add(Buffer.from('%PDF-1.7\n%\xd3\xeb\xe9\xe1\n', 'latin1'));
  }

  private add(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.length += piece.length;
  }

  addStream(number: number, { dictionary, data }: PdfStream): void {
    this.rows[number] = [1, this.length, 0];
    const entries = new Map(dictionary).set('/Length', data.length);
    this.add(Buffer.from(`${number} 0 obj\n${printValue(entries)}\nstream\n`, 'latin1'));
    this.add(data);
    this.add(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  }

  addContainer(number: number, values: [number: number, text: string][]): void {
    let offset = 0;
    const heads: string[] = [];
    for (const [index, [each, text]] of values.entries()) {
      this.rows[each] = [2, number, index];
      heads.push(`${each} ${offset}`);
      offset += text.length + 1;
    }
    const head = `${heads.join(' ')}\n`;
    const data = Buffer.from(head + values.map(([, text]) => `${text}\n`).join(''), 'latin1');
    const dictionary: PdfDictionary = new Map<string, PdfValue>([
      ['/Type', '/ObjStm'],
      ['/N', values.length],
      ['/First', head.length],
    ]);
    this.addStream(number, packed({ dictionary, data }));
  }

  /** The name of the file is a hash of all that stands before it. */
  addTable(number: number, trailer: PdfDictionary): void {
    const hash = createHash('sha256');
    for (const piece of this.pieces) hash.update(piece);
    const id = `<${hash.digest('hex').slice(0, 32).toUpperCase()}>`;
    const start = this.length;
    this.rows[number] = [1, start, 0];
    const data = Buffer.alloc(this.rows.length * 7);
    for (let index = 0; index < this.rows.length; index += 1) {
      // A number that was never written is free.
      const [kind, where, place] = this.rows[index] ?? [0, 0, 0xffff];
      data.writeUInt8(kind, index * 7);
      data.writeUInt32BE(where, index * 7 + 1);
      data.writeUInt16BE(place, index * 7 + 5);
    }
    const dictionary: PdfDictionary = new Map<string, PdfValue>([
      ['/Type', '/XRef'],
      ['/Size', this.rows.length],
      ['/W', [1, 4, 2]],
      ...trailer,
      ['/ID', [id, id]],
      ['/Filter', '/FlateDecode'],
    ]);
    this.addStream(number, { dictionary, data: deflateSync(data, { level: 9 }) });
    this.add(Buffer.from(`startxref\n${start}\n%%EOF\n`, 'latin1'));
  }
}

/** What may be read by other programs without a reader of PDF stays as it is. */
function packed(stream: PdfStream): PdfStream {
  const { dictionary, data } = stream;
  if (dictionary.has('/Filter') || dictionary.get('/Type') === '/Metadata') return stream;
  const smaller = deflateSync(data);
  if (smaller.length >= data.length) return stream;
  return { dictionary: new Map(dictionary).set('/Filter', '/FlateDecode'), data: smaller };
}
