/**
 * Splits formulas that are higher than a page between their rows, into several `math` elements where a bracket around
 * the rows cannot be broken. Heights are estimates.
 */
import type { Element, ElementContent } from 'hast';
import { addClass, copyTree, elements, isElement, textOf } from '../../hast/tree.ts';

/** Em of a row besides what is in it. */
const rowSpace = 0.6;
/** Of a line of letters. */
const line = 1.25;
/** Smaller than this no formula is set only because of its height. */
const smallest = 0.7;

/** Null where it fits. The first of several has the place and the name of all. */
export function splitTallFormula(math: Element, page: number): Element[] | null {
  const height = heightOf(math);
  if (height <= page) return null;
  const rows = highestTable(math);
  if (rows === null || rows.children.length < 2) return null;
  if (math.children.filter((child) => isElement(child)).length === 1 && math.children.includes(rows)) {
    addClass(math, 'tall');
    return null;
  }
  if (page / height >= smallest) {
    math.properties.style = `font-size: ${Math.floor((page / height) * 100)}%`;
    return null;
  }
  return piecesOf(math, rows, page);
}

function highestTable(math: Element): Element | null {
  const tables = [...elements(math)].filter(({ tagName }) => tagName === 'mtable');
  return tables.reduce<Element | null>((highest, each) => {
    return highest === null || heightOf(each) > heightOf(highest) ? each : highest;
  }, null);
}

/** What precedes the rows is in the first part, what follows in the last; between them a rule stands for a bracket. */
function piecesOf(math: Element, rows: Element, page: number): Element[] {
  const groups: ElementContent[][] = [[]];
  let used = 0;
  for (const row of rows.children) {
    const height = heightOf(row as Element) + rowSpace;
    if (used > 0 && used + height > page * 0.9) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)!.push(row);
    used += height;
  }
  const place = [...elements(math)].indexOf(rows);
  const sides = fenceSides(math, rows);
  return groups.map((group, index) => {
    const copy = copyTree(math);
    const table = [...elements(copy)][place]!;
    table.children = group;
    const [first, last] = [index === 0, index === groups.length - 1];
    if (!first && sides.left) addClass(table, 'rule-left');
    if (!last && sides.right) addClass(table, 'rule-right');
    trim(copy, table, first, last);
    if (!first) copy.properties = { ...copy.properties, id: undefined };
    return copy;
  });
}

function fenceSides(math: Element, rows: Element): { left: boolean; right: boolean } {
  const parent = [math, ...elements(math)].find(({ children }) => children.includes(rows));
  const beside = parent?.children.filter((child): child is Element => isElement(child)) ?? [];
  const at = beside.indexOf(rows);
  // An empty one stands at the open side of `cases`.
  const isFence = (node: Element | undefined) => node?.properties.fence === 'true' && textOf(node) !== '';
  return { left: isFence(beside[at - 1]), right: isFence(beside[at + 1]) };
}

/** Takes away what belongs to another piece, on the way down to the rows. */
function trim(math: Element, table: Element, first: boolean, last: boolean): void {
  let parent = math;
  while (!parent.children.includes(table)) {
    const within = parent.children.findIndex((child) => isElement(child) && [...elements(child)].includes(table));
    if (within === -1) return;
    const next = parent.children[within] as Element;
    cut(parent, within, first, last);
    parent = next;
  }
  cut(parent, parent.children.indexOf(table), first, last);
}

function cut(parent: Element, at: number, first: boolean, last: boolean): void {
  parent.children = parent.children.filter((_, index) => index === at || (index < at ? first : last));
}

/** In em. */
function heightOf(node: Element): number {
  const heights = node.children.filter((child): child is Element => isElement(child)).map(heightOf);
  const most = Math.max(line, ...heights);
  switch (node.tagName) {
    case 'mtable':
      return heights.reduce((sum, height) => sum + height + rowSpace, 0);
    case 'mfrac':
      return heights.reduce((sum, height) => sum + height, 0.2);
    case 'msqrt':
    case 'mroot':
      return most + 0.2;
    case 'msub':
    case 'msup':
      return most + 0.2;
    case 'munder':
    case 'mover':
    case 'munderover':
      return heights.slice(1).reduce((sum, height) => sum + height * 0.7, heights[0] ?? line);
    default:
      return most;
  }
}
