/** Lists: an item without words is left out. Authors who sign with `- 名字` often leave a second hyphen behind. */
import type { Root } from 'hast';
import { elements, hasText, isElement, lineOf, rewrite } from '../../hast/tree.ts';
import { problem } from '../../model/diagnostics.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';

export const lists: Syntax = { name: 'lists', marked: null, transform: dropEmptyItems };

function dropEmptyItems(tree: Root, { file, report }: SyntaxContext): void {
  rewrite(tree, (node) => {
    if (!isElement(node, 'li') || hasText(node)) return undefined;
    if ([...elements(node)].some(({ tagName }) => tagName === 'img' || tagName === 'svg')) return undefined;
    report(
      problem('list-item-empty', 'empty list item was removed', { file, line: lineOf(node) }, 'remove the marker'),
    );
    return [];
  });
}
