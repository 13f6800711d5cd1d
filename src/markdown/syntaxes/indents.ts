/**
 * Removes indents typed with ideographic or no-break spaces, since the style sheet indents. A line that begins with two
 * ideographic spaces becomes a paragraph; one of nothing but such spaces is dropped.
 */
import type { Element, ElementContent, Root } from 'hast';
import { element, hasText, isElement, lineOf, rewrite, text } from '../../hast/tree.ts';
import type { Syntax } from '../extension/syntax.ts';

export const indents: Syntax = { name: 'indents', marked: null, transform: takeIndents };

/** Ideographic, no-break, en and em spaces. */
const indent = /^[\s\u3000\u00a0\u2002\u2003]+/u;
const newParagraph = /\n[ \t]*(?=\u3000\u3000)/u;

function takeIndents(tree: Root): void {
  rewrite(tree, (node) => {
    if (isElement(node, 'li', 'dd', 'td', 'th')) trimStart(node);
    if (!isElement(node, 'p')) return undefined;
    if (isSpacer(node)) return [];
    const parts = splitParagraph(node);
    for (const part of parts) trimStart(part);
    return parts;
  });
}

/** Somebody wanted an empty line. */
function isSpacer(paragraph: Element): boolean {
  return paragraph.children.every((child) => child.type === 'text' || isElement(child, 'br')) && !hasText(paragraph);
}

function splitParagraph(paragraph: Element): Element[] {
  const { dataLine: _, ...properties } = paragraph.properties;
  const first = lineOf(paragraph);
  let line = first;
  const parts: Element[] = [];
  let children: ElementContent[] = [];
  const close = () => {
    const dataLine = line ?? undefined;
    // An id belongs to one of them only.
    const own = parts.length === 0 ? properties : { ...properties, id: undefined };
    parts.push(element('p', dataLine === undefined ? own : { ...own, dataLine }, children));
    children = [];
  };
  for (const child of paragraph.children) {
    const pieces = child.type === 'text' ? child.value.split(newParagraph) : [];
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) {
        close();
        line = line === null ? null : line + 1;
      }
      children.push(text(piece));
    }
    if (pieces.length === 0) children.push(child);
  }
  close();
  return parts.length === 1 ? [paragraph] : parts;
}

/** Takes the indent from the first words, also when they stand in emphasis, and from those after a line break. */
function trimStart(node: Element): void {
  let atStart = true;
  for (const child of node.children) {
    if (isElement(child, 'br')) {
      atStart = true;
    } else if (atStart && child.type === 'text') {
      child.value = child.value.replace(indent, '');
      atStart = child.value === '';
    } else {
      if (atStart && isElement(child, 'em', 'strong', 'b', 'i', 'span', 'a')) trimStart(child);
      atStart = false;
    }
  }
}
