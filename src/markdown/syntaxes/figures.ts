/**
 * Figures: an image alone in its paragraph, or in a line of raw HTML. Its caption is the next paragraph when that is
 * all in italics or begins as captions do, else the image's title.
 */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { collapsedText, element, hasText, isElement, meaningful, rewrite, text } from '../../hast/tree.ts';
import type { Syntax } from '../extension/syntax.ts';

export const figures: Syntax = { name: 'figures', marked: null, transform: makeFigures };

function makeFigures(tree: Root): void {
  const captions = new Set<Element>();
  rewrite(tree, (node, parent) => {
    // A caption was already taken into the figure before it.
    if (captions.has(node)) return [];
    if (isElement(parent as Element, 'figure', 'figcaption')) return undefined;
    const image = isElement(node, 'p', 'div') ? imageAlone(node) : null;
    if (image === null) return undefined;
    const caption = captionAfter(node, parent);
    if (caption !== null) captions.add(caption.paragraph);
    const words = caption?.words ?? captionFromTitle(image);
    return [
      element('figure', { dataLine: node.properties.dataLine }, [
        ...(node.children.filter((child) => child.type !== 'text') as ElementContent[]),
        ...(words === null ? [] : [element('figcaption', {}, words)]),
      ]),
    ];
  });
}

/** The image, perhaps inside a link, that is all a paragraph holds. */
function imageAlone(paragraph: Element): Element | null {
  const [only, ...others] = meaningful(paragraph);
  if (others.length > 0 || !isElement(only)) return null;
  if (only.tagName === 'img') return only;
  return only.tagName === 'a' ? imageAlone(only) : null;
}

function captionAfter(node: Element, parent: Parents): { paragraph: Element; words: ElementContent[] } | null {
  const siblings = meaningful(parent);
  const next = siblings[siblings.indexOf(node) + 1];
  if (!isElement(next, 'p')) return null;
  const [only, ...others] = meaningful(next);
  if (others.length === 0 && isElement(only, 'em', 'i') && hasText(only)) {
    return { paragraph: next, words: only.children };
  }
  return isNumbered(collapsedText(next)) ? { paragraph: next, words: next.children } : null;
}

/** Characters; what is longer tells more than a caption does. */
const longestCaption = 80;

/** `图 1.2 源码安装`, `▲ 老街`: a caption by its beginning, if it is not a sentence of the text. */
function isNumbered(text: string): boolean {
  const begins = /^(?:[图圖図]|Figure|Fig\.)\s?[\d一二三四五六七八九十]|^[▲△]/u.test(text);
  return begins && text.length <= longestCaption && !/[。！？；]$/u.test(text);
}

function captionFromTitle(image: Element): ElementContent[] | null {
  const title = String(image.properties.title ?? '').trim();
  if (title === '') return null;
  // Said once, under the image, is enough.
  delete image.properties.title;
  return [text(title)];
}
