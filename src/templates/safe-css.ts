/** Removes declarations that load something from elsewhere, whole, since half may mean something else. */

export interface SafeText {
  text: string;
  /** What was taken out, shortened, in order. */
  removed: string[];
}

/** Strings, addresses without quotes, comments and the signs between declarations: enough to know where each ends. */
const pieces =
  /\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|\burl\(\s*[^"'\s)][^)]*\)?|\\[\s\S]|[;{}]/gi;

export function safeStyles(css: string): SafeText {
  const kept: string[] = [];
  const removed: string[] = [];
  let start = 0;
  const end = (next: number) => {
    const declaration = css.slice(start, next);
    start = next;
    if (loadsFromElsewhere(declaration)) removed.push(shorten(declaration));
    else kept.push(declaration);
  };
  for (const { 0: piece, index } of css.matchAll(pieces)) {
    if (piece !== ';' && piece !== '{' && piece !== '}') continue;
    end(piece === ';' ? index + 1 : index);
    // A brace stays whatever stood before it, or the rules after it would be others.
    if (piece === ';') continue;
    kept.push(piece);
    start = index + 1;
  }
  end(css.length);
  return { text: kept.join(''), removed };
}

function loadsFromElsewhere(declaration: string): boolean {
  const plain = decodeEscapes(declaration.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ')).trim();
  if (/^@namespace\b/i.test(plain)) return false;
  if (/@import\b|\bexpression\s*\(|-moz-binding|\bbehavior\s*:/i.test(plain)) return true;
  // Fonts and images of our own may be in the sheet itself.
  const others = plain.replace(/\burl\(\s*["']?data:(?:font|image|application\/(?:font|x-font))[^)]*\)/gi, '');
  if (/["']\s*(?:https?|ftp|file|wss?|blob|javascript|vbscript):/i.test(others)) return true;
  return /[(\s"',:]\s*[\\/]{2}|\b[a-z][a-z0-9+.-]*:\s*[\\/]|\burl\(\s*["']?\s*[a-z][a-z0-9+.-]*:/i.test(others);
}

/** https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point */
function decodeEscapes(css: string): string {
  return css.replace(/\\(?:([0-9a-f]{1,6})\s?|\n|([\s\S]))/gi, (_, digits?: string, character = '') => {
    if (digits === undefined) return character;
    const code = Number.parseInt(digits, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\u{FFFD}';
  });
}

/** For a message. */
export function shorten(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
