/**
 * Ruby: `{漢字|かんじ}` for a word, `{東京|とう|きょう}` for each of its characters, `{漢|かん|字|じ}` in pairs. Without Han
 * characters, kana or the like it is no ruby: `{a|b}` stays.
 */
import { escapeText } from '../../hast/serialize.ts';
import type { Syntax } from '../extension/syntax.ts';

const pattern = /^\{([^{}|\n`\\]+(?:\|[^{}|\n`\\]*)+)\}/;
const anywhere = /\{[^{}|\n`\\]+\|[^{}\n`\\]*\}/g;
const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;

export const ruby: Syntax = {
  name: 'ruby',
  marked: {
    extensions: [
      {
        name: 'ruby',
        level: 'inline',
        tokenizer(source) {
          if (source[0] !== '{' || this.lexer.state.inRawBlock) return undefined;
          const [raw, words] = pattern.exec(source) ?? [];
          if (raw === undefined || words === undefined || !eastAsian.test(words)) return undefined;
          const pairs = pairsOf(words.split('|').map((part) => part.trim()));
          if (pairs === null) return undefined;
          return { type: 'ruby', raw, text: pairs.map(({ base }) => base).join(''), pairs };
        },
        renderer(token) {
          const pairs = token.pairs as Pair[];
          return `<ruby>${pairs.map(({ base, reading }) => `${escapeText(base)}<rt>${escapeText(reading)}</rt>`).join('')}</ruby>`;
        },
      },
    ],
    hooks: { emStrongMask: (masked) => masked.replace(anywhere, (text) => `{${'a'.repeat(text.length - 2)}}`) },
  },
  transform: null,
};

interface Pair {
  base: string;
  reading: string;
}

function pairsOf([base = '', ...readings]: string[]): Pair[] | null {
  const characters = [...base];
  if (base === '' || readings.every((reading) => reading === '')) return null;
  if (readings.length === 1) return [{ base, reading: readings[0]! }];
  if (readings.length === characters.length) {
    return characters.map((character, index) => ({ base: character, reading: readings[index]! }));
  }
  if (readings.length % 2 === 0) return null;
  const parts = [base, ...readings];
  const pairs = parts.flatMap((part, index) => (index % 2 === 0 ? [{ base: part, reading: parts[index + 1]! }] : []));
  return pairs.every((pair) => pair.base !== '') ? pairs : null;
}
