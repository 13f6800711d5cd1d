/**
 * Ids of headings and ASCII file names. The same text gives the same name in every build: reading systems store
 * positions by it.
 */
import { shortHash } from '../text/hash.ts';

/** The id GitHub gives a heading, in any script: lower case, spaces to hyphens, no punctuation. */
export function slugOf(text: string): string {
  const slug = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .trim()
    .replace(/ /g, '-');
  return slug === '' ? 'section' : slug;
}

/** Names that are taken, each with the number at which counting goes on: ten thousand equal headings do not each begin at 1. */
export type TakenNames = Map<string, number>;

export function takenNames(names: Iterable<string> = []): TakenNames {
  return new Map(Array.from(names, (name) => [name, 0]));
}

/** `name`, or `name-1`, `name-2`, … when taken; takes it. */
export function uniqueName(name: string, used: TakenNames): string {
  let unique = name;
  let count = used.get(name) ?? 0;
  while (used.has(unique)) {
    count += 1;
    unique = `${name}-${count}`;
  }
  used.set(unique, 0);
  if (count > 0) used.set(name, count);
  return unique;
}

/** A name of [a-z0-9-], on anything else some devices fail. Without ASCII letters it is a hash of the text. */
export function asciiName(text: string): string {
  const ascii = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  // An id must not begin with a digit in XML 1.0; and a name that lost letters may meet another that lost others.
  const lossless = /^[a-z0-9 _.-]*$/i.test(text) && text.length <= 40;
  const name = lossless && ascii !== '' ? ascii : [ascii, shortHash(text)].filter((part) => part !== '').join('-');
  return /^[a-z]/.test(name) ? name : `c-${name}`;
}

/** Joined by an underscore, which no chapter name has. Long ids are hashed: a PDF name has 127 bytes at most. */
export function anchorIn(chapter: string, id: string): string {
  const anchor = `${chapter}_${id.replace(/[\s:<>"{}|\\^`[\]#%]+/g, '-')}`;
  return encodeURIComponent(anchor).length <= longestAnchor ? anchor : `${chapter}_${shortHash(id)}`;
}

const longestAnchor = 120;
