/**
 * A document as a file. In: a document. Out: bytes of PDF 1.7 with streams of objects and of cross-references (ISO 32000-1,
 * 7.5.7 and 7.5.8). What nothing leads to is left out, equal streams are written once, numbers follow the order in which
 * the objects are met from the root: the same document is the same bytes, whatever its objects were called.
 */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { sha256Of } from '../../text/hash.ts';
import { isStream, kidsOf, type PdfDocument, type PdfObject } from './document.ts';
import {
  isReference,
  type NumberOf,
  type PdfDictionary,
  type PdfStream,
  type PdfValue,
  printValue,
} from './objects.ts';

export function writePdf(document: PdfDocument): Uint8Array {
  const same = sameStreams(document);
  const order = numberObjects(document, same);
  const numberOf = (old: number) => order.get(same.get(old) ?? old) ?? 0;
  const file = new GrowingFile();
  file.add(Buffer.from('%PDF-1.7\n%\xd3\xeb\xe9\xe1\n', 'latin1'));
  const values: [number: number, text: string][] = [];
  for (const [old, number] of order) {
    const object = document.objects.get(old) ?? null;
    if (isStream(object)) file.addStream(number, packed(object), numberOf);
    else values.push([number, printValue(object, numberOf)]);
  }
  let next = order.size + 1;
  for (let at = 0; at < values.length; at += perContainer, next += 1) {
    file.addContainer(next, values.slice(at, at + perContainer), numberOf);
  }
  const trailer = new Map([...document.trailer].filter(([key]) => key === '/Root' || key === '/Info'));
  file.addTable(next, trailer, numberOf);
  return Buffer.concat(file.pieces);
}

/** Objects in a stream of objects: enough to pack well, few enough to be read for one. */
const perContainer = 200;

/** Pieces of a file, and where each object begins in it. */
class GrowingFile {
  readonly pieces: Uint8Array[] = [];
  private length = 0;
  /** Rows of the table of cross-references: kind, offset or container, place in the container. */
  private readonly rows: [kind: number, where: number, index: number][] = [[0, 0, 0xffff]];

  add(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.length += piece.length;
  }

  addStream(number: number, { dictionary, data }: PdfStream, numberOf: NumberOf): void {
    this.rows[number] = [1, this.length, 0];
    const entries = new Map(dictionary).set('/Length', data.length);
    this.add(Buffer.from(`${number} 0 obj\n${printValue(entries, numberOf)}\nstream\n`, 'latin1'));
    this.add(data);
    this.add(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  }

  addContainer(number: number, values: [number: number, text: string][], numberOf: NumberOf): void {
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
    this.addStream(number, packed({ dictionary, data }), numberOf);
  }

  /** The name of the file is a hash of all that stands before it. */
  addTable(number: number, trailer: PdfDictionary, numberOf: NumberOf): void {
    const hash = createHash('sha256');
    for (const piece of this.pieces) hash.update(piece);
    const id = `<${hash.digest('hex').slice(0, 32).toUpperCase()}>`;
    const start = this.length;
    this.rows[number] = [1, start, 0];
    const data = Buffer.alloc(this.rows.length * 7);
    for (const [index, [kind, where, place]] of this.rows.entries()) {
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
    this.addStream(number, { dictionary, data: deflateSync(data, { level: 9 }) }, numberOf);
    this.add(Buffer.from(`startxref\n${start}\n%%EOF\n`, 'latin1'));
  }
}

/** Old number -> new, as met on a walk from the root; without recursion, since tags nest deep. */
function numberObjects({ trailer, objects }: PdfDocument, same: ReadonlyMap<number, number>): Map<number, number> {
  const order = new Map<number, number>();
  const waiting: PdfValue[] = [trailer.get('/Info') ?? null, trailer.get('/Root') ?? null];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (isReference(value)) {
      const old = same.get(value.number) ?? value.number;
      const object = objects.get(old);
      // A reference to nothing is a reference to null.
      if (order.has(old)) continue;
      order.set(old, order.size + 1);
      if (object !== undefined) waiting.push(dictionaryOf(object));
    } else if (typeof value === 'object' && value !== null)
      for (const kid of kidsOf(value).reverse()) waiting.push(kid);
  }
  return order;
}

/** A stream that says the same as one before it -> that one. Twice, for pictures whose masks are the same. */
function sameStreams({ objects }: PdfDocument): Map<number, number> {
  const same = new Map<number, number>();
  for (let round = 0; round < 2; round += 1) {
    const known = new Map<string, number>();
    for (const [key, numbers] of groupBySize(objects, same)) {
      if (numbers.length === 1) continue;
      for (const number of numbers) {
        const { data } = objects.get(number) as PdfStream;
        const name = `${key} ${sha256Of(data)}`;
        const first = known.get(name);
        if (first === undefined) known.set(name, number);
        else same.set(number, first);
      }
    }
  }
  return same;
}

/** Only what has the same dictionary and length need be compared. */
function groupBySize(
  objects: ReadonlyMap<number, PdfObject>,
  same: ReadonlyMap<number, number>,
): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [number, object] of objects) {
    if (!isStream(object) || same.has(number)) continue;
    const key = `${object.data.length} ${printValue(object.dictionary, (old) => same.get(old) ?? old)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [number]);
    else group.push(number);
  }
  return groups;
}

/** What may be read by other programs without a reader of PDF stays as it is. */
function packed(stream: PdfStream): PdfStream {
  const { dictionary, data } = stream;
  if (dictionary.has('/Filter') || dictionary.get('/Type') === '/Metadata') return stream;
  const smaller = deflateSync(data);
  if (smaller.length >= data.length) return stream;
  return { dictionary: new Map(dictionary).set('/Filter', '/FlateDecode'), data: smaller };
}

function dictionaryOf(object: PdfObject): PdfValue {
  return isStream(object) ? object.dictionary : object;
}
