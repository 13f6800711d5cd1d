/**
 * Markdown to HTML that remembers its lines. In: text and the line it starts at. Out: HTML where every element made
 * from Markdown has `data-line`, and raw HTML is preceded by a comment that names its line.
 *
 * marked gives no positions, but the `raw` of sibling tokens joined together is the source, so a token's line is its
 * container's line plus the line ends in its earlier siblings.
 */
import { Marked, Renderer, type RendererObject, type Token, type TokenizerExtension, type Tokens } from 'marked';
import { nextMark } from './scan.ts';
import { syntaxes } from './syntaxes.ts';

type Placed = Token & { line?: number };

const lined = 'blockquote code heading hr list listitem paragraph table image link'.split(
  ' ',
) as (keyof RendererObject)[];

export function parseMarkdown(text: string, firstLine: number): string {
  // A fresh instance: the shared one collects the extensions of everyone who ever used it.
  const marked = new Marked({
    gfm: true,
    async: false,
    hooks: {
      processAllTokens(tokens) {
        placeTokens(tokens, firstLine, firstLine + lineEnds(text));
        return tokens;
      },
    },
    renderer: linedRenderer(),
  });
  marked.use({ extensions: [textEnds] });
  for (const syntax of syntaxes) if (syntax.marked !== null) marked.use(syntax.marked);
  return marked.parse(text) as string;
}

/** Where plain text ends, for all syntaxes within a line at once: each would look through the same text again. */
const textEnds: TokenizerExtension = {
  name: 'text-ends',
  level: 'inline',
  start: nextMark,
  tokenizer: () => undefined,
};

/** marked now and then adds a line end to a list item's `raw`: nothing is placed below what holds it. */
function placeTokens(tokens: Token[], firstLine: number, lastLine: number): void {
  showUnclosed(tokens);
  let line = firstLine;
  for (const token of tokens as Placed[]) {
    token.line = Math.min(line, lastLine);
    placeChildren(token as Tokens.Generic, token.line);
    line += lineEnds(token.raw);
  }
}

function placeChildren(token: Tokens.Generic, line: number): void {
  const lastLine = line + lineEnds(token.raw);
  if (Array.isArray(token.items)) placeTokens(token.items as Token[], line, lastLine);
  else if (token.type === 'table') {
    const table = token as Tokens.Table;
    // The header, the row of dashes, then a line a row.
    for (const cell of table.header) placeTokens(cell.tokens, line, line);
    for (const [index, row] of table.rows.entries())
      for (const cell of row) placeTokens(cell.tokens, line + 2 + index, lastLine);
  } else if (token.tokens !== undefined) placeTokens(token.tokens, line, lastLine);
}

/** Elements whose content is no markup, or that hold what follows until they are closed. */
const holding =
  /<(?=(title|textarea|style|script|xmp|iframe|noembed|noframes|select|object|template|video|audio|applet|marquee|plaintext)[\s/>])/gi;

/** Who writes of the `<title>` element without backticks, or leaves a comment open, would lose the rest of the article: it is shown as written. */
function showUnclosed(tokens: Token[]): void {
  const closed = new Set<string>();
  for (const token of [...tokens].reverse()) {
    if (token.type !== 'html') continue;
    if (token.block) closed.clear();
    for (const [, name = ''] of token.raw.matchAll(/<\/([a-z]+)/gi)) closed.add(name.toLowerCase());
    // Nothing closes this one.
    closed.delete('plaintext');
    if (token.block && !token.raw.includes('-->')) token.text = token.text.replace(/^\s*<!--/, '&lt;!--');
    token.text = token.text.replace(holding, (mark: string, name: string) =>
      closed.has(name.toLowerCase()) ? mark : '&lt;',
    );
  }
}

function lineEnds(raw: string): number {
  let count = 0;
  for (let at = raw.indexOf('\n'); at !== -1; at = raw.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** marked's own output with `data-line` added to the first tag of each element. */
function linedRenderer(): RendererObject {
  const renderer: Record<string, unknown> = {
    html(token: Placed & Tokens.HTML) {
      const html = withoutMarks(token.text);
      // Between <title> and </title> in a line the comment would be words.
      return !token.block && html.startsWith('</') ? html : `${lineMark(token.line)}${html}`;
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

/** An alternative text holds no markup: of what the syntaxes beside GFM would make, the words stay. */
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

/** An author's comment that looks like a line mark is none. */
function withoutMarks(html: string): string {
  return html.replaceAll('<!--line ', '<!-- line ');
}

/** A comment may stand anywhere in HTML without moving what is around it; an element may not. */
export function lineMark(line: number | undefined): string {
  return line === undefined ? '' : `<!--line ${line}-->`;
}

/** The line in a comment made by `lineMark`, or null. */
export function readLineMark(comment: string): number | null {
  const match = /^line (\d+)$/.exec(comment);
  return match === null ? null : Number(match[1]);
}
