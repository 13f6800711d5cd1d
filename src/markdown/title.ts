/**
 * The title of an article. In: the tree and the title from the front matter. Out: the title in force; a first heading
 * that says the same is taken out of the tree, since the chapter prints its title itself.
 */
import { basename, extname } from 'node:path';
import type { Element, Root } from 'hast';
import { elements, hasWords, isElement, meaningful } from '../html/tree.ts';
import { titleWordsOf } from './headings.ts';

export function takeTitle(tree: Root, given: string | null, file: string): string {
  const heading = firstHeading(tree);
  const title = given ?? (heading === null ? basename(file, extname(file)) : titleWordsOf(heading));
  if (heading !== null && tree.children.includes(heading) && sameWords(titleWordsOf(heading), title)) {
    const opens = meaningful(tree)[0] === heading;
    if (opens || heading.tagName === 'h1') {
      tree.children = tree.children.filter((child) => child !== heading);
      leadNotesToTop(tree, heading);
    }
  }
  return title;
}

/** A note of the title has nothing in the text to lead back to but the chapter itself. */
function leadNotesToTop(tree: Root, heading: Element): void {
  const gone = new Set([...elements(heading)].map(({ properties }) => `#${properties.id}`));
  for (const node of elements(tree)) {
    if (node.properties.role === 'doc-backlink' && gone.has(String(node.properties.href))) node.properties.href = '#';
  }
}

function firstHeading(tree: Root): Element | null {
  for (const node of elements(tree)) {
    if (isElement(node, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6') && hasWords(node)) return node;
  }
  return null;
}

/** Authors repeat a title with other punctuation, spaces or width of characters. */
function sameWords(first: string, second: string): boolean {
  const fold = (words: string) =>
    words
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\p{P}\p{S}\s]/gu, '');
  return first === second || (fold(first) !== '' && fold(first) === fold(second));
}
