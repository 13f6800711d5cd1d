/**
 * The images of an article in order, with the alt text in force, caption and heading. Covers are announced by the title
 * of the book.
 */
import type { Element } from 'hast';
import { diagramIn } from '../../diagrams/diagram-source.ts';
import { collapsedText, elements, isElement, lineOf } from '../../hast/tree.ts';
import { alternativeOf } from '../../markdown/syntaxes/images.ts';
import type { AltTexts, Article } from '../../model/book.ts';
import type { Place } from '../../model/diagnostics.ts';
import { isPlaceholderAlt } from './placeholder-alt.ts';

export interface BookImage {
  /** In Assets. */
  key: string;
  /** As written by the author. */
  url: string;
  at: Place;
  /** The alt text in force; '' for a decorative image, null when there is none. */
  alt: string | null;
  /** The words of its figure's caption. */
  caption: string | null;
  /** The last heading before it. */
  heading: string | null;
}

export function bookImages(article: Article, altTexts: AltTexts): BookImage[] {
  if (article.assets.length === 0) return [];
  const file = article.source.path;
  const images: BookImage[] = [];
  const captions = captionsOf(article);
  let heading: string | null = null;
  for (const node of elements(article.tree)) {
    if (isElement(node, 'h2', 'h3', 'h4', 'h5', 'h6')) heading = collapsedText(node) || heading;
    if (node.tagName !== 'img') continue;
    const url = String(node.properties.src ?? '');
    // It names no image, which is a problem of its own.
    if (url === '') continue;
    const { key, alt } = alternativeInForce(node, altTexts);
    images.push({ key, url, at: { file, line: lineOf(node) }, alt, caption: captions.get(node) ?? null, heading });
  }
  return images;
}

/** Of an image that still has the address its author wrote: what images.alt.yaml says wins. */
export function alternativeInForce(image: Element, altTexts: AltTexts): { key: string; alt: string | null } {
  const key = String(image.properties.dataKey);
  return { key, alt: altTexts.get(key)?.alt ?? alternativeOf(image) };
}

/** Why a reader who cannot see the image is told nothing of it; null when all is well. */
export function altProblem({ alt, url }: Pick<BookImage, 'alt' | 'url'>): 'missing' | 'file-name' | null {
  // A diagram is called by its own words.
  if (alt === null && diagramIn(url) !== null) return null;
  if (alt === null) return 'missing';
  return alt !== '' && isPlaceholderAlt(alt, url) ? 'file-name' : null;
}

function captionsOf(article: Article): Map<Element, string> {
  const captions = new Map<Element, string>();
  for (const figure of elements(article.tree)) {
    if (figure.tagName !== 'figure') continue;
    const caption = figure.children.find((child) => isElement(child, 'figcaption'));
    const text = caption === undefined ? '' : collapsedText(caption);
    if (text === '') continue;
    // Of a figure in a figure the inner one is visited later, and its caption is the nearer one.
    for (const node of elements(figure)) if (node.tagName === 'img') captions.set(node, text);
  }
  return captions;
}
