/**
 * Emphasis: dots for Han words in a chapter of any language, another face for a paragraph that is all emphasis, italics
 * only for words of other scripts. The style sheet sets them; here is said which is which.
 */
import type { Root } from 'hast';
import { addClass, collapsedText, elements, isElement, meaningful } from '../../hast/tree.ts';
import type { Syntax } from '../extension/syntax.ts';
import { emphasisDelimiters } from './delimiters.ts';

export const emphasis: Syntax = { name: 'emphasis', marked: emphasisDelimiters, transform: nameEmphasis };

const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;

function nameEmphasis(tree: Root): void {
  for (const node of elements(tree)) {
    if (isElement(node, 'em', 'i') && eastAsian.test(collapsedText(node))) addClass(node, 'east-asian');
    if (!isElement(node, 'p')) continue;
    const [only, ...others] = meaningful(node);
    if (others.length === 0 && isElement(only, 'em', 'i')) addClass(node, 'note');
  }
}
