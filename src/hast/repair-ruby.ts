/**
 * Ruby as XHTML asks for it: words, then what is read above them, perhaps in parentheses for readers without ruby
 * (https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-ruby-element). In: a ruby element of raw HTML.
 * Out: the same words; those that nothing is read above stand behind it.
 */
import type { Element, ElementContent } from 'hast';
import { isElement, text, wordsOf } from './tree.ts';

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
    return /[\p{L}\p{N}]/u.test(wordsOf(child)) ? [text(wordsOf(child))] : [];
  });
  const last = arranged.findLastIndex((child) => isElement(child, 'rt', 'rp'));
  ruby.children = arranged.slice(0, last + 1);
  return arranged.slice(last + 1);
}

function isSpace(node: ElementContent): boolean {
  return node.type === 'text' && node.value.trim() === '';
}
