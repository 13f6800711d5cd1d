/**
 * Fits a formula to a line of paper: set smaller when it is wider than the line, and its letters in the font of the
 * text. Widths are estimates.
 */
import type { Element, ElementContent } from 'hast';
import { addClass, elements, isElement, text, textOf } from '../../hast/tree.ts';
import { widthOf } from '../../text/text-width.ts';

/** Below this it is no more than a line. What is still wider than the page would be cut off. */
const smallest = 0.2;

export function fitFormula(math: Element, measure: number): void {
  for (const node of elements(math)) {
    const signs = node.properties.stretchy === 'true' ? growing : lasting;
    const sign = node.tagName === 'mo' ? signs[textOf(node)] : undefined;
    if (sign !== undefined) node.children = [text(sign)];
    if (isElement(node, 'mover', 'munder')) drawLine(node);
    if (node.tagName === 'mi' && node.properties.mathvariant === undefined && letter.test(textOf(node)))
      addClass(node, 'letter');
  }
  const share = formulaScale(math, measure);
  if (share < 1) math.properties.style = `font-size: ${Math.round(share * 100)}%`;
}

/** Of the size of the text, at most 1. */
export function formulaScale(math: Element, measure: number): number {
  return Math.min(1, Math.max(measure / formulaWidth(math), smallest));
}

/** Signs above and below that grow with what they stand on, as the font for mathematics has them. */
const growing: Record<string, string> = {
  '\u02c6': '\u0302',
  '^': '\u0302',
  '~': '\u0303',
  '\u02dc': '\u0303',
};

/** Signs that stay as they are, where only another font would have them. */
const lasting: Record<string, string> = { '\u203e': '\u00af' };

/** A line over or under its base is drawn: the one in the font does not grow. */
function drawLine(node: Element): void {
  const [base, mark] = node.children;
  if (base === undefined || !isElement(mark, 'mo') || mark.properties.stretchy !== 'true') return;
  const name = { '\u203e': 'line-over', '\u00af': 'line-over', _: 'line-under' }[textOf(mark)];
  if (name === undefined) return;
  node.tagName = 'mrow';
  node.children = [base];
  node.properties = { className: [name] };
}

const letter = /^[a-z\u0131\u0237\u03b1-\u03c9\u03d1\u03d5]$/iu;

/** Of a letter or figure, with the space about it. */
const token = 0.56;
const operator = 1.1;
/** Of what stands above or below. */
const small = 0.7;
const columnGap = 1;

/** In em, of what cannot be broken: the widest row. */
export function formulaWidth(math: Element): number {
  return Math.max(0, ...math.children.map(widthOfNode));
}

function widthOfNode(node: ElementContent): number {
  if (!isElement(node)) return 0;
  const parts = node.children.filter((child): child is Element => isElement(child));
  const widths = parts.map(widthOfNode);
  const [base = 0, ...others] = widths;
  switch (node.tagName) {
    case 'mi':
    case 'mn':
      return [...textOf(node)].length * token;
    case 'mtext':
      return widthOf(textOf(node));
    case 'mo':
      return textOf(node) === '' ? 0 : node.properties.fence === 'true' ? token : operator;
    case 'mspace':
      return Math.max(0, Number.parseFloat(String(node.properties.width ?? '0')) || 0);
    case 'mfrac':
      return Math.max(...widths, 0) + 0.2;
    case 'msub':
    case 'msup':
    case 'msubsup':
      return base + Math.max(0, ...others) * small;
    case 'munder':
    case 'mover':
    case 'munderover':
      return Math.max(base, ...others.map((width) => width * small));
    case 'msqrt':
      return sum(widths) + 1;
    case 'mroot':
      return base + 1;
    case 'mtable':
      return widthOfTable(parts);
    default:
      return sum(widths);
  }
}

function widthOfTable(rows: Element[]): number {
  const columns: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.children.entries())
      columns[index] = Math.max(columns[index] ?? 0, widthOfNode(cell));
  }
  return sum(columns) + columnGap * Math.max(0, columns.length - 1);
}

function sum(widths: number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}
