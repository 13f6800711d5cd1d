/**
 * Tables: alignment as a class, since XHTML has no `align`; a scope for each heading; no heading without words, which
 * a screen reader would announce as nothing.
 */
import type { Element, Root, RootContent } from 'hast';
import { addClass, collapsedText, element, elements, hasText, isElement } from '../../hast/tree.ts';
import type { Syntax } from '../extension/syntax.ts';
import { readTable } from './table-rows.ts';

export const tables: Syntax = { name: 'tables', marked: { tokenizer: { table: readTable } }, transform: setTables };

function setTables(tree: Root): void {
  const parents = [tree, ...elements(tree)];
  for (const node of elements(tree)) if (isElement(node, 'th', 'td')) setCell(node);
  // What is too wide for the page must be able to reflow: the box around it is the handle for that.
  for (const parent of parents) {
    parent.children = (parent.children as RootContent[]).map((child) =>
      isElement(child, 'table') ? element('div', { className: ['table', ...kindsOf(child)] }, [child]) : child,
    ) as typeof parent.children;
  }
}

/** Characters. */
const shortWord = 4;

function setCell(cell: Element): void {
  const { align, ...properties } = cell.properties;
  const classes = typeof align === 'string' ? { className: [`align-${align}`] } : {};
  if (!hasText(cell)) cell.tagName = 'td';
  cell.properties = { ...(cell.tagName === 'th' ? { scope: 'col' } : {}), ...properties, ...classes };
  // A narrow column would set a word of two Han characters one above the other.
  if (collapsedText(cell).length <= shortWord && !hasImage(cell)) addClass(cell, 'short');
}

/** One that is missing has words in its place, which must not be kept on one line. */
function hasImage(cell: Element): boolean {
  return [...elements(cell)].some(({ tagName }) => tagName === 'img');
}

/** Rows that may be moved to the next page without leaving a hole. */
const shortTable = 8;

function kindsOf(table: Element): string[] {
  const rows = rowsOf(table).length;
  return [...(isWide(table) ? ['table-wide'] : []), ...(rows <= shortTable ? ['short'] : [])];
}

/** Not those of tables in its cells. */
function rowsOf(table: Element): Element[] {
  const groups = [table, ...table.children.filter((child) => isElement(child, 'thead', 'tbody', 'tfoot'))];
  return groups.flatMap(({ children }) => children.filter((child) => isElement(child, 'tr')));
}

/** Letters that fit beside each other across the narrowest page, with the space between columns. */
const lineLength = 56;
const columnGap = 3;

/** Whether the longest words of the columns would not fit beside each other: then words must break. */
function isWide(table: Element): boolean {
  const columns: number[] = [];
  for (const row of rowsOf(table)) {
    for (const [index, cell] of row.children.filter((child) => isElement(child, 'td', 'th')).entries()) {
      const longest = Math.max(
        0,
        ...collapsedText(cell)
          .split(/[\s\p{Script=Han}\u3000-\u30ff\uff00-\uffef]+/u)
          .map((word) => word.length),
      );
      columns[index] = Math.max(columns[index] ?? 2, longest);
    }
  }
  return columns.reduce((sum, longest) => sum + longest + columnGap, 0) > lineLength;
}
