/**
 * Tokenizes PDF syntax (ISO 32000-1, 7.2) of objects and content streams, character by character, since a page has tens
 * of thousands.
 */
const opening = 0x28;
const less = 0x3c;
const greater = 0x3e;

/** 1 for white space, and 2 for delimiters. */
const kinds = new Uint8Array(256);
for (const code of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) kinds[code] = 1;
for (const delimiter of '()<>[]{}/%') kinds[delimiter.charCodeAt(0)] = 2;

/** Past white space and comments. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x25) while (at < text.length && !/[\r\n]/.test(text[at]!)) at += 1;
    else if (kinds[code] !== 1) break;
  }
  return at;
}

/** Strings are one token, brackets one each. Infinity where the text ends inside of the token. */
export function endOfToken(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === opening) return endOfString(text, at);
  const doubled = text.charCodeAt(at + 1) === code;
  if (code === less) return doubled ? at + 2 : text.indexOf('>', at) + 1 || Number.POSITIVE_INFINITY;
  if (code === greater) return doubled ? at + 2 : at + 1;
  let end = at + 1;
  // A name begins with a delimiter and is not one itself.
  if (code !== 0x2f && kinds[code] === 2) return end;
  while (end < text.length && kinds[text.charCodeAt(end)] === 0) end += 1;
  return end;
}

/** Parentheses nest, and a backslash takes the character after it. */
function endOfString(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return Number.POSITIVE_INFINITY;
}
