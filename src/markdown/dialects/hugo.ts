/**
 * Hugo's shortcodes: `figure`, `ref`, `relref`, `highlight`, `details`, videos, and the callouts and tabs of common
 * themes. Any other stays as written, and so does one in code.
 */
import { calloutKind } from '../../locale/callout-kinds.ts';
import { wikiAddress } from '../../text/wiki-links.ts';
import type { Edit } from '../extension/traced-text.ts';
import {
  blockEdit,
  containerFence,
  encodeAddress,
  escapeMarkdown,
  findTags,
  type TemplateTag,
} from './template-tags.ts';

const shortcode =
  /\{\{[<%][ \t\n]*(?<close>\/?)[ \t]*(?<name>[\w./-]+)(?<arguments>(?:[^"`>%}]|"(?:\\.|[^"\\]){0,1000}"|`[^`]{0,1000}`|[>%](?!\}\})|\}(?!\})){0,2000}?)\/?[ \t\n]*[>%]\}\}/g;
/** How articles about Hugo write one that is to be shown. */
const shown = /\{\{([<%])[ \t]*\/\*([^*]{1,500})\*\/[ \t]*([>%])\}\}/g;

export function hugoEdits(text: string): Edit[] {
  const tags = findTags(text, shortcode);
  const edits = [...text.matchAll(shown)].map(({ 0: raw, index, 1: open, 2: inside, 3: close }) => ({
    start: index,
    end: index + raw.length,
    text: `{{${open}${inside}${close}}}`,
  }));
  const closed = new Set(tags.filter(({ isClosing }) => isClosing).map(({ name }) => name));
  /** The blocks that are open here, innermost last. */
  const open: { name: string; end: string }[] = [];
  /** Within code. */
  let code: string | null = null;
  for (const tag of tags) {
    if (code !== null && !(tag.isClosing && tag.name === code)) continue;
    code = null;
    if (tag.isClosing) {
      const last = open.findLastIndex(({ name }) => name === tag.name);
      const end = open[last]?.end ?? withoutTags(text.slice(tag.start, tag.end));
      if (end !== null) edits.push(isInline(end) ? { ...span(tag), text: end } : blockEdit(text, tag, end));
      if (last !== -1) open.length = last;
      continue;
    }
    const block = closed.has(tag.name) ? openingOf(tag, open.length) : null;
    if (block !== null) {
      edits.push(isInline(block.end) ? { ...span(tag), text: block.start } : blockEdit(text, tag, block.start));
      open.push({ name: tag.name, end: block.end });
      if (block.start.startsWith('`')) code = tag.name;
      continue;
    }
    const replaced = single(tag) ?? withoutTags(text.slice(tag.start, tag.end));
    if (replaced === null) continue;
    edits.push(tag.isAlone ? blockEdit(text, tag, replaced) : { ...span(tag), text: replaced });
  }
  return edits.sort((first, second) => first.start - second.start);
}

function span({ start, end }: TemplateTag): Pick<Edit, 'start' | 'end'> {
  return { start, end };
}

/** The end of a link, or of a tag that stays. */
function isInline(end: string): boolean {
  return end.startsWith('](') || end.startsWith('{{');
}

/** A tag that stays must not be read as HTML: `{{<button href="a">}}`. Null where it would not be. */
function withoutTags(tag: string): string | null {
  return /^\{\{<\/?[a-z]/i.test(tag) ? tag.replace('<', '&lt;').replace(/>\}\}$/, '&gt;}}') : null;
}

interface ShortcodeMarkup {
  start: string;
  end: string;
}

const callouts =
  /^(?:notice|hint|callout|alert|admonition|asciicast-note|note|tip|info|warning|danger|caution|important|success|quote)$/;

/** Blocks that a theme sets beside or below each other. */
const groups = /^(?:tabs|tabgroup|columns?|cols?|steps|cards|center|section)$/;

/** What the opening and the closing tag of a block become. */
function openingOf({ name, positional, named }: TemplateTag, depth: number): ShortcodeMarkup | null {
  const last = name.split('/').at(-1)!;
  const fence = containerFence + ':'.repeat(depth);
  const block = (kind: string, title = ''): ShortcodeMarkup => ({
    start: `${fence} ${kind}${title === '' ? '' : ` ${title}`}\n`,
    end: `\n${fence}`,
  });
  if (last === 'highlight') return highlight(positional);
  if (/^(?:details|expand|collapse|fold|spoiler)$/.test(last))
    return block('details', named.get('summary') ?? named.get('title') ?? positional[0] ?? '');
  if (groups.test(last)) return block('group');
  const address = named.get('href') ?? named.get('link') ?? named.get('relref');
  if (last === 'button' && address !== undefined)
    return { start: '[', end: `](${named.has('relref') ? wikiAddress(address) : encodeAddress(address)})` };
  if (last === 'mermaid') return { start: '`````mermaid', end: '`````' };
  if (last === 'tab')
    return block('tab', named.get('name') ?? named.get('title') ?? named.get('header') ?? positional[0] ?? '');
  if (!callouts.test(last)) return null;
  const isKind = (word: string | undefined) => word !== undefined && calloutKind(word) !== null;
  const type = [named.get('type'), named.get('style'), named.get('color'), positional[0], last].find(isKind) ?? 'note';
  const title = named.get('title') ?? positional[isKind(positional[0]) ? 1 : 0] ?? '';
  return block(type, title);
}

function highlight([language = '', options = '']: string[]): ShortcodeMarkup {
  const [, lines = ''] = /hl_lines=(?:"|\[)?([\d ,"-]+)/.exec(options) ?? [];
  const [, start] = /linenostart=(\d+)/.exec(options) ?? [];
  const marked = lines.replace(/[" ]+/g, ' ').trim().replaceAll(' ', ',');
  const info = `${language}${marked === '' ? '' : ` {${marked}}`}${start === undefined ? '' : ` start=${start}`}`;
  return { start: `\`\`\`\`\`${info}`, end: '`````' };
}

/** What a tag without content becomes; null where it stays. */
function single(tag: TemplateTag): string | null {
  const { name, positional, named } = tag;
  const first = positional[0] ?? named.get('path') ?? named.get('id') ?? '';
  switch (name) {
    case 'ref':
    case 'relref':
      return first === '' ? null : first.startsWith('#') ? first : wikiAddress(first);
    case 'figure':
    case 'image':
    case 'img':
      return figure(tag);
    case 'youtube':
      return first === '' ? null : `<https://www.youtube.com/watch?v=${encodeURIComponent(first)}>`;
    case 'vimeo':
      return first === '' ? null : `<https://vimeo.com/${encodeURIComponent(first)}>`;
    case 'gist':
      return positional.length < 2
        ? null
        : `<https://gist.github.com/${positional.slice(0, 2).map(encodeURIComponent).join('/')}>`;
    case 'pagebreak':
      return '\n\\newpage\n';
    default:
      return null;
  }
}

/** An image, with a caption of Markdown where the tag stands alone. */
function figure({ positional, named, isAlone }: TemplateTag): string | null {
  const src = named.get('src') ?? named.get('link') ?? positional[0];
  if (src === undefined) return null;
  const [title = '', caption = '', attribution = ''] = ['title', 'caption', 'attr'].map((key) => named.get(key) ?? '');
  const alt = named.get('alt') ?? (caption || title);
  const size = ['width', 'height'].flatMap((key) => {
    const [value] = /^\d+(?:px)?$/.exec(named.get(key) ?? '') ?? [];
    return value === undefined ? [] : [`${key}=${value}`];
  });
  const braces = size.length === 0 ? '' : `{${size.join(' ')}}`;
  const image = `![${escapeMarkdown(alt)}](${encodeAddress(src)})${braces}`;
  const link = named.get('link');
  const linked = link === undefined ? image : `[${image}](${encodeAddress(link)})`;
  const attrlink = named.get('attrlink');
  const by =
    attribution === '' || attrlink === undefined ? attribution : `[${attribution}](${encodeAddress(attrlink)})`;
  const words = [title === '' ? '' : `**${title}**`, caption, by].filter((part) => part !== '').join(' ');
  if (words === '' || !isAlone) return linked;
  return `<figure>\n\n${linked}\n\n<figcaption>\n\n${words}\n\n</figcaption>\n</figure>\n`;
}
