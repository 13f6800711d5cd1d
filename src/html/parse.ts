/**
 * Markup to a tree, as browsers read it. In: HTML or SVG. Out: hast, without the place of each node in the markup: what has a
 * line says so itself, and noting places costs a tenth of reading an article.
 */
import type { Root } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { parseFragment } from 'parse5';

export function parseMarkup(markup: string): Root {
  return fromParse5(parseFragment(markup, { scriptingEnabled: false })) as Root;
}
