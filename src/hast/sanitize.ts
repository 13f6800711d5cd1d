/** Removes what `allow-list.ts` does not allow; embedded media becomes a link. Nothing may be parsed after it. */
import type { Element, ElementContent, Root } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import { type Place, problem, type Report } from '../model/diagnostics.ts';
import { allowed } from './allow-list.ts';
import { collapsedText, element, elements, isElement, lineOf, rewrite, text } from './tree.ts';

/** Elements that show something from elsewhere: a reader can at least follow a link to it. */
const embeds = new Set(['iframe', 'embed', 'object', 'video', 'audio', 'frame']);

/** Elements that mean nothing in a book, and what their words stand in; null for what they stand in already. */
const substitutes: Readonly<Record<string, string | null>> = {
  acronym: 'abbr',
  big: null,
  body: null,
  button: 'span',
  canvas: 'div',
  center: 'div',
  dialog: 'div',
  dir: 'ul',
  fieldset: 'div',
  font: null,
  form: 'div',
  head: null,
  hgroup: 'div',
  html: null,
  input: null,
  label: null,
  legend: 'p',
  listing: 'pre',
  menu: 'ul',
  nav: 'div',
  nobr: null,
  noembed: 'div',
  noframes: 'div',
  noscript: 'div',
  search: 'div',
  strike: 's',
  textarea: 'pre',
  tt: 'code',
  xmp: 'pre',
};

export function sanitizeTree(tree: Root, file: string, report: Report): Root {
  const known = new Set(allowed.tagNames);
  let line: number | null = null;
  rewrite(tree, (node) => {
    line = lineOf(node) ?? line;
    const place = { file, line };
    if (embeds.has(node.tagName)) return [linkInsteadOf(node, place, report), ...fallbackOf(node)];
    const substitute = substitutes[node.tagName];
    // Two buttons beside each other are two words.
    if (node.tagName === 'button') node.children.push(text(' '));
    // How HTML wrote an id before 1998, and people still do.
    if (node.tagName === 'a' && node.properties.name) node.properties.id ??= node.properties.name;
    // SVG 1.1 and 2 say it differently.
    if (node.tagName === 'a' && node.properties.xLinkHref) node.properties.href ??= node.properties.xLinkHref;
    if (node.tagName === 'foreignObject') drawAsText(node);
    if (node.tagName === 'template') {
      // One inside a formula or a drawing has children like any other element.
      if (node.content !== undefined) node.children = node.content.children as ElementContent[];
      node.tagName = 'div';
    } else if (substitute !== undefined) node.tagName = substitute ?? node.tagName;
    else if (!known.has(node.tagName)) reportRemoved(node, place, report);
    return undefined;
  });
  return sanitize(tree, allowed) as Root;
}

/** HTML in a drawing: its words, those of its images too, stand behind the drawing (`drawing-structure.ts`). */
function drawAsText(node: Element): void {
  const images = [...elements(node)].filter(({ tagName }) => tagName === 'img');
  node.tagName = 'g';
  node.children = [
    text([collapsedText(node), ...images.map(({ properties }) => properties.alt ?? '')].join(' ').trim()),
  ];
}

/** Names the words that go with an element; the words of any other stay. */
function reportRemoved(node: Element, place: Place, report: Report): void {
  const text = allowed.strip?.includes(node.tagName) ? collapsedText(node) : '';
  const lost = text === '' ? '' : `, with its text: ${text.length > 80 ? `${text.slice(0, 79)}…` : text}`;
  report(
    problem('html-removed', `<${writtenName(node.tagName)}> is not allowed in a book and was removed${lost}`, place),
    `${text} ${writtenIn(node)}`,
  );
}

/** A component of a site was given another name than the element of HTML (`markdown/html/raw-tags.ts`). */
function writtenName(tagName: string): string {
  return tagName.replace(/^x-/, '');
}

/** The tags of an element that Octavo does not know, as words of the source. */
function writtenIn({ tagName, properties }: Element): string {
  const name = writtenName(tagName);
  return [name, name, ...Object.entries(properties).flat()].join(' ');
}

/** What an element holds for those who cannot see it. */
function fallbackOf(node: Element): ElementContent[] {
  // That of a frame was not read as markup.
  if (node.tagName === 'iframe') {
    const words = collapsedText(node)
      .replace(/<[^>]*>/g, ' ')
      .trim();
    return words === '' ? [] : [text(` ${words}`)];
  }
  return node.children.filter((child) => !isElement(child, 'source', 'track', 'param'));
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
        ? `<${node.tagName}> is not allowed in a book and was removed`
        : `<${node.tagName}> is not allowed in a book and was replaced by a link to ${address}`,
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
