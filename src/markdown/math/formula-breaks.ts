/**
 * Line breaks in long formulas: rows that end, or in displayed formulas begin, with a relation or operator, as printers
 * break them. The print style sheet lets lines end between rows.
 */
import type { Element, ElementContent } from 'hast';
import { element, isElement, textOf } from '../../hast/tree.ts';

const relation = /^[=<>≤≥≠≈≡∼≃≅≐∝→←↔⇒⇐⇔↦∈∉⊂⊆⊃⊇≪≫≲≳⊢⊨:≔]$|^:=$/u;
const operation = /^[+\-−±∓×·⋅∗∘⊕⊗∧∨∪∩∖]$/u;

export function breakLines(content: ElementContent[], display: boolean): ElementContent[] {
  const parts = flat(content);
  if (parts.length < 2) return content;
  if (parts.some(isLineEnd)) return display ? [lines(parts)] : parts.filter((part) => !isLineEnd(part));
  const rows: ElementContent[][] = [[]];
  for (const [index, part] of parts.entries()) {
    const breaks = index > 0 && index < parts.length - 1 && isBreak(part, parts[index - 1]!);
    if (breaks && display) rows.push([]);
    rows.at(-1)!.push(part);
    if (breaks && !display) rows.push([]);
  }
  return rows.map((row) => element('mrow', {}, row));
}

/** What temml makes of `\\\\` outside of an environment. */
function isLineEnd(part: ElementContent): boolean {
  return isElement(part, 'mo') && part.children.length === 0 && Object.keys(part.properties).length === 0;
}

/** Lines that the author ended. */
function lines(parts: ElementContent[]): Element {
  const rows: ElementContent[][] = [[]];
  for (const part of parts) {
    if (isLineEnd(part)) rows.push([]);
    else rows.at(-1)!.push(part);
  }
  const cells = rows.map((row) => element('mtd', {}, [element('mrow', {}, row)]));
  const table = cells.map((cell) => element('mtr', {}, [cell]));
  return element('mtable', { displaystyle: 'true', className: ['spaced'] }, table);
}

/** A row that holds the whole formula is none. */
function flat(content: ElementContent[]): ElementContent[] {
  const [only] = content;
  const whole = content.length === 1 && isElement(only, 'mrow') && Object.keys(only.properties).length === 0;
  return whole ? flat(only.children) : content.flatMap((part) => (isRowOfLimits(part) ? part.children : [part]));
}

/** temml puts a large operator in a row of its own. */
function isRowOfLimits(part: ElementContent): part is Element {
  return isElement(part, 'mrow') && Object.keys(part.properties).length === 0 && part.children.length === 1;
}

/** Once it stands at the edge of a row, an operator must be told that it is between two things. */
function isBreak(part: ElementContent, before: ElementContent): boolean {
  if (!isElement(part, 'mo')) return false;
  const sign = textOf(part);
  const between =
    !isElement(before, 'mo') || before.properties.form === 'postfix' || before.properties.fence === 'true';
  if (!relation.test(sign) && !(operation.test(sign) && between)) return false;
  part.properties.form = 'infix';
  return true;
}
