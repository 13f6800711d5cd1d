/** What was downloaded is found again by its hash, and by its address. */
import { describe, expect, it } from 'vitest';
import { findOriginal, keepOriginal, type Original, readOriginal } from '../../../src/images/originals.ts';
import { sha256Of } from '../../../src/text/hash.ts';
import { createMemoryHost } from './fixtures.ts';

const content = Uint8Array.of(1, 2);
const facts = {
  url: 'https://a.example/b.png',
  finalUrl: 'https://a.example/c.png',
  sha256: sha256Of(content),
  type: 'image/png',
  bytes: 2,
  date: '2024-05-06T07:08:09Z',
};
const original: Original = { kind: 'original', ...facts, content };

describe('the cache of downloads', () => {
  it('gives back what was kept, and what it is', async () => {
    const { host, cache } = createMemoryHost();
    await keepOriginal(original, host);
    expect(await findOriginal(facts.url, host)).toEqual(facts);
    expect(await readOriginal(facts.sha256, host)).toEqual(content);
    expect([...cache.keys()].map((key) => key.replace(/[0-9a-f]{64}/, '…'))).toEqual([
      'originals/…',
      'downloads/….json',
    ]);
  });

  it('stores two addresses of one image once', async () => {
    const { host, cache } = createMemoryHost();
    await keepOriginal(original, host);
    await keepOriginal({ ...original, url: 'https://a.example/d.png' }, host);
    expect([...cache.keys()].filter((key) => key.startsWith('originals/')).length).toBe(1);
  });

  it('returns nothing if the bytes differ from those stored, or the note cannot be read', async () => {
    const { host, cache } = createMemoryHost();
    await keepOriginal(original, host);
    for (const key of cache.keys()) cache.set(key, Uint8Array.of(9));
    expect(await findOriginal(facts.url, host)).toBeNull();
    expect(await readOriginal(facts.sha256, host)).toBeNull();
  });
});
