/** Reports common mistakes in Chinese Markdown. Changes nothing: what was meant is for the author to say. */
import type { Element, Parents, Root } from 'hast';
import { collapsedText, elements, isElement, lineOf, meaningful, textOf } from '../../hast/tree.ts';
import { type Code, problem } from '../../model/diagnostics.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';

export const commonMistakes: Syntax = { name: 'common mistakes', marked: null, transform: findMistakes };

interface Slip {
  code: Code;
  message: string;
  hint: string;
}

function findMistakes(tree: Root, { file, report }: SyntaxContext): void {
  for (const parent of [tree, ...elements(tree)] as Parents[]) {
    const children = meaningful(parent);
    for (const [index, node] of children.entries()) {
      if (!isElement(node)) continue;
      const found = isElement(node, 'p')
        ? slipIn(node)
        : slipOf(node, children[index - 1], children[index + 1], parent);
      if (found !== null) report(problem(found.code, found.message, { file, line: lineOf(node) }, found.hint));
    }
  }
}

const letter = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]';
/** A topic as on microblogs, `#话题#`, is closed. */
const headingMark = new RegExp(`^(?:#{1,6}(?=${letter})|#{2,6}(?=[\\p{L}\\p{N}])|＃{1,6})[^#＃\\n]+$`, 'u');
const listMark = new RegExp(`^(?:[-*+]|\\d{1,3}[.)])(?=${letter})`, 'u');

function slipIn(paragraph: Element): Slip | null {
  const text = textOf(paragraph).trim();
  if (headingMark.test(text)) {
    const message = `this looks like a heading, but has no space after \`${/^[#＃]+/u.exec(text)?.[0]}\``;
    return {
      code: 'heading-not-parsed',
      message,
      hint: 'write half-width `#` and a space: `## 标题`',
    };
  }
  if (/^\$\$/m.test(text)) {
    return {
      code: 'formula-unclosed',
      message: '`$$` is never closed and is printed as text',
      hint: 'close the formula with `$$` on a line of its own, or escape it as \\$',
    };
  }
  const lines = text.split('\n');
  if (lines.length >= 2 && lines.every((line) => listMark.test(line.trim()))) {
    return {
      code: 'list-not-parsed',
      message: 'these lines look like a list but were not parsed as one',
      hint: 'write a space after the marker: `- 项` or `1. 项`',
    };
  }
  return unreadEmphasis(paragraph);
}

/** Marks that are left over are printed: a space stands on the wrong side of them. */
function unreadEmphasis(paragraph: Element): Slip | null {
  const own = paragraph.children.filter((child) => child.type === 'text').map(({ value }) => value);
  if (!own.some((value) => /\*\*[^*\n]+\*\*/.test(value))) return null;
  return {
    code: 'emphasis-not-parsed',
    message: '`**` was not parsed as emphasis and is printed as text',
    hint: 'remove the spaces between `**` and the text',
  };
}

/** Longest name, in characters. */
const longestSignature = 16;

/** A list of one short item before a heading, or at the end. */
function slipOf(list: Element, before: unknown, after: unknown, parent: Parents): Slip | null {
  if (list.tagName !== 'ul' || parent.type !== 'root' || !isElement(before as Element, 'p')) return null;
  if (after !== undefined && !isElement(after as Element, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr')) return null;
  const items = meaningful(list);
  const text = collapsedText(list);
  if (items.length !== 1 || text.length > longestSignature || /[\p{P}\p{S}]/u.test(text)) return null;
  return {
    code: 'signature-as-list',
    message: `list with a single item looks like a signature: ${text}`,
    hint: `write it as a paragraph: —— ${text}`,
  };
}
