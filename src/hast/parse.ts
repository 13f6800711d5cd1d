/**
 * Parses HTML or SVG as browsers do, without node positions, which would cost a tenth of reading an article: elements
 * carry their lines themselves.
 */
import type { Root } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { defaultTreeAdapter, html, parseFragment } from 'parse5';
import { parsePlainMarkup } from './plain-markup.ts';

export function parseMarkup(markup: string): Root {
  return parsePlainMarkup(markup) ?? parseHtml(markup);
}

/** The same for any HTML, and slower. */
export function parseHtml(markup: string): Root {
  // As the content of a <div>: without a context, a <col> or <tr> at the beginning would make a table of the whole.
  const context = defaultTreeAdapter.createElement('div', html.NS.HTML, []);
  return fromParse5(parseFragment(context, markup, { scriptingEnabled: false })) as Root;
}
