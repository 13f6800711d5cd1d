/**
 * Callouts: a quotation that begins with `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]`, and perhaps
 * a title of its own on that line. Obsidian has more kinds, and any other is a note with its name as the title; without
 * that dialect it stays a quotation.
 */
import type { Element, ElementContent, Root } from 'hast';
import { element, elements, hasText, isElement, meaningful, text, textOf } from '../../hast/tree.ts';
import { calloutKind, calloutTitle, githubKinds } from '../../locale/callout-kinds.ts';
import { stringsFor } from '../../locale/strings.ts';
import { isPlaceholder, lineMarker, unwrapPlaceholders } from '../extension/placeholders.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';

const mark = /^\[!([\p{L}\p{N}_][\p{L}\p{N}_ -]{0,40})(\|[^\]\n]{0,100})?\][+-]?(?=\s|$)/iu;

export const callouts: Syntax = {
  name: 'callouts',
  marked: {
    extensions: [
      {
        name: 'callout',
        level: 'inline',
        tokenizer(source, tokens) {
          const raw = tokens.length === 0 && source.startsWith('[!') ? mark.exec(source)?.[0] : undefined;
          return raw === undefined ? undefined : { type: 'callout', raw, text: raw };
        },
        renderer: (token) => lineMarker('callout', token),
      },
    ],
  },
  transform: setCallouts,
};

function setCallouts(tree: Root, { language, dialects, account }: SyntaxContext): void {
  for (const node of elements(tree)) {
    if (!isElement(node, 'blockquote')) continue;
    const paragraph = meaningful(node)[0];
    const name = nameOf(paragraph);
    if (name === null || !(githubKinds.has(name) || dialects.has('obsidian'))) continue;
    const kind = calloutKind(name) ?? 'note';
    const [title, rest] = partTitle((paragraph as Element).children);
    const body = node.children.filter((child) => child !== paragraph);
    const others = rest.length === 0 ? body : [element('p', (paragraph as Element).properties, rest), ...body];
    const own = hasText({ type: 'root', children: title } as Root) || title.some(holdsImage);
    // With nothing to say it is no callout.
    if (!own && meaningful({ type: 'root', children: others } as Root).length === 0) continue;
    const words = own ? title : [text(calloutTitle(name, stringsFor(language).callouts))];
    account(textOf((paragraph as Element).children[0]!));
    node.tagName = 'aside';
    node.properties.className = ['callout', `callout-${kind}`];
    node.properties.role = kind === 'tip' ? 'doc-tip' : 'note';
    node.children = [element('p', { className: ['callout-title'] }, [element('strong', {}, words)]), ...others];
  }
  unwrapPlaceholders(tree, 'callout');
}

function holdsImage(node: ElementContent): boolean {
  return isElement(node) && (node.tagName === 'img' || [...elements(node)].some(({ tagName }) => tagName === 'img'));
}

/** In lower case. */
function nameOf(paragraph: unknown): string | null {
  const node = paragraph as Element | undefined;
  const first = isElement(node, 'p') ? node.children[0] : undefined;
  if (!isPlaceholder(first, 'callout')) return null;
  return mark.exec(textOf(first))?.[1]?.toLowerCase() ?? null;
}

/** The rest of the first line, and the other lines. */
function partTitle([, ...words]: ElementContent[]): [ElementContent[], ElementContent[]] {
  for (const [index, child] of words.entries()) {
    if (isElement(child, 'br')) return [words.slice(0, index), trimmed(words.slice(index + 1))];
    const end = child.type === 'text' ? child.value.indexOf('\n') : -1;
    if (child.type !== 'text' || end === -1) continue;
    const title = [...words.slice(0, index), text(child.value.slice(0, end).trimEnd())];
    return [trimmed(title), trimmed([text(child.value.slice(end)), ...words.slice(index + 1)])];
  }
  return [trimmed(words), []];
}

function trimmed([first, ...others]: ElementContent[]): ElementContent[] {
  if (first?.type !== 'text') return first === undefined ? [] : [first, ...others];
  const value = first.value.trimStart();
  return value === '' ? others : [{ ...first, value }, ...others];
}
