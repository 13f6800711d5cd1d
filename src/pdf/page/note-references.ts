/**
 * Keeps note references from beginning a line, or a column in vertical text, with a word joiner (UAX #14, LB11), which
 * is removed from the PDF again.
 */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { classesOf, isElement, text } from '../../hast/tree.ts';

export function tieNoteReferences(tree: Root): void {
  const open: Parents[] = [tree];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    const children = parent.children as ElementContent[];
    if (children.some(isReference))
      parent.children = children.flatMap((child, index) =>
        isReference(child) && index > 0 ? [text('\u2060'), child] : [child],
      ) as typeof parent.children;
    for (const child of parent.children) if (isElement(child)) open.push(child);
  }
}

function isReference(node: ElementContent): node is Element {
  return isElement(node) && classesOf(node).includes('noteref');
}
