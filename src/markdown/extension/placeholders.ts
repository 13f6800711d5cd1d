/**
 * Placeholders: elements with a class of their own that an extension leaves in the HTML and resolves in the sanitized
 * tree. Unresolved ones are unwrapped, so that their text stays as written.
 */
import type { Element, ElementContent, Nodes, Parents, Root } from 'hast';
import type { Tokens } from 'marked';
import { escapeAttribute, escapeText } from '../../hast/serialize.ts';
import { classesOf, isElement, rewrite } from '../../hast/tree.ts';

export type Placeholder =
  | 'noteref'
  | 'inline-note'
  | 'note'
  | 'callout'
  | 'attributes'
  | 'abbreviation'
  | 'titled-block'
  | 'block-title';

const prefix = 'octavo-';

/** A marker within a line, around words as written. */
export function lineMarker(name: Placeholder, token: Tokens.Generic): string {
  return `<span class="${prefix}${name}"${lineAttribute(token)}>${escapeText(token.raw)}</span>`;
}

/** A marker around HTML. `title` is what it is about. */
export function placeholderAround(
  name: Placeholder,
  tag: 'div' | 'span',
  token: Tokens.Generic,
  html: string,
  title = '',
): string {
  return `<${tag} class="${prefix}${name}"${lineAttribute(token)} title="${escapeAttribute(title)}">${html}</${tag}>`;
}

export function lineAttribute(token: Tokens.Generic | { line?: number }): string {
  return token.line === undefined ? '' : ` data-line="${token.line}"`;
}

export function isPlaceholder(node: Nodes | undefined, name: Placeholder): node is Element {
  return isElement(node, 'span', 'div') && classesOf(node)[0] === prefix + name;
}

/** Leaves the words of markers that are still there. */
export function unwrapPlaceholders(tree: Root, ...names: Placeholder[]): void {
  const touched = new Set<Parents>();
  const unwrap = (node: Element, parent: Parents): ElementContent[] | undefined => {
    if (!names.some((name) => isPlaceholder(node, name))) return undefined;
    touched.add(parent);
    return node.children;
  };
  rewrite(tree, unwrap, true);
  for (const parent of touched) joinTexts(parent);
}

/** Words that were split by a marker are one text again. */
export function joinTexts(parent: Parents): void {
  const children: ElementContent[] = [];
  for (const child of parent.children as ElementContent[]) {
    const last = children.at(-1);
    if (child.type === 'text' && last?.type === 'text') last.value += child.value;
    else children.push(child);
  }
  parent.children = children as typeof parent.children;
}
