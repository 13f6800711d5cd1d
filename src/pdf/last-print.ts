/**
 * What was printed last of a book, in the cache. In: a configuration. Out: the print and the fingerprint of its page,
 * or null. One entry a book, so that the cache does not grow with every change.
 */
import { createHash } from 'node:crypto';
import type { BookConfig } from '../book.ts';
import type { Host } from '../host.ts';
import type { PageWords } from '../html/printed-pages.ts';
import type { PageNumbers } from './page-numbers.ts';

export interface LastPrint {
  /** Of the page with no numbers in its contents: words, styles, names of pictures by content. */
  fingerprint: string;
  numbers: PageNumbers;
  words: PageWords[];
  untagged: PageWords[];
  bytes: Uint8Array;
}

/** Raised when something else is read from a print, so that what an older Octavo kept is not taken for it. */
const edition = 2;

export async function readPrint(config: BookConfig, host: Pick<Host, 'readCache'>): Promise<LastPrint | null> {
  const key = keyOf(config);
  const note = await host.readCache(`${key}.json`);
  const bytes = await host.readCache(`${key}.pdf`);
  if (note === null || bytes === null) return null;
  try {
    const { edition: made, fingerprint, numbers, words, untagged, sha256 } = JSON.parse(new TextDecoder().decode(note));
    // Two files cannot be replaced at once: a build may have been ended between them.
    if (made !== edition || sha256 !== hashOf(bytes)) return null;
    return { fingerprint, numbers: new Map(numbers), words, untagged, bytes };
  } catch {
    return null;
  }
}

export async function writePrint(config: BookConfig, print: LastPrint, host: Pick<Host, 'writeCache'>): Promise<void> {
  const key = keyOf(config);
  const { fingerprint, numbers, words, untagged, bytes } = print;
  await host.writeCache(`${key}.pdf`, bytes);
  const note = JSON.stringify({ edition, fingerprint, sha256: hashOf(bytes), numbers: [...numbers], words, untagged });
  await host.writeCache(`${key}.json`, new TextEncoder().encode(note));
}

function keyOf(config: BookConfig): string {
  return `prints/${createHash('sha256').update(`${config.folder}\n${config.name}`).digest('hex').slice(0, 32)}`;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
