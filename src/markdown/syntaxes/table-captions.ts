/**
 * Captions of tables: a paragraph right before or after a table that begins with a colon, `Table:` or `表：`. A number of
 * the author's, `表 2：`, stays.
 */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { element, elements, isElement, meaningful } from '../../hast/tree.ts';
import type { Syntax } from '../extension/syntax.ts';

export const tableCaptions: Syntax = {
  name: 'table captions',
  marked: null,
  transform: (tree) => setCaptions(tree),
};

const sign = /^\s*(?::|(?:table|tabelle|표)\s*:|[表표]格?\s*[:：])\s*/iu;
const numbered = /^\s*(?:table|[表표])\s*[\d.\-–a-z一二三四五六七八九十]{1,8}\s*[:：]\s*\S/iu;

export function isCaption(node: Element): boolean {
  const [first] = node.children;
  return (
    isElement(node, 'p') &&
    first?.type === 'text' &&
    (numbered.test(first.value) || (sign.test(first.value) && hasWords(node)))
  );
}

function hasWords({ children: [first, ...others] }: Element): boolean {
  return others.length > 0 || (first?.type === 'text' && first.value.replace(sign, '').trim() !== '');
}

/** Whether a table begins here, after empty lines perhaps. */
export function beginsTable(source: string): boolean {
  return /^(?:[ \t]*\n)*[^\n]*\|[^\n]*\n {0,3}(?=[^\n]*-)[|:\- ]+(?:\n|$)/.test(source.slice(0, 2000));
}

function setCaptions(tree: Root): void {
  for (const parent of [tree, ...elements(tree)] as Parents[]) {
    const blocks = meaningful(parent);
    const taken = new Set<unknown>();
    for (const [index, table] of blocks.entries()) {
      if (!isElement(table, 'table') || table.children.some((child) => isElement(child, 'caption'))) continue;
      const caption = [blocks[index - 1], blocks[index + 1]].find(
        (block): block is Element => isElement(block) && !taken.has(block) && isCaption(block),
      );
      if (caption === undefined) continue;
      taken.add(caption);
      const { dataLine, ...properties } = caption.properties;
      Object.assign(table.properties, properties);
      table.children.unshift(element('caption', { dataLine }, wordsWithoutSign(caption)));
    }
    if (taken.size > 0) {
      parent.children = (parent.children as ElementContent[]).filter(
        (child) => !taken.has(child),
      ) as typeof parent.children;
    }
  }
}

function wordsWithoutSign({ children: [first, ...others] }: Element): ElementContent[] {
  if (first?.type !== 'text' || numbered.test(first.value)) return [first!, ...others];
  return [{ ...first, value: first.value.replace(sign, '') }, ...others];
}
