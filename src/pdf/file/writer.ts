/**
 * Writes PDF 1.7 with object and cross-reference streams (ISO 32000-1, 7.5.7 and 7.5.8). Unreachable objects are left
 * out, equal streams written once, and objects numbered as they are met from the root, so that the same document gives
 * the same bytes.
 */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { sha256Of } from '../../text/hash.ts';
import { objectsIn, type PdfDocument } from './document.ts';
import {
  isStream,
  type NumberOf,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  type PdfValue,
  printValue,
} from './objects.ts';

export function writePdf(document: PdfDocument): Uint8Array {
  const reached = [...objectsIn(document)];
  const same = sameStreams(reached);
  const written = reached.filter(([old]) => !same.has(old));
  const numbers = new Map(written.map(([old], index) => [old, index + 1]));
  const numberOf = (old: number) => numbers.get(firstOf(same, old)) ?? 0;
  const file = new GrowingFile();
  file.add(Buffer.from('%PDF-1.7\n%\xd3\xeb\xe9\xe1\n', 'latin1'));
  const values: [number: number, text: string][] = [];
  for (const [old, object] of written) {
    const number = numbers.get(old)!;
    if (isStream(object)) file.addStream(number, packed(object), numberOf);
    // A reference to nothing is a reference to null.
    else values.push([number, printValue(object, numberOf)]);
  }
  let next = written.length + 1;
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

/** A stream that says the same as one before it -> that one. Twice, for images whose masks are the same. */
function sameStreams(objects: readonly [number, PdfObject][]): Map<number, number> {
  const streams = objects.filter((each): each is [number, PdfStream] => isStream(each[1]));
  const same = new Map<number, number>();
  for (let round = 0; round < 2; round += 1) {
    const firsts = new Map<string, number>();
    for (const [key, group] of groupBySize(streams, same)) {
      if (group.length === 1) continue;
      for (const [number, { data }] of group) {
        const name = `${key} ${sha256Of(data)}`;
        const first = firsts.get(name);
        if (first === undefined) firsts.set(name, number);
        else same.set(number, first);
      }
    }
  }
  return same;
}

function firstOf(same: ReadonlyMap<number, number>, number: number): number {
  const first = same.get(number);
  return first === undefined ? number : firstOf(same, first);
}

/** Only what has the same dictionary and length need be compared. */
function groupBySize(
  streams: readonly [number, PdfStream][],
  same: ReadonlyMap<number, number>,
): Map<string, [number, PdfStream][]> {
  const groups = new Map<string, [number, PdfStream][]>();
  for (const each of streams) {
    const [number, { dictionary, data }] = each;
    if (same.has(number)) continue;
    const key = `${data.length} ${printValue(dictionary, (old) => firstOf(same, old))}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
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
