/**
 * Link definitions. One whose target is prose, as in `[1]: 鲁迅《呐喊》，1979年`, is a paragraph, since Chinese has no spaces
 * to tell by. One that nothing refers to is reported.
 */
import type { MarkedExtension, Token, Tokens, TokensList } from 'marked';
import { Tokenizer } from 'marked';
import { fullWidth } from '../../text/characters.ts';
import type { Syntax } from '../extension/syntax.ts';
import type { TokenProblem } from '../extension/token-problems.ts';
import { beginsBlock, endOfLine } from '../extension/tokenizing.ts';

const begins = /^ {0,3}\[(?:\\[\s\S]|[^[\]\\]){1,999}\]:/;
const beginsLine = /^ {0,3}\[(?:\\.|[^[\]\\]){1,999}\]:/;

/** A paragraph that begins as definitions do. */
interface Prose extends Tokens.Paragraph {
  isDefinition?: true;
}

type Links = Record<string, { href: string; title: string | null }>;

function createExtension(): MarkedExtension {
  /** The labels that the article refers to. */
  const usedLabels = new Set<string>();
  return {
    extensions: [
      {
        name: 'linkDefinition',
        level: 'block',
        tokenizer(source, before): Tokens.Generic | undefined {
          if (!begins.test(source) || interrupts(before.at(-1))) return undefined;
          const { tokens, tokenizer } = this.lexer as unknown as { tokens: TokensList; tokenizer: Tokenizer };
          const found = tokenizer.def(source);
          // What looks like a note is none of a link.
          if (found === undefined || found.tag.startsWith('^') || !isAddress(found.href, found.raw))
            return paragraphAt(source, this.lexer);
          const links = tokens.links as Links;
          const isFirst = links[found.tag] === undefined;
          const isSame = !isFirst && isDefined(links[found.tag]!, found);
          if (isFirst) links[found.tag] = { href: found.href, title: found.title ?? null };
          return { ...found, problems: () => problemsOf(found, { isFirst, isSame }, usedLabels) };
        },
      },
    ],
    tokenizer: {
      reflink(source, links) {
        return Tokenizer.prototype.reflink.call(this, source, recording(links as Links, usedLabels)) as never;
      },
    },
  };
}

export const linkDefinitions: Syntax = { name: 'link definitions', marked: createExtension, transform: null };

function isDefined(link: Links[string], { href, title }: Tokens.Def): boolean {
  return link.href === href && link.title === (title ?? null);
}

/** A definition cannot interrupt a paragraph. An empty line ends one, and stands in its token. */
function interrupts(before: Token | undefined): boolean {
  if (before === undefined || (before as Prose).isDefinition) return false;
  return ['paragraph', 'text'].includes(before.type) && !/\n[ \t]*\n[ \t]*$/.test(before.raw);
}

/** The line, and those after it up to the next one of its kind. */
function paragraphAt(source: string, lexer: { inline(text: string): Token[] }): Prose {
  let end = endOfLine(source, 0);
  while (end < source.length) {
    const next = endOfLine(source, end + 1);
    const line = source.slice(end + 1, next);
    if (line.trim() === '' || beginsLine.test(line) || beginsBlock(line)) break;
    end = next;
  }
  const text = source.slice(0, end).trim();
  return { type: 'paragraph', raw: source.slice(0, end + 1), text, tokens: lexer.inline(text), isDefinition: true };
}

/** Full-width punctuation stands in no address; a single word without a dot or a slash is none. */
export function isAddress(href: string, definition = ''): boolean {
  if (href === '' || /\]:\s*</.test(definition)) return true;
  if (fullWidth.test(href)) return false;
  if (/^(?:[a-z][a-z0-9+.-]+:|[/#?]|\.{1,2}\/|www\.)/i.test(href)) return true;
  if (/\.[a-z][a-z0-9]{0,5}(?:[?#].*)?$/i.test(href)) return true;
  return href.includes('/') && !/\p{Script=Han}/u.test(href);
}

function recording(links: Links, usedLabels: Set<string>): Links {
  return new Proxy(links, {
    get(target, label: string) {
      if (target[label] !== undefined) usedLabels.add(label);
      return target[label];
    },
  });
}

function problemsOf(
  { tag, raw }: Tokens.Def,
  { isFirst, isSame }: { isFirst: boolean; isSame: boolean },
  usedLabels: ReadonlySet<string>,
): TokenProblem[] {
  // `[//]: # (words)` is how Markdown writes a comment.
  if (/^\s*\[[^\]]*\]:\s*(?:#|<>)(?:\s|$)/.test(raw)) return [];
  const label = /\[((?:\\.|[^[\]\\])*)\]:/.exec(raw)?.[1]?.trim() ?? tag;
  // Said twice in the same words, it is said once.
  if (isSame) return [{ code: null, message: '', line: 0, hint: null, removed: raw }];
  if (!isFirst) {
    const message = `[${label}] is defined twice; this definition is ignored: ${raw.trim().slice(0, 100)}`;
    return [{ code: 'definition-unused', message, line: 0, hint: 'rename one of the labels', removed: raw }];
  }
  if (usedLabels.has(tag)) return [];
  const message = `[${label}] is never referenced, so its definition is not printed: ${raw.trim().slice(0, 100)}`;
  return [
    {
      code: 'definition-unused',
      message,
      line: 0,
      hint: `write [${label}] where it belongs, or remove the definition`,
      removed: raw,
    },
  ];
}
