/**
 * Reads PDFs of Chrome (1.4, cross-reference table) and Octavo (1.7, cross-reference and object streams), not from
 * elsewhere. Streams are views of the bytes.
 */
import { inflateSync } from 'node:zlib';
import { contentAt, dictionaryAt, type PdfDocument, PdfObjects } from './document.ts';
import { isReference, isStream, type PdfDictionary, type PdfObject, type PdfValue, parseValue } from './objects.ts';

/** Where an object is: an offset in the file, or a place in a stream of objects. */
type Location = number | { container: number; index: number };

interface CrossReferences {
  trailer: PdfDictionary;
  locations: Map<number, Location>;
}

export function readPdf(bytes: Uint8Array): PdfDocument {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { trailer, locations } = readCrossReferences(buffer);
  const containers = new Map<number, string[]>();
  const objects = new PdfObjects((number) => {
    const location = locations.get(number);
    if (location === undefined) return null;
    if (typeof location === 'number') return readObject(buffer, location, lengthOf);
    const { container, index } = location;
    if (!containers.has(container)) containers.set(container, partsOf(document, container));
    return parseValue(containers.get(container)![index] ?? '').value;
  });
  const lengthOf = (value: PdfValue | undefined) => Number(isReference(value) ? objects.get(value.number) : value);
  const next = [...locations.keys()].reduce((largest, number) => Math.max(largest, number), 0) + 1;
  const document: PdfDocument = { trailer, objects, next };
  return document;
}

/** The objects in a stream of objects (ISO 32000-1, 7.5.7). */
function partsOf(document: PdfDocument, number: number): string[] {
  const text = contentAt(document, { number });
  const first = Number(dictionaryAt(document, { number }).get('/First'));
  const starts = text
    .slice(0, first)
    .trim()
    .split(/\s+/)
    .map(Number)
    .filter((_, index) => index % 2 === 1);
  return starts.map((start, index) => text.slice(first + start, first + (starts[index + 1] ?? text.length)));
}

/** Most objects are shorter; one that is not is read again whole. */
const usualLength = 2048;

function readObject(buffer: Buffer, at: number, lengthOf: (length: PdfValue | undefined) => number): PdfObject {
  for (let length = usualLength; ; length *= 16) {
    const text = buffer.toString('latin1', at, at + length);
    try {
      const { value, end } = parseValue(text, text.indexOf('obj') + 3);
      const stream = /^\s*stream\r?\n/.exec(buffer.toString('latin1', at + end, at + end + 16));
      if (stream === null || !(value instanceof Map)) return value;
      const start = at + end + stream[0].length;
      return { dictionary: value, data: buffer.subarray(start, start + lengthOf(value.get('/Length'))) };
    } catch (fault) {
      if (at + length >= buffer.length) throw fault;
    }
  }
}

function readCrossReferences(buffer: Buffer): CrossReferences {
  const at = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(buffer.subarray(-64).toString('latin1'))?.[1]);
  if (/^\d/.test(buffer.toString('latin1', at, at + 1))) return readStream(buffer, at);
  const trailerAt = buffer.indexOf('trailer', at);
  if (!Number.isInteger(at) || trailerAt === -1) throw new Error(notReadable);
  const { value } = parseValue(buffer.toString('latin1', trailerAt), 'trailer'.length);
  return { trailer: value as PdfDictionary, locations: readTable(buffer.toString('latin1', at, trailerAt)) };
}

const notReadable = 'not a PDF as Chrome writes it';

/** ISO 32000-1, 7.5.8, in the widths that `writer.ts` writes. */
function readStream(buffer: Buffer, at: number): CrossReferences {
  const table = readObject(buffer, at, Number);
  if (!isStream(table) || table.dictionary.get('/Type') !== '/XRef') throw new Error(notReadable);
  const rows = inflateSync(table.data);
  const locations = new Map<number, Location>();
  for (let number = 0; number * 7 < rows.length; number += 1) {
    const row = number * 7;
    const where = rows.readUInt32BE(row + 1);
    if (rows[row] === 1) locations.set(number, where);
    if (rows[row] === 2) locations.set(number, { container: where, index: rows.readUInt16BE(row + 5) });
  }
  return { trailer: table.dictionary, locations };
}

/** ISO 32000-1, 7.5.4. */
function readTable(table: string): Map<number, Location> {
  const offsets = new Map<number, Location>();
  let number = 0;
  for (const line of table.split(/\r?\n/).slice(1)) {
    const entry = /^(\d{10}) \d{5} ([nf])/.exec(line);
    if (entry !== null) {
      if (entry[2] === 'n') offsets.set(number, Number(entry[1]));
      number += 1;
      continue;
    }
    const section = /^(\d+) \d+\s*$/.exec(line);
    if (section !== null) number = Number(section[1]);
  }
  return offsets;
}
