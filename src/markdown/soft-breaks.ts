/**
 * Soft line breaks: where a Chinese or Japanese line was wrapped in the source there is no space to print. Browsers
 * and e-readers print one, since none implements the segment break transformation of CSS Text 4.1.3.
 */
import type { Root } from 'hast';
import { elements } from '../html/tree.ts';
import type { Syntax } from './syntaxes.ts';

export const softBreaks: Syntax = { name: 'soft breaks', marked: null, transform: joinLines };

/** Han, kana and the punctuation set full width with them; not Hangul, which puts spaces between words. */
const wide =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\u30fb\\u30fc\\uff00-\\uffef\\u2014\\u2018\\u2019\\u201c\\u201d\\u2026]';
const lineEnd = new RegExp(`(?<=${wide})[ \\t]*\\n[ \\t]*(?=${wide})`, 'gu');

function joinLines(tree: Root): void {
  const verbatim = new Set<unknown>();
  for (const node of elements(tree)) {
    const inside = node.tagName === 'pre' || node.tagName === 'code' || verbatim.has(node);
    for (const child of node.children) {
      if (inside) verbatim.add(child);
      else if (child.type === 'text') child.value = child.value.replace(lineEnd, '');
    }
  }
}
