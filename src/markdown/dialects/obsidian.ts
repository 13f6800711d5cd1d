/**
 * Obsidian: links and embeds by name, comments, ids of blocks. Notes that an embed includes are put into the text before
 * it is parsed (`expansion.ts`); an embed left here shows an image, or links to what cannot be shown. All kinds of
 * callouts are set in `syntaxes/callouts.ts`.
 */
import type { Element, Root } from 'hast';
import type { MarkedExtension, Tokens } from 'marked';
import { escapeAttribute, escapeText } from '../../hast/serialize.ts';
import { elements, isElement, meaningful } from '../../hast/tree.ts';
import { wikiAddress } from '../../text/wiki-links.ts';
import { lineAttribute } from '../extension/placeholders.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';
import { characterBefore } from '../extension/tokenizing.ts';

const link = /^(!?)\[\[([^[\]\n|]{1,500})(?:\|([^[\]\n]{0,500}))?\]\](?![([])/;
const image = /\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$/i;
const size = /^(\d{1,5})(?:x(\d{1,5}))?$/;

const marked: MarkedExtension = {
  extensions: [
    {
      name: 'wikiLink',
      level: 'inline',
      tokenizer(source, tokens) {
        if (!source.startsWith('[[') && !source.startsWith('![[')) return undefined;
        const [raw, embed, target = '', text] = link.exec(source) ?? [];
        if (raw === undefined || this.lexer.state.inRawBlock || !isName(target)) return undefined;
        // `a[[1]]` is an expression, and `[[1]]` may be the brackets around a link.
        if (embed === '' && /[\p{L}\p{N}_\])]/u.test(characterBefore(tokens))) return undefined;
        if (Object.hasOwn(this.lexer.tokens.links, target.toLowerCase())) return undefined;
        const path = target.replace(/\\$/, '');
        const isImage = embed === '!' && image.test(path);
        // The size of an image is no text.
        const problems = () => (isImage ? [{ code: null, message: '', hint: null, line: 0, removed: text ?? '' }] : []);
        return { type: 'wikiLink', raw, isImage, target: path, text: text ?? '', problems };
      },
      renderer: (token) => (token.isImage ? imageOf(token) : linkOf(token)),
    },
    { name: 'comment', level: 'inline', tokenizer: readComment, renderer: () => '' },
    { name: 'comment', level: 'block', tokenizer: readCommentBlock, renderer: () => '' },
  ],
};

export const obsidian: Syntax[] = [{ name: 'Obsidian', marked, transform: setBlockIds }];

/** Not a test of a shell, `[[ -f file ]]`, nor a number of a reference in a text from the web. */
function isName(target: string): boolean {
  return !/^\s|^[\d,;–-]+$|^\^/.test(target) && /[\p{L}\p{N}]/u.test(target);
}

function imageOf(token: Tokens.Generic): string {
  const words = (token.text as string).split('|');
  const [, width, height] = size.exec(words.at(-1)!.trim()) ?? [];
  const alt = (width === undefined ? words : words.slice(0, -1)).join('|').trim();
  const values = {
    src: encodeURI(token.target).replace(/[?#]/g, encodeURIComponent),
    alt: alt || undefined,
    width,
    height,
  };
  const attributes = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${escapeAttribute(String(value))}"`],
  );
  return `<img${lineAttribute(token)}${attributes.join('')}>`;
}

function linkOf(token: Tokens.Generic): string {
  const [path = '', ...headings] = (token.target as string).split('#');
  const label = [path, ...headings.map((each) => each.replace(/^\^/, ''))].filter((part) => part !== '').join(' > ');
  const text = (token.text as string).trim() || label;
  const address =
    path === '' ? `#${encodeURIComponent(headings.at(-1)!.replace(/^\^/, ''))}` : wikiAddress(token.target);
  return `<a${lineAttribute(token)} href="${escapeAttribute(address)}">${escapeText(text)}</a>`;
}

/** Between two `%%`, in one paragraph or over several; unclosed, or beside a digit as in `50%%`, it is text. */
function readComment(source: string, tokens: Parameters<typeof characterBefore>[0]): Tokens.Generic | undefined {
  if (!source.startsWith('%%') || /[\p{L}\p{N}%]/u.test(characterBefore(tokens))) return undefined;
  const end = source.indexOf('%%', 2);
  return end < 3 ? undefined : comment(source.slice(0, end + 2));
}

function readCommentBlock(source: string): Tokens.Generic | undefined {
  const start = /^ {0,3}%%(?!%)/.exec(source)?.[0].length;
  const end = start === undefined ? -1 : source.indexOf('%%', start);
  const raw = end === -1 ? undefined : /^%%[ \t]*(?:\n+|$)/.exec(source.slice(end, end + 200))?.[0];
  return raw === undefined ? undefined : comment(source.slice(0, end) + raw);
}

function comment(raw: string): Tokens.Generic {
  return {
    type: 'comment',
    raw,
    problems: () => [{ code: null, message: '', hint: null, line: 0, removed: raw }],
  };
}

const blockId = /(?:^|\s)\^((?=[\w-]*[a-zA-Z])[\w-]{2,64})\s*$/;

/** `^id` at the end of a block is its id; alone in a paragraph, that of the block before. */
function setBlockIds(tree: Root, { account }: SyntaxContext): void {
  for (const parent of [tree, ...elements(tree)]) {
    let before: Element | null = null;
    const blocks = meaningful(parent as Root);
    for (const block of blocks) {
      if (!isElement(block)) continue;
      const last = isElement(block, 'p', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6') ? block.children.at(-1) : undefined;
      const id = last?.type === 'text' ? blockId.exec(last.value) : null;
      const isAlone = block.tagName === 'p' && block.children.length === 1 && id?.index === 0;
      const target: Element | null = isAlone ? before : block;
      before = block;
      // A second id stays text.
      if (id === null || last?.type !== 'text' || target === null || target.properties.id) continue;
      account(id[0]);
      target.properties.id = id[1]!;
      last.value = last.value.slice(0, id.index);
      if (!isAlone) continue;
      before = target;
      parent.children = (parent.children as Element[]).filter((child) => child !== block);
    }
  }
}
