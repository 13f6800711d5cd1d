/**
 * The view of `cover.html`. A portrait image is the whole cover; any other is set into one with title and author;
 * without an image the cover is typographic.
 */

import { isHan, scriptClass } from '../locale/strings.ts';
import type { Book } from '../model/book.ts';
import { shortHash } from '../text/hash.ts';
import { widthOf } from '../text/text-width.ts';
import { people } from './sections.ts';

/** Heights per width between which an image fills a cover without losing much. */
const portrait = { least: 1.2, most: 1.9 };

/** Colours of book cloth; `cover.css` names them. */
const tones = ['indigo', 'oxblood', 'pine', 'ochre', 'slate', 'plum'] as const;

export function isWholeCover(image: { width: number; height: number }): boolean {
  const ratio = image.height / image.width;
  return ratio >= portrait.least && ratio <= portrait.most;
}

/** `src` is where the page finds the cover image, null when there is none. */
export function coverView(book: Book, src: string | null): object {
  const { meta } = book;
  const full = book.cover !== null && src !== null && isWholeCover(book.cover.original);
  const upright = isHan(meta.language) && src === null;
  return {
    language: meta.language,
    setting: scriptClass(meta.language),
    title: meta.title,
    subtitle: meta.subtitle,
    people: people(meta, meta.language),
    publisher: meta.publisher,
    full,
    shape: full ? 'full' : src !== null ? 'band' : upright ? 'slip' : 'plain',
    tone: tones[Number.parseInt(shortHash(meta.identifier), 16) % tones.length],
    size: upright ? fitTitle(meta.title, 98, 50) : fitTitle(meta.title, 80, src === null ? 70 : 44),
    image: src === null ? null : { src, alt: full ? meta.title : '' },
  };
}

/** The largest size, in % of the sheet's width, at which a title fits `along` × `across` without broken words. */
export function fitTitle(title: string, along: number, across: number): number {
  const words = title.split(/(?<=[\s\p{P}])/u).map((word) => widthOf(word) * bold);
  for (let size = largest; size > smallest; size -= 0.25) {
    if (Math.max(...words) * size <= along && linesOf(words, along / size) * size * 1.4 <= across) return size;
  }
  return smallest;
}

const largest = 10;
const smallest = 4.5;

/** How much wider bold letters and the space between them are. */
const bold = 1.15;

function linesOf(words: number[], along: number): number {
  let lines = 1;
  let used = 0;
  for (const width of words) {
    if (used > 0 && used + width > along) {
      lines += 1;
      used = 0;
    }
    used += width;
  }
  return lines;
}
