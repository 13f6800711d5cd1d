/**
 * Code. Within a line a short name such as `--offline` is not broken at its hyphens; a long one may be, since nothing may
 * run over the edge of the page. A short block stays on one page; a long one may go on.
 */
import type { Element, Root } from 'hast';
import { addClass, elements, isElement, textOf, wordsOf } from '../html/tree.ts';
import type { Syntax } from './syntax.ts';

export const code: Syntax = { name: 'code', marked: null, transform: keepTogether };

/** Letters that fit in the narrowest column of a table. */
const shortName = 16;
/** Lines that may be moved to the next page without leaving a hole. */
const shortBlock = 12;

function keepTogether(tree: Root): void {
  const blocks = new Set<unknown>();
  for (const node of elements(tree)) {
    if (node.tagName === 'pre') {
      for (const child of node.children) blocks.add(child);
      if (linesOf(node) <= shortBlock) addClass(node, 'short');
    } else if (isElement(node, 'code') && !blocks.has(node) && wordsOf(node).length <= shortName)
      addClass(node, 'short');
  }
}

function linesOf(block: Element): number {
  return textOf(block).trimEnd().split('\n').length;
}
