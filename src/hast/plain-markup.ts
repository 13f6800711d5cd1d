/**
 * Parses HTML as our Markdown renderers write it, several times as fast as a parser of HTML: every element is closed,
 * and stands where a browser would leave it. Whatever else HTML allows gives null; then the parser reads it.
 * https://html.spec.whatwg.org/multipage/parsing.html
 */
import type { Comment, Element, ElementContent, Root } from 'hast';

/** Elements that end an open paragraph. */
const blocks = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre div table hr figure figcaption section dl dt dd'.split(' '),
);
const inline = new Set('a em strong code del span sup sub br img input'.split(' '));
const voids = new Set(['br', 'hr', 'img', 'input']);
const heading = /^h[1-6]$/;

/** Elements that stand only in these; in a table, text among them would move out. */
const parents: Readonly<Record<string, readonly string[]>> = {
  li: ['ul', 'ol'],
  dt: ['dl'],
  dd: ['dl'],
  thead: ['table'],
  tbody: ['table'],
  tr: ['thead', 'tbody'],
  th: ['tr'],
  td: ['tr'],
};
const ofTables = new Set(['table', 'thead', 'tbody', 'tr']);

/** Characters and references that are left to the parser. */
const unusual = /[\0\r\f]|&(?!(?:amp|lt|gt|quot|#39|nbsp);)/;

const tag = /<([a-z][a-z0-9]*)((?: [a-z][a-z-]*="[^"<>]*")*) ?(\/?)>/y;
const endTag = /<\/([a-z][a-z0-9]*)>/y;
const comment = /<!--(?!-?>)((?:[^-]|-[^-])*)-->/y;
const attribute = /([a-z][a-z-]*)="([^"]*)"/g;

export function parsePlainMarkup(markup: string): Root | null {
  if (unusual.test(markup) || !markup.isWellFormed()) return null;
  const root: Root = { type: 'root', children: [] };
  const open: Element[] = [];
  let children = root.children as ElementContent[];
  for (let at = 0; at < markup.length; ) {
    const next = markup.indexOf('<', at);
    const start = next === -1 ? markup.length : next;
    if (start > at) {
      const value = decoded(markup.slice(at, start));
      const parent = open.at(-1);
      if (parent !== undefined && ofTables.has(parent.tagName) && /[^ \t\n]/.test(value)) return null;
      children.push({ type: 'text', value });
    }
    if (next === -1) break;
    if (markup[start + 1] === '/') {
      endTag.lastIndex = start;
      if (endTag.exec(markup)?.[1] !== open.pop()?.tagName) return null;
      children = open.at(-1)?.children ?? (root.children as ElementContent[]);
      at = endTag.lastIndex;
      continue;
    }
    if (markup[start + 1] === '!') {
      comment.lastIndex = start;
      const [, value] = comment.exec(markup) ?? [];
      if (value === undefined) return null;
      children.push({ type: 'comment', value } satisfies Comment);
      at = comment.lastIndex;
      continue;
    }
    tag.lastIndex = start;
    const found = tag.exec(markup);
    if (found === null) return null;
    const [, tagName, written, slash] = found as unknown as [string, string, string, string];
    const properties = written === '' ? {} : readProperties(written);
    if (properties === null || !mayStand(tagName, open)) return null;
    const node: Element = { type: 'element', tagName, properties, children: [] };
    children.push(node);
    at = tag.lastIndex;
    if (voids.has(tagName)) continue;
    // Only in SVG and MathML is such a tag its own end; a line end behind <pre> is no text.
    if (slash === '/' || (tagName === 'pre' && markup[at] === '\n')) return null;
    open.push(node);
    children = node.children;
  }
  return open.length === 0 ? root : null;
}

/** Whether a browser leaves an element where it is written. */
function mayStand(name: string, open: readonly Element[]): boolean {
  const parent = open.at(-1)?.tagName ?? 'div';
  const wanted = parents[name];
  if (wanted !== undefined) return wanted.includes(parent);
  if (ofTables.has(parent)) return false;
  if (inline.has(name)) return name !== 'a' || !open.some(({ tagName }) => tagName === 'a');
  if (!blocks.has(name)) return false;
  // In line elements and headings, blocks may end what is around them.
  return open.every(({ tagName }) => tagName !== 'p' && !inline.has(tagName) && !heading.test(tagName));
}

const strings = new Set('id href src alt title align type'.split(' '));
const numbers = new Set(['start', 'colspan', 'rowspan', 'width', 'height']);
const booleans = new Set(['checked', 'disabled']);
const numberNames: Readonly<Record<string, string>> = { colspan: 'colSpan', rowspan: 'rowSpan' };

/** As hast names attributes. */
function readProperties(written: string): Element['properties'] | null {
  const properties: Element['properties'] = {};
  let count = 0;
  for (const [, name, raw] of written.matchAll(attribute) as Iterable<[string, string, string]>) {
    const value = decoded(raw);
    count += 1;
    if (strings.has(name)) properties[name] = value;
    else if (name === 'class') properties.className = value.split(/[ \t\n]+/).filter((each) => each !== '');
    else if (name.startsWith('data-') && /^data(?:-[a-z]+)+$/.test(name))
      properties[name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())] = value;
    else if (numbers.has(name) && /^[1-9]\d{0,5}$/.test(value)) properties[numberNames[name] ?? name] = Number(value);
    else if (booleans.has(name) && value === '') properties[name] = true;
    else return null;
  }
  return Object.keys(properties).length === count ? properties : null;
}

const characters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};

function decoded(text: string): string {
  return text.includes('&') ? text.replace(/&([^;]*);/g, (_, name: string) => characters[name]!) : text;
}
