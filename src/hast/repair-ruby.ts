/**
 * Repairs ruby as XHTML requires: base text, then annotations, perhaps with parentheses for old readers
 * (https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-ruby-element). Text without an annotation
 * follows the element.
 */
import type { Element, ElementContent } from 'hast';
import { collapsedText, isElement, text } from './tree.ts';

/** What stands behind the element; the element is changed in place. */
export function repairRuby(ruby: Element): ElementContent[] {
  const children = ruby.children.filter((child) => child.type !== 'comment');
  const parts = children.filter((child) => !isSpace(child));
  const inPairs = new Set<ElementContent>();
  for (const [index, part] of parts.entries()) {
    const [before, after] = [parts[index - 1], parts[index + 1]];
    if (!isElement(part, 'rt') || !isElement(before, 'rp') || !isElement(after, 'rp') || inPairs.has(before)) continue;
    inPairs.add(before).add(after);
  }
  const arranged = children.flatMap((child) => {
    if (!isElement(child, 'rp') || inPairs.has(child)) return [child];
    // Parentheses alone say nothing.
    return /[\p{L}\p{N}]/u.test(collapsedText(child)) ? [text(collapsedText(child))] : [];
  });
  const last = arranged.findLastIndex((child) => isElement(child, 'rt', 'rp'));
  ruby.children = arranged.slice(0, last + 1);
  return arranged.slice(last + 1);
}

function isSpace(node: ElementContent): boolean {
  return node.type === 'text' && node.value.trim() === '';
}
