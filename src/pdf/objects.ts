/**
 * The objects of a PDF as Chrome writes them: PDF 1.4, one cross-reference table, no object streams. In: bytes. Out:
 * objects by number, and the bytes with objects added by an incremental update (ISO 32000-1, 7.5.6), which costs the
 * same however long the book is. Must not be used on PDFs from elsewhere.
 */
import { inflateSync } from 'node:zlib';

/** Dictionaries are Maps, names begin with '/', strings are bytes in latin1 between '(' and ')'. */
export type PdfValue = number | boolean | null | string | Reference | PdfValue[] | PdfDictionary;
export type PdfDictionary = Map<string, PdfValue>;
export interface Reference {
  number: number;
}

export interface PdfFile {
  trailer: PdfDictionary;
  /** The value of an object; a stream gives its dictionary. Follows a reference; anything else is returned as it is. */
  get(value: PdfValue | undefined): PdfValue;
  /** What a stream holds, unpacked, in latin1; '' when there is none. */
  stream(value: PdfValue | undefined): string;
}

export function readPdf(bytes: Uint8Array): PdfFile {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const tableAt = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1]);
  const trailerAt = text.indexOf('trailer', tableAt);
  if (!Number.isInteger(tableAt) || trailerAt === -1) throw new Error('not a PDF as Chrome writes it');
  const trailer = parseValue(text, trailerAt + 'trailer'.length) as PdfDictionary;
  const offsets = new Map([...earlierOffsets(text, trailer), ...readTable(text.slice(tableAt, trailerAt))]);
  const cached = new Map<number, PdfValue>();
  function get(value: PdfValue | undefined): PdfValue {
    if (!isReference(value)) return value ?? null;
    const { number } = value;
    if (!cached.has(number)) {
      const at = offsets.get(number);
      cached.set(number, at === undefined ? null : parseValue(text, text.indexOf('obj', at) + 3));
    }
    return cached.get(number)!;
  }
  function stream(value: PdfValue | undefined): string {
    const dictionary = get(value);
    if (!isReference(value) || !(dictionary instanceof Map)) return '';
    const keyword = /\bstream\r?\n/g;
    keyword.lastIndex = offsets.get(value.number)!;
    keyword.exec(text);
    const packed = bytes.subarray(keyword.lastIndex, keyword.lastIndex + Number(get(dictionary.get('/Length'))));
    return (dictionary.has('/Filter') ? inflateSync(packed) : Buffer.from(packed)).toString('latin1');
  }
  return { trailer, get, stream };
}

/** Of the file before its incremental update, if it has one. */
function earlierOffsets(text: string, trailer: PdfDictionary): Map<number, number> {
  const tableAt = trailer.get('/Prev');
  return typeof tableAt === 'number' ? readTable(text.slice(tableAt, text.indexOf('trailer', tableAt))) : new Map();
}

export function isReference(value: PdfValue | undefined): value is Reference {
  return typeof value === 'object' && value !== null && 'number' in value;
}

/** `objects` replaces or adds objects by number; the values are PDF syntax. */
export function updatePdf(bytes: Uint8Array, objects: ReadonlyMap<number, string>, file: PdfFile): Uint8Array {
  const before = bytes.at(-1) === 10 ? '' : '\n';
  let length = bytes.length + before.length;
  const pieces = [before];
  const entries: string[] = [];
  const sorted = [...objects].sort(([first], [second]) => first - second);
  for (const [number, value] of sorted) {
    const piece = `${number} 0 obj\n${value}\nendobj\n`;
    entries.push(`${number} 1\n${String(length).padStart(10, '0')} 00000 n \n`);
    pieces.push(piece);
    length += Buffer.byteLength(piece, 'latin1');
  }
  const size = Math.max(Number(file.trailer.get('/Size')), ...sorted.map(([number]) => number + 1));
  const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(bytes.slice(-64)).toString('latin1'))![1]);
  const root = (file.trailer.get('/Root') as Reference).number;
  const info = (file.trailer.get('/Info') as Reference).number;
  pieces.push(
    `xref\n${entries.join('')}trailer\n<</Size ${size} /Root ${root} 0 R /Info ${info} 0 R /Prev ${previous}>>\nstartxref\n${length}\n%%EOF\n`,
  );
  return Buffer.concat([bytes, Buffer.from(pieces.join(''), 'latin1')]);
}

/** A value in PDF syntax. */
export function printValue(value: PdfValue): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(printValue).join(' ')}]`;
  if (isReference(value)) return `${value.number} 0 R`;
  return `<<${[...value].map(([key, entry]) => `${key} ${printValue(entry)}`).join('\n')}>>`;
}

/** A text string (ISO 32000-1, 7.9.2.2): UTF-16 with its mark, in hexadecimal, so that nothing needs escaping. */
export function textString(words: string): string {
  return `<FEFF${Buffer.from(words, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
}

function readTable(table: string): Map<number, number> {
  const offsets = new Map<number, number>();
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
function parseValue(text: string, start: number): PdfValue {
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
    token.lastIndex = at;
    return text.slice(from, at);
  }

  return value(next());
}
