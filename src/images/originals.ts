/**
 * Downloaded images in the cache, by hash, so that what octavo.lock names is found whatever its address serves today.
 * Each address has a note of what it served last.
 */

import type { Host } from '../model/host.ts';
import { sha256Of } from '../text/hash.ts';

/** What is known of a downloaded image. */
export interface OriginalFacts {
  url: string;
  /** After redirects. */
  finalUrl: string;
  sha256: string;
  /** Of the bytes, as they are; not what the server said. */
  type: string;
  bytes: number;
  /** When it came, as in ISO 8601, in UTC. */
  date: string;
}

export interface Original extends OriginalFacts {
  kind: 'original';
  content: Uint8Array;
}

/** What an address gave last; null when it is not in the cache. */
export async function findOriginal(url: string, host: Pick<Host, 'readCache'>): Promise<OriginalFacts | null> {
  const note = await host.readCache(noteKey(url));
  if (note === null) return null;
  try {
    const facts: unknown = JSON.parse(new TextDecoder().decode(note));
    return isFacts(facts) && facts.url === url ? facts : null;
  } catch {
    return null;
  }
}

/** The bytes with that hash; null when they are absent or not whole. */
export async function readOriginal(hash: string, host: Pick<Host, 'readCache'>): Promise<Uint8Array | null> {
  const bytes = await host.readCache(contentKey(hash));
  return bytes !== null && sha256Of(bytes) === hash ? bytes : null;
}

/** Keeps an image for later builds. Only for what proved to be one: an error page must not stay for ever. */
export async function keepOriginal(original: Original, host: Pick<Host, 'writeCache'>): Promise<void> {
  const facts = factsOf(original);
  await host.writeCache(contentKey(facts.sha256), original.content);
  // The note last: whoever finds it finds the bytes.
  await host.writeCache(noteKey(facts.url), new TextEncoder().encode(JSON.stringify(facts)));
}

export function factsOf({ kind: _, content: __, ...facts }: Original): OriginalFacts {
  return facts;
}

/** Whether a value read from a file has the shape of OriginalFacts. */
export function isFacts(value: unknown): value is OriginalFacts {
  if (typeof value !== 'object' || value === null) return false;
  const { url, finalUrl, sha256, type, bytes, date } = value as Record<string, unknown>;
  const texts = [url, finalUrl, type, date].every((text) => typeof text === 'string');
  return texts && /^[0-9a-f]{64}$/.test(String(sha256)) && Number.isSafeInteger(bytes);
}

function noteKey(url: string): string {
  return `downloads/${sha256Of(url)}.json`;
}

function contentKey(sha256: string): string {
  return `originals/${sha256}`;
}
