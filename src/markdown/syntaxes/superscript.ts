/**
 * Superscript `x^2^` and subscript `H~2~O`, as in Pandoc: no space inside. Chinese text has no spaces to tell a mark
 * from a slip, and writes 3~5天 and 2^10: such marks stay as written, and what is raised is short and plain. One tilde
 * deletes only where spaces or punctuation stand around it.
 */
import { eastAsianLetter } from '../../text/characters.ts';
import type { Syntax } from '../extension/syntax.ts';
import { characterBefore, plainText } from '../extension/tokenizing.ts';

/** A mark of reference, `^[1]^`, or words without spaces, marks or code. */
const superscriptPattern = /^\^((?:\[[^\s[\]^\\]+\])|(?!\[)(?:\\[^\s\w]|[^\s^~\\`<])+)\^(?![\d^])/;
const subscript = /^~((?:\\[^\s\w]|[^\s~^\\`<])+)~(?!~)/;

const letterOrNumber = /[\p{L}\p{N}]/u;
const sign = /^[+\-−*†‡′″]+$/;
/** Two words of a sentence, not one figure. */
const pause = /[，。、；：！？…—《》“”‘’]/u;

export const superscript: Syntax = {
  name: 'superscript and subscript',
  marked: {
    extensions: [
      {
        name: 'superscript',
        level: 'inline',
        tokenizer(source, tokens) {
          if (source[0] !== '^') return undefined;
          const [raw, words] = superscriptPattern.exec(source) ?? [];
          if (raw === undefined || words === undefined || !isFigure(words, characterBefore(tokens)))
            return plainText('^');
          return { type: 'superscript', raw, text: words, tokens: this.lexer.inlineTokens(words) };
        },
        renderer(token) {
          return `<sup>${this.parser.parseInline(token.tokens ?? [])}</sup>`;
        },
      },
      {
        name: 'subscript',
        level: 'inline',
        tokenizer(source, tokens) {
          if (source[0] !== '~' || source[1] === '~') return undefined;
          const before = characterBefore(tokens);
          if (before === '~') return undefined;
          const [raw, words] = subscript.exec(source) ?? [];
          if (raw === undefined || words === undefined || !isBelow(words, before)) return undefined;
          return { type: 'subscript', raw, text: words, tokens: this.lexer.inlineTokens(words) };
        },
        renderer(token) {
          return `<sub>${this.parser.parseInline(token.tokens ?? [])}</sub>`;
        },
      },
    ],
  },
  transform: null,
};

function isFigure(text: string, before: string): boolean {
  if (pause.test(text)) return false;
  if (eastAsianLetter.test(text)) return isHanFigure(text);
  // ^_^ is a face; 2^- is not.
  return letterOrNumber.test(text) || (sign.test(text) && /[\w)\]]/.test(before) && !eastAsianLetter.test(before));
}

/** A subscript stands below something: never after a space, and not between two numbers. */
function isBelow(text: string, before: string): boolean {
  if (!/[\p{L}\p{N}\p{Pe}*_^]/u.test(before) || (/\d/.test(before) && /^\d/.test(text))) return false;
  if (pause.test(text)) return false;
  if (eastAsianLetter.test(text)) return isHanFigure(text) && !eastAsianLetter.test(before);
  return eastAsianLetter.test(before) ? /^\w{1,3}$/.test(text) : letterOrNumber.test(text) || sign.test(text);
}

/** Some Han characters and perhaps a number: 注1, 最大. */
function isHanFigure(text: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{1,8}\d{0,3}$/u.test(
    text.replace(/^[([（［【〔]|[)\]）］】〕]$/gu, ''),
  );
}
