/** What a build does with octavo.lock, with copies beside the book, and with neither network nor cache. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ImageLock, LockEntry } from '../../../src/images/lock.ts';
import type { DownloadAnswer, FileAnswer } from '../../../src/model/host.ts';
import { sha256Of } from '../../../src/text/hash.ts';
import { loadImages } from '../../support/load-images.ts';
import { drawImage } from '../../support/pictures.ts';
import { createConfig, createMemoryHost, figure } from './fixtures.ts';

const url = 'https://a.example/b.png';
let old: Buffer;
let fresh: Buffer;
beforeAll(async () => {
  [old, fresh] = await Promise.all([drawImage(8, 8, '#c00'), drawImage(8, 8, '#00c')]);
});

const gone: DownloadAnswer = { kind: 'status', status: 404, retryAfter: null };

/** A host that gives `bytes` at the address, and what is needed to build with it. */
function world(bytes: Uint8Array | null, files: Record<string, FileAnswer | Uint8Array> = {}) {
  let now = bytes;
  const serve = (): DownloadAnswer =>
    now === null
      ? gone
      : {
          kind: 'body',
          bytes: now,
          url: 'https://cdn.example/b.png',
          mediaType: null,
          date: new Date('2024-05-06T07:08:09Z'),
        };
  const { host, cache, requests } = createMemoryHost(serve, files);
  const load = (lock: ImageLock, images = {}) =>
    loadImages([figure(url)], { ...createConfig(images), file: '/book/book.yaml' }, host, new Map(), lock);
  return {
    host,
    cache,
    requests,
    load,
    serve(next: Uint8Array | null) {
      now = next;
    },
  };
}

function lockFor(bytes: Uint8Array, file: string | null = null): Map<string, LockEntry> {
  const sha256 = sha256Of(bytes);
  const facts = { url, finalUrl: url, sha256, type: 'image/png', bytes: bytes.length, date: '2020-01-01T00:00:00Z' };
  return new Map([[url, { ...facts, file }]]);
}

describe('a build', () => {
  it('notes what each address gave', async () => {
    const { load } = world(old);
    const { value } = await load(new Map());
    expect([...value.lock.values()]).toEqual([
      {
        url,
        finalUrl: 'https://cdn.example/b.png',
        sha256: sha256Of(old),
        type: 'image/png',
        bytes: old.length,
        date: '2024-05-06T07:08:09Z',
        file: null,
      },
    ]);
  });

  it('uses the image in the lock, although the address has since returned another one', async () => {
    const { load, requests, serve } = world(old);
    const first = await load(new Map());
    serve(fresh);
    await load(new Map(), { update: true });
    expect(requests.length).toBe(2);
    const { value, diagnostics } = await load(first.value.lock);
    expect(value.assets).toEqual(first.value.assets);
    expect([diagnostics, requests.length]).toEqual([[], 2]);
  });

  it('warns if the address returns another image than the lock records, and records the new one', async () => {
    const { load } = world(fresh);
    const { value, diagnostics } = await load(lockFor(old));
    expect(diagnostics).toMatchObject([{ code: 'image-changed', severity: 'warning', place: { line: 1 } }]);
    expect(value.images[0]?.outcome).toBe('ok');
    expect(value.lock.get(url)?.sha256).toBe(sha256Of(fresh));
  });

  it('uses the vendored copy if the host is gone and the cache is empty', async () => {
    const { load, requests } = world(null, { '/book/octavo.images/b.png': old });
    const { value, diagnostics } = await load(lockFor(old, 'octavo.images/b.png'), { frozen: true });
    expect(diagnostics).toEqual([]);
    expect(value.images[0]).toMatchObject({ outcome: 'ok', fromCache: true, tries: 0 });
    expect(requests).toEqual([]);
  });

  it.each(['../secret.png', '/etc/secret.png'])('reads no copy at %s', async (file) => {
    const { load } = world(null, { '/secret.png': old, '/etc/secret.png': old });
    const { value } = await load(lockFor(old, file));
    expect(value.images[0]?.outcome).toBe('image-download-failed');
  });

  it('does not take a copy that is not what the lock says', async () => {
    const { load } = world(old, { '/book/octavo.images/b.png': fresh });
    const { value, diagnostics } = await load(lockFor(old, 'octavo.images/b.png'));
    expect([value.images[0]?.tries, diagnostics]).toEqual([1, []]);
  });
});

describe('an original that is not a usable image', () => {
  it('is kept in the cache, but never named in the lock', async () => {
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    const { load, requests } = world(heic);
    for (let time = 0; time < 2; time += 1) {
      const { value } = await load(new Map());
      expect([value.images[0]?.outcome, value.lock.size]).toEqual(['image-type-unsupported', 0]);
    }
    expect(requests.length).toBe(1);
  });
});

describe('a frozen build', () => {
  it('gives the same images as the build that wrote the lock, without requests', async () => {
    const { load, serve, requests } = world(old);
    const first = await load(new Map());
    serve(null);
    const second = await load(first.value.lock, { frozen: true });
    expect(second.value.assets).toEqual(first.value.assets);
    expect([second.diagnostics, requests.length]).toEqual([[], 1]);
  });

  it('leaves out what the lock does not name, though the cache has it', async () => {
    const { load, requests } = world(old);
    await load(new Map());
    const { diagnostics } = await load(new Map(), { frozen: true });
    expect(diagnostics).toMatchObject([{ code: 'image-not-locked', severity: 'warning' }]);
    expect(requests.length).toBe(1);
  });

  it('fails if the locked image is unavailable, although the cache has another image of the address', async () => {
    const { load } = world(fresh);
    await load(new Map());
    const { diagnostics } = await load(lockFor(old), { frozen: true });
    expect(diagnostics).toMatchObject([{ code: 'image-locked-unavailable', severity: 'error' }]);
  });
});

describe('an offline build', () => {
  it('uses what the address returned last if the locked image is unavailable', async () => {
    const { load } = world(fresh);
    await load(new Map());
    const { value, diagnostics } = await load(lockFor(old), { offline: true });
    expect(value.images[0]?.outcome).toBe('ok');
    expect(diagnostics).toMatchObject([{ code: 'image-changed' }]);
  });
});

describe('an update', () => {
  it('fetches what is in the cache again', async () => {
    const { load, requests, serve } = world(old);
    const first = await load(new Map());
    serve(fresh);
    const { value } = await load(first.value.lock, { update: true });
    expect(requests.length).toBe(2);
    expect(value.lock.get(url)?.sha256).toBe(sha256Of(fresh));
  });

  it('removes nothing from the book if a host is gone', async () => {
    const { load, serve } = world(old);
    const first = await load(new Map());
    serve(null);
    const { value, diagnostics } = await load(first.value.lock, { update: true });
    expect(value.assets).toEqual(first.value.assets);
    expect(value.lock).toEqual(first.value.lock);
    expect(diagnostics).toMatchObject([{ code: 'image-download-failed' }]);
  });
});
