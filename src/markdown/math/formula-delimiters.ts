/**
 * Formulas for marked: `$…$`, `$$…$$`, and `\(…\)`, `\[…\]` where they hold TeX. An opening dollar has no space after
 * it; a closing one has none before it and no letter, digit, brace or dollar after it, so that `$5 and $6` is money and
 * `$HOME/$USER` a path.
 */
import type { MarkedExtension, TokenizerThis, Tokens } from 'marked';
import { escapeText } from '../../hast/serialize.ts';
import { lineAttribute } from '../extension/placeholders.ts';

interface FormulaToken extends Tokens.Generic {
  tex: string;
  display: boolean;
  /** The paragraph goes on below the formula. */
  goesOn: boolean;
  line?: number;
}

/** Classes of the code that carries a formula, beside `language-math`. */
export const displayedClass = 'language-math-display';
export const goesOnClass = 'language-math-goes-on';

// No backquote, since what stands in one is code; a backslash takes the next character with it.
const inLine = /^\$(?![\s$])((?:\\[\s\S]|[^\\$`])+)(?<!\s)\$(?![\da-zA-Z{$])/;
const parenthesised = /^\\\(((?:\\(?![()])[\s\S]|[^\\`\n])+?)\\\)/;
const bracketed = /^\\\[((?:\\(?![[\]])[\s\S]|[^\\`])+?)\\\]/;
/** As on GitHub, for what Markdown would read otherwise. */
const quoted = /^\$`([^`\n]+)`\$/;
const displayed = /^\$\$((?:\\[\s\S]|[^\\$`]|\$(?!\$))+)\$\$/;
/** On lines of its own. A blank line ends a formula, as in TeX. */
const block = /^ {0,3}\$\$((?:(?!\n[ \t]*(?:\n|$))(?:\\[\s\S]|[^\\$]|\$(?!\$)))*)\$\$[ \t]*(?:\n|$)/;

/** On lines of its own, with empty lines in it: between two lines of dollars, if no other block begins between. */
const loose =
  /^ {0,3}\$\$[ \t]*\n((?:(?! {0,3}(?:\$\$|#{1,6} |`{3}|~{3}|>|[-*] ))[^\n]*\n){1,60}) {0,3}\$\$[ \t]*(?:\n|$)/;

/** Those within a line, wherever they stand. */
const anywhere = new RegExp(
  [quoted, displayed, inLine, parenthesised, bracketed]
    .map(({ source }) => source.slice(1).replace(/\((?!\?)/g, '(?:'))
    .join('|'),
  'g',
);

export const formulaMarks: MarkedExtension = {
  extensions: [
    {
      name: 'formulaBlock',
      level: 'block',
      start: findBlock,
      tokenizer: readBlock,
      renderer: (token) => carrierOf(token as FormulaToken),
    },
    {
      name: 'formula',
      level: 'inline',
      tokenizer: readInLine,
      renderer: (token) => carrierOf(token as FormulaToken),
    },
  ],
  hooks: {
    // A star in a formula opens no emphasis.
    emStrongMask: (source) =>
      source.includes('$') ? source.replace(anywhere, (formula) => 'a'.repeat(formula.length)) : source,
  },
};

/** Where a formula interrupts the paragraph. marked gives the rest of the article, paragraph after paragraph. */
function findBlock(source: string): number | undefined {
  let end = source.indexOf('\n');
  while (end !== -1) {
    const next = source.indexOf('\n', end + 1);
    const line = source.slice(end + 1, next === -1 ? undefined : next);
    if (/^ {0,3}\$\$/.test(line)) return end;
    if (line.trim() === '') return undefined;
    end = next;
  }
  return undefined;
}

function readBlock(this: TokenizerThis, source: string): FormulaToken | undefined {
  const match = /^ {0,3}\$\$/.test(source) ? (block.exec(source) ?? loose.exec(source)) : null;
  if (match === null || match[1]!.trim() === '') return undefined;
  const tex = match[1]!.replace(/\n(?:[ \t]*\n)+/g, '\n');
  const goesOn = /^[ \t]*\S/.test(source.slice(match[0].length, match[0].length + 100));
  return { type: 'formulaBlock', raw: match[0], tex, display: true, goesOn };
}

function readInLine(this: TokenizerThis, source: string): FormulaToken | undefined {
  if (this.lexer.state.inRawBlock) return undefined;
  const found = source[0] === '$' ? betweenDollars(source) : source[0] === '\\' ? betweenBrackets(source) : null;
  return found === null ? undefined : { type: 'formula', ...found, goesOn: false };
}

type FoundFormula = Pick<FormulaToken, 'raw' | 'tex' | 'display'> | null;

function betweenDollars(source: string): FoundFormula {
  const display = displayed.exec(source);
  const [raw = '', tex = ''] = display ?? quoted.exec(source) ?? inLine.exec(source) ?? [];
  if (tex.trim() === '' || (display === null && isProse(tex))) return null;
  return { raw, tex, display: display !== null };
}

function betweenBrackets(source: string): FoundFormula {
  const display = source[1] === '[';
  const [raw = '', tex = ''] = (display ? bracketed : parenthesised).exec(source) ?? [];
  if (tex.trim() === '' || /\n[ \t]*\n/.test(tex) || isProse(tex)) return null;
  const isLetter = !display && /^\s*\w\s*$/.test(tex);
  return isLetter || texSigns.test(tex) ? { raw, tex, display } : null;
}

/** What is in TeX and hardly in words. */
const texSigns = /\\[a-zA-Z{,;!]|[\^_=<>+]|\w\s*[-/*]\s*\w|\w\(\w/;
const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Prices with words between them: no formula has Chinese punctuation, or Chinese words and nothing of TeX. */
function isProse(tex: string): boolean {
  const own = tex.replace(/\\(?:text|mbox|hbox|mathrm|operatorname)\w*\s*\{[^{}]*\}/g, '');
  return /[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20]/u.test(own) || (eastAsian.test(own) && !texSigns.test(own));
}

function carrierOf(token: FormulaToken): string {
  const names = ['language-math'];
  if (token.display) names.push(displayedClass);
  if (token.goesOn) names.push(goesOnClass);
  const line = lineAttribute(token);
  const code = `<code${line} class="${names.join(' ')}">${escapeText(token.tex)}</code>`;
  return token.type === 'formulaBlock' ? `<pre${line}>${code}</pre>\n` : code;
}
