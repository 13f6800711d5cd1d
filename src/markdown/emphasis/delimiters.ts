/** Emphasis for marked, by the algorithm of `flanking.ts`, in place of marked's own, which does not know CJK text. */
import type { MarkedExtension, Tokens } from 'marked';
import { findSpans, type Spans } from './flanking.ts';

type Emphasis = Tokens.Em | Tokens.Strong | Tokens.Del;

/** What marked gives its tokenizers as `this`. */
interface Lexing {
  lexer: { inlineTokens(source: string): Tokens.Generic[] };
}

/** Blocks within blocks that are being read at once, and some more. */
const mostKnown = 100;

/** A block is asked about once for each of its marks. */
const known = new Map<string, Spans>();
function read(this: Lexing, source: string, masked: string): Emphasis | undefined {
  let spans = known.get(masked);
  if (spans === undefined) {
    spans = findSpans(masked);
    if (known.size >= mostKnown) known.clear();
    known.set(masked, spans);
  }
  const start = masked.length - source.length;
  const span = spans.get(start);
  if (span === undefined) return undefined;
  const raw = source.slice(0, span.end - start);
  const text = raw.slice(span.mark, -span.mark);
  return { type: span.kind, raw, text, tokens: this.lexer.inlineTokens(text) } as Emphasis;
}

// Nothing is left to marked: `undefined` is an answer, only `false` would ask it.
export const emphasisMarks: MarkedExtension = { tokenizer: { emStrong: read as never, del: read as never } };
