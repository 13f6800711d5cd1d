/**
 * Finds tags and comments in raw HTML as browsers do
 * (https://html.spec.whatwg.org/multipage/parsing.html#tokenization), and each `<` that begins neither.
 */
import { htmlTagNames } from 'html-tag-names';
import { mathmlTagNames } from 'mathml-tag-names';
import { svgTagNames } from 'svg-tag-names';

export interface RawPiece {
  /** `stray`: a `<` that begins nothing, or something that never ends. */
  kind: 'open' | 'close' | 'comment' | 'stray';
  /** In lower case; '' for a comment, and for a `<` that no name follows. That of a component begins with `x-`. */
  name: string;
  /** Where it begins and ends in the piece of HTML. */
  start: number;
  end: number;
  /** Whether it has an attribute with a value, which nobody writes in prose. */
  attributed: boolean;
  /** `<a/>` */
  selfClosing: boolean;
  /** Of a tag whose last quote is never closed: its name alone is usable. */
  unquoted: boolean;
}

const names = new Set([...htmlTagNames, ...svgTagNames, ...mathmlTagNames].map((name) => name.toLowerCase()));

/** Whether HTML, SVG or MathML has, or once had, an element of this name. */
export function isElementName(name: string): boolean {
  return names.has(name);
}

/** Elements whose content is text up to their own end tag. */
export const rawTextNames: ReadonlySet<string> = new Set(
  'title textarea style script xmp iframe noembed noframes'.split(' '),
);

const shortComment = /<!---?>/y;
const commentEnd = /--!?>/g;
const doctype = /<!doctype/iy;
const tagStart = /<(\/?)([a-z][^\s/>]*)/iy;

/** Where a mark next stands. Nothing is looked for twice: what no end follows would take the square of its length. */
class Ahead {
  readonly #html: string;
  readonly #found = new Map<string, RegExpExecArray | null>();

  constructor(html: string) {
    this.#html = html;
  }

  /** The pattern is global; places are asked for in rising order. */
  next(pattern: RegExp, from: number): RegExpExecArray | null {
    const known = this.#found.get(pattern.source);
    if (known === null || (known !== undefined && known.index >= from)) return known;
    pattern.lastIndex = from;
    const found = pattern.exec(this.#html);
    this.#found.set(pattern.source, found);
    return found;
  }
}

export function findTags(html: string): RawPiece[] {
  const pieces: RawPiece[] = [];
  const ahead = new Ahead(html);
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    const piece = pieceAt(html, at, ahead);
    pieces.push(piece);
    at = piece.end;
    if (piece.kind === 'open' && rawTextNames.has(piece.name)) at = startOfEndTag(piece.name, at, ahead);
  }
  return pieces;
}

function pieceAt(html: string, start: number, ahead: Ahead): RawPiece {
  const piece = { name: '', start, end: start + 1, attributed: false, selfClosing: false, unquoted: false };
  const end = endOfComment(html, start, ahead);
  if (end !== null) return { ...piece, kind: 'comment', end };
  tagStart.lastIndex = start;
  const [opening, slash, name = ''] = tagStart.exec(html) ?? [];
  if (opening === undefined) return { ...piece, kind: 'stray' };
  const kind = slash === '' ? 'open' : 'close';
  const found = { ...piece, name: isComponent(name) ? `x-${name.toLowerCase()}` : name.toLowerCase() };
  const attributes = readAttributes(html, start + opening.length);
  if (attributes !== null) return { ...found, kind, ...attributes };
  // A quote that is never closed takes everything after it into its attribute.
  const close = ahead.next(/[>\n]/g, start);
  if (close?.[0] === '>' && isElementName(found.name))
    return { ...found, kind, end: close.index + 1, attributed: true, unquoted: true };
  return { ...found, kind: 'stray' };
}

/** Sites have components of their own, `<Listing>`, which are not the elements of that name. */
function isComponent(name: string): boolean {
  return /^[A-Z][a-z]/.test(name) && !plainTags.has(name.toLowerCase());
}

/** Tags that careless authors write so. */
const plainTags = new Set(
  'a b br center code details div em font h1 h2 h3 hr i image img li ol p pre span strong sub summary sup table tbody td th thead tr u ul'.split(
    ' ',
  ),
);

/** Null where neither a comment nor a doctype begins, and where none ends. */
function endOfComment(html: string, start: number, ahead: Ahead): number | null {
  shortComment.lastIndex = start;
  if (shortComment.test(html)) return shortComment.lastIndex;
  doctype.lastIndex = start;
  const end = html.startsWith('<!--', start)
    ? ahead.next(commentEnd, start + 4)
    : doctype.test(html)
      ? ahead.next(/>/g, start)
      : null;
  return end === null ? null : end.index + end[0].length;
}

/** A name, then perhaps a value. */
const attribute = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/y;
const tagEnd = /[\s/]*>/y;

/** Null for a tag without an end, and for one whose quotes are closed by those of a later tag. */
function readAttributes(html: string, start: number): Pick<RawPiece, 'end' | 'attributed' | 'selfClosing'> | null {
  let attributed = false;
  for (let at = start; at < html.length; ) {
    tagEnd.lastIndex = at;
    const end = tagEnd.exec(html)?.[0];
    if (end !== undefined) return { end: tagEnd.lastIndex, attributed, selfClosing: end.includes('/') };
    attribute.lastIndex = at;
    const [written, name = '', double, single, bare] = attribute.exec(html) ?? [];
    if (written === undefined) return null;
    at = attribute.lastIndex;
    const quoted = double ?? single;
    if (quoted !== undefined || bare !== undefined) attributed = true;
    if (quoted === undefined ? name.includes('<') : quoted.includes('<') && !/[\s/>]/.test(html[at] ?? '')) return null;
    // An equals sign with an open quote behind it.
    if (quoted === undefined && bare === undefined && /^\s*=/.test(html.slice(at, at + 20))) return null;
  }
  return null;
}

function startOfEndTag(name: string, from: number, ahead: Ahead): number {
  return ahead.next(new RegExp(`</${name}[\\s/>]`, 'gi'), from)?.index ?? from;
}
