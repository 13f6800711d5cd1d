/** Emphasis for marked, by the algorithm of `flanking.ts`, in place of marked's own, which does not know CJK text. */
import type { MarkedExtension, Tokens } from 'marked';
import { findSpans, type Spans } from './flanking.ts';

type Emphasis = Tokens.Em | Tokens.Strong | Tokens.Del;

/** What marked gives its tokenizers as `this`. */
interface Lexing {
  lexer: { inlineTokens(source: string): Tokens.Generic[] };
}

/** Blocks within blocks that are being read at once, and some more. */
const mostRemembered = 100;

export function emphasisDelimiters(): MarkedExtension {
  /** By block: marked asks about each once for each of its marks. */
  const remembered = new Map<string, Spans>();
  const spansIn = (masked: string): Spans => {
    let spans = remembered.get(masked);
    if (spans === undefined) {
      spans = findSpans(masked);
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(masked, spans);
    }
    return spans;
  };
  function read(this: Lexing, source: string, masked: string): Emphasis | undefined {
    return emphasisAt(source, masked.length - source.length, spansIn(masked), this.lexer);
  }
  // Nothing is left to marked: `undefined` is an answer, only `false` would ask it.
  return { tokenizer: { emStrong: read as never, del: read as never } };
}

/** `source` is the block from `start` on. */
function emphasisAt(source: string, start: number, spans: Spans, lexer: Lexing['lexer']): Emphasis | undefined {
  const span = spans.get(start);
  if (span === undefined) return undefined;
  const raw = source.slice(0, span.end - start);
  const text = raw.slice(span.mark, -span.mark);
  return { type: span.kind, raw, text, tokens: lexer.inlineTokens(text) } as Emphasis;
}
