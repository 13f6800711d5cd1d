/**
 * Searching in the source that marked hands to a tokenizer. Every search ends where marked's own reading ends, so that
 * cost grows with length only.
 */
import type { Token, Tokens } from 'marked';

/** What marked stops at by itself, and the marks of the syntaxes beside this. */
const stops = /[\\<![`*_~^{$]|==|\+\+|%%|https?:\/\/|www\./i;

/** Where a syntax within a line may begin. */
export function nextMark(source: string): number | undefined {
  // marked stops before what may be a mail address: looking farther would cost as much for every sign of the line.
  const end = source.indexOf('@') + 1;
  if (end === 0) return stops.exec(source)?.index;
  return stops.exec(source.slice(0, end))?.index ?? end;
}

/** The character before the place where a tokenizer is called; '' at the beginning. */
export function characterBefore(tokens: Token[]): string {
  return [...(tokens.at(-1)?.raw.slice(-2) ?? '')].at(-1) ?? '';
}

/** A delimiter that delimits nothing, as text of its own: appending it to the text before would be quadratic. */
export function plainText(mark: string): Token {
  return { type: 'text', raw: mark, text: mark, escaped: false } as Tokens.Text;
}

/** A line that begins another block, so that it cannot go on with a paragraph before it. */
export function beginsBlock(line: string): boolean {
  return /^ {0,3}(?:#{1,6}(?:\s|$)|>|[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$)|`{3}|~{3}|<[/a-z!?]|\[\^?[^\]\s]+\]:|\*\[[^\]]+\]:|\||(?:[-_*]\s*){3,}$)/i.test(
    line,
  );
}

export interface Hanging {
  /** As written, with the mark. */
  raw: string;
  /** The lines without the mark and without their indent. */
  text: string;
}

/** A block with an indented continuation; the first paragraph may lack indents unless `ends` says otherwise. */
export function readHanging(
  source: string,
  mark: number,
  indent: number,
  ends: (line: string, at: number) => boolean,
): Hanging {
  let taken = endOfLine(source, 0);
  const lines = [source.slice(mark, taken)];
  let fence: string | null = fenceIn(lines[0]!, null);
  let blank = lines[0]!.trim() === '' || fence !== null ? 1 : 0;
  let waiting = 0;
  for (let at = taken + 1; at < source.length; ) {
    const end = endOfLine(source, at);
    const line = source.slice(at, end);
    if (line.trim() === '') {
      waiting += 1;
    } else {
      const inside = indentOf(line) >= indent;
      const continues = waiting === 0 && blank === 0 && !beginsBlock(line) && !ends(line, at);
      if (!inside && !continues) break;
      const content = inside ? withoutIndent(line, indent) : line;
      for (; waiting > 0; waiting -= 1) lines.push('');
      lines.push(content);
      fence = fenceIn(content, fence);
      blank = fence === null && !/^(?:`{3}|~{3})/.test(content) ? 0 : 1;
      taken = end;
    }
    at = end + 1;
  }
  return { raw: source.slice(0, Math.min(taken + 1, source.length)), text: lines.join('\n') };
}

export function endOfLine(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end === -1 ? source.length : end;
}

/** The fence that is open after this line. */
function fenceIn(line: string, open: string | null): string | null {
  const found = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  if (found === undefined) return open;
  if (open === null) return found;
  return found.startsWith(open) ? null : open;
}

/** Columns of white space; a tab reaches to the next fourth one. */
function indentOf(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === ' ') columns += 1;
    else if (character === '\t') columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}

function withoutIndent(line: string, indent: number): string {
  return ' '.repeat(indentOf(line) - indent) + line.trimStart();
}

/** Longest paragraph, in characters, at whose end a definition may follow without an empty line. */
const longestLook = 4000;

/** For `start` of an extension that reads whole lines: where such a line begins within this paragraph. */
export function nextLine(source: string, pattern: RegExp, top: boolean): number | undefined {
  // In a list items' lines come one by one.
  if (!top) return undefined;
  const near = source.slice(0, longestLook);
  const paragraph = near.slice(0, /\n[ \t]*\n/.exec(near)?.index ?? near.length);
  const found = pattern.exec(paragraph);
  return found === null ? undefined : found.index + 1;
}
