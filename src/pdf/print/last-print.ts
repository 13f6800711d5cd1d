/** The last print of a book in the cache: one entry a book, so that the cache does not grow with every change. */

import type { BookConfig, Profile } from '../../model/book.ts';
import type { Host } from '../../model/host.ts';
import type { PageSpan } from '../../model/page-text.ts';
import { sha256Of } from '../../text/hash.ts';
import type { Pagination } from './pagination.ts';

export interface LastPrint {
  /** Of the page with no numbers in its contents: words, styles, names of images by content. */
  fingerprint: string;
  pagination: Pagination;
  words: PageSpan[];
  untagged: PageSpan[];
  bytes: Uint8Array;
}

export async function readPrint(
  config: BookConfig,
  profile: Profile,
  host: Pick<Host, 'readCache'>,
): Promise<LastPrint | null> {
  const key = keyOf(config, profile);
  const note = await host.readCache(`${key}.json`);
  const bytes = await host.readCache(`${key}.pdf`);
  if (note === null || bytes === null) return null;
  try {
    const { sha256, ...kept } = JSON.parse(new TextDecoder().decode(note));
    // Two files cannot be replaced at once: a build may have been ended between them.
    if (sha256 !== hashOf(bytes)) return null;
    const { fingerprint, numbers, pages, blanks, padding, always, words, untagged } = kept;
    const pagination = {
      numbers: new Map<string, number>(numbers),
      pages,
      blanks: new Set<string>(blanks),
      padding,
      always: new Set<string>(always),
    };
    return { fingerprint, pagination, words, untagged, bytes };
  } catch {
    return null;
  }
}

export async function writePrint(
  config: BookConfig,
  profile: Profile,
  print: LastPrint,
  host: Pick<Host, 'writeCache'>,
): Promise<void> {
  const key = keyOf(config, profile);
  const { fingerprint, pagination, words, untagged, bytes } = print;
  const { numbers, blanks, always, ...counts } = pagination;
  await host.writeCache(`${key}.pdf`, bytes);
  const lists = { numbers: [...numbers], blanks: [...blanks], always: [...always] };
  const kept = { fingerprint, ...counts, ...lists, words, untagged };
  const note = JSON.stringify({ sha256: hashOf(bytes), ...kept });
  await host.writeCache(`${key}.json`, new TextEncoder().encode(note));
}

function keyOf({ folder, name }: BookConfig, profile: Profile): string {
  return `prints/${sha256Of(`${folder}\n${name}\n${profile}`).slice(0, 32)}`;
}

function hashOf(bytes: Uint8Array): string {
  return sha256Of(bytes);
}
