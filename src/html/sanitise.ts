/**
 * Makes a tree safe and printable in a book. In: a tree with source lines. Out: the same tree holding only what
 * `allowed.ts` lists; what a reader would miss becomes a link. Must not be followed by any parsing.
 */
import type { Element, ElementContent, Root } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import { type Place, problem, type Report } from '../diagnostics.ts';
import { allowed } from './allowed.ts';
import { element, isElement, lineOf, rewrite, text } from './tree.ts';

/** Elements that show something from elsewhere: a reader can at least follow a link to it. */
const embeds = new Set(['iframe', 'embed', 'object', 'video', 'audio', 'frame']);

/** Elements of old HTML that only set type: their words stay, and nobody needs to be told. */
const presentational = new Set([
  'font',
  'center',
  'tt',
  'big',
  'strike',
  'nobr',
  'acronym',
  'body',
  'html',
  'head',
  'input',
  'label',
  'hgroup',
  'search',
  'menu',
  'nav',
  'form',
  'fieldset',
  'legend',
]);

export function sanitiseTree(tree: Root, file: string, report: Report): Root {
  const known = new Set(allowed.tagNames);
  let line: number | null = null;
  rewrite(tree, (node) => {
    line = lineOf(node) ?? line;
    if (embeds.has(node.tagName)) return [linkInsteadOf(node, { file, line }, report)];
    if (!known.has(node.tagName) && !presentational.has(node.tagName)) {
      report(problem('html-removed', `<${node.tagName}> cannot stand in a book and was removed`, { file, line }));
    }
    return undefined;
  });
  return sanitize(tree, allowed) as Root;
}

/** One element made by ourselves, which must be as good as what an author wrote. */
export function keepAllowed(node: Element): Element {
  const [kept] = (sanitize({ type: 'root', children: [node] }, allowed) as Root).children;
  return isElement(kept, node.tagName) ? kept : element(node.tagName);
}

function linkInsteadOf(node: Element, place: Place, report: Report): ElementContent {
  const address = addressOf(node);
  report(
    problem(
      'html-removed',
      address === null
        ? `<${node.tagName}> cannot stand in a book and was removed`
        : `<${node.tagName}> cannot stand in a book; a link to ${address} takes its place`,
      place,
    ),
  );
  if (address === null) return text('');
  const title = String(node.properties.title ?? '') || address;
  return element('a', { href: address, className: ['embed'], dataLine: node.properties.dataLine }, [text(title)]);
}

function addressOf(node: Element): string | null {
  const source = node.children.find((child) => isElement(child, 'source'));
  const address =
    node.properties.src ?? node.properties.data ?? (isElement(source) ? source.properties.src : undefined);
  const url = String(address ?? '').replace(/^\/\//, 'https://');
  return /^https?:\/\//i.test(url) ? url : null;
}
