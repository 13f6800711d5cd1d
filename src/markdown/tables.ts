/**
 * Tables: alignment as a class, since XHTML has no `align`; a scope for each heading; no heading without words, which
 * a screen reader would announce as nothing.
 */
import type { Element, Root, RootContent } from 'hast';
import { element, elements, isElement, wordsOf } from '../html/tree.ts';
import type { Syntax } from './syntaxes.ts';

export const tables: Syntax = { name: 'tables', marked: null, transform: setTables };

function setTables(tree: Root): void {
  const parents = [tree, ...elements(tree)];
  for (const node of elements(tree)) if (isElement(node, 'th', 'td')) setCell(node);
  // What is too wide for the page must be able to reflow: the box around it is the handle for that.
  for (const parent of parents) {
    parent.children = (parent.children as RootContent[]).map((child) =>
      isElement(child, 'table') ? element('div', { className: ['table'] }, [child]) : child,
    ) as typeof parent.children;
  }
}

function setCell(cell: Element): void {
  const { align, ...properties } = cell.properties;
  const classes = typeof align === 'string' ? { className: [`align-${align}`] } : {};
  if (wordsOf(cell) === '') cell.tagName = 'td';
  cell.properties = { ...(cell.tagName === 'th' ? { scope: 'col' } : {}), ...properties, ...classes };
}
