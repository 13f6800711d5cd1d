/**
 * The pictures of an article. In: the tree. Out: a reference for each picture that is shown, in order. The tree's
 * `picture` and lazy forms are reduced to `img` with one address.
 */
import type { Element, Root } from 'hast';
import type { AssetRef } from '../book.ts';
import { elements, isElement, lineOf, rewrite } from '../html/tree.ts';

export function collectPictures(tree: Root, file: string): AssetRef[] {
  rewrite(tree, (node) => {
    if (!isElement(node, 'picture')) return undefined;
    const picture = node.children.find((child) => isElement(child, 'img'));
    return isElement(picture) ? [picture] : [];
  });
  const references: AssetRef[] = [];
  for (const node of elements(tree)) {
    if (node.tagName !== 'img') continue;
    const { srcSet: _, dataSrc: __, ...properties } = node.properties;
    node.properties = { ...properties, src: addressOf(node) };
    references.push({ url: String(node.properties.src), at: { file, line: lineOf(node) }, use: 'figure' });
  }
  return references;
}

/** Lazy pages keep the real address in `data-src` and show a dot. */
function addressOf(picture: Element): string {
  const { src, dataSrc } = picture.properties;
  return String(dataSrc ?? src ?? '').trim();
}
