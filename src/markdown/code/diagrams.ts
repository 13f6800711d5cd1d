/**
 * Diagrams: a fence in the language `mermaid`, or what web pages have in its place, becomes an image whose address
 * carries the source. It is drawn by the image stage; a title behind the fence is its caption.
 */
import type { Element, Root } from 'hast';
import { diagramAddress } from '../../diagrams/diagram-source.ts';
import { classesOf, element, isElement, meaningful, rewrite, textOf } from '../../hast/tree.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';
import { readInfo } from './info-string.ts';

export const diagrams: Syntax = { name: 'diagrams', marked: null, transform: findDiagrams };

function findDiagrams(tree: Root, { language }: SyntaxContext): void {
  rewrite(tree, (node) => {
    const source = sourceOf(node);
    if (source === null || source.trim() === '') return undefined;
    const { dataLine, dataInfo } = node.properties;
    const { title } = readInfo(String(dataInfo ?? ''));
    const image = element('img', { dataLine, src: diagramAddress({ source, language }), title: title ?? undefined });
    // As an image alone in its paragraph: the same captions.
    return [element('p', { dataLine }, [image])];
  });
}

/** Of a code block that is a diagram; null for any other element. */
function sourceOf(node: Element): string | null {
  if (node.tagName !== 'pre') return null;
  const [only, ...others] = meaningful(node);
  const code = others.length === 0 && isElement(only, 'code') ? only : null;
  const names = [...classesOf(node), ...(code === null ? [] : classesOf(code))];
  return names.some((name) => /^(?:language-)?mermaid$/i.test(name)) ? textOf(node).replace(/\n$/, '') : null;
}
