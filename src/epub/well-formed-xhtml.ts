/**
 * Reads well-formed XHTML as our serializer and templates write it, several times as fast as a parser of XML. Whatever
 * else XML allows, and every error, gives null: then a parser reads the document and reports what is wrong.
 */

/** `start` and `end` are offsets in the source, in UTF-16 units. */
export interface StartTag {
  kind: 'start';
  /** As written, with its prefix. */
  name: string;
  local: string;
  namespace: string;
  attributes: ReadonlyMap<string, string>;
  classes: readonly string[];
  /** Whether it is its own end: `<br/>`. No end tag follows. */
  empty: boolean;
  /** Where the tag ends, counted from 1. */
  line: number;
  start: number;
  end: number;
}

export type XhtmlPart =
  | StartTag
  | { kind: 'end'; start: number; end: number }
  | { kind: 'text'; start: number; end: number }
  /** A comment, a CDATA section or a processing instruction. */
  | { kind: 'other'; line: number; start: number; end: number };

/** Characters and references that are left to the parser. https://www.w3.org/TR/xml/#charsets */
const unusual = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\]\]>|&(?!(?:amp|lt|gt|quot|apos|#9|#10|#160);)/;

const name = '[A-Za-z_][\\w.-]*';
const tag = new RegExp(`<(?:(${name}):)?(${name})((?:\\s+(?:${name}:)?${name}="[^"<\\t\\n]*")*)\\s*(/?)>`, 'y');
const endTag = /<\/([\w.:-]+)\s*>/y;
const attribute = /([\w.:-]+)="([^"]*)"/g;
/** What stands before the root, and comments. */
const other = /<\?xml version="1\.0" encoding="UTF-8"\?>|<!DOCTYPE html>|<!--(?:[^-]|-[^-])*-->/y;

type Namespaces = Readonly<Record<string, string>>;

const xmlNamespaces: Namespaces = {
  xml: 'http://www.w3.org/XML/1998/namespace',
  xmlns: 'http://www.w3.org/2000/xmlns/',
};

interface OpenElement {
  name: string;
  namespaces: Namespaces;
}

const noAttributes: ReadonlyMap<string, string> = new Map();
const noClasses: readonly string[] = [];

export function readWellFormed(source: string): XhtmlPart[] | null {
  if (unusual.test(source) || !source.isWellFormed()) return null;
  const parts: XhtmlPart[] = [];
  const open: OpenElement[] = [];
  let line = 1;
  let counted = 0;
  const lineAt = (offset: number) => {
    for (let end = source.indexOf('\n', counted); end !== -1 && end < offset; end = source.indexOf('\n', counted)) {
      line += 1;
      counted = end + 1;
    }
    return line;
  };
  let hasRoot = false;
  let hasType = false;
  let at = 0;
  while (at < source.length) {
    const next = source.indexOf('<', at);
    const start = next === -1 ? source.length : next;
    if (start > at) {
      // Between elements only.
      if (open.length === 0 && source.slice(at, start).trim() !== '') return null;
      parts.push({ kind: 'text', start: at, end: start });
    }
    if (next === -1) break;
    const part = readMarkup(source, start, open);
    if (part === null) return null;
    if (part.kind === 'start') {
      if (open.length === 0 && hasRoot) return null;
      hasRoot = true;
      part.line = lineAt(part.end);
      if (!part.empty) open.push({ name: part.name, namespaces: part.namespaces });
      const { namespaces: _, ...startTag } = part;
      parts.push(startTag);
    } else {
      if (part.kind === 'end') open.pop();
      if (part.kind === 'other') {
        // One document type, before the root.
        if (source.startsWith('<!D', start) && (hasRoot || hasType)) return null;
        hasType ||= source.startsWith('<!D', start);
        part.line = lineAt(part.end);
      }
      parts.push(part);
    }
    at = part.end;
  }
  return open.length === 0 && hasRoot ? parts : null;
}

type Markup = (StartTag & { namespaces: Namespaces }) | Exclude<XhtmlPart, StartTag>;

/** What begins with `<` at an offset; the line is not known yet. */
function readMarkup(source: string, start: number, open: readonly OpenElement[]): Markup | null {
  const second = source[start + 1];
  if (second === '/') {
    endTag.lastIndex = start;
    const found = endTag.exec(source);
    if (found === null || found[1] !== open.at(-1)?.name) return null;
    return { kind: 'end', start, end: endTag.lastIndex };
  }
  if (second === '!' || second === '?') {
    other.lastIndex = start;
    if (!other.test(source)) return null;
    if (second === '?' && start > 0) return null;
    return { kind: 'other', line: 0, start, end: other.lastIndex };
  }
  tag.lastIndex = start;
  const found = tag.exec(source);
  if (found === null) return null;
  const [, prefix = '', local, written, slash] = found as unknown as [
    string,
    string | undefined,
    string,
    string,
    string,
  ];
  const attributes = written === '' ? noAttributes : readAttributes(written);
  if (attributes === null) return null;
  const around = open.at(-1)?.namespaces ?? xmlNamespaces;
  const namespaces = written.includes('xmlns') ? declared(attributes, around) : around;
  const namespace = prefix === '' ? (namespaces[''] ?? '') : namespaces[prefix];
  if (namespace === undefined || !areDeclared(attributes, namespaces)) return null;
  return {
    kind: 'start',
    name: prefix === '' ? local : `${prefix}:${local}`,
    local,
    namespace,
    attributes,
    classes: attributes.get('class')?.split(/\s+/) ?? noClasses,
    empty: slash === '/',
    line: 0,
    start,
    end: tag.lastIndex,
    namespaces,
  };
}

/** Null where two have one name. */
function readAttributes(written: string): Map<string, string> | null {
  const attributes = new Map<string, string>();
  let count = 0;
  for (const [, name, value] of written.matchAll(attribute)) {
    attributes.set(name!, decoded(value!));
    count += 1;
  }
  return attributes.size === count ? attributes : null;
}

function declared(attributes: ReadonlyMap<string, string>, around: Namespaces): Namespaces {
  const namespaces: Record<string, string> = { ...around };
  for (const [name, value] of attributes) {
    if (name === 'xmlns') namespaces[''] = value;
    else if (name.startsWith('xmlns:')) namespaces[name.slice('xmlns:'.length)] = value;
  }
  return namespaces;
}

/** Two prefixes of one namespace could name one attribute twice: only those of EPUB, links and XML are read here. */
function areDeclared(attributes: ReadonlyMap<string, string>, namespaces: Namespaces): boolean {
  for (const name of attributes.keys()) {
    const colon = name.indexOf(':');
    if (colon === -1) continue;
    const prefix = name.slice(0, colon);
    if (namespaces[prefix] === undefined || !/^(?:xmlns|xml|epub|xlink)$/.test(prefix)) return false;
  }
  return true;
}

const characters: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#9': '\t',
  '#10': '\n',
  '#160': '\u00a0',
};

function decoded(value: string): string {
  return value.includes('&') ? value.replace(/&([^;]*);/g, (_, name: string) => characters[name]!) : value;
}
