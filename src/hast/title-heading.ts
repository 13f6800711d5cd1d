/** The heading in a chapter's tree that is printed as its title, where that is more than plain text. */
import type { Element, Root } from 'hast';
import { classesOf, isElement } from './tree.ts';

export const titleClass = 'chapter-title';

export function titleHeading(tree: Root): Element | null {
  const [first] = tree.children;
  return isElement(first, 'h1') && classesOf(first).includes(titleClass) ? first : null;
}
