/**
 * Links. In: chapters with unique ids. Out: in their trees each link is `#id` of something in the book, or an http(s)
 * or mailto URL; any other loses its address and keeps its words, with a problem reported.
 */
import { dirname, resolve } from 'node:path';
import type { Element } from 'hast';
import type { Chapter } from '../book.ts';
import { type Place, problem, type Report } from '../diagnostics.ts';
import { decodePercent, parseUrl, uriOf } from '../html/addresses.ts';
import { anchorIn, slugOf } from '../html/names.ts';
import { blocks } from '../html/structure.ts';
import { titleHeading } from '../html/title-heading.ts';
import { elements, insideOf, lineOf, wordsOf } from '../html/tree.ts';

interface Targets {
  byPath: Map<string, Chapter>;
  byAddress: Map<string, Chapter>;
  ids: Set<string>;
}

export function resolveLinks(chapters: Chapter[], report: Report): void {
  const targets: Targets = { byPath: new Map(), byAddress: new Map(), ids: new Set() };
  for (const chapter of chapters) {
    targets.byPath.set(chapter.article.source.path.normalize('NFC'), chapter);
    if (chapter.meta.url !== null) targets.byAddress.set(withoutFragment(chapter.meta.url), chapter);
    targets.ids.add(chapter.id);
    for (const node of elements(chapter.tree)) if (node.properties.id) targets.ids.add(String(node.properties.id));
  }
  for (const chapter of chapters) {
    let line: number | null = null;
    const linked = insideOf(chapter.tree, 'a');
    for (const node of elements(chapter.tree)) {
      line = lineOf(node) ?? line;
      // A link within a link is not XHTML.
      if (node.tagName === 'a' && linked.has(node)) unlink(node);
      if (node.tagName !== 'a') continue;
      resolveLink(node, chapter, targets, { file: chapter.article.source.path, line }, report);
      nameLink(node);
    }
  }
}

function resolveLink(link: Element, chapter: Chapter, targets: Targets, place: Place, report: Report): void {
  const written = link.properties.href;
  if (written === undefined || written === null) return;
  const address = String(written)
    .replace(/[\u0000-\u0020]+/g, (run) => (/^ +$/.test(run) ? '%20' : ''))
    .replace(/^(%20)+|(%20)+$/g, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (address === '') return unlink(link);
  if (scheme === undefined && !address.startsWith('//'))
    return resolveInside(link, address, chapter, targets, place, report);
  if (scheme === 'mailto') {
    link.properties.href = encodeURI(address).replace(/%25(?=[0-9a-f]{2})/gi, '%');
    return;
  }
  if (scheme === undefined || scheme === 'http' || scheme === 'https') {
    const url = parseUrl(scheme === undefined ? `https:${address}` : address);
    if (url !== null) return setUrl(link, url, targets);
  }
  report(problem('link-unsafe', `the link to ${shorten(address)} cannot stand in a book; its words stay`, place));
  unlink(link);
}

function setUrl(link: Element, url: URL, targets: Targets): void {
  const chapter = targets.byAddress.get(withoutFragment(url.href));
  const inside = chapter === undefined ? null : anchor(chapter, decodePercent(url.hash.slice(1)), targets);
  if (inside !== null) {
    link.properties.href = `#${inside}`;
    return;
  }
  // Names and passwords in an address are not for readers; `uriOf` leaves them out.
  link.properties.href = uriOf(url);
}

/** A link without a scheme: to this article, to another, or beside the original on the web. */
function resolveInside(
  link: Element,
  address: string,
  chapter: Chapter,
  targets: Targets,
  place: Place,
  report: Report,
): void {
  const [path = '', fragment = ''] = splitAt(address, '#');
  const file = path === '' ? place.file : resolve(dirname(place.file), decodePercent(splitAt(path, '?')[0] ?? ''));
  const target = targets.byPath.get(file.normalize('NFC'));
  if (target !== undefined) {
    const id = anchor(target, decodePercent(fragment), targets);
    if (id !== null) {
      link.properties.href = `#${id}`;
      return;
    }
    report(
      problem(
        'link-broken',
        `no heading or anchor #${shorten(decodePercent(fragment))} in ${target.title}`,
        place,
        'the link leads to the top of the article',
      ),
    );
    link.properties.href = `#${target.id}`;
    return;
  }
  const original = chapter.meta.url === null ? null : parseUrl(address, chapter.meta.url);
  if (original !== null && /^https?:$/.test(original.protocol)) return setUrl(link, original, targets);
  report(
    problem(
      'link-broken',
      `no article ${shorten(decodePercent(address))} in this book; the words of the link stay`,
      place,
    ),
  );
  unlink(link);
}

/** The id in the book of a fragment as an author writes it: as it is, or as the words of a heading. */
function anchor(chapter: Chapter, fragment: string, targets: Targets): string | null {
  if (fragment === '' || isTitle(chapter, fragment)) return chapter.id;
  return [fragment, slugOf(fragment)].map((id) => anchorIn(chapter.id, id)).find((id) => targets.ids.has(id)) ?? null;
}

/** The title of an article is the beginning of its chapter. */
function isTitle({ id, tree, title }: Chapter, fragment: string): boolean {
  const heading = titleHeading(tree);
  if (heading !== null && heading.properties.id === anchorIn(id, fragment)) return true;
  return slugOf(fragment) === slugOf(title);
}

/** A link without words, or around a picture without any, says its address: a screen reader has nothing else to say. */
function nameLink(link: Element): void {
  const address = String(link.properties.href ?? '').replace(/^(https?:\/\/|mailto:|#)/, '');
  if (address === '' || wordsOf(link) !== '') return;
  const pictures = [...elements(link)].filter(({ tagName }) => tagName === 'img');
  if (pictures.length === 0) link.children = [{ type: 'text', value: address }];
  else if (pictures.every(({ properties }) => !properties.alt)) link.properties.ariaLabel = address;
}

function unlink(link: Element): void {
  link.tagName = [...elements(link)].some(({ tagName }) => blocks.has(tagName)) ? 'div' : 'span';
  delete link.properties.href;
}

function splitAt(words: string, mark: string): [string, string] {
  const at = words.indexOf(mark);
  return at === -1 ? [words, ''] : [words.slice(0, at), words.slice(at + 1)];
}

function withoutFragment(address: string): string {
  const url = parseUrl(address);
  if (url === null) return address;
  url.hash = '';
  return url.href.replace(/\/$/, '');
}

function shorten(words: string): string {
  return words.length > 80 ? `${words.slice(0, 77)}…` : words;
}
