/**
 * Images of an article: `picture`, `source` and lazy images are reduced to `img` with one address, the largest useful
 * one, and a reference is collected for each.
 */
import type { Element, ElementContent, Root } from 'hast';
import {
  type Candidate,
  largestUseful,
  lateAddresses,
  lateSets,
  parseSourceSet,
  plainCandidate,
} from '../../hast/srcset.ts';
import {
  addClass,
  element,
  elements,
  isElement,
  lineOf,
  meaningful,
  type Replacement,
  rewrite,
} from '../../hast/tree.ts';
import type { AssetRef } from '../../model/book.ts';
import { assetRef } from '../../text/image-address.ts';

/** The types an image may have, or none. */
const readable = /^(?:image\/(?:png|jpe?g|gif|webp|svg\+xml))?$/;

/** Leaves only `img` with one address each. `removed` gets the text of images that are removed. */
export function simplifyImages(tree: Root, removed: (text: string) => void): void {
  dropDarkImages(tree, removed);
  for (const node of elements(tree)) {
    if (node.tagName === 'img') {
      chooseAddress(node, []);
      readSize(node);
    }
    if (node.tagName === 'picture') simplifyPicture(node);
  }
  const unwrap = (node: Element): Replacement => {
    if (node.tagName === 'source') return [];
    return node.tagName === 'picture' ? (meaningful(node) as ElementContent[]) : undefined;
  };
  rewrite(tree, unwrap, true);
}

/** Sites show one of two images, by the colours of the reader's screen. A page is light. */
function dropDarkImages(tree: Root, removed: (text: string) => void): void {
  const sources = new Set([...elements(tree)].map(({ properties }) => String(properties.src ?? '')));
  if (![...sources].some((source) => source.endsWith('#gh-light-mode-only'))) return;
  rewrite(tree, (node) => {
    if (node.tagName !== 'img' || !String(node.properties.src ?? '').endsWith('#gh-dark-mode-only')) return undefined;
    removed(`${node.properties.src} ${node.properties.alt ?? ''} ${node.properties.title ?? ''}`);
    return [];
  });
}

/** A share of the width becomes a class, as in `{width=50%}`; pixels lose their unit, and nothing else is a size. */
function readSize(image: Element): void {
  for (const name of ['width', 'height'] as const) {
    const written = String(image.properties[name] ?? '').trim();
    const share = /^(\d{1,3})(?:\.\d+)?%$/.exec(written)?.[1];
    if (name === 'width' && share !== undefined && Number(share) <= 100) addClass(image, shareClass(Number(share)));
    const pixels = /^(\d{1,5})(?:\.\d+)?(?:px)?$/.exec(written)?.[1];
    if (pixels === undefined) delete image.properties[name];
    else image.properties[name] = pixels;
  }
}

/** The class of an image that is this many hundredths of the text wide, in steps of ten. */
export function shareClass(share: number): string {
  return `width-${Math.max(1, Math.round(share / 10)) * 10}`;
}

export function collectImages(tree: Root, file: string): AssetRef[] {
  const references: AssetRef[] = [];
  for (const node of elements(tree)) {
    if (node.tagName !== 'img') continue;
    const at = { file, line: lineOf(node) };
    const ref = assetRef({ url: String(node.properties.src ?? ''), at, use: 'figure', alt: alternativeOf(node) });
    node.properties.dataKey = ref.key;
    references.push(ref);
  }
  return references;
}

/** As the author wrote it: '' when the image is marked as decorative, null when nothing is said. */
export function alternativeOf(image: Element): string | null {
  const { alt, role, ariaHidden } = image.properties;
  if (alt === '' || ['presentation', 'none'].includes(String(role)) || String(ariaHidden) === 'true') return '';
  const text = String(alt ?? '').trim();
  return text === '' ? null : text;
}

/** What stands in an element that was never closed stays: it may be the rest of the article. */
function simplifyPicture(node: Element): void {
  const sources = node.children.filter((child): child is Element => isElement(child, 'source'));
  const shown = node.children.find((child) => isElement(child, 'img'));
  if (isElement(shown)) chooseAddress(shown, sources);
  else if (!hasImage(node)) {
    const image = element('img', { dataLine: node.properties.dataLine });
    chooseAddress(image, sources);
    if (image.properties.src !== '') node.children = [image, ...node.children];
  }
}

function hasImage(node: Element): boolean {
  for (const { tagName } of elements(node)) if (tagName === 'img') return true;
  return false;
}

function chooseAddress(image: Element, sources: Element[]): void {
  const address = addressOf(image, sources);
  for (const name of ['srcSet', ...lateAddresses, ...lateSets]) delete image.properties[name];
  image.properties.src = address;
}

/** A `data:` address beside another is the dot that is shown until the image comes. */
function addressOf(image: Element, sources: Element[]): string {
  const ranks = ranked(image, sources);
  const isEmbedded = ({ address }: Candidate) => /^data:/i.test(address);
  const inOrder = [
    ...ranks.map((rank) => rank.filter((each) => !isEmbedded(each))),
    ...ranks.map((rank) => rank.filter(isEmbedded)),
  ];
  const rank = inOrder.find((candidates) => candidates.length > 0) ?? [];
  return largestUseful(rank) ?? String(image.properties.src ?? '').trim();
}

/** The addresses by rank: those of lazy pages, those that are shown, and AVIF when there is nothing else. */
function ranked(image: Element, sources: Element[]): Candidate[][] {
  const others = sources.filter((source) => readable.test(typeOf(source)));
  const newest = sources.filter((source) => typeOf(source) === 'image/avif');
  const setsOf = (nodes: Element[], names: string[]) => nodes.flatMap((node) => inSets(node, names));
  return [
    [...plain(image, lateAddresses), ...setsOf([image, ...others], lateSets)],
    [...setsOf([image, ...others], ['srcSet']), ...plain(image, ['src'])],
    setsOf(newest, lateSets),
    setsOf(newest, ['srcSet']),
  ];
}

function plain(node: Element, names: string[]): Candidate[] {
  return names
    .map((name) => String(node.properties[name] ?? '').trim())
    .filter((address) => address !== '' && !/^about:/i.test(address))
    .map(plainCandidate);
}

function inSets(node: Element, names: string[]): Candidate[] {
  const window = windowOf(String(node.properties.media ?? ''));
  if (window === null) return [];
  return names.flatMap((name) =>
    parseSourceSet(String(node.properties[name] ?? '')).map((candidate) => ({ ...candidate, window })),
  );
}

function typeOf(source: Element): string {
  return String(source.properties.type ?? '')
    .split(';')[0]!
    .trim()
    .toLowerCase();
}

/** The narrowest window of a media query that asks for no more than a width; null for any other query. */
function windowOf(media: string): number | null {
  const query = media.trim().toLowerCase();
  if (/^(?:(?:only\s+)?(?:all|screen))?$/.test(query)) return 0;
  const least =
    /^(?:(?:only\s+)?(?:all|screen)\s+and\s+)?\(\s*(?:min-(?:device-)?width\s*:|width\s*>=?)\s*(\d+(?:\.\d+)?)(px|r?em)?\s*\)$/.exec(
      query,
    );
  if (least === null) return null;
  return Number(least[1]) * (least[2] === 'px' || least[2] === undefined ? 1 : 16);
}
