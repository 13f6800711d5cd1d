/** Footnote tokens: `[^name]`, `[^name]: text` with indented continuation, and `^[text]`. They become placeholders. */
import type { MarkedExtension, Tokens } from 'marked';
import { lineMarker, placeholderAround } from '../extension/placeholders.ts';
import { nextLine, readHanging } from '../extension/tokenizing.ts';

const reference = /^\[\^([^\s[\]^]{1,200})\]/;
const definition = /^ {0,3}\[\^([^\s[\]^]{1,200})\]:[ \t]*/;
const definitionBelow = /\n {0,3}\[\^[^\s[\]^]{1,200}\]:/;
const anywhere = /\[\^[^\s[\]^]{1,200}\]/g;

export function footnoteReferences(): MarkedExtension {
  /** Notes within a note are no notes: they would nest without end. */
  let isInNote = false;
  return {
    extensions: [
      {
        name: 'note',
        level: 'block',
        start(source) {
          return nextLine(source, definitionBelow, this.lexer.state.top);
        },
        tokenizer(source) {
          const [mark, name] = isInNote ? [] : (definition.exec(source) ?? []);
          if (mark === undefined || name === undefined) return undefined;
          const { raw, text } = readHanging(source, mark.length, 4, () => false);
          if (text.trim() === '') return undefined;
          const { top } = this.lexer.state;
          isInNote = true;
          this.lexer.state.top = true;
          const tokens = this.lexer.blockTokens(text, []);
          this.lexer.state.top = top;
          isInNote = false;
          return { type: 'note', raw, name, tokens };
        },
        renderer(token) {
          return placeholderAround('note', 'div', token, this.parser.parse(token.tokens ?? []), token.name);
        },
      },
      {
        name: 'noteref',
        level: 'inline',
        tokenizer(source): Tokens.Generic | undefined {
          if (source[0] !== '[' || source[1] !== '^' || this.lexer.state.inRawBlock) return undefined;
          const raw = reference.exec(source)?.[0];
          return raw === undefined ? undefined : { type: 'noteref', raw, text: raw };
        },
        renderer: (token) => lineMarker('noteref', token),
      },
      {
        name: 'inlineNote',
        level: 'inline',
        tokenizer(source) {
          if (source[0] !== '^' || source[1] !== '[' || this.lexer.state.inRawBlock) return undefined;
          const end = closingBracket(source);
          // With another mark behind it, it is a superscript.
          if (end === null || source[end + 1] === '^' || source.slice(2, end).trim() === '') return undefined;
          const text = source.slice(2, end);
          return { type: 'inlineNote', raw: source.slice(0, end + 1), text, tokens: this.lexer.inlineTokens(text) };
        },
        renderer(token) {
          return placeholderAround('inline-note', 'span', token, this.parser.parseInline(token.tokens ?? []));
        },
      },
    ],
    hooks: { emStrongMask: (masked) => masked.replace(anywhere, (mark) => `[${'a'.repeat(mark.length - 2)}]`) },
  };
}

/** The bracket that closes an inline note. The search ends where the next note begins: notes do not nest. */
function closingBracket(source: string): number | null {
  let open = 1;
  for (let at = 2; at < source.length; at += 1) {
    const character = source[at];
    if (character === '\\') at += 1;
    else if (character === '^' && source[at + 1] === '[') return null;
    else if (character === '[') open += 1;
    else if (character === ']') open -= 1;
    if (open === 0) return at;
  }
  return null;
}
