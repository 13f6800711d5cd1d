/**
 * Content models of HTML, of the elements in `allow-list.ts`, as tables
 * (https://html.spec.whatwg.org/multipage/indices.html#elements-3).
 */
import { phrases } from './allow-list.ts';

/** Elements of a line of text. */
const phrasing: ReadonlySet<string> = new Set([...phrases, 'img', 'picture', 'source', 'svg', 'math']);

/** What an element holds: blocks, text, what the element around it holds, or nothing. */
export type Model = 'flow' | 'phrasing' | 'transparent' | 'nothing' | 'parts';

const transparent = new Set(['a', 'ins', 'del']);
const nothing = new Set(['br', 'wbr', 'hr', 'img', 'col', 'source']);
const phrasingOnly = new Set('p pre h1 h2 h3 h4 h5 h6 summary'.split(' '));

/** Elements made of parts: a child of another kind is wrapped in these, one within the other. */
export const wrappers: Readonly<Record<string, { children: string[]; wrap: string[] }>> = {
  ul: { children: ['li'], wrap: ['li'] },
  ol: { children: ['li'], wrap: ['li'] },
  thead: { children: ['tr'], wrap: ['tr', 'td'] },
  tbody: { children: ['tr'], wrap: ['tr', 'td'] },
  tfoot: { children: ['tr'], wrap: ['tr', 'td'] },
  tr: { children: ['th', 'td'], wrap: ['td'] },
};

/** The element that a part stands in; anywhere else it is a block like any other. */
const homes: Readonly<Record<string, string[]>> = {
  li: ['ul', 'ol'],
  dt: ['dl'],
  dd: ['dl'],
  summary: ['details'],
  figcaption: ['figure'],
  caption: ['table'],
  colgroup: ['table'],
  col: ['colgroup'],
  thead: ['table'],
  tbody: ['table'],
  tfoot: ['table'],
  tr: ['table', 'thead', 'tbody', 'tfoot'],
  td: ['tr'],
  rt: ['ruby'],
  rp: ['ruby'],
  th: ['tr'],
};

export function isAtHome(name: string, parent: string): boolean {
  return homes[name]?.includes(parent) ?? true;
}

export function isPhrasing(name: string): boolean {
  return phrasing.has(name);
}

export function modelOf(name: string): Model {
  if (transparent.has(name)) return 'transparent';
  if (nothing.has(name)) return 'nothing';
  if (name in wrappers || ['table', 'dl', 'colgroup'].includes(name)) return 'parts';
  return phrasingOnly.has(name) || phrasing.has(name) ? 'phrasing' : 'flow';
}

const headings = 'h1 h2 h3 h4 h5 h6'.split(' ');
const sectioning = ['article', 'aside', 'section'];
const ends = ['header', 'footer'];

/** What may stand nowhere below an element, however deep. */
const bans: Readonly<Record<string, string[]>> = {
  a: ['a', 'details'],
  dfn: ['dfn'],
  header: ends,
  footer: ends,
  address: [...headings, ...sectioning, ...ends, 'address'],
  dt: [...headings, ...sectioning, ...ends],
  th: [...headings, ...sectioning, ...ends],
  caption: ['table'],
};

const none: ReadonlySet<string> = new Set();

/** The names banned below an element, with those banned above it. */
export function bannedBelow(name: string, above: ReadonlySet<string> = none): ReadonlySet<string> {
  const own = bans[name];
  return own === undefined || own.every((each) => above.has(each)) ? above : new Set([...above, ...own]);
}
