/**
 * Resolves links: each becomes `#id` of something in the book, or an http(s) or mailto URL. Any other loses its
 * address, keeps its text and is reported.
 */
import { dirname, relative, resolve } from 'node:path';
import type { Element } from 'hast';
import { blocks } from '../hast/repair.ts';
import { collapsedText, elements, insideOf, lineOf } from '../hast/tree.ts';
import type { Chapter } from '../model/book.ts';
import { type Diagnostic, type Place, problem, type Report } from '../model/diagnostics.ts';
import { decodePercent, parseUrl, uriOf } from '../text/urls.ts';
import { readWikiAddress } from '../text/wiki-links.ts';
import {
  addressKey,
  findAnchor,
  findArticles,
  findByName,
  findPublished,
  indexTargets,
  type LinkContext,
  type LinkTargets,
  nearestAnchor,
  nearestArticle,
  pathOnSite,
} from './link-targets.ts';

export function resolveLinks(chapters: Chapter[], config: LinkContext, report: Report): void {
  const targets = indexTargets(chapters, config);
  for (const chapter of chapters) {
    let line: number | null = null;
    const unresolved: UnresolvedLink[] = [];
    const linked = insideOf(chapter.tree, 'a');
    const drawn = insideOf(chapter.tree, 'svg');
    for (const node of elements(chapter.tree)) {
      line = lineOf(node) ?? line;
      if (node.tagName !== 'a') continue;
      // A link within a link is not XHTML.
      if (linked.has(node)) unlink(node);
      else if (
        !resolveWikiLink(node, chapter, targets, line, unresolved) &&
        !resolveNeighbour(node, chapter, targets, line, unresolved)
      )
        resolveLink(node, chapter, targets, { file: chapter.article.source.path, line }, report);
      if (drawn.has(node)) unlinkDrawing(node);
      else nameLink(node);
    }
    if (unresolved.length > 0) report(outsideBook(unresolved, chapter));
  }
}

/** A link by name to a file that is no chapter of the book. */
interface UnresolvedLink {
  name: string;
  line: number | null;
}

/** Whether it is a link by name. One that leads to no chapter is its text. */
function resolveWikiLink(
  link: Element,
  chapter: Chapter,
  targets: LinkTargets,
  line: number | null,
  unresolved: UnresolvedLink[],
): boolean {
  const address = readWikiAddress(String(link.properties.href ?? ''));
  if (address === null) return false;
  const target = findByName(targets, address.name, chapter);
  if (target === null) {
    unresolved.push({ name: address.name, line });
    unlink(link);
  } else link.properties.href = `#${findAnchor(target, address.fragment, targets) ?? target.id}`;
  return true;
}

/** Whether it is a link to an article of the repository that is no chapter: it leads to where that is published. */
function resolveNeighbour(
  link: Element,
  { article }: Chapter,
  { neighbours }: LinkTargets,
  line: number | null,
  unresolved: UnresolvedLink[],
): boolean {
  const path = decodePercent(String(link.properties.href ?? '').replace(/[?#].*$/, ''));
  const address = path === '' ? undefined : neighbours.get(resolve(dirname(article.source.path), path));
  if (address === undefined) return false;
  if (address === null) {
    unresolved.push({ name: path, line });
    unlink(link);
  } else link.properties.href = uriOf(new URL(address));
  return true;
}

function outsideBook([first, ...others]: UnresolvedLink[], { article }: Chapter): Diagnostic {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const message = `links to articles outside this book: ${shorten(first!.name)}${more}; only their text was kept`;
  return problem('link-outside-book', message, { file: article.source.path, line: first!.line });
}

function resolveLink(link: Element, chapter: Chapter, targets: LinkTargets, place: Place, report: Report): void {
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
  report(
    problem(
      'link-unsafe',
      `links to ${shorten(address)} are not allowed in a book; only the link text was kept`,
      place,
    ),
  );
  unlink(link);
}

function setUrl(link: Element, url: URL, targets: LinkTargets): void {
  const path = pathOnSite(url, targets.site);
  const published = path === null ? null : findPublished(targets, path);
  const chapter = targets.byAddress.get(addressKey(url.href)) ?? published;
  if (chapter !== null) {
    // The page of the original may have anchors, such as its comments, that the chapter lacks.
    link.properties.href = `#${findAnchor(chapter, decodePercent(url.hash.slice(1)), targets) ?? chapter.id}`;
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
  targets: LinkTargets,
  place: Place,
  report: Report,
): void {
  const [path = '', written = ''] = splitAt(address, '#');
  const fragment = decodePercent(written);
  const bare = decodePercent(splitAt(path, '?')[0] ?? '');
  const found = path === '' ? [chapter] : bare === '' ? [] : findArticles(targets, bare, place.file);
  const [target] = found;
  if (target !== undefined && found.length === 1) {
    link.properties.href = `#${findAnchor(target, fragment, targets) ?? reportAnchor(target, fragment, place, report)}`;
    return;
  }
  // On the site of a blog, dates and categories stand before the name of an article.
  const published = found.length === 0 && address.startsWith('/') ? findPublished(targets, bare) : null;
  if (published !== null) {
    link.properties.href = `#${findAnchor(published, fragment, targets) ?? reportAnchor(published, fragment, place, report)}`;
    return;
  }
  const original = chapter.meta.url === null ? null : parseUrl(address, chapter.meta.url);
  if (original !== null && /^https?:$/.test(original.protocol)) return setUrl(link, original, targets);
  report(found.length > 1 ? ambiguous(address, found, targets, place) : broken(address, bare, targets, place));
  unlink(link);
}

/** The link leads to the top of the article instead. */
function reportAnchor(target: Chapter, fragment: string, place: Place, report: Report): string {
  const guess = nearestAnchor(target, fragment);
  const message = `no heading or anchor #${shorten(fragment)} in ${target.title}; linked to the article instead`;
  report(problem('link-broken', message, place, guess === null ? null : `did you mean #${shorten(guess)}?`));
  return target.id;
}

function broken(address: string, path: string, targets: LinkTargets, place: Place): Diagnostic {
  const guess = nearestArticle(targets, path);
  const message = `no article ${shorten(decodePercent(address))} in this book; only the link text was kept`;
  return problem('link-broken', message, place, guess === null ? null : `did you mean ${shorten(guess)}?`);
}

function ambiguous(address: string, found: Chapter[], { folder }: LinkTargets, place: Place): Diagnostic {
  const paths = found.map(({ article }) => relative(folder, article.source.path));
  const message = `${shorten(decodePercent(address))} could be ${paths.join(' or ')}; only the link text was kept`;
  return problem('link-ambiguous', message, place, 'write the path of the file you mean');
}

/** A link without words, or around an image without any, says its address: a screen reader has nothing else to say. */
function nameLink(link: Element): void {
  const address = String(link.properties.href ?? '').replace(/^(https?:\/\/|mailto:|#)/, '');
  if (address === '' || collapsedText(link) !== '') return;
  const images = [...elements(link)].filter(({ tagName }) => tagName === 'img');
  if (images.length === 0) link.children = [{ type: 'text', value: address }];
  else if (images.every(({ properties }) => !properties.alt)) link.properties.ariaLabel = address;
}

function unlink(link: Element): void {
  link.tagName = [...elements(link)].some(({ tagName }) => blocks.has(tagName)) ? 'div' : 'span';
  delete link.properties.href;
}

/** In a drawing a link is a group, and says what it is by its shapes. */
function unlinkDrawing(link: Element): void {
  if (link.properties.href === undefined) link.tagName = 'g';
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
