/**
 * Decodes a file as UTF-8, without byte order mark and with LF; else says where and why it is not. Guesses no other
 * encoding: a wrong guess prints a book of nonsense.
 */

export type Decoded =
  | { kind: 'text'; text: string }
  /** `line` is null when lines cannot be told, as in UTF-16. */
  | { kind: 'not-utf8'; reason: string; line: number | null };

export function decodeText(bytes: Uint8Array): Decoded {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { kind: 'not-utf8', reason: 'the file is UTF-16, not UTF-8', line: null };
  }
  const text = decodeStrictly(bytes);
  if (text !== null) return { kind: 'text', text: text.replace(/\r\n?/g, '\n') };
  return { kind: 'not-utf8', reason: 'the file is not UTF-8 text', line: firstBadLine(bytes) };
}

/** No UTF-8 sequence contains the byte of a line feed, so that each line stands for itself. */
function firstBadLine(bytes: Uint8Array): number | null {
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    if (decodeStrictly(bytes.subarray(start, end)) === null) return line;
    start = end + 1;
  }
  return null;
}

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
