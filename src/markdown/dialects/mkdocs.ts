/**
 * Blocks of MkDocs: by their indent admonitions `!!! note "Title"`, collapsible ones `??? note` and `???+ note`, and tabs
 * `=== "Title"`; between lines of slashes those of PyMdown, `/// note | Title`. What lacks its content or end is text.
 */
import type { MarkedExtension } from 'marked';
import { calloutKind } from '../../locale/callout-kinds.ts';
import { replaceProse } from '../extension/prose.ts';
import type { Syntax } from '../extension/syntax.ts';
import { endOfLine, nextLine, readHanging } from '../extension/tokenizing.ts';
import { linesInRange, linesInSection, linesOf } from './line-ranges.ts';
import { type TitledBlock, titledBlocks, titledToken } from './titled-blocks.ts';

const admonition =
  /^( {0,3})(?:!!!|\?\?\?\+?)[ \t]*(?:([\p{L}\p{N}_-]+)((?:[ \t]+[\p{L}\p{N}_-]+)*)[ \t]*)?(?:(["'])(.*)\4)?[ \t]*$/u;
const tab = /^( {0,3})===[!+]{0,2}[ \t]+(["'])(.*)\2[ \t]*$/;
/** With a title, or with indented text. */
const below =
  /\n {0,3}(?:!!!|\?\?\?\+?|===[!+]{0,2})[ \t]+(?:[^"'\n]*(["'])[^\n]*\1[ \t]*(?=\n|$)|[\p{L}\p{N}_][^\n]*\n(?:[ \t]*\n)*(?: {4}|\t))/u;

const marked: MarkedExtension = {
  extensions: [
    {
      name: 'indentedBlock',
      level: 'block',
      start(source) {
        return nextLine(source, below, this.lexer.state.top);
      },
      tokenizer(source) {
        if (!/^ {0,3}(?:!!!|\?\?\?|===)/.test(source)) return undefined;
        const block = readBlock(source);
        return block === null ? undefined : titledToken(this.lexer, block);
      },
    },
  ],
};

const slashes = /^ {0,3}(\/{3,})[ \t]+([\w-]+)[ \t]*(?:\|[ \t]*(.*?))?[ \t]*$/;
const slashesBelow = /\n {0,3}\/{3,}[ \t]+[\w-]+[ \t]*(?:\||\n)/;
/** Characters in which such a block must end. */
const farthest = 50_000;

const between: MarkedExtension = {
  extensions: [
    {
      name: 'slashedBlock',
      level: 'block',
      start(source) {
        const start = nextLine(source, slashesBelow, this.lexer.state.top);
        const isClosed =
          start !== undefined && /\n {0,3}\/{3,}[ \t]*(?:\n|$)/.test(source.slice(start, start + farthest));
        return isClosed ? start : undefined;
      },
      tokenizer(source) {
        if (!/^ {0,3}\/{3}/.test(source)) return undefined;
        const block = readSlashed(source);
        return block === null ? undefined : titledToken(this.lexer, block);
      },
    },
  ],
};

function readSlashed(source: string): TitledBlock | null {
  const line = source.slice(0, endOfLine(source, 0));
  const [, fence = '', name = '', title = ''] = slashes.exec(line) ?? [];
  const end = new RegExp(`\\n {0,3}${fence}[ \\t]*(?:\\n|$)`).exec(source.slice(0, farthest));
  if (fence === '' || end === null) return null;
  const raw = source.slice(0, end.index + end[0].length);
  const options = /^(?:\n {4,}[\w-]+:[^\n]*)*/.exec(raw.slice(line.length))![0];
  const opening = `${line}${options}\n`;
  const [, type = name] = /\n {4,}type:[ \t]*(\S+)/.exec(options) ?? [];
  const block = { opening, rest: raw.slice(opening.length), content: source.slice(opening.length, end.index + 1) };
  const removed = `${name} ${options}`;
  if (name === 'tab' || name === 'details') return { ...block, name, title, removed };
  if (/caption$|^html$/.test(name)) return { ...block, name: 'group', title: null, removed: `${removed} ${title}` };
  return { ...block, name: type === 'admonition' ? 'note' : type, title, removed };
}

/** A snippet of a file: all of it, lines, or a section by name. */
export function sectionText({ part }: { part: string }, text: string): string | null {
  return part === '' ? linesOf(text).join('\n') : (linesInRange(text, part) ?? linesInSection(text, part));
}

export const mkdocs: Syntax[] = [
  { name: 'admonitions', marked, transform: null },
  { name: 'slashed blocks', marked: between, transform: null },
  titledBlocks,
];

const icon =
  /(?<![\p{L}\p{N}_:/])[ \t]*:(?:material|octicons|fontawesome|simple)-([a-z0-9-]{1,80}):(?![\p{L}\p{N}_:/])/gu;

/** Icons of Material for MkDocs are drawings beside words: a book has the words, and the two that answer yes or no. */
export const icons: Syntax = {
  name: 'icons',
  marked: null,
  transform: (tree, { account }) =>
    replaceProse(tree, (text) =>
      text.replace(icon, (code: string, name: string) => {
        account(code);
        return /^check\b/.test(name) ? ' ✓' : /^(?:close|x)\b/.test(name) ? ' ✗' : '';
      }),
    ),
};

function readBlock(source: string): TitledBlock | null {
  const line = source.slice(0, endOfLine(source, 0));
  const found = admonition.exec(line);
  const [, , , tabTitle] = tab.exec(line) ?? [];
  if (found === null && tabTitle === undefined) return null;
  const indent = /^ */.exec(line)![0].length + 4;
  const { raw, text } = readHanging(source, line.length, indent, () => true);
  const opening = raw.slice(0, line.length + 1);
  const block = { opening, rest: raw.slice(opening.length), content: text };
  if (tabTitle !== undefined) return { ...block, name: 'tab', title: tabTitle, removed: '' };
  const [, , name = '', classes = '', quote, title = ''] = found!;
  if ((name === '' && title === '') || (text.trim() === '' && title === '')) return null;
  // An empty title in quotes asks for none.
  const own = quote !== undefined && title === '' ? null : title;
  const isPlain = name === '' || (calloutKind(name) === null && line.trimStart().startsWith('?') && own !== '');
  return { ...block, name: isPlain ? 'details' : name, title: own, removed: `${name} ${classes}` };
}
