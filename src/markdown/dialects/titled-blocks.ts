/**
 * Blocks with a title, which several tools write in their own ways: callouts, collapsible blocks (always open in a
 * book), tabs one below the other, and plain groups. Each way makes the same token, resolved in the tree here.
 */
import type { Element, ElementContent, Root } from 'hast';
import type { Lexer, TokenizerAndRendererExtension, Tokens } from 'marked';
import { element, elements, text } from '../../hast/tree.ts';
import { calloutKind, calloutTitle } from '../../locale/callout-kinds.ts';
import { stringsFor } from '../../locale/strings.ts';
import { isPlaceholder, lineAttribute, placeholderAround } from '../extension/placeholders.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';

export interface TitledBlock {
  /** What its author calls it: `tip`, `faq`; `tab` and `details` have no kind, `group` has no title either. */
  name: string;
  /** '' where the name speaks for itself, null where there is to be no title. */
  title: string | null;
  /** As written, with the line end: the line or lines before the content. */
  opening: string;
  /** As written, with the line that closes it. */
  rest: string;
  /** The content without its indents and delimiters; a list where it consists of blocks that are known already. */
  content: string | TitledBlock[];
  /** Text of the opening that no reader will miss. */
  removed: string;
}

const extension: TokenizerAndRendererExtension = {
  name: 'titledBlock',
  childTokens: ['items'],
  renderer(token) {
    const [title, content] = token.items as [Tokens.Generic, Tokens.Generic];
    const words = this.parser.parseInline(title.tokens ?? []);
    const heading = words === '' ? '' : `<div class="octavo-block-title"${lineAttribute(title)}>${words}</div>\n`;
    const html = `${heading}${this.parser.parse(content.tokens ?? [])}`;
    return placeholderAround('titled-block', 'div', token, html, `${token.untitled ? '-' : ''}${token.block}`);
  },
};

/** Resolves the blocks of all dialects; comes after those that make them. */
export const titledBlocks: Syntax = {
  name: 'titled blocks',
  marked: { extensions: [extension] },
  transform: setBlocks,
};

/** The token of a block, for a tokenizer at the level of blocks. */
export function titledToken(lexer: Lexer, block: TitledBlock): Tokens.Generic {
  const { name, title, opening, rest, content, removed } = block;
  const { top } = lexer.state;
  lexer.state.top = true;
  const tokens =
    typeof content === 'string' ? lexer.blockTokens(content, []) : content.map((each) => titledToken(lexer, each));
  lexer.state.top = top;
  return {
    type: 'titledBlock',
    raw: opening + rest,
    block: name,
    untitled: title === null,
    items: [
      { type: 'term', raw: opening, tokens: title ? lexer.inline(title) : [] },
      { type: 'meaning', raw: rest, tokens },
    ],
    problems: () => [{ code: null, message: '', hint: null, line: 0, removed }],
  };
}

function setBlocks(tree: Root, { language }: SyntaxContext): void {
  for (const node of elements(tree)) {
    if (!isPlaceholder(node, 'titled-block')) continue;
    const written = String(node.properties.title);
    const name = written.replace(/^-/, '');
    const [first, ...others] = node.children;
    const title = isPlaceholder(first, 'block-title') ? first : null;
    const content = title === null ? node.children : others;
    delete node.properties.title;
    if (name === 'group' || name === 'tab' || name === 'details') {
      if (title === null) delete node.properties.className;
      else node.properties.className = ['titled'];
      const label = name === 'details' ? stringsFor(language).details : null;
      if (label !== null) node.properties.className = ['titled'];
      node.children = [...titleOf(title, 'titled-title', label), ...content];
      continue;
    }
    const kind = calloutKind(name) ?? 'note';
    node.tagName = 'aside';
    node.properties.className = ['callout', `callout-${kind}`];
    node.properties.role = kind === 'tip' ? 'doc-tip' : 'note';
    const label = written === name ? calloutTitle(name, stringsFor(language).callouts) : null;
    node.children = [...titleOf(title, 'callout-title', label), ...content];
  }
}

function titleOf(title: Element | null, className: string, label: string | null): ElementContent[] {
  const words = title?.children ?? (label === null ? [] : [text(label)]);
  if (words.length === 0) return [];
  return [
    element('p', { className: [className], dataLine: title?.properties.dataLine }, [element('strong', {}, words)]),
  ];
}
