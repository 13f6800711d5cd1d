/**
 * Attributes, as in Pandoc: `{#id .class lang=en}` at the end of a heading, right after an image, a link, code or
 * emphasis, and on a line of its own after a block. Anywhere else braces are words.
 */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { addClass, elements, isElement, lineOf, meaningful, textOf } from '../../hast/tree.ts';
import { problem } from '../../model/diagnostics.ts';
import { isPlaceholder, lineMarker, unwrapPlaceholders } from '../extension/placeholders.ts';
import type { Syntax, SyntaxContext } from '../extension/syntax.ts';
import { type ListedAttribute, parseAttributes } from './attribute-list.ts';
import { shareClass } from './images.ts';
import { isCaption } from './table-captions.ts';

const braces = /^\{[^{}\n]{1,1000}\}/;
const anywhere = /\{[^{}\n[\]]{1,1000}\}/g;

export const attributes: Syntax = {
  name: 'attributes',
  marked: {
    extensions: [
      {
        name: 'attributes',
        level: 'inline',
        tokenizer(source) {
          if (source[0] !== '{' || this.lexer.state.inRawBlock) return undefined;
          const raw = braces.exec(source)?.[0];
          return raw === undefined || parseAttributes(raw) === null
            ? undefined
            : { type: 'attributes', raw, text: raw };
        },
        renderer: (token) => lineMarker('attributes', token),
      },
    ],
    hooks: {
      emStrongMask: (masked) =>
        masked.replace(anywhere, (text) =>
          parseAttributes(text) === null ? text : `{${'a'.repeat(text.length - 2)}}`,
        ),
    },
  },
  transform: setAttributes,
};

function setAttributes(tree: Root, context: SyntaxContext): void {
  const parents = [tree, ...elements(tree)] as Parents[];
  if (!parents.some((parent) => parent.children.some((child) => isPlaceholder(child, 'attributes')))) return;
  const around = surroundings(parents);
  for (const parent of parents) {
    if (parent.children.some((child) => isPlaceholder(child, 'attributes'))) setIn(parent, around, context);
  }
  for (const parent of parents) {
    const kept = (parent.children as ElementContent[]).filter((child) => !around.gone.has(child));
    parent.children = kept as typeof parent.children;
  }
  unwrapPlaceholders(tree, 'attributes');
}

/** What stands around each element. */
interface AttributeContext {
  parents: ReadonlyMap<unknown, Parents>;
  /** The block before a block. */
  before: Map<unknown, unknown>;
  last: ReadonlyMap<unknown, unknown>;
  /** Paragraphs that held a list of attributes and nothing else. */
  gone: Set<unknown>;
}

function surroundings(all: Parents[]): AttributeContext {
  const parents = new Map<unknown, Parents>();
  const before = new Map<unknown, unknown>();
  const last = new Map<unknown, unknown>();
  for (const parent of all) {
    const content = meaningful(parent);
    for (const [index, child] of content.entries()) {
      parents.set(child, parent);
      before.set(child, content[index - 1]);
    }
    last.set(parent, content.at(-1));
  }
  return { parents, before, last, gone: new Set() };
}

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const phrases = 'a img code em strong del s u mark ins sup sub b i q kbd samp abbr cite span ruby small'.split(' ');

function setIn(host: Parents, around: AttributeContext, context: SyntaxContext): void {
  const kept: ElementContent[] = [];
  for (const child of host.children as ElementContent[]) {
    const written = isPlaceholder(child, 'attributes') ? parseAttributes(textOf(child)) : null;
    const target = written === null ? null : targetOf(child, kept.at(-1), host, around);
    if (written === null || target === null) {
      kept.push(child);
      continue;
    }
    const line = lineOf(child as Element);
    for (const attribute of written) setAttribute(target, attribute, line, context);
    // The space or the line end that split it from the words.
    const before = kept.at(-1);
    if (before?.type === 'text') before.value = before.value.trimEnd();
  }
  host.children = kept as typeof host.children;
}

function targetOf(
  list: ElementContent,
  beside: ElementContent | undefined,
  parent: Parents,
  around: AttributeContext,
): Element | null {
  if (isElement(beside, ...phrases) && !isPlaceholder(beside, 'attributes')) return beside;
  const host = parent as Element;
  if (around.last.get(host) !== list) return null;
  if (isElement(host, 'p') && around.before.get(list) === undefined) return blockBefore(host, around);
  if (beside?.type !== 'text') return null;
  if (isElement(host, ...headings) || isCaption(host)) return host;
  return /\n[ \t]*$/.test(beside.value) ? blockAround(host, around) : null;
}

/** A paragraph of nothing but the list speaks of the block before. */
function blockBefore(host: Element, around: AttributeContext): Element | null {
  const before = around.before.get(host) as Element | undefined;
  // Of several such paragraphs each leads on to that block.
  const block = before !== undefined && around.gone.has(before) ? (around.before.get(before) as Element) : before;
  if (!isElement(block) || isElement(block, ...phrases)) return null;
  around.gone.add(host);
  around.before.set(host, block);
  return block;
}

/** The last line of a paragraph belongs to the paragraph; of a list or a quotation, to the whole of it. */
function blockAround(host: Element, around: AttributeContext): Element | null {
  if (!isElement(host, 'p', 'li', 'dd', 'td')) return null;
  const outer = around.parents.get(host) as Element;
  if (around.last.get(outer) !== host) return host;
  if (isElement(host, 'li') || isElement(outer, 'blockquote')) return outer;
  return isElement(outer, 'li') ? blockAround(outer, around) : host;
}

const sizes: Record<string, number> = { px: 1, in: 96, cm: 96 / 2.54, mm: 96 / 25.4, pt: 96 / 72, pc: 16 };

/** What an attribute may be; null when the value is none. */
const settings: Record<string, (value: string) => string | null> = {
  id: (value) => value,
  class: (value) => value,
  title: (value) => value,
  lang: (value) => (/^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(value) ? value : null),
  dir: (value) => (/^(?:ltr|rtl|auto)$/.test(value) ? value : null),
  width: pixels,
  height: pixels,
};

function pixels(value: string): string | null {
  const [, number = '', unit = 'px'] = /^(\d{1,5}(?:\.\d{1,3})?)(px|in|cm|mm|pt|pc)?$/.exec(value) ?? [];
  const count = Math.round(Number(number) * (sizes[unit] ?? 1));
  return number === '' || count < 1 ? null : String(count);
}

function setAttribute(
  target: Element,
  { name, value }: ListedAttribute,
  line: number | null,
  context: SyntaxContext,
): void {
  const image = isElement(target, 'img');
  const share = image && name === 'width' ? /^(\d{1,2}|100)%$/.exec(value)?.[1] : undefined;
  const known = Object.hasOwn(settings, name) && (image || (name !== 'width' && name !== 'height'));
  const setting = known ? settings[name]!(value) : null;
  if (share !== undefined) addClass(target, shareClass(Number(share)));
  else if (setting === null) context.report(unknown(name, value, known, { file: context.file, line }));
  else if (name === 'class') addNames(target, setting.split(/\s+/));
  else target.properties[name] = setting;
}

function unknown(name: string, value: string, known: boolean, place: { file: string; line: number | null }) {
  return problem(
    'attribute-unsupported',
    known
      ? `invalid value for attribute ${name}: ${value}; it was ignored`
      : `attribute ${name} is not supported here; it was ignored`,
    place,
    'supported are id, class, lang, dir and title, and for images width and height',
  );
}

/** In place: a thousand lists may speak of one block. */
function addNames(target: Element, names: string[]): void {
  const { className } = target.properties;
  if (!Array.isArray(className)) target.properties.className = names;
  else for (const name of names) if (className.at(-1) !== name) className.push(name);
}
