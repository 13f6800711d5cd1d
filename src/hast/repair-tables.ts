/**
 * Repairs tables: a caption, columns, a head, bodies, a foot
 * (https://html.spec.whatwg.org/multipage/tables.html#the-table-element). No cell is lost.
 */
import type { Element, ElementContent } from 'hast';
import { element, isElement, meaningful } from './tree.ts';

export function arrangeTable(table: Element): void {
  const wrapped = wrapStrays(table.children, [...order, 'tr'], ['tbody', 'tr', 'td']) as ElementContent[];
  const seen = new Set<string>();
  const ranked = wrapped.map((child, place) => {
    if (!isElement(child)) return { child, rank: 0, place };
    const { tagName } = child;
    // A second head or foot is rows like any other, a second caption a row of one cell.
    if (tagName === 'caption' && seen.has('caption')) return { child: rowOf(child), rank: rankOf('tbody'), place };
    if ((tagName === 'thead' || tagName === 'tfoot') && seen.has(tagName)) child.tagName = 'tbody';
    seen.add(tagName);
    return { child, rank: rankOf(child.tagName), place };
  });
  const rowsBeside = ranked.some(({ child }) => isElement(child, 'tr')) && seen.has('tbody');
  const elementsFirst = ranked.filter(({ child }) => isElement(child));
  const isOrdered = elementsFirst.every(({ rank }, index) => index === 0 || elementsFirst[index - 1]!.rank <= rank);
  const sorted = isOrdered
    ? ranked
    : elementsFirst.sort((one, other) => one.rank - other.rank || one.place - other.place);
  const children = sorted.map(({ child }) => child);
  table.children = rowsBeside ? wrapStrays(children, order, ['tbody']) : children;
}

const order = ['caption', 'colgroup', 'thead', 'tbody', 'tfoot'];

function rankOf(name: string): number {
  return order.indexOf(name === 'tr' ? 'tbody' : name);
}

function rowOf(caption: Element): Element {
  return element('tbody', {}, [element('tr', {}, [element('td', caption.properties, caption.children)])]);
}

/** What stands beside the parts of an element goes into parts of its own, as much of it as stands together. */
export function wrapStrays(children: ElementContent[], parts: string[], wrappers: string[]): ElementContent[] {
  const arranged: ElementContent[] = [];
  let strays: ElementContent[] = [];
  const close = () => {
    const isSpace = meaningful({ type: 'root', children: strays }).length === 0;
    arranged.push(...(isSpace ? strays : wrappers.reduceRight((inner, name) => [element(name, {}, inner)], strays)));
    strays = [];
  };
  for (const child of children) {
    if (isElement(child, ...parts)) {
      close();
      arranged.push(child);
    } else strays.push(child);
  }
  close();
  return arranged;
}
