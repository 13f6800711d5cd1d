/**
 * Checks alt texts: images without one, with one that says nothing, or with one that repeats the caption or another
 * image's. Covers are left out: they are announced by the title of the book.
 */

import { addressFrom } from '../images/alt-text/alt-template.ts';
import { type ShownPicture, shownPictures, want } from '../images/alt-text/book-images.ts';
import type { AltTexts, Article, BookConfig } from '../model/book.ts';
import { type Diagnostic, problem } from '../model/diagnostics.ts';
import { excerpt } from '../text/characters.ts';
import { showAddress } from '../text/image-address.ts';
import { nearest } from '../text/nearest.ts';

export function checkAltTexts(
  config: Pick<BookConfig, 'file' | 'folder'>,
  articles: Article[],
  altTexts: AltTexts,
): Diagnostic[] {
  const pictures = articles.map((article) => shownPictures(article, altTexts));
  return [
    ...pictures.flatMap((shown) => [...shown.flatMap(withoutWords), ...shown.flatMap(likeCaption), ...alike(shown)]),
    // Articles that are books by themselves share the file of their folder.
    ...(config.file === null ? [] : unused(config.folder, pictures.flat(), altTexts)),
  ];
}

const hint =
  'write it between the brackets; `octavo images --missing-alt` writes a list of missing alt texts to fill in';

function withoutWords(picture: ShownPicture): Diagnostic[] {
  switch (want(picture)) {
    case 'missing': {
      const message = `image has no alt text: ${showAddress(picture.url)}`;
      return [problem('image-alt-missing', message, picture.at, hint)];
    }
    case 'file-name': {
      const message = `alt text does not describe the image: ${excerpt(picture.alt!)}`;
      return [problem('image-alt-placeholder', message, picture.at, 'describe what the image shows')];
    }
    case null:
      return [];
  }
}

function likeCaption(picture: ShownPicture): Diagnostic[] {
  if (!saysSomething(picture) || picture.caption === null) return [];
  if (comparable(picture.alt!) !== comparable(picture.caption)) return [];
  const message = `alt text repeats the caption, so screen readers would read it twice: ${excerpt(picture.alt!)}`;
  return [problem('image-alt-duplicate', message, picture.at, 'describe what the caption does not say')];
}

/** Two images of one article with the same words. */
function alike(pictures: ShownPicture[]): Diagnostic[] {
  const first = new Map<string, ShownPicture>();
  return pictures.filter(saysSomething).flatMap((picture) => {
    const words = comparable(picture.alt!);
    const earlier = first.get(words);
    if (earlier === undefined) first.set(words, picture);
    if (earlier === undefined || earlier.key === picture.key) return [];
    const where = earlier.at.line === null ? '' : ` on line ${earlier.at.line}`;
    const message = `alt text is the same as that of another image${where}: ${excerpt(picture.alt!)}`;
    return [problem('image-alt-duplicate', message, picture.at, 'describe how the two images differ', [earlier.at])];
  });
}

function unused(folder: string, pictures: ShownPicture[], altTexts: AltTexts): Diagnostic[] {
  const shown = new Map(pictures.map((picture) => [picture.key, picture.url]));
  return Array.from(altTexts)
    .filter(([key]) => !shown.has(key))
    .map(([, { address, place }]) => {
      const near = nearestAddress(
        address,
        Array.from(shown, ([key, url]) => addressFrom(folder, url, key)),
      );
      const meant = near === null ? 'correct the address, or remove the line' : `did you mean \`${near}\`?`;
      return problem('image-alt-unused', `no chapter uses this image: ${showAddress(address)}`, place, meant);
    });
}

/** Compared by the names of the files: folders and extensions are alike without being meant. */
function nearestAddress(address: string, known: string[]): string | null {
  const name = nearest(nameIn(address), known.map(nameIn));
  const named = known.filter((each) => name !== null && nameIn(each) === name);
  return nearest(address, named) ?? named[0] ?? null;
}

function nameIn(address: string): string {
  return address
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\.\w+$/, '');
}

function saysSomething(picture: ShownPicture): boolean {
  return picture.alt !== null && picture.alt !== '' && want(picture) === null;
}

/** A full stop at the end makes no other words. */
function comparable(words: string): string {
  return words
    .replace(/\s+/gu, ' ')
    .replace(/[\p{P}\s]+$/u, '')
    .trim()
    .toLowerCase();
}
