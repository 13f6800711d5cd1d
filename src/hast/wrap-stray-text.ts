/**
 * Wraps text that stands among blocks in paragraphs, such as text behind a comment or an image in a line of raw HTML.
 */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { phrases } from './allow-list.ts';
import { blocks } from './repair.ts';
import { element, elements, isElement, meaningful, text } from './tree.ts';

export function wrapStrayText(tree: Root): void {
  const children: RootContent[] = [];
  let loose: ElementContent[] = [];
  const close = () => {
    const line = loose.find((node): node is Element => node.type === 'element')?.properties.dataLine;
    if (meaningful({ type: 'root', children: loose }).length > 0) {
      const [first, last] = [loose[0]!, loose.at(-1)!];
      if (first.type === 'text') first.value = first.value.trimStart();
      if (last.type === 'text') last.value = last.value.trimEnd();
      children.push(text('\n'), element('p', line === undefined ? {} : { dataLine: line }, loose), text('\n'));
    } else for (const each of loose) children.push(each);
    loose = [];
  };
  for (const node of tree.children) {
    if (node.type === 'text') {
      for (const [index, value] of node.value.split(/\n[ \t]*\n\s*/).entries()) {
        if (index > 0) close();
        if (value !== '') loose.push(text(value));
      }
    } else if (isElement(node, ...phrasing) && !holdsBlocks(node)) loose.push(node);
    else {
      close();
      children.push(node);
    }
  }
  close();
  tree.children = children;
}

/** A link or a deletion may be around whole paragraphs. */
function holdsBlocks(node: Element): boolean {
  return [...elements(node)].some(({ tagName }) => blocks.has(tagName));
}

/** What runs on with the words beside it. */
const phrasing = [...phrases, 'img', 'picture'];
