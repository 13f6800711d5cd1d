/**
 * mermaid's errors for people: the line in the author's source, and a reason of one line. mermaid removes front matter,
 * directives, comments and leading blank lines before it counts, and lists every token that could have followed.
 */

/** `line` counts from 1; so does what comes back. */
export function lineInSource(source: string, line: number): number {
  const numbers = keptLines(source);
  return numbers[Math.max(line, 1) - 1] ?? numbers.at(-1) ?? 1;
}

/** The numbers of the lines that mermaid counts. */
function keptLines(source: string): number[] {
  const lines = withoutParts(source.replace(/\r\n?/g, '\n')).split('\n');
  const numbers = lines.flatMap((text, index) => (text.includes(taken) ? [] : [index + 1]));
  const isBlank = (number: number) => lines[number - 1]!.trim() === '';
  const first = numbers.findIndex((number) => !isBlank(number));
  const last = numbers.findLastIndex((number) => !isBlank(number));
  return first === -1 ? [] : numbers.slice(first, last + 1);
}

/** Stands on every line that mermaid does not see. */
const taken = '\0';

/** As mermaid does it: front matter first; directives, of which an empty line stays; then comments. */
function withoutParts(text: string): string {
  const take = (part: string) => part.replace(/^.*$/gm, taken);
  return text
    .replace(/^([^\S\n]*)-{3}\s*\n.*?\n\1-{3}[^\S\n]*(?=\n|$)/s, take)
    .replace(/%%\{.*?\}%%/gs, (part) => part.replace(/^.*\n/gm, `${taken}\n`).replace(/[^\n\0]+$/, ''))
    .replace(/^\s*%%(?!\{)[^\n]*$/gm, take);
}

const longestReason = 160;

/** The place is told by the line; mermaid draws an arrow of hyphens below it. */
export function shortReason(text: string): string {
  const line = text
    .replace(/-{3,}\^/g, ' ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/^(?:\w*Error:|Parsing failed:|Error:)\s*/, '')
    .replace(/(?:Parse|Lexical|Lexer) error on line \d+(?:, column \d+)?[:.]?\s*/gi, '')
    .replace(/ ?Expecting (?:'[^']*'(?:, )?)+, got '(\w+)'/, ': unexpected $1')
    .replace(/Expecting: one of these possible Token sequences:.*/, '')
    .replace(/ at offset: \d+, skipped \d+ characters/g, '')
    .replace(/ matching given configuration for text:.*/, '')
    .replace(/ Initialize mermaid with .*/, '')
    .trim()
    .replace(/\.$/, '');
  return line.length <= longestReason ? line : `${line.slice(0, longestReason - 1)}…`;
}
