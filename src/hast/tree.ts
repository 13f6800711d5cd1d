/** Helpers for hast trees. */
import type { Element, ElementContent, Nodes, Parents, Root, RootContent } from 'hast';
import { toString as textContent } from 'hast-util-to-string';

export type Properties = Element['properties'];

export function isElement(node: Nodes | undefined, ...names: string[]): node is Element {
  return node?.type === 'element' && (names.length === 0 || names.includes(node.tagName));
}

export function element(tagName: string, properties: Properties = {}, children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children };
}

export function text(value: string): ElementContent {
  return { type: 'text', value };
}

/** The text in a node as it is. */
export function textOf(node: Nodes): string {
  return textContent(node);
}

export function classesOf(node: Element): string[] {
  const { className } = node.properties;
  return Array.isArray(className) ? className.map(String) : [];
}

export function addClass(node: Element, name: string): void {
  node.properties.className = [...classesOf(node), name];
}

/** The words in a node, white space folded; a space where a line or a block ends. */
export function collapsedText(node: Nodes): string {
  if (node.type === 'text') return node.value.replace(/\s+/gu, ' ').trim();
  let text = '';
  const waiting: (Nodes | string)[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') text += next;
    else if (next.type === 'text') text += next.value;
    else if ('children' in next) {
      const apart = next.type === 'element' && separating.has(next.tagName);
      if (apart) text += ' ';
      if (apart) waiting.push(' ');
      for (let index = next.children.length - 1; index >= 0; index -= 1) waiting.push(next.children[index] as Nodes);
    }
  }
  return text.replace(/\s+/gu, ' ').trim();
}

/** Elements whose words are apart from those beside them. */
const separating = new Set(
  'br hr p div section article aside header footer address main blockquote pre ul ol li dl dt dd table caption tr td th figure figcaption details summary h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
);

/** A copy that shares nothing that is ever changed. What the language offers for it takes four times as long. */
export function copyTree<T extends Parents>(tree: T): T {
  const copyOf = <N extends Nodes>(node: N): N =>
    node.type === 'element' ? { ...node, properties: { ...node.properties } } : { ...node };
  const copy = copyOf(tree);
  const open: Parents[] = [copy];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    parent.children = parent.children.map(copyOf) as typeof parent.children;
    for (const child of parent.children) if ('children' in child) open.push(child);
  }
  return copy;
}

/** A cached tree has no properties that are undefined, and attributes are in the order of properties. */
export function dropUndefined(tree: Root): void {
  for (const node of elements(tree)) {
    for (const name in node.properties) {
      if (node.properties[name] !== undefined) continue;
      node.properties = Object.fromEntries(Object.entries(node.properties).filter(([, value]) => value !== undefined));
      break;
    }
  }
}

/** So that the first is taken first. `push(...many)` ends with an exception where there are a hundred thousand. */
export function pushReversed<T>(waiting: T[], items: readonly T[]): void {
  for (let index = items.length - 1; index >= 0; index -= 1) waiting.push(items[index]!);
}

/** Whether there is anything to read in a tree. */
export function hasText(tree: Parents): boolean {
  const waiting: Nodes[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'text' && /\S/.test(node.value)) return true;
    if ('children' in node) pushReversed(waiting, node.children);
  }
  return false;
}

/** The line the element was written on, from `dataLine`. */
export function lineOf(node: Element): number | null {
  const line = Number(node.properties.dataLine);
  return Number.isInteger(line) && line > 0 ? line : null;
}

/** Children that matter: everything but white space and comments. */
export function meaningful(node: Parents): RootContent[] {
  return (node.children as RootContent[]).filter(
    (child) => child.type !== 'comment' && !(child.type === 'text' && child.value.trim() === ''),
  );
}

/** What a visitor wants done with an element: keep it, or put these nodes in its place (none removes it). */
export type Replacement = ElementContent[] | undefined;

/** Visits elements, parents first, and replaces where asked; `again` visits replacements too. Not recursive. */
export function rewrite(tree: Root, visit: (node: Element, parent: Parents) => Replacement, again = false): void {
  const open: Parents[] = [tree];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    const children: RootContent[] = [];
    const waiting = [...parent.children].reverse() as RootContent[];
    for (let child = waiting.pop(); child !== undefined; child = waiting.pop()) {
      const replacement = child.type === 'element' ? visit(child, parent) : undefined;
      if (replacement === undefined) {
        children.push(child);
        if (child.type === 'element') open.push(child);
      } else if (again) {
        pushReversed(waiting, replacement);
      } else {
        for (const each of replacement) children.push(each);
      }
    }
    parent.children = children as typeof parent.children;
  }
}

/** Every element in document order. */
export function* elements(tree: Parents): Generator<Element> {
  const waiting = [...tree.children].reverse() as Nodes[];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type !== 'element') continue;
    yield node;
    for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index] as Nodes);
  }
}

/** Every element that stands inside one of those names. */
export function insideOf(tree: Parents, ...names: string[]): Set<Element> {
  const inside = new Set<Element>();
  for (const node of elements(tree)) {
    if (!inside.has(node) && !names.includes(node.tagName)) continue;
    for (const child of node.children) if (child.type === 'element') inside.add(child);
  }
  return inside;
}
