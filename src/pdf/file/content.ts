/**
 * A reader of content streams (ISO 32000-1, 7.8.2), by characters and not by patterns over the whole. In: what a page draws.
 * Out: its operations in order, with what each is given. Must not know what an operation does.
 */
export interface Operation {
  operator: string;
  /** As written: numbers, names, strings; arrays and dictionaries in one piece. */
  operands: string[];
  /** Where the first operand begins. */
  start: number;
  /** After the operator. */
  end: number;
}

export function* operationsIn(content: string): Generator<Operation> {
  let operands: string[] = [];
  let start = -1;
  for (let at = skipSpace(content, 0); at < content.length; at = skipSpace(content, at)) {
    if (start === -1) start = at;
    let end = endOfToken(content, at);
    const token = content.slice(at, end);
    if (isOperand(token)) operands.push(token);
    else {
      // The bytes of a picture follow this operator directly.
      if (token === 'ID') end = endOfPicture(content, end);
      yield { operator: token, operands, start, end };
      operands = [];
      start = -1;
    }
    at = end;
  }
}

function isOperand(token: string): boolean {
  const code = token.charCodeAt(0);
  if (code === slash || code === opened || code === less || code === bracket) return true;
  return isNumeric(code) || token === 'true' || token === 'false' || token === 'null';
}

const slash = 0x2f;
const opened = 0x28;
const less = 0x3c;
const bracket = 0x5b;

function isNumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e;
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0;
}

/** By character, since a page has tens of thousands: 1 where a name or a number ends. */
const endsToken = Uint8Array.from({ length: 256 }, (_, code) =>
  isSpace(code) || '()<>[]{}/%'.includes(String.fromCharCode(code)) ? 1 : 0,
);

function skipSpace(content: string, from: number): number {
  let at = from;
  for (; at < content.length; at += 1) {
    const code = content.charCodeAt(at);
    if (code === 0x25) while (at < content.length && !/[\r\n]/.test(content[at]!)) at += 1;
    else if (!isSpace(code)) break;
  }
  return at;
}

function endOfToken(content: string, at: number): number {
  const code = content.charCodeAt(at);
  if (code === opened) return endOfString(content, at);
  if (code === bracket || (code === less && content.charCodeAt(at + 1) === less)) return endOfGroup(content, at);
  if (code === less) return endAfter(content, '>', at);
  let end = at + 1;
  while (end < content.length && endsToken[content.charCodeAt(end)] === 0) end += 1;
  return end;
}

function endAfter(content: string, sign: string, at: number): number {
  const found = content.indexOf(sign, at);
  return found === -1 ? content.length : found + sign.length;
}

/** Parentheses nest, and a backslash takes the sign after it. */
function endOfString(content: string, from: number): number {
  let depth = 0;
  for (let at = from; at < content.length; at += 1) {
    const sign = content[at];
    if (sign === '\\') at += 1;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return content.length;
}

/** An array or a dictionary, with all that is inside. */
function endOfGroup(content: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < content.length) {
    const two = content.slice(at, at + 2);
    const opens = two === '<<' || content[at] === '[';
    const closes = two === '>>' || content[at] === ']';
    if (opens) depth += 1;
    if (closes) depth -= 1;
    at = opens || closes ? at + (two === '<<' || two === '>>' ? 2 : 1) : endOfToken(content, at);
    if (depth === 0) return at;
    at = skipSpace(content, at);
  }
  return content.length;
}

function endOfPicture(content: string, from: number): number {
  const found = /\sEI(?=\s|$)/g;
  found.lastIndex = from;
  return found.exec(content) === null ? content.length : found.lastIndex;
}
