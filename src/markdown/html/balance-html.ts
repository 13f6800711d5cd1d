/**
 * Balances raw HTML before it is parsed: whole tags, each end tag after its start tag. An unclosed comment, attribute,
 * heading or link would swallow the rest of the article. What is not HTML, as the `<int>` of `vector<int>`, is text.
 */

import { htmlTagNames } from 'html-tag-names';
import type { Token, Tokens } from 'marked';
import { escapeAttribute } from '../../hast/serialize.ts';
import { lineMark } from '../extension/line-marks.ts';
import { findTags, isElementName, type RawPiece, rawTextNames } from './raw-tags.ts';

/** Reports something that is not closed, with its line in the file, and what is left out of it. */
export type ReportUnclosed = (message: string, line: number, removed: string) => void;

/** Tokens beside each other: the blocks of an article or an item, or the content of a paragraph. */
interface Container {
  tokens: Token[];
  parent: Container | null;
  depth: number;
  inline: boolean;
}

interface Tag extends RawPiece {
  token: Tokens.HTML;
  container: Container;
  index: number;
  matched: boolean;
}

const voids = new Set(
  'area base basefont bgsound br col embed frame hr img image input keygen link meta param source track wbr'.split(' '),
);
/** Elements whose end tag may be left out. */
const optional = new Set(
  'p li dt dd rb rt rp rtc thead tbody tfoot tr th td colgroup caption html head body'.split(' '),
);
/** Elements that hold words of a line, so that they end with what they stand in. */
const withinLine = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby s samp small span strike strong sub sup time tt u var h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
);
/** Tags of old pages that say nothing in prose, with or without an end. */
const breaks = new Set(['br', 'hr', 'wbr', 'p']);

export function balanceHtml(tokens: Token[], report: ReportUnclosed): void {
  const open: Tag[] = [];
  const openByName = new Map<string, Tag[]>();
  const pieces = new Map<Tokens.HTML, Tag[]>();

  const collect = (children: Token[], parent: Container | null, inline: boolean): void => {
    const container: Container = { tokens: children, parent, depth: (parent?.depth ?? -1) + 1, inline };
    for (const token of children) {
      if (token.type === 'html') readToken(token as Tokens.HTML, container);
      // Within <kbd> and the like marked escapes nothing; a tag there is a token of its own.
      else if (token.type === 'text' && token.escaped) token.text = token.text.replace(/</g, '&lt;');
      else
        for (const [below, isInline] of childrenOf(token as Tokens.Generic, inline))
          collect(below, container, isInline);
    }
  };

  const readToken = (token: Tokens.HTML, container: Container): void => {
    if (token.block && !token.pre) token.text = token.text.replace(imageLine, imageTag);
    const found = findTags(token.text).map((piece) => ({
      ...piece,
      token,
      container,
      index: open.length,
      matched: false,
    }));
    pieces.set(token, found);
    for (const tag of found) {
      if (tag.kind === 'open' && !voids.has(tag.name) && !(tag.selfClosing && isHtml(tag.name))) openTag(tag);
      if (tag.kind === 'close') closeTag(tag);
    }
  };

  const openTag = (tag: Tag): void => {
    tag.index = open.push(tag) - 1;
    const same = openByName.get(tag.name);
    if (same === undefined) openByName.set(tag.name, [tag]);
    else same.push(tag);
  };

  const closeTag = (tag: Tag): void => {
    const same = openByName.get(tag.name);
    const partner = same?.at(-1);
    if (partner === undefined || !mayClose(partner, tag)) return;
    partner.matched = true;
    tag.matched = true;
    for (const each of open.splice(partner.index)) openByName.get(each.name)!.pop();
  };

  collect(tokens, null, false);
  for (const [token, tags] of pieces) settle(token, tags, (token as { line?: number }).line, report);
}

/** Authors write Markdown for an image in a line of a centred block. */
const imageLine = /^[ \t]*!\[([^\]\n<>]*)\]\(([^()\s<>"]+)\)[ \t]*$/gm;

function imageTag(_: string, alt: string, address: string): string {
  return `<img src="${escapeAttribute(address)}" alt="${escapeAttribute(alt)}">`;
}

/** The containers below a token, and whether each holds the content of a line. */
function childrenOf(token: Tokens.Generic, inline: boolean): [Token[], boolean][] {
  if (token.type === 'table') {
    const table = token as Tokens.Table;
    return [...table.header, ...table.rows.flat()].map((cell) => [cell.tokens, true]);
  }
  if (Array.isArray(token.items))
    return (token.items as Tokens.Generic[]).map((item) => [item.tokens ?? [], item.type === 'term']);
  const holdsLine = inline || ['paragraph', 'heading', 'text'].includes(token.type);
  return token.tokens === undefined ? [] : [[token.tokens, holdsLine]];
}

/** A tag of a line is closed beside it; one around blocks may be closed further out or in. */
function mayClose(start: Tag, end: Tag): boolean {
  if (start.container === end.container) return true;
  if (withinLine.has(start.name) || rawTextNames.has(start.name)) return false;
  const [outer, inner] =
    start.container.depth < end.container.depth ? [start.container, end.container] : [end.container, start.container];
  let container: Container | null = inner;
  while (container !== null && container.depth > outer.depth) container = container.parent;
  return container === outer;
}

/** A component keeps its own name through the parser, which reads names in lower case. */
function writtenName(tag: string, name: string): string {
  return name.startsWith('x-') ? tag.replace(/^<\/?/, '$&x-') : tag;
}

const menus = new Set(['select', 'optgroup', 'option']);

/** What becomes of a tag. `closed` has its end tag added, `empty` at once. */
type Fate = 'kept' | 'text' | 'dropped' | 'closed' | 'empty';

function settle(token: Tokens.HTML, tags: Tag[], firstLine: number | undefined, report: ReportUnclosed): void {
  let html = '';
  let from = 0;
  let line = 0;
  const closing: Tag[] = [];
  for (const tag of tags) {
    const fate = fateOf(tag);
    const before = token.text.slice(from, tag.start);
    from = tag.end;
    html += before;
    const below = line + lineEnds(before);
    if (tag.kind === 'open' && fate !== 'text' && below > line && firstLine !== undefined)
      html += lineMark(firstLine + below);
    html += writtenAs(tag, fate);
    line = below + lineEnds(token.text.slice(tag.start, tag.end));
    if (fate === 'closed') closing.push(tag);
    const complaint = complaintOf(tag, fate);
    if (complaint !== null)
      report(complaint, (firstLine ?? 1) + below, tag.unquoted ? token.text.slice(tag.start, tag.end) : '');
  }
  token.text = html + token.text.slice(from);
  if (closing.length === 0) return;
  // The last to be opened is the first to be closed.
  const ends = closing
    .reverse()
    .map(({ name }) => `</${name}>`)
    .join('');
  if (token.block) token.text = `${token.text.trimEnd()}${ends}\n`;
  else closing[0]!.container.tokens.push({ type: 'html', raw: '', text: ends, block: false } as Tokens.HTML);
}

function writtenAs({ token, start, end, name, kind, unquoted }: Tag, fate: Fate): string {
  const written = writtenName(token.text.slice(start, end), name);
  if (fate === 'text') return token.text.slice(start, end).replace(/</g, '&lt;');
  if (fate === 'dropped') return '';
  // An author's comment that looks like a line mark is none.
  if (kind === 'comment') return written.replace(/^<!--line /, '<!-- line ');
  // Within a <select> parsers drop all other tags, images among them.
  if (menus.has(name)) return kind === 'close' ? '</span> ' : '<span>';
  const tag = unquoted ? `<${kind === 'close' ? '/' : ''}${name}>` : written;
  return fate === 'empty' ? `${tag}</${name}>` : tag;
}

function fateOf(tag: Tag): Fate {
  const { kind, name, container, token } = tag;
  if (kind === 'comment') return 'kept';
  if (kind === 'stray') return 'text';
  const known = isElementName(name);
  if (tag.matched) return 'kept';
  if (kind === 'close') return known ? 'dropped' : 'text';
  if (!known) return tag.attributed || tag.selfClosing ? 'kept' : 'text';
  if (tag.selfClosing && isHtml(name)) return 'empty';
  if (rawTextNames.has(name) || name === 'plaintext') return 'text';
  // Prose speaks of the `<form>` element; a page never leaves one open within a line.
  const prose = !tag.attributed && !tag.selfClosing && !token.block && container.inline;
  if (prose && !withinLine.has(name) && !breaks.has(name)) return 'text';
  return isHtml(name) || name === 'svg' || name === 'math' ? 'closed' : 'kept';
}

/** Whether it has to be closed; parts of a drawing or a formula end with it. */
function isHtml(name: string): boolean {
  return !voids.has(name) && !optional.has(name) && htmlNames.has(name);
}

const htmlNames = new Set(htmlTagNames.filter((name) => name !== 'svg' && name !== 'math'));

function complaintOf(tag: Tag, fate: Fate): string | null {
  const { name, token, unquoted, kind } = tag;
  if (unquoted) return `<${name}> has an attribute without a closing quote; its attributes were removed`;
  if (kind === 'stray') {
    if (token.text.startsWith('<!--', tag.start)) return 'comment is not closed; it is shown as text';
    return isElementName(name) ? `tag <${name} is not closed; it is shown as text` : null;
  }
  if (fate === 'closed')
    return `<${name}> is not closed; it was closed at the end of its ${token.block ? 'block' : 'line'}`;
  if (fate === 'text' && rawTextNames.has(name) && token.block) return `<${name}> is not closed; it is shown as text`;
  return null;
}

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
