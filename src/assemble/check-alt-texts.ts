/**
 * Checks alt texts: images without one, with one that says nothing, or with one that repeats the caption or another
 * image's. Covers are left out: they are announced by the title of the book.
 */

import { addressFrom } from '../images/alt-text/alt-template.ts';
import { altProblem, type BookImage, bookImages } from '../images/alt-text/book-images.ts';
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
  const images = articles.map((article) => bookImages(article, altTexts));
  return [
    ...images.flatMap((shown) => [...shown.flatMap(withoutWords), ...shown.flatMap(likeCaption), ...alike(shown)]),
    // Articles that are books by themselves share the file of their folder.
    ...(config.file === null ? [] : unused(config.folder, images.flat(), altTexts)),
  ];
}

const hint =
  'write it between the brackets; `octavo images --missing-alt` writes a list of missing alt texts to fill in';

function withoutWords(image: BookImage): Diagnostic[] {
  switch (altProblem(image)) {
    case 'missing': {
      const message = `image has no alt text: ${showAddress(image.url)}`;
      return [problem('image-alt-missing', message, image.at, hint)];
    }
    case 'file-name': {
      const message = `alt text does not describe the image: ${excerpt(image.alt!)}`;
      return [problem('image-alt-placeholder', message, image.at, 'describe what the image shows')];
    }
    case null:
      return [];
  }
}

function likeCaption(image: BookImage): Diagnostic[] {
  if (!saysSomething(image) || image.caption === null) return [];
  if (comparable(image.alt!) !== comparable(image.caption)) return [];
  const message = `alt text repeats the caption, so screen readers would read it twice: ${excerpt(image.alt!)}`;
  return [problem('image-alt-duplicate', message, image.at, 'describe what the caption does not say')];
}

/** Two images of one article with the same words. */
function alike(images: BookImage[]): Diagnostic[] {
  const first = new Map<string, BookImage>();
  return images.filter(saysSomething).flatMap((image) => {
    const text = comparable(image.alt!);
    const earlier = first.get(text);
    if (earlier === undefined) first.set(text, image);
    if (earlier === undefined || earlier.key === image.key) return [];
    const where = earlier.at.line === null ? '' : ` on line ${earlier.at.line}`;
    const message = `alt text is the same as that of another image${where}: ${excerpt(image.alt!)}`;
    return [problem('image-alt-duplicate', message, image.at, 'describe how the two images differ', [earlier.at])];
  });
}

function unused(folder: string, images: BookImage[], altTexts: AltTexts): Diagnostic[] {
  const shown = new Map(images.map((image) => [image.key, image.url]));
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

function saysSomething(image: BookImage): boolean {
  return image.alt !== null && image.alt !== '' && altProblem(image) === null;
}

/** A full stop at the end makes no other words. */
function comparable(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{P}\s]+$/u, '')
    .trim()
    .toLowerCase();
}
