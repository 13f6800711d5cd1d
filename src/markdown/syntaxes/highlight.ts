/**
 * Words that are marked, `==like this==`, or were inserted, `++like this++`. The marks cling to the words. Where a
 * Latin word stands outside they are operators: C++, a==b.
 */
import type { TokenizerAndRendererExtension } from 'marked';
import type { Syntax } from '../extension/syntax.ts';
import { characterBefore, plainText } from '../extension/tokenizing.ts';

export const highlighted: Syntax = {
  name: 'marked words',
  marked: { extensions: [between('mark', '='), between('ins', '+')] },
  transform: null,
};

function between(tag: 'mark' | 'ins', character: '=' | '+'): TokenizerAndRendererExtension {
  const pieces = new RegExp(`\\\\[\\s\\S]|\`+|\\${character}+`, 'g');
  const run = new RegExp(`^\\${character}+`);
  return {
    name: tag,
    level: 'inline',
    tokenizer(source, tokens) {
      if (source[0] !== character || source[1] !== character) return undefined;
      const open = source[2] !== character && canOpen(characterBefore(tokens), source[2] ?? '');
      const end = open ? closing(source, pieces) : null;
      if (end === null) return plainText(run.exec(source)?.[0] ?? character);
      const text = source.slice(2, end);
      return { type: tag, raw: source.slice(0, end + 2), text, tokens: this.lexer.inlineTokens(text) };
    },
    renderer(token) {
      return `<${tag}>${this.parser.parseInline(token.tokens ?? [])}</${tag}>`;
    },
  };
}

/** Scripts that put spaces between words. */
const word = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}_]/u;

function canOpen(before: string, after: string): boolean {
  return after.trim() !== '' && !word.test(before);
}

function canClose(before: string, after: string): boolean {
  return before.trim() !== '' && !word.test(after);
}

/** Where the closing mark stands. The search ends at a mark that opens again, so that no text is searched twice. */
function closing(source: string, pieces: RegExp): number | null {
  pieces.lastIndex = 2;
  for (let found = pieces.exec(source); found !== null; found = pieces.exec(source)) {
    const [piece] = found;
    const end = found.index + piece.length;
    if (piece.startsWith('`')) {
      pieces.lastIndex = endOfCode(source, end, piece) ?? end;
    } else if (!piece.startsWith('\\') && piece.length === 2) {
      const before = source[found.index - 1] ?? '';
      const after = source[end] ?? '';
      if (canClose(before, after)) return found.index;
      if (canOpen(before, after)) return null;
    }
  }
  return null;
}

function endOfCode(source: string, from: number, mark: string): number | null {
  for (let at = source.indexOf(mark, from); at !== -1; at = source.indexOf(mark, at)) {
    let end = at;
    while (source[end] === '`') end += 1;
    if (end - at === mark.length) return end;
    at = end;
  }
  return null;
}
