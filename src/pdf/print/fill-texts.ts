/** Fills in what is known only when a book has pages: `span` elements with `data-text` have the name of their text. */
import { escapeText, unescapeText } from '../../hast/serialize.ts';

/** An element without a text of that name stays as it is. */
export function fillTexts(markup: string, texts: ReadonlyMap<string, string>): string {
  const parts: string[] = [];
  let at = 0;
  for (const match of markup.matchAll(/<span\b[^>]* data-text="([^"]*)"[^>]*>/g)) {
    const text = texts.get(unescapeText(match[1]!));
    if (text === undefined || match.index < at) continue;
    const start = match.index + match[0].length;
    parts.push(markup.slice(at, start), escapeText(text));
    at = endOfSpan(markup, start);
  }
  return `${parts.join('')}${markup.slice(at)}`;
}

/** Where the content ends that begins at `start`: digits of vertical text are in a span of their own. */
function endOfSpan(markup: string, start: number): number {
  let depth = 1;
  const tags = /<(\/?)span\b[^>]*>/g;
  tags.lastIndex = start;
  for (let tag = tags.exec(markup); tag !== null; tag = tags.exec(markup)) {
    depth += tag[1] === '/' ? -1 : 1;
    if (depth === 0) return tag.index;
  }
  return start;
}
