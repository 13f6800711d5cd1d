/**
 * Serializes a tree as well-formed XML that means the same when read as HTML. Leaves out comments, characters XML
 * forbids, and source lines unless asked for.
 */
import type { Element, Nodes, Parents, Root } from 'hast';
import { find, html, type Schema, svg } from 'property-information';

/** https://html.spec.whatwg.org/multipage/syntax.html#void-elements */
const voidElements = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** Markup made elsewhere, put in as it is. */
export interface Raw {
  type: 'raw';
  value: string;
}

declare module 'hast' {
  interface RootContentMap {
    raw: Raw;
  }
  interface ElementContentMap {
    raw: Raw;
  }
}

/** Prints without recursion: authors nest deeper than the stack. */
export function serialize(tree: Root | Element, keepLines = false): string {
  const pieces: string[] = [];
  type Step = { node: Nodes; schema: Schema } | { close: string };
  const waiting: Step[] = [];
  const later = (parent: Parents, schema: Schema) => {
    for (let index = parent.children.length - 1; index >= 0; index -= 1) {
      waiting.push({ node: parent.children[index] as Nodes, schema });
    }
  };
  if (tree.type === 'root') later(tree, html);
  else waiting.push({ node: tree, schema: html });
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    if ('close' in step) {
      pieces.push(step.close);
      continue;
    }
    const { node } = step;
    if (node.type === 'text') pieces.push(escapeText(node.value));
    else if (node.type === 'raw') pieces.push(node.value);
    else if (node.type === 'element') {
      const schema = node.tagName === 'svg' ? svg : node.tagName === 'foreignObject' ? html : step.schema;
      pieces.push(`<${node.tagName}${printAttributes(node, schema, keepLines)}`);
      if (voidElements.has(node.tagName) && schema === html) pieces.push('/>');
      else {
        pieces.push('>');
        waiting.push({ close: `</${node.tagName}>` });
        later(node, schema);
      }
    }
  }
  return pieces.join('');
}

/** Elements of other vocabularies need their namespace said in XML; in HTML it is harmless. */
const namespaces: Record<string, string> = {
  svg: 'http://www.w3.org/2000/svg',
  math: 'http://www.w3.org/1998/Math/MathML',
};

function printAttributes(node: Element, schema: Schema, keepLines: boolean): string {
  let printed = '';
  const namespace = namespaces[node.tagName];
  if (namespace !== undefined) printed += ` xmlns="${namespace}"`;
  for (const [property, value] of Object.entries(node.properties)) {
    if (
      (property === 'dataLine' && !keepLines) ||
      property === 'dataKey' ||
      property === 'xmlns' ||
      value === null ||
      value === undefined ||
      value === false
    )
      continue;
    const info = find(schema, property);
    const text = Array.isArray(value) ? value.join(info.commaSeparated ? ', ' : ' ') : String(value);
    printed += ` ${info.attribute}="${escapeAttribute(value === true ? (info.boolean ? info.attribute : '') : text)}"`;
  }
  // Readers that know SVG 1.1 alone follow no other address.
  const { href, xLinkHref } = node.properties;
  if (node.tagName === 'a' && schema === svg && typeof href === 'string' && xLinkHref === undefined) {
    printed += ` xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="${escapeAttribute(href)}"`;
  }
  return printed;
}

/** XML 1.0, 2.2: what may stand in a document at all; lone surrogates are not characters. */
const forbidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Escapes characters for the text of an XML or HTML document. */
export function escapeText(value: string): string {
  return value.replace(forbidden, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** The characters of escaped text or of an escaped attribute. */
export function unescapeText(markup: string): string {
  return markup.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(lt|gt|quot|apos|amp));/gi, (whole, hexadecimal, decimal, name) => {
    if (name !== undefined) return namedCharacters[name as string] ?? whole;
    return String.fromCodePoint(Number.parseInt(hexadecimal ?? decimal, hexadecimal === undefined ? 10 : 16));
  });
}

const namedCharacters: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** Escapes characters for a double-quoted attribute. */
export function escapeAttribute(value: string): string {
  return escapeText(value).replace(/"/g, '&quot;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;');
}
