/**
 * Containers between lines of colons, as VuePress, VitePress, Docusaurus, MyST, Pandoc and Quarto have them:
 * `::: tip Title`, `:::tip[Title]`, `:::{tip} Title`, `::: {.callout-tip title="Title"}`. A container that is never
 * closed is no container.
 */
import type { MarkedExtension, Token } from 'marked';
import { calloutKind } from '../../locale/callout-kinds.ts';
import type { Syntax } from '../extension/syntax.ts';
import { endOfLine, nextLine } from '../extension/tokenizing.ts';
import { readTabs } from './container-tabs.ts';
import { type TitledBlock, titledBlocks, titledToken } from './titled-blocks.ts';

const opening = /^[ \t]*(:{3,})[ \t]*(?:(\{[^{}\n]+\})|([a-zA-Z][\w-]*)(?=$|[\s[{#]))([^\n]*)$/;
const openingBelow = /\n {0,3}:{3,}[ \t]*[\w{]/;
const closingBelow = /\n[ \t]*:{3,}[ \t]*(?:\n|$)/;
/** Characters in which a container must end that has text right before it. */
const farthest = 20_000;
const closing = /^[ \t]*(:{3,})[ \t]*$/;
const fence = /^[ \t>]*(?:[-*+] |\d+[.)] )?[ \t]*(`{3,}|~{3,})/;

function createExtension(): MarkedExtension {
  /** For blocks beside each other, where each container ends; both places are counted from the end of the text. */
  const known = new WeakMap<Token[], ReadonlyMap<number, number>>();
  return {
    extensions: [
      {
        name: 'container',
        level: 'block',
        start(source) {
          const start = nextLine(source, openingBelow, this.lexer.state.top);
          // Every line that ends a paragraph costs marked a look at all of it.
          const isClosed = start !== undefined && closingBelow.test(source.slice(start, start + farthest));
          return isClosed ? start : undefined;
        },
        tokenizer(source, before) {
          if (!/^ {0,3}:::/.test(source)) return undefined;
          const first = source.slice(0, endOfLine(source, 0));
          if (!opening.test(first)) return undefined;
          const ends = known.get(before) ?? findEnds(source);
          known.set(before, ends);
          const end = ends.get(source.length);
          if (end === undefined) return undefined;
          const block = readContainer(source.slice(0, source.length - end), first);
          return titledToken(this.lexer, block);
        },
      },
    ],
  };
}

export const containers: Syntax[] = [{ name: 'containers', marked: createExtension, transform: null }, titledBlocks];

/** A closing line closes the innermost container that has no more colons. */
function findEnds(source: string): Map<number, number> {
  const ends = new Map<number, number>();
  const open: { colons: number; left: number }[] = [];
  let inFence = '';
  for (let at = 0; at < source.length; ) {
    const end = endOfLine(source, at);
    const line = source.slice(at, end);
    const left = source.length - at;
    at = end + 1;
    const mark = fence.exec(line)?.[1];
    if (mark !== undefined && inFence === '') inFence = mark;
    else if (mark?.startsWith(inFence) && inFence !== '' && line.trim() === mark) inFence = '';
    if (inFence !== '' || !line.includes(':::')) continue;
    const closed = closing.exec(line)?.[1]?.length;
    if (closed !== undefined) {
      const index = open.findLastIndex(({ colons }) => colons <= closed);
      if (index === -1) continue;
      ends.set(open[index]!.left, Math.max(0, source.length - at));
      open.length = index;
    } else {
      const colons = opening.exec(line)?.[1]?.length;
      if (colons !== undefined) open.push({ colons, left });
    }
  }
  return ends;
}

/** Containers that only hold others, or whose content is to be left alone by a site. */
const groups = /^(?:code-group|code-tabs?|tabs|tab-set|v-pre|raw|panel-tabset|grid|card-grid|columns?|div|margin)$/;
const collapsed = /^(?:details|dropdown|spoiler|collapse|expander)$/;
const tab = /^(?:tab-item|tab)$/;

/** `raw` is all of it, `first` its first line. */
function readContainer(raw: string, first: string): TitledBlock {
  const lines = raw.split('\n');
  const last = lines.findLastIndex((line) => closing.test(line));
  const [, , braces, word, text = ''] = opening.exec(first) ?? [];
  const [name, title, head] = braces === undefined ? readWord(word!, text) : readBraces(braces, text);
  const options = isDirective(braces) ? optionsIn(lines) : 0;
  const content = lines.slice(1 + options, last).join('\n');
  const before = `${lines.slice(0, 1 + options).join('\n')}\n`;
  const rest = raw.slice(before.length);
  const block = { opening: before, rest, removed: `${head} ${lines.slice(1, 1 + options).join(' ')}` };
  if (groups.test(name)) {
    const tabs = name === 'panel-tabset' ? /^#{1,6}[ \t]+(.*)$/ : /^@tab(?::\w+)?[ \t]*(.*)$/;
    // What stands behind `tabs` is its id.
    const removed = `${block.removed} ${title}`;
    return { ...block, name: 'group', title: null, content: readTabs(content, tabs), removed };
  }
  if (tab.test(name)) return { ...block, name: 'tab', title, content };
  if (collapsed.test(name)) return { ...block, name: 'details', title, content };
  const kind = name.replace(/^callout-/, '');
  const isCallout = calloutKind(kind) !== null;
  if (kind === name || !isCallout || title !== '')
    return { ...block, name: isCallout ? kind : title === '' ? 'group' : 'details', title, content };
  // Quarto takes the first heading for the title.
  const [heading = '', words = ''] = /^\s*#{1,6}[ \t]+([^\n]*)\n?/.exec(content) ?? [];
  return {
    ...block,
    name: kind,
    title: words.trim(),
    opening: before + content.slice(0, heading.length),
    rest: rest.slice(heading.length),
    content: content.slice(heading.length),
  };
}

/** Name, title, and what else stands in the first line. */
function readWord(word: string, text: string): [string, string, string] {
  // `:::tip[Title]{#id}` of Docusaurus.
  const [, inBrackets, attributes = ''] = /^\[(.*)\][ \t]*(\{[^{}]*\})?[ \t]*$/.exec(text) ?? [];
  if (inBrackets !== undefined) return [word.toLowerCase(), inBrackets.trim(), `${word} ${attributes}`];
  const [list = ''] = /[ \t]*\{[^{}]*\}[ \t]*:*[ \t]*$/.exec(text) ?? [];
  const title = text.slice(0, text.length - list.length).replace(/[ \t]+:{3,}[ \t]*$/, '');
  return [word.toLowerCase(), title.trim(), `${word} ${list}`];
}

/** `{tip} Title` of MyST, or the attributes of Pandoc. */
function readBraces(braces: string, text: string): [string, string, string] {
  if (isDirective(braces)) {
    const name = braces.slice(1, -1).trim().toLowerCase();
    return [name === 'admonition' ? 'note' : name, text.trim(), braces];
  }
  const classes = [...braces.matchAll(/\.([\w-]+)/g)].map((match) => match[1]!);
  const name = classes.find((each) => each.startsWith('callout-')) ?? classes[0] ?? 'div';
  const [, title = ''] = /\btitle\s*=\s*"([^"]*)"/.exec(braces) ?? [];
  return [name.toLowerCase(), title, `${braces} ${text}`];
}

function isDirective(braces: string | undefined): boolean {
  return braces !== undefined && /^\{[a-zA-Z][\w:-]*\}$/.test(braces);
}

/** `:class: dropdown` and the like, below the line of a directive. */
function optionsIn(lines: string[]): number {
  let count = 0;
  while (/^[ \t]*:[\w-]+:/.test(lines[count + 1] ?? '')) count += 1;
  return count;
}
