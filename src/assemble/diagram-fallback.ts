/** Diagrams of a chapter: alt text from their labels, or their source as a code block where drawing failed. */
import type { Element, Root } from 'hast';
import { diagramIn, diagramText } from '../diagrams/diagram-source.ts';
import { element, isElement, lineOf, meaningful, rewrite } from '../hast/tree.ts';
import { alternativeInForce } from '../images/alt-text/book-images.ts';
import { describeDiagram } from '../locale/diagram-strings.ts';
import { codeBlock } from '../markdown/code/code.ts';
import type { AltTexts, Assets } from '../model/book.ts';

/** Before images are addressed by their keys. */
export function resolveDiagrams(tree: Root, language: string, assets: Assets, altTexts: AltTexts): void {
  rewrite(tree, (node) => {
    const image = imageIn(node);
    const diagram = image === null ? null : diagramIn(String(image.properties.src ?? ''));
    if (image === null || diagram === null) return undefined;
    const { key, alt } = alternativeInForce(image, altTexts);
    const asset = assets.get(key);
    if (asset?.kind !== 'image') {
      const block = codeBlock(diagram.source, 'mermaid', language, lineOf(image));
      const caption = node.children.filter((child) => isElement(child, 'figcaption'));
      if (node.tagName !== 'figure' || caption.length === 0) return [block];
      return [element('figure', { ...node.properties, className: ['code'] }, [block, ...caption])];
    }
    image.properties.alt = alt ?? describeDiagram(language, diagramText(diagram.source), asset.labels ?? []);
    return undefined;
  });
}

/** A figure with the code block in the place of its image; an image in a line stands in for itself. */
function imageIn(node: Element): Element | null {
  if (node.tagName === 'img') return node;
  if (!isElement(node, 'figure', 'p')) return null;
  const [first] = meaningful(node);
  return isElement(first, 'img') ? first : null;
}
