/**
 * The objects of a PDF as Chrome writes them (PDF 1.4, one cross-reference table), and as Octavo does (PDF 1.7, streams of
 * cross-references and of objects). In: bytes. Out: objects by number, read when they are asked for; streams are views of
 * the bytes. Must not be used on PDFs from elsewhere.
 */
import { inflateSync } from 'node:zlib';

/** Dictionaries are Maps, names begin with '/', strings are bytes in latin1 between '(' and ')' or '<' and '>'. */
export type PdfValue = number | boolean | null | string | Reference | PdfValue[] | PdfDictionary;
export type PdfDictionary = Map<string, PdfValue>;
export interface Reference {
  number: number;
}

/** `data` is packed as the dictionary says. */
export interface PdfStream {
  dictionary: PdfDictionary;
  data: Uint8Array;
}

export interface PdfFile {
  trailer: PdfDictionary;
  /** The value of an object; a stream gives its dictionary. Follows a reference; anything else is returned as it is. */
  get(value: PdfValue | undefined): PdfValue;
  /** What a stream holds, unpacked, in latin1; '' when there is none. */
  stream(value: PdfValue | undefined): string;
  /** Null for an object that is no stream. */
  streamAt(number: number): PdfStream | null;
}

/** Where an object is: an offset in the file, or a place in a stream of objects. */
type Location = number | { container: number; index: number };

interface Table {
  trailer: PdfDictionary;
  locations: Map<number, Location>;
}

export function readPdf(bytes: Uint8Array): PdfFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { trailer, locations } = readTable(buffer);
  const cached = new Map<number, PdfValue>();
  /** Where the value of an object ended. */
  const ends = new Map<number, number>();
  const containers = new Map<number, string[]>();
  function get(value: PdfValue | undefined): PdfValue {
    if (!isReference(value)) return value ?? null;
    const { number } = value;
    if (!cached.has(number)) cached.set(number, read(number, locations.get(number)));
    return cached.get(number)!;
  }
  function read(number: number, location: Location | undefined): PdfValue {
    if (location === undefined) return null;
    if (typeof location === 'number') {
      const { value, end } = readObject(buffer, location);
      ends.set(number, end);
      return value;
    }
    const { container, index } = location;
    if (!containers.has(container)) containers.set(container, partsOf(get({ number: container }), container));
    return parseValue(containers.get(container)![index] ?? '', 0).value;
  }
  function partsOf(dictionary: PdfValue, number: number): string[] {
    const text = stream({ number });
    const first = Number((dictionary as PdfDictionary).get('/First'));
    const starts = text
      .slice(0, first)
      .trim()
      .split(/\s+/)
      .map(Number)
      .filter((_, index) => index % 2 === 1);
    return starts.map((start, index) => text.slice(first + start, first + (starts[index + 1] ?? text.length)));
  }
  function streamAt(number: number): PdfStream | null {
    const dictionary = get({ number });
    const end = ends.get(number);
    if (!(dictionary instanceof Map) || end === undefined) return null;
    const start = streamStart(buffer, end);
    if (start === null) return null;
    return { dictionary, data: buffer.subarray(start, start + Number(get(dictionary.get('/Length')))) };
  }
  function stream(value: PdfValue | undefined): string {
    const found = isReference(value) ? streamAt(value.number) : null;
    return found === null ? '' : unpack(found).toString('latin1');
  }
  return { trailer, get, stream, streamAt };
}

/** What a stream holds. The only packing that Chrome uses for anything but pictures is that of zlib. */
export function unpack({ dictionary, data }: PdfStream): Buffer {
  return dictionary.has('/Filter') ? inflateSync(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

/** Most objects are shorter; one that is not is read again whole. */
const usualLength = 2048;

function readObject(buffer: Buffer, at: number): { value: PdfValue; end: number } {
  for (let length = usualLength; ; length *= 16) {
    const text = latin1(buffer, at, Math.min(at + length, buffer.length));
    try {
      const { value, end } = parseValue(text, text.indexOf('obj') + 3);
      return { value, end: at + end };
    } catch (fault) {
      if (at + length >= buffer.length) throw fault;
    }
  }
}

/** Null when no stream follows the object. */
function streamStart(buffer: Buffer, end: number): number | null {
  const found = /^\s*stream\r?\n/.exec(latin1(buffer, end, end + 16));
  return found === null ? null : end + found[0].length;
}

function readTable(buffer: Buffer): Table {
  const at = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(latin1(buffer, -64))?.[1]);
  if (!Number.isInteger(at)) throw new Error('not a PDF as Chrome writes it');
  if (/^\d/.test(latin1(buffer, at, at + 1))) return readReferenceStream(buffer, at);
  const trailerAt = buffer.indexOf('trailer', at);
  if (trailerAt === -1) throw new Error('not a PDF as Chrome writes it');
  const { value } = parseValue(latin1(buffer, trailerAt), 'trailer'.length);
  return { trailer: value as PdfDictionary, locations: readLines(latin1(buffer, at, trailerAt)) };
}

/** ISO 32000-1, 7.5.8, in the widths that `writer.ts` writes. */
function readReferenceStream(buffer: Buffer, at: number): Table {
  const { value: trailer, end } = readObject(buffer, at);
  if (!(trailer instanceof Map) || trailer.get('/Type') !== '/XRef') throw new Error('not a PDF as Chrome writes it');
  const start = streamStart(buffer, end) ?? 0;
  const rows = inflateSync(buffer.subarray(start, start + Number(trailer.get('/Length'))));
  const locations = new Map<number, Location>();
  for (let number = 0; number * 7 < rows.length; number += 1) {
    const row = number * 7;
    const where = rows.readUInt32BE(row + 1);
    if (rows[row] === 1) locations.set(number, where);
    if (rows[row] === 2) locations.set(number, { container: where, index: rows.readUInt16BE(row + 5) });
  }
  return { trailer, locations };
}

export function isReference(value: PdfValue | undefined): value is Reference {
  return typeof value === 'object' && value !== null && 'number' in value;
}

/** Object numbers of the pages, from left to right in the page tree (ISO 32000-1, 7.7.3). */
export function* pagesIn(file: Pick<PdfFile, 'get'>, node: PdfValue | undefined): Generator<number> {
  if (!isReference(node)) return;
  const dictionary = file.get(node) as PdfDictionary;
  const kids = file.get(dictionary.get('/Kids'));
  if (Array.isArray(kids)) for (const kid of kids) yield* pagesIn(file, kid);
  else yield node.number;
}

/** What an object is called where it is written. */
export type NumberOf = (number: number) => number;

/** A value in PDF syntax. */
export function printValue(value: PdfValue, numberOf: NumberOf = (number) => number): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return printNumber(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((each) => printValue(each, numberOf)).join(' ')}]`;
  if (isReference(value)) return `${numberOf(value.number)} 0 R`;
  return `<<${[...value].map(([key, entry]) => `${key} ${printValue(entry, numberOf)}`).join(' ')}>>`;
}

/** PDF knows no exponents. */
export function printNumber(value: number): string {
  return Math.abs(value) >= 1e-6 && Math.abs(value) < 1e21 ? String(value) : value.toFixed(8).replace(/\.?0+$/, '');
}

/** A text string (ISO 32000-1, 7.9.2.2): UTF-16 with its mark, in hexadecimal, so that nothing needs escaping. */
export function textString(words: string): string {
  return `<FEFF${Buffer.from(words, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
}

function readLines(table: string): Map<number, Location> {
  const offsets = new Map<number, Location>();
  const lines = table.split(/\r?\n/).slice(1);
  let number = 0;
  for (const line of lines) {
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

/** A cursor over PDF syntax (ISO 32000-1, 7.3). */
function parseValue(text: string, start: number): { value: PdfValue; end: number } {
  const token =
    /[\s\0]*(?:%[^\r\n]*(?![^\r\n])[\s\0]*)*(<<|>>|\[|\]|\/[^\s()<>[\]{}/%]*|\((?:\\[\s\S]|[^\\()])*|<[0-9A-Fa-f\s]*>|[^\s()<>[\]{}/%]+)/y;
  token.lastIndex = start;
  // A cursor that has run off the end would begin again at the start.
  const next = (): string => {
    const found = token.exec(text)?.[1];
    if (found === undefined) throw new Error('the PDF ends inside a value');
    return found;
  };

  function value(first: string): PdfValue {
    if (first === '<<') return dictionary();
    if (first === '[') return array();
    if (first.startsWith('(')) return literalString(first);
    if (first === 'true') return true;
    if (first === 'false') return false;
    if (first === 'null') return null;
    if (!/^[+-]?[\d.]+$/.test(first)) return first;
    const reference = /[\s]+\d+[\s]+R(?![A-Za-z0-9])/y;
    reference.lastIndex = token.lastIndex;
    if (/^\d+$/.test(first) && reference.test(text)) {
      token.lastIndex = reference.lastIndex;
      return { number: Number(first) };
    }
    return Number(first);
  }

  function dictionary(): PdfDictionary {
    const entries: PdfDictionary = new Map();
    for (let key = next(); key !== '>>'; key = next()) entries.set(key, value(next()));
    return entries;
  }

  function array(): PdfValue[] {
    const items: PdfValue[] = [];
    for (let item = next(); item !== ']'; item = next()) items.push(value(item));
    return items;
  }

  /** Parentheses nest, so the token ended at the first one inside. */
  function literalString(begun: string): string {
    let depth = 1;
    let at = token.lastIndex - (begun.length - 1);
    const from = at - 1;
    for (; depth > 0 && at < text.length; at += 1) {
      if (text[at] === '\\') at += 1;
      else if (text[at] === '(') depth += 1;
      else if (text[at] === ')') depth -= 1;
    }
    if (depth > 0) throw new Error('the PDF ends inside a value');
    token.lastIndex = at;
    return text.slice(from, at);
  }

  const found = value(next());
  return { value: found, end: token.lastIndex };
}

/** What a string says: UTF-16 with its mark, else bytes as they are. Escapes are those of ISO 32000-1, 7.3.4.2. */
export function wordsOf(value: PdfValue | undefined): string {
  if (typeof value !== 'string') return '';
  const bytes = Buffer.from(
    value.startsWith('<') ? value.slice(1, -1).replace(/\s/g, '') : unescaped(value),
    value.startsWith('<') ? 'hex' : 'latin1',
  );
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
    : bytes.toString('latin1');
}

function unescaped(literal: string): string {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '' };
  return literal
    .slice(1, -1)
    .replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_, octal: string | undefined, letter: string) =>
      octal === undefined ? (named[letter] ?? letter) : String.fromCharCode(Number.parseInt(octal, 8)),
    );
}

function latin1(buffer: Buffer, from: number, to = buffer.length): string {
  return buffer.subarray(from, to).toString('latin1');
}
