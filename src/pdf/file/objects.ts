/** PDF values and their syntax (ISO 32000-1, 7.3). */
import { endOfToken, skipSpace } from './tokens.ts';

/** Dictionaries are Maps, names begin with '/', strings are bytes in latin1 between '(' and ')' or '<' and '>'. */
export type PdfValue = number | boolean | null | string | PdfReference | PdfValue[] | PdfDictionary;
export type PdfDictionary = Map<string, PdfValue>;
export interface PdfReference {
  number: number;
}

/** `data` is packed as the dictionary says. */
export interface PdfStream {
  dictionary: PdfDictionary;
  data: Uint8Array;
}

export type PdfObject = PdfValue | PdfStream;

export function isReference(value: PdfValue | undefined): value is PdfReference {
  return typeof value === 'object' && value !== null && 'number' in value;
}

export function isStream(object: PdfObject | undefined): object is PdfStream {
  return typeof object === 'object' && object !== null && 'data' in object;
}

/** Fails where the text ends inside the value. */
export function parseValue(text: string, start = 0): { value: PdfValue; end: number } {
  let at = start;
  const next = (): string => {
    const from = skipSpace(text, at);
    at = endOfToken(text, from);
    if (from >= text.length || at > text.length) throw new Error('the PDF ends inside a value');
    return text.slice(from, at);
  };

  function value(first: string): PdfValue {
    if (first === '<<') return dictionary();
    if (first === '[') return array();
    if (first === 'true') return true;
    if (first === 'false') return false;
    if (first === 'null') return null;
    // Half of '>>'.
    if (first === '>') throw new Error('the PDF ends inside a value');
    if (!/^[+-]?[\d.]+$/.test(first)) return first;
    reference.lastIndex = at;
    if (!/^\d+$/.test(first) || !reference.test(text)) return Number(first);
    at = reference.lastIndex;
    return { number: Number(first) };
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

  return { value: value(next()), end: at };
}

/** What follows the number of the object. */
const reference = /[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R(?![A-Za-z0-9])/y;

/** A value in PDF syntax. */
export function printValue(value: PdfValue): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return printNumber(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(printValue).join(' ')}]`;
  if (isReference(value)) return `${value.number} 0 R`;
  return `<<${Array.from(value, ([key, entry]) => `${key} ${printValue(entry)}`).join(' ')}>>`;
}

/** PDF has no exponents. */
export function printNumber(value: number): string {
  if (Math.abs(value) >= 1e21) return String(BigInt(value));
  return Math.abs(value) >= 1e-6 ? String(value) : value.toFixed(8).replace(/\.?0+$/, '');
}

/** A text string (ISO 32000-1, 7.9.2.2): UTF-16 with byte order mark, in hexadecimal, which needs no escaping. */
export function textString(text: string): string {
  return `<FEFF${utf16Digits(text)}>`;
}

export function utf16Digits(text: string): string {
  // A table of glyphs has thousands of single characters, for which a buffer costs more.
  let digits = '';
  for (let index = 0; index < text.length; index += 1)
    digits += text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  return digits;
}

/** The text of a string: UTF-16 with its byte order mark, else bytes as they are; '' for any other value. */
export function decodeText(value: PdfValue | undefined): string {
  if (typeof value !== 'string') return '';
  const bytes = stringBytes(value);
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
    : bytes.toString('latin1');
}

/** The bytes of a string in hexadecimal digits. */
export function stringDigits(value: string): string {
  return /^<[0-9A-Fa-f]*>$/.test(value) && value.length % 2 === 0
    ? value.slice(1, -1)
    : stringBytes(value).toString('hex').toUpperCase();
}

function stringBytes(value: string): Buffer {
  if (value.startsWith('(')) return Buffer.from(unescaped(value.slice(1, -1)), 'latin1');
  const digits = value.slice(1, -1).replace(/\s/g, '');
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** ISO 32000-1, 7.3.4.2: an escaped end of a line is nothing, any other is a line feed. */
function unescaped(literal: string): string {
  return literal.replace(
    /\\([0-7]{1,3})|(\\?)(?:\r\n?|\n)|\\([\s\S])/g,
    (_, octal: string | undefined, backslash: string | undefined, character: string) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      if (backslash !== undefined) return backslash === '' ? '\n' : '';
      return escapes[character] ?? character;
    },
  );
}
