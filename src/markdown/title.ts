/**
 * The title of an article: from front matter, else its first heading. A heading that repeats the title is removed,
 * unless it holds a link, image or note; then it is printed as the title.
 */
import type { Element, Root } from 'hast';
import { titleClass } from '../hast/title-heading.ts';
import { addClass, collapsedText, elements, hasText, isElement, meaningful } from '../hast/tree.ts';
import { nameOf } from '../sources/describe-article.ts';
import { sameLetters } from '../text/characters.ts';
import { titleWordsOf } from './headings.ts';

/**
 * `removed` gets the words of a heading that goes. A title that is for the table of contents only leaves the heading of
 * the page as it is: that is what stands above the chapter.
 */
export function takeTitle(
  tree: Root,
  given: string | null,
  file: string,
  removed: (text: string) => void,
  isNavigationTitle = false,
): string {
  const heading = firstHeading(tree);
  const text = heading === null ? '' : headingWords(heading);
  const title = given ?? (heading === null || isOneOfSeveral(tree, heading) ? nameOf(file) : text);
  if (heading === null || !tree.children.includes(heading)) return title;
  if (!sameLetters(text, title)) {
    const isOwn = isNavigationTitle && heading.tagName === 'h1' && meaningful(tree)[0] === heading;
    if (isOwn) addClass(heading, titleClass);
    return title;
  }
  if (meaningful(tree)[0] !== heading && heading.tagName !== 'h1') return title;
  tree.children = tree.children.filter((child) => child !== heading);
  if (heading.properties.id || heading.children.some((child) => child.type === 'element')) {
    heading.tagName = 'h1';
    addClass(heading, titleClass);
    tree.children.unshift(heading);
  } else removed(text);
  return title;
}

/** A section among others is not the title of them all. */
function isOneOfSeveral(tree: Root, heading: Element): boolean {
  if (heading.tagName === 'h1') return false;
  return tree.children.some((child) => isElement(child, heading.tagName) && child !== heading);
}

function firstHeading(tree: Root): Element | null {
  for (const node of elements(tree))
    if (isElement(node, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6') && headingWords(node) !== '') return node;
  return null;
}

/** A heading that is a logo says what its image says. */
function headingWords(heading: Element): string {
  if (hasText(heading)) return titleWordsOf(heading) || collapsedText(heading);
  if (heading.tagName !== 'h1') return '';
  const images = [...elements(heading)].filter(({ tagName }) => tagName === 'img');
  return images
    .map(({ properties }) => String(properties.alt ?? '').trim())
    .join(' ')
    .trim();
}
