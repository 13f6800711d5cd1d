/**
 * Soft line breaks: where a Chinese or Japanese line was wrapped in the source there is no space to print. Browsers
 * and e-readers print one, since none implements the segment break transformation of CSS Text 4.1.3.
 */
import type { ElementContent, Root } from 'hast';
import { elements, isElement, textOf } from '../../hast/tree.ts';
import type { Syntax } from '../extension/syntax.ts';

export const softBreaks: Syntax = { name: 'soft breaks', marked: null, transform: joinLines };

/** Han, kana and the punctuation set full width with them; not Hangul, which puts spaces between words. */
const wide =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\u30fb\\u30fc\\uff00-\\uffef\\u2014\\u2018\\u2019\\u201c\\u201d\\u2026]';
const lineEnd = new RegExp(`(?<=${wide})[ \\t]*\\n[ \\t]*(?=${wide})`, 'gu');

function joinLines(tree: Root): void {
  const verbatim = new Set<unknown>();
  for (const node of elements(tree)) {
    const inside = node.tagName === 'pre' || node.tagName === 'code' || verbatim.has(node);
    for (const [index, child] of node.children.entries()) {
      if (inside) verbatim.add(child);
      if (inside || child.type !== 'text') continue;
      // The line may end beside an element: **甲** and a line end, then 乙.
      const before = edgeOf(node.children[index - 1], -1);
      const after = edgeOf(node.children[index + 1], 0);
      const joined = `${before}${child.value}${after}`.replace(lineEnd, '');
      child.value = joined.slice(before.length, joined.length - after.length);
    }
  }
}

/** The first or last character of an element whose words run on with those around it. */
function edgeOf(node: ElementContent | undefined, at: 0 | -1): string {
  const runsOn = isElement(node, 'em', 'strong', 'b', 'i', 'a', 'del', 'ins', 's', 'u', 'mark', 'abbr', 'span', 'ruby');
  return runsOn ? ([...textOf(node)].at(at) ?? '') : '';
}
