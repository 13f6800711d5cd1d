/**
 * A cover as markup. In: a Book. Out: the view for the template `cover.html`. A portrait picture is the whole cover; any
 * other is set into one with title and author; without a picture the cover is set from type alone.
 */
import type { Book, StoredImage } from '../book.ts';
import { shortHash } from './names.ts';
import { people } from './sections.ts';
import { isHan } from './words.ts';

/** Heights per width between which a picture fills a cover without losing much. */
const portrait = { least: 1.2, most: 1.9 };

/** Colours of book cloth; `cover.css` names them. */
const tones = ['indigo', 'oxblood', 'pine', 'ochre', 'slate', 'plum'] as const;

export function isWholeCover(picture: StoredImage): boolean {
  const ratio = picture.height / picture.width;
  return ratio >= portrait.least && ratio <= portrait.most;
}

/** `src` is where the page finds the cover picture, null when there is none. */
export function coverView(book: Book, src: string | null): object {
  const { meta } = book;
  const full = book.cover !== null && src !== null && isWholeCover(book.cover.print);
  const upright = isHan(meta.language) && src === null;
  return {
    language: meta.language,
    title: meta.title,
    subtitle: meta.subtitle,
    people: people(meta, meta.language),
    publisher: meta.publisher,
    full,
    shape: full ? 'full' : src !== null ? 'band' : upright ? 'slip' : 'plain',
    tone: tones[Number.parseInt(shortHash(meta.identifier), 16) % tones.length],
    length: lengthOf(meta.title),
    picture: src === null ? null : { src, alt: full ? meta.title : '' },
  };
}

/** A Han character is as wide as two letters. */
function lengthOf(title: string): 'short' | 'middle' | 'long' {
  const width = [...title].reduce(
    (sum, character) => sum + (/\p{Script=Han}|[\u3000-\u30ff\uff00-\uffef]/u.test(character) ? 2 : 1),
    0,
  );
  return width <= 14 ? 'short' : width <= 32 ? 'middle' : 'long';
}
