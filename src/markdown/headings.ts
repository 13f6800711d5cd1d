/**
 * Headings become h2 to h6 without skipped levels, with ids unique in the article. Those inside quotations and lists
 * become bold paragraphs, since they divide nothing (https://kb.daisy.org/publishing/docs/html/headings.html).
 */
import type { Element, Root } from 'hast';
import { slugOf, takenNames, uniqueName } from '../hast/ids.ts';
import { titleHeading } from '../hast/title-heading.ts';
import {
  classesOf,
  collapsedText,
  copyTree,
  element,
  elements,
  hasText,
  insideOf,
  isElement,
  lineOf,
  rewrite,
  text as textNode,
  textOf,
} from '../hast/tree.ts';
import type { Heading } from '../model/book.ts';
import { problem, type Report } from '../model/diagnostics.ts';
import { decodePercent } from '../text/urls.ts';
import { isReference } from './footnotes/footnotes.ts';

export function setHeadings(tree: Root, file: string, report: Report): Heading[] {
  unmakeHeadings(tree, file, report);
  const headings: Heading[] = [];
  const used = takenNames();
  const title = titleHeading(tree);
  const isHeading = (node: Element) => isHeadingElement(node) && node !== title;
  for (const node of elements(tree)) {
    if (!isHeading(node) && node.properties.id) node.properties.id = uniqueName(clean(node.properties.id), used);
  }
  /** The levels, as written and as set, of the sections that are open here. */
  const open: { written: number; level: number }[] = [];
  for (const node of elements(tree)) {
    if (!isHeading(node)) continue;
    const text = titleWordsOf(node) || collapsedText(node);
    const written = Number(node.tagName.slice(1));
    while ((open.at(-1)?.written ?? 0) >= written) open.pop();
    const level = Math.min((open.at(-1)?.level ?? 1) + 1, 6);
    open.push({ written, level });
    const id = uniqueName(clean(node.properties.id) || slugOf(text), used);
    node.tagName = `h${level}`;
    node.properties.id = id;
    headings.push({ id, level, text, line: lineOf(node) });
  }
  // Those that begin no section come last, so that they take no id from one.
  for (const node of elements(tree))
    if (isEnclosedHeading(node) && !node.properties.id)
      node.properties.id = uniqueName(slugOf(collapsedText(node)), used);
  return headings;
}

/** The words of a heading as a list of contents shows them: without readings above them and numbers of notes. */
export function titleWordsOf(heading: Element): string {
  const copy = { type: 'root', children: [copyTree(heading)] } as Root;
  rewrite(copy, (node) => {
    if (node.tagName === 'rt' || node.tagName === 'rp' || isReference(node)) return [];
    if (node.tagName === 'br') return [textNode(' ')];
    // A formula is said once, as its author wrote it.
    if (node.tagName === 'math' && node.properties.alttext) return [textNode(String(node.properties.alttext))];
    return undefined;
  });
  return collapsedText(copy);
}

/** What the link of a heading to itself shows on the pages of a site. */
const permalink = /^[\s\u200b\u2060#¶§🔗⚓∞]*$/u;

/** Documentation sites give each heading a link to itself, `[](#id)`: it says what the id of the heading is. */
export function takePermalinks(tree: Root, removed: (text: string) => void): void {
  const headings = [...elements(tree)].filter(isHeadingElement);
  for (const heading of headings) {
    rewrite({ type: 'root', children: [heading] }, (node) => {
      const address = String(node.properties.href ?? '');
      if (node.tagName !== 'a' || !address.startsWith('#') || address === '#' || !permalink.test(textOf(node)))
        return undefined;
      if ([...elements(node)].some(({ tagName }) => tagName === 'img')) return undefined;
      heading.properties.id ??= decodePercent(address.slice(1));
      removed(`${address} ${node.properties.title ?? ''} ${textOf(node)}`);
      return [];
    });
    trimTexts(heading);
  }
}

function trimTexts({ children }: Element): void {
  const [first, last] = [children[0], children.at(-1)];
  if (first?.type === 'text') first.value = first.value.trimStart();
  if (last?.type === 'text') last.value = last.value.trimEnd();
}

/** Takes out what cannot be a heading. */
function unmakeHeadings(tree: Root, file: string, report: Report): void {
  const enclosed = insideOf(tree, ...enclosing);
  const title = titleHeading(tree);
  rewrite(tree, (node) => {
    if (!isHeadingElement(node) || node === title) return undefined;
    if (hasText(node)) {
      return enclosed.has(node)
        ? [element('p', { ...node.properties, className: ['heading'] }, [element('strong', {}, node.children)])]
        : undefined;
    }
    // An image in a heading is still an image.
    if ([...elements(node)].some((child) => child.tagName === 'img'))
      return [element('p', node.properties, node.children)];
    report(problem('heading-empty', 'empty heading was removed', { file, line: lineOf(node) }));
    return [];
  });
}

/** Elements in which a heading begins no section. */
const enclosing = 'blockquote li figure table dt dd aside details address header footer'.split(' ');

function isEnclosedHeading(node: Element): boolean {
  return node.tagName === 'p' && classesOf(node)[0] === 'heading';
}

function isHeadingElement(node: Element): boolean {
  return isElement(node, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6');
}

/** An id cannot hold white space; a colon hangs some devices. */
function clean(id: unknown): string {
  return String(id ?? '').replace(/[\s:]+/g, '-');
}
