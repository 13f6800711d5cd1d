/**
 * Reads content streams (ISO 32000-1, 7.8.2): operations with their operands, text and marked content. Everything that
 * reads or changes a page's content uses it.
 */
import { decodeText, type PdfDictionary, type PdfValue, parseValue, stringDigits } from './objects.ts';
import { endOfToken, skipSpace } from './tokens.ts';

export interface Operation {
  operator: string;
  /** As written: numbers, names, strings; arrays and dictionaries in one piece. */
  operands: string[];
  /** Where the first operand begins. */
  start: number;
  /** After the operator. */
  end: number;
}

export function operationsIn(content: string): Operation[] {
  const operations: Operation[] = [];
  let operands: string[] = [];
  let start = -1;
  for (let at = skipSpace(content, 0); at < content.length; at = skipSpace(content, at)) {
    if (start === -1) start = at;
    const code = content.charCodeAt(at);
    let end = Math.min(opensGroup(content, at) ? endOfGroup(content, at) : endOfToken(content, at), content.length);
    const token = content.slice(at, end);
    if (beginsOperand[code] === 1 || token === 'true' || token === 'false' || token === 'null') operands.push(token);
    else {
      // The bytes of an image follow this operator directly.
      if (token === 'ID') end = endOfImage(content, end);
      operations.push({ operator: token, operands, start, end });
      operands = [];
      start = -1;
    }
    at = end;
  }
  return operations;
}

const bracket = 0x5b;
const less = 0x3c;

/** By character: 1 for those of numbers, names, strings, arrays and dictionaries. */
const beginsOperand = Uint8Array.from({ length: 256 }, (_, code) =>
  '0123456789+-./(<['.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** An array or a dictionary, with all that is inside. */
function endOfGroup(content: string, from: number): number {
  let depth = 0;
  for (let at = from; at < content.length; at = skipSpace(content, at)) {
    if (opensGroup(content, at)) depth += 1;
    else if (content[at] === ']' || content[at] === '>') depth -= 1;
    at = endOfToken(content, at);
    if (depth === 0) return at;
  }
  return content.length;
}

function opensGroup(content: string, at: number): boolean {
  const code = content.charCodeAt(at);
  return code === bracket || (code === less && content.charCodeAt(at + 1) === less);
}

function endOfImage(content: string, from: number): number {
  const end = /[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)/g;
  end.lastIndex = from;
  return end.exec(content) === null ? content.length : end.lastIndex;
}

export interface MarkedContent {
  mcid: number | null;
  /** Replaces what the glyphs say. */
  actualText: string | null;
}

/** Null of any other operator than those that begin marked content (ISO 32000-1, 14.6). */
export function markedContentOf({ operator, operands }: Operation): MarkedContent | null {
  if (operator !== 'BDC' && operator !== 'BMC') return null;
  const properties = operands[1]?.startsWith('<<') ? (parseValue(operands[1]).value as PdfDictionary) : null;
  const mcid = properties?.get('/MCID');
  const actualText = properties?.has('/ActualText') ? decodeText(properties.get('/ActualText')) : null;
  return { mcid: typeof mcid === 'number' ? mcid : null, actualText };
}

/** The codes of the glyphs that a text operator shows, in hexadecimal digits; null of any other operator. */
export function codesShownBy({ operator, operands }: Operation): string | null {
  if (operator !== 'Tj' && operator !== 'TJ' && operator !== "'" && operator !== '"') return null;
  const shown = operands.at(-1) ?? '';
  // Chrome shows glyphs one by one, so this is most of a page.
  if (shown.startsWith('<')) return stringDigits(shown);
  const { value } = shown === '' ? { value: null } : parseValue(shown);
  const parts: PdfValue[] = Array.isArray(value) ? value : [value];
  return parts.map((part) => (typeof part === 'string' ? stringDigits(part) : '')).join('');
}
