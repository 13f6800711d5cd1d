/**
 * Tags of Jekyll (Liquid) and Hexo (Nunjucks): verbatim text, code, links to posts and files, images beside a post,
 * quotations, notes and tabs. Any other stays as written, and so does one in code.
 */
import { basename, dirname, extname } from 'node:path';
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

const tagPattern = /\{%-?[ \t\n]*(?<close>end)?(?<name>[a-zA-Z]\w*)(?<arguments>(?:[^%]|%(?!\})){0,1000}?)-?%\}/g;
/** The prefix of the site before an address, and the filters that add it. */
const siteAddress =
  /\{\{-?[ \t]*(?:site\.(?:base)?url|(?:"([^"\n]*)"|'([^'\n]*)')[ \t]*\|[ \t]*(?:relative_url|absolute_url|prepend:[ \t]*site\.\w+)(?:[ \t]*\|[ \t]*\w+(?::[ \t]*site\.\w+)?)*)[ \t]*-?\}\}/g;

/**
 * `file` is the path of the article, since Hexo keeps its images in a folder of its name. Jekyll reads `raw` in code too;
 * elsewhere code shows it.
 */
export function liquidEdits(text: string, file: string, isJekyll: boolean): Edit[] {
  if (!text.includes('{%') && !text.includes('{{')) return [];
  const edits: Edit[] = [];
  const tags = findTags(text, tagPattern);
  const closed = new Set(tags.filter(({ isClosing }) => isClosing).map(({ name }) => name));
  const verbatim: [number, number][] = [];
  const open: { name: string; end: string | null; start: number }[] = [];
  for (const tag of tags) {
    const inside = open.at(-1);
    // `raw` may stand within code, and within `raw` nothing is a tag.
    const isVerbatim = inside !== undefined && literal.test(inside.name);
    if (isVerbatim && tag.name !== inside.name && !(tag.name === 'raw' && inside.name !== 'raw')) continue;
    if (tag.isClosing) {
      const last = open.findLastIndex(({ name }) => name === tag.name);
      if (last === -1) {
        if (tag.name === 'raw' && isVerbatim) edits.push({ start: tag.start, end: tag.end, text: '' });
        continue;
      }
      const { end, start, name } = open[last]!;
      open.length = last;
      if (literal.test(name)) verbatim.push([start, tag.end]);
      if (name === 'comment') edits.push({ start, end: tag.end, text: '' });
      else if (end === '') edits.push({ start: tag.start, end: tag.end, text: '' });
      else if (end !== null) edits.push(blockEdit(text, tag, end));
      continue;
    }
    if (tag.name === 'raw' && closed.has('raw')) {
      edits.push({ start: tag.start, end: tag.end, text: '' });
      if (!isVerbatim) open.push({ name: 'raw', end: '', start: tag.start });
      continue;
    }
    if (isVerbatim) continue;
    const block = closed.has(tag.name) ? openingOf(tag, open.length) : null;
    if (block !== null) {
      if (tag.name !== 'comment') edits.push(blockEdit(text, tag, block.start));
      open.push({ name: tag.name, end: block.end, start: tag.start });
      continue;
    }
    const replaced = single(tag, file);
    if (replaced !== null) edits.push({ start: tag.start, end: tag.end, text: replaced });
  }
  for (const tag of findTags(text, siteAddress)) {
    if (verbatim.some(([start, end]) => tag.start >= start && tag.start < end)) continue;
    const [, double, single] = new RegExp(siteAddress.source).exec(text.slice(tag.start, tag.end)) ?? [];
    edits.push({ start: tag.start, end: tag.end, text: double ?? single ?? '' });
  }
  if (isJekyll)
    for (const { 0: raw, index } of text.matchAll(rawTag))
      edits.push({ start: index, end: index + raw.length, text: '' });
  if (closed.has('tabs')) edits.push(...tabEdits(text));
  return withoutOverlaps(edits);
}

const tabComment = /^([ \t]*)<!--[ \t]*(?:tab\b([^\n]*?)|(endtab))[ \t]*-->[ \t]*$/gm;

/** Hexo's tabs are between comments, each with its title, perhaps followed by `@icon`. */
function tabEdits(text: string): Edit[] {
  return [...text.matchAll(tabComment)].map(({ 0: raw, index, 1: indent = '', 2: title = '', 3: end }) => ({
    start: index,
    end: index + raw.length,
    text: `${indent}${containerFence}${end === undefined ? ` tab ${title.replace(/@[\w-]*$/, '').trim()}` : ''}`,
  }));
}

const rawTag = /\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}/g;

/** Tags whose content is no Markdown. */
const literal = /^(?:raw|highlight|codeblock|code|comment|mermaid)$/;

function withoutOverlaps(edits: Edit[]): Edit[] {
  const sorted = edits.sort((first, second) => first.start - second.start || second.end - first.end);
  let end = 0;
  return sorted.filter((edit) => {
    if (edit.start < end) return false;
    end = edit.end;
    return true;
  });
}

interface TagMarkup {
  start: string;
  end: string;
}

function openingOf({ name, positional, argumentText }: TemplateTag, depth: number): TagMarkup | null {
  const fence = containerFence + ':'.repeat(depth);
  const container = (kind: string, title: string): TagMarkup => ({
    start: `${fence} ${kind}${title === '' ? '' : ` ${title}`}\n`,
    end: `\n${fence}`,
  });
  switch (name) {
    case 'comment':
      return { start: '', end: '' };
    case 'highlight':
      // Jekyll knows no title; whatever stands there beside its options is kept as one.
      return code(
        positional[0] ?? '',
        positional
          .slice(1)
          .filter((word) => word !== 'linenos')
          .join(' '),
      );
    case 'codeblock':
    case 'code':
      return codeBlock(argumentText);
    case 'mermaid':
      return code('mermaid', '');
    case 'note':
    case 'subnote': {
      const [first = '', ...others] = argumentText.split(/[ \t]+/);
      const kind = calloutKind(first);
      const words = (kind === null ? [first, ...others] : others).filter((word) => !styles.test(word)).join(' ');
      return container(kind === null ? 'note' : first, words.replace(/^["']|["']$/g, ''));
    }
    case 'tabs':
      return container('group', '');
    case 'details':
    case 'folding':
    case 'hideToggle':
    case 'spoiler':
      return container('details', positional.join(' '));
    case 'blockquote':
    case 'quote':
      return quotation(argumentText);
    case 'centerquote':
    case 'cq':
    case 'pullquote':
      return { start: '<blockquote>\n', end: '\n</blockquote>\n' };
    default:
      return null;
  }
}

/** How a theme draws a note, not what it is. */
const styles =
  /^(?:default|modern|flat|simple|disabled|no-icon|blue|pink|red|purple|orange|green|['"]fa[\w -]*['"]?|fa[\w-]+['"]?)$/;

function code(language: string, title: string): TagMarkup {
  return { start: `\`\`\`\`\`${language}${title === '' ? '' : ` [${title}]`}`, end: '`````' };
}

/** `[title] [lang:language] [url] [link text]` of Hexo. */
function codeBlock(text: string): TagMarkup {
  const [, language = ''] = /\blang:(\S+)/.exec(text) ?? [];
  const words = text.replace(/\b(?:lang|line_number|highlight|first_line|mark|wrap|line_threshold):\S+/g, ' ');
  const title = words
    .replace(/\bhttps?:\/\/\S+/g, ' ')
    .replace(/[[\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return code(language, title);
}

/** `author, source link title`. */
function quotation(text: string): TagMarkup {
  const address = /\bhttps?:\/\/\S+/.exec(text);
  const before = address === null ? text : text.slice(0, address.index);
  const after = address === null ? '' : text.slice(address.index + address[0].length).trim();
  const words = before.trim().replace(/,$/, '');
  const source = address === null ? '' : ` [${escapeMarkdown(after || address[0])}](${encodeAddress(address[0])})`;
  const attribution = `${words}${source}`.trim();
  return { start: '<blockquote>\n', end: `${attribution === '' ? '' : `\n— ${attribution}\n`}\n</blockquote>\n` };
}

function single({ name, positional, argumentText }: TemplateTag, file: string): string | null {
  const [first = '', second = '', ...others] = positional;
  if (first === '') return null;
  switch (name) {
    case 'post_url':
      return wikiAddress(argumentText);
    case 'link':
      // With a path Jekyll's, with a text and an address Hexo's.
      if (second === '') return wikiAddress(first);
      return `[${escapeMarkdown([first, ...positional.slice(1).filter((word) => !isAddress(word))].join(' '))}](${encodeAddress(positional.find(isAddress) ?? second)})`;
    case 'post_link': {
      const title = [second, ...others].filter((word) => !/^(?:true|false)$/.test(word)).join(' ');
      return `[${escapeMarkdown(title || first)}](${wikiAddress(first)})`;
    }
    case 'post_path':
      return wikiAddress(first);
    case 'asset_path':
      return assetPath(first, file);
    case 'asset_link':
      return `[${escapeMarkdown([second, ...others].join(' ').trim() || first)}](${assetPath(first, file)})`;
    case 'asset_img':
    case 'img':
      return image(positional, name === 'img' ? null : file);
    case 'youtube':
      return `<https://www.youtube.com/watch?v=${encodeURIComponent(first)}>`;
    case 'vimeo':
      return `<https://vimeo.com/${encodeURIComponent(first)}>`;
    case 'gist':
      return `<https://gist.github.com/${encodeAddress(first)}>`;
    default:
      return null;
  }
}

function isAddress(word: string): boolean {
  return /^(?:https?:\/\/|\/)/.test(word);
}

const imagePath = /\.(?:avif|bmp|gif|jpe?g|png|svg|webp)(?:[?#].*)?$/i;

/** `[classes] path [width] [height] [title [alt]]`; `file` where the path is beside the post. */
function image(words: string[], file: string | null): string | null {
  const at = words.findIndex((word) => imagePath.test(word) || isAddress(word));
  if (at === -1) return null;
  const path = words[at]!;
  const rest = words.slice(at + 1);
  const sizes = rest.slice(0, 2).filter((word) => /^\d+$/.test(word));
  const texts = rest.slice(sizes.length).join(' ').trim();
  // Both may be in one argument, as in `'"title" "alt"'`.
  const [title = '', alt = title] = [...texts.matchAll(/"([^"]*)"/g)].map((match) => match[1]!);
  const address = file === null || isAddress(path) ? encodeAddress(path) : assetPath(path, file);
  const braces =
    sizes.length === 0 ? '' : `{${sizes.map((size, index) => `${['width', 'height'][index]}=${size}`).join(' ')}}`;
  return `![${escapeMarkdown(alt || texts.replaceAll('"', ''))}](${address})${braces}`;
}

/** Hexo's folder for the files of a post has the name of the post. */
function assetPath(path: string, file: string): string {
  const name = basename(file, extname(file));
  const isOwnFolder = /^(?:index|readme)$/i.test(name) || basename(dirname(file)) === name;
  return encodeAddress(isOwnFolder ? path : `${name}/${path}`);
}
