/** Changes the prose of a tree; code, formulas and drawings stay as their author wrote them. */
import type { Nodes, Root } from 'hast';
import { pushReversed } from '../../hast/tree.ts';

const literal = new Set(['code', 'pre', 'kbd', 'samp', 'math', 'svg']);

export function replaceProse(tree: Root, change: (text: string) => string): void {
  const waiting: Nodes[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'text') node.value = change(node.value);
    if (node.type === 'root' || (node.type === 'element' && !literal.has(node.tagName)))
      pushReversed(waiting, node.children as Nodes[]);
  }
}
