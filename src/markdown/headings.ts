/**
 * Headings made consistent. In: a tree without its title. Out: the headings of the article; in the tree they are h2 to
 * h6 without a jump, each with an id unique in the article. Those inside a quotation or a list become bold paragraphs,
 * since they divide nothing (https://kb.daisy.org/publishing/docs/html/headings.html).
 */
import type { Element, Root } from 'hast';
import type { Heading } from '../book.ts';
import { problem, type Report } from '../diagnostics.ts';
import { slugOf, uniqueName } from '../html/names.ts';
import { copyTree, element, elements, hasWords, insideOf, isElement, lineOf, rewrite, wordsOf } from '../html/tree.ts';
import { isReference } from './footnotes.ts';

export function setHeadings(tree: Root, file: string, report: Report): Heading[] {
  unmakeHeadings(tree, file, report);
  const headings: Heading[] = [];
  const used = new Set<string>();
  for (const node of elements(tree)) {
    if (!isHeading(node) && node.properties.id) node.properties.id = uniqueName(clean(node.properties.id), used);
  }
  /** The levels, as written and as set, of the sections that are open here. */
  const open: { written: number; level: number }[] = [];
  for (const node of elements(tree)) {
    if (!isHeading(node)) continue;
    const text = titleWordsOf(node);
    const written = Number(node.tagName.slice(1));
    while ((open.at(-1)?.written ?? 0) >= written) open.pop();
    const level = Math.min((open.at(-1)?.level ?? 1) + 1, 6);
    open.push({ written, level });
    const id = uniqueName(clean(node.properties.id) || slugOf(text), used);
    node.tagName = `h${level}`;
    node.properties.id = id;
    headings.push({ id, level, text, line: lineOf(node) });
  }
  return headings;
}

/** The words of a heading as a list of contents shows them: without readings above them and numbers of notes. */
export function titleWordsOf(heading: Element): string {
  const copy = { type: 'root', children: [copyTree(heading)] } as Root;
  rewrite(copy, (node) => (isElement(node, 'rt', 'rp') || isReference(node) ? [] : undefined));
  return wordsOf(copy);
}

/** Takes out what cannot be a heading. */
function unmakeHeadings(tree: Root, file: string, report: Report): void {
  const enclosed = insideOf(tree, 'blockquote', 'li', 'figure', 'table', 'dd', 'aside', 'details');
  rewrite(tree, (node) => {
    if (!isHeading(node)) return undefined;
    if (hasWords(node)) {
      return enclosed.has(node)
        ? [element('p', { ...node.properties, className: ['heading'] }, [element('strong', {}, node.children)])]
        : undefined;
    }
    // A picture in a heading is still a picture.
    if ([...elements(node)].some((child) => child.tagName === 'img')) return [element('p', {}, node.children)];
    report(problem('heading-empty', 'a heading without text was left out', { file, line: lineOf(node) }));
    return [];
  });
}

function isHeading(node: Element): boolean {
  return isElement(node, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6');
}

/** An id cannot hold white space; a colon hangs some devices. */
function clean(id: unknown): string {
  return String(id ?? '').replace(/[\s:]+/g, '-');
}
