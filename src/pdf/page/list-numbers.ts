/** Makes room for list numbers of three digits and more, which would be cut off. Widths are estimates. */
import type { Element, Root } from 'hast';
import { elements, isElement } from '../../hast/tree.ts';
import type { Writing } from '../../model/book.ts';

/** Em that the style sheet leaves, for two figures and a dot. */
const usual = 1.9;

/** The dot, and the space before the words. */
const beside = 0.78;

export function makeRoomForNumbers(tree: Root, writing: Writing): void {
  for (const node of elements(tree)) {
    if (!isElement(node, 'ol')) continue;
    const needed = Math.max(...numbersOf(node).map((number) => widthOfNumber(number, node, writing))) + beside;
    if (needed > usual + 0.001) node.properties.style = `padding-inline-start: ${Math.round(needed * 100) / 100}em`;
  }
}

/** The first, the last and those that an author gave. */
function numbersOf({ properties, children }: Element): number[] {
  const items = children.filter((child): child is Element => isElement(child, 'li'));
  const asNumber = (value: unknown) => (Number.isInteger(Number(value)) && value !== '' ? Number(value) : null);
  const step = properties.reversed ? -1 : 1;
  let next = asNumber(properties.start ?? '') ?? (properties.reversed ? items.length : 1);
  const numbers = [next];
  for (const { properties: item } of items) {
    next = asNumber(item.value ?? '') ?? next;
    numbers.push(next);
    next += step;
  }
  return numbers;
}

const figure = 0.56;
const capital = 0.78;

function widthOfNumber(number: number, { properties }: Element, writing: Writing): number {
  const sign = number < 0 ? figure : 0;
  const value = Math.abs(number);
  switch (properties.type) {
    case 'I':
      return sign + romanLength(value) * capital;
    case 'i':
      return sign + romanLength(value) * figure;
    case 'A':
    case 'a':
      return sign + Math.max(1, Math.ceil(Math.log(value + 1) / Math.log(26))) * capital;
    case undefined:
      // Han numbers: a character for each figure and each unit.
      if (writing === 'vertical') return sign + String(value).length * 2 - 1;
  }
  return sign + String(value).length * figure;
}

/** Letters of a Roman number; browsers write larger ones in figures. */
function romanLength(value: number): number {
  if (value > 3999) return String(value).length;
  return [...String(value)].reduce((length, digit) => length + [0, 1, 2, 3, 2, 1, 2, 3, 4, 2][Number(digit)]!, 0);
}
