/**
 * Markdown to HTML that remembers its lines: elements have `data-line`, and raw HTML is preceded by a comment with its
 * line.
 *
 * marked gives no positions, but the `raw` of sibling tokens joined is the source, so a token's line is its container's
 * plus the line ends in its earlier siblings.
 */
import { Marked, Renderer, type RendererObject, type Token, type TokenizerExtension, type Tokens } from 'marked';
import { lineMark } from './extension/line-marks.ts';
import type { Syntax } from './extension/syntax.ts';
import type { ProblemsOf, ReportToken, TokenProblem } from './extension/token-problems.ts';
import { nextMark } from './extension/tokenizing.ts';
import { balanceHtml } from './html/balance-html.ts';

type Placed = Token & { line?: number };

const lined = 'blockquote code heading hr list listitem paragraph table image link'.split(
  ' ',
) as (keyof RendererObject)[];

export function parseMarkdown(
  text: string,
  firstLine: number,
  syntaxes: readonly Syntax[],
  report: ReportToken,
): string {
  // A fresh instance: the shared one collects the extensions of everyone who ever used it.
  const marked = new Marked({
    gfm: true,
    async: false,
    hooks: {
      processAllTokens(tokens) {
        placeTokens(tokens, firstLine, firstLine + lineEnds(text), report);
        balanceHtml(tokens, (message, line, removed) =>
          report({ code: 'html-unclosed', message, line, hint: null, removed }),
        );
        return tokens;
      },
    },
    renderer: linedRenderer(),
  });
  marked.use({ extensions: [textEnds] });
  for (const { marked: extension } of syntaxes)
    if (extension !== null) marked.use(typeof extension === 'function' ? extension() : extension);
  return marked.parse(text) as string;
}

/** Where plain text ends, for all syntaxes within a line at once: each would look through the same text again. */
const textEnds: TokenizerExtension = {
  name: 'text-ends',
  level: 'inline',
  start: nextMark,
  tokenizer: () => undefined,
};

/** Gives tokens their lines and reports their problems. A list item's `raw` may have an extra line end: ignored. */
function placeTokens(tokens: Token[], firstLine: number, lastLine: number, report: ReportToken): void {
  let line = firstLine;
  for (const token of tokens as Placed[]) {
    token.line = Math.min(line, lastLine);
    for (const found of problemsIn(token)) report({ ...found, line: Math.min(token.line + found.line, lastLine) });
    placeChildren(token as Tokens.Generic, token.line, report);
    line += lineEnds(token.raw);
  }
}

function problemsIn(token: Placed): TokenProblem[] {
  const found = (token as { problems?: ProblemsOf }).problems?.() ?? [];
  return token.type === 'code' && isOpenFence(token.raw) ? [...found, openFence] : found;
}

const openFence: TokenProblem = {
  code: 'code-block-unclosed',
  message: 'code fence is not closed; the rest of the article is code',
  hint: 'add a closing fence where the code ends',
  line: 0,
};

function isOpenFence(raw: string): boolean {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(raw)?.[1];
  if (fence === undefined) return false;
  const last = raw.trimEnd().split('\n').slice(1).at(-1)?.trim() ?? '';
  return !last.startsWith(fence) || last.replaceAll(fence[0]!, '') !== '';
}

function placeChildren(token: Tokens.Generic, line: number, report: ReportToken): void {
  const lastLine = line + lineEnds(token.raw);
  if (Array.isArray(token.items)) placeTokens(token.items as Token[], line, lastLine, report);
  else if (token.type === 'table') {
    const table = token as Tokens.Table;
    // The header, the row of dashes, then a line a row.
    for (const cell of table.header) placeTokens(cell.tokens, line, line, report);
    for (const [index, row] of table.rows.entries())
      for (const cell of row) placeTokens(cell.tokens, line + 2 + index, lastLine, report);
  } else if (token.tokens !== undefined) placeTokens(token.tokens, line, lastLine, report);
}

function lineEnds(raw: string): number {
  let count = 0;
  for (let at = raw.indexOf('\n'); at !== -1; at = raw.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Words at the end of a block are parted from those of the next by an empty line, as in the source. */
function endsInWords(html: string): boolean {
  const text = html.trimEnd();
  if (!text.endsWith('>')) return text !== '';
  const open = text.lastIndexOf('&lt;');
  return open !== -1 && !text.includes('<', open);
}

/** marked's own output with `data-line` added to the first tag of each element. */
function linedRenderer(): RendererObject {
  const renderer: Record<string, unknown> = {
    html(token: Placed & Tokens.HTML) {
      if (token.block) return `${lineMark(token.line)}${token.text}${endsInWords(token.text) ? '\n\n' : ''}`;
      // Between <title> and </title> in a line the comment would be words.
      return token.text.startsWith('</') ? token.text : `${lineMark(token.line)}${token.text}`;
    },
  };
  for (const name of lined) {
    const original = Renderer.prototype[name as keyof Renderer] as (this: unknown, token: Token) => string;
    renderer[name] = function (this: unknown, token: Placed) {
      const html = withoutEmptyWords(original.call(this, withPlainWords(token)), token);
      return token.line === undefined ? html : html.replace(/^<[a-z][a-z0-9]*/, `$& data-line="${token.line}"`);
    };
  }
  return renderer as RendererObject;
}

/** Nothing between the brackets is nothing said, while `alt=""` in HTML says that there is nothing to say. */
function withoutEmptyWords(html: string, token: Token): string {
  return token.type === 'image' ? html.replace(' alt=""', '') : html;
}

const basic = new Set('escape html link image checkbox strong em codespan br del text'.split(' '));

/** An alt text holds no markup: of what the syntaxes beside GFM would make, the words stay. */
function withPlainWords(token: Token): Token {
  return token.type === 'image' ? { ...token, tokens: plainTokens(token.tokens ?? []) } : token;
}

function plainTokens(tokens: Token[]): Token[] {
  return tokens.flatMap((token) => {
    const inside = 'tokens' in token && token.tokens !== undefined ? plainTokens(token.tokens) : undefined;
    if (basic.has(token.type)) return [inside === undefined ? token : { ...token, tokens: inside }];
    return inside ?? [{ type: 'text', raw: token.raw, text: 'text' in token ? token.text : token.raw } as Tokens.Text];
  });
}
