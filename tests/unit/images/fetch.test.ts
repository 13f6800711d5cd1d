import { describe, expect, it } from 'vitest';
import { createNetworkState, fetchImage } from '../../../src/images/fetch.ts';
import type { DownloadAnswer } from '../../../src/model/host.ts';
import { createConfig, createMemoryHost } from './fixtures.ts';

const url = new URL('https://a.example/b.png');
const body: DownloadAnswer = {
  kind: 'body',
  bytes: Uint8Array.of(1, 2),
  url: url.href,
  mediaType: 'image/png',
  date: new Date('2024-05-06T07:08:09.123Z'),
};
const unavailable: DownloadAnswer = { kind: 'status', status: 503, retryAfter: null };

/** Fetches from a network that gives these answers in turn, the last one for ever. */
async function fetchFrom(answers: DownloadAnswer[], images = {}, page: string | null = null) {
  const left = [...answers];
  const { host, requests, waits } = createMemoryHost(() => (left.length > 1 ? left.shift()! : left[0]!));
  const network = createNetworkState();
  const fetched = await fetchImage({ url, page }, createConfig(images).images, host, network);
  return { ...fetched, requests, waits, network, host };
}

describe('a temporary failure', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('with status %i is tried again', async (status) => {
    const { answer, tries } = await fetchFrom([{ kind: 'status', status, retryAfter: null }, body]);
    expect(answer.kind).toBe('original');
    expect(tries).toBe(2);
  });

  it('is tried four times with growing waits, the same on every build', async () => {
    const { answer, tries, status, waits } = await fetchFrom([unavailable]);
    expect(answer).toMatchObject({ code: 'image-download-failed', problem: 'not downloaded: HTTP status 503' });
    expect([tries, status]).toEqual([4, 503]);
    expect(waits.length).toBe(3);
    for (const [index, base] of [300, 900, 2700].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(base * 0.75);
      expect(waits[index]).toBeLessThanOrEqual(base * 1.25);
    }
    expect((await fetchFrom([unavailable])).waits).toEqual(waits);
  });

  it('waits as long as the server requests, at most twenty seconds', async () => {
    const busy = (retryAfter: number): DownloadAnswer => ({ kind: 'status', status: 429, retryAfter });
    expect((await fetchFrom([busy(1500), body])).waits).toEqual([1500]);
    expect((await fetchFrom([busy(3_600_000), body])).waits).toEqual([20_000]);
  });

  it('is given up when the wait would not end in time', async () => {
    const { tries, waits } = await fetchFrom([unavailable], { timeout: 1000 });
    expect(waits.length).toBe(1);
    expect(tries).toBe(2);
  });

  it('leaves later tries only the time that is left', async () => {
    const { requests, waits } = await fetchFrom([unavailable, body], { timeout: 5000 });
    expect(requests.map(({ timeout }) => timeout)).toEqual([5000, 5000 - waits[0]!]);
  });
});

describe('a failure for good', () => {
  it.each([
    [404, 'not found (404)'],
    [410, 'not found (410)'],
    [400, 'not downloaded: HTTP status 400'],
    [304, 'not downloaded: HTTP status 304'],
  ])('with status %i is reported after one try', async (status, problem) => {
    const { answer, tries } = await fetchFrom([{ kind: 'status', status, retryAfter: null }]);
    expect(answer).toMatchObject({ code: 'image-download-failed', problem });
    expect(tries).toBe(1);
  });

  it('is an answer larger than allowed, or one from a private address', async () => {
    expect((await fetchFrom([{ kind: 'too-large' }])).answer).toMatchObject({
      code: 'image-too-large',
      problem: 'is larger than 10 MB',
    });
    expect((await fetchFrom([{ kind: 'private', address: '10.0.0.1' }])).answer).toMatchObject({
      code: 'image-private-host',
      problem: 'not downloaded because it redirects to 10.0.0.1',
      hint: expect.stringContaining('--allow-private-hosts'),
    });
    expect((await fetchFrom([{ kind: 'private', address: 'file:///etc/passwd' }])).answer).toMatchObject({
      code: 'image-private-host',
      hint: null,
    });
  });
});

describe('a server that rejects requests from other sites', () => {
  it('is tried without a Referer, then with its own, then with that of the article', async () => {
    const { answer, requests, waits } = await fetchFrom(
      [{ kind: 'status', status: 403, retryAfter: null }],
      {},
      'https://articles.example/one',
    );
    expect(requests.map(({ headers }) => headers.referer)).toEqual([
      undefined,
      'https://a.example/',
      'https://articles.example/one',
    ]);
    expect(answer).toMatchObject({ problem: 'not downloaded: access denied (403)' });
    expect(waits).toEqual([]);
  });

  it('is tried four times again with each Referer when it is busy in between', async () => {
    const refused: DownloadAnswer = { kind: 'status', status: 403, retryAfter: null };
    const { answer, requests, waits } = await fetchFrom([unavailable, unavailable, refused, unavailable]);
    expect(requests.map(({ headers }) => headers.referer)).toEqual([
      ...Array(3).fill(undefined),
      ...Array(4).fill('https://a.example/'),
    ]);
    // The waits of the second Referer begin small again.
    expect(waits[2]).toBe(waits[0]);
    expect(answer).toMatchObject({ problem: 'not downloaded: HTTP status 503' });
  });

  it('is not tried again once it responds', async () => {
    const { requests } = await fetchFrom([{ kind: 'status', status: 401, retryAfter: null }, body]);
    expect(requests.length).toBe(2);
  });
});

describe('a host that is not there', () => {
  const unknown: DownloadAnswer = { kind: 'failed', reason: 'ENOTFOUND', temporary: true, cause: 'name' };

  it('is tried twice, and never again in the same build', async () => {
    const { tries, network, host, requests } = await fetchFrom([unknown]);
    expect(tries).toBe(2);
    const other = { url: new URL('https://a.example/c.png'), page: null };
    const second = await fetchImage(other, createConfig().images, host, network);
    expect(second).toMatchObject({ tries: 0, answer: { problem: 'not downloaded (ENOTFOUND)' } });
    expect(requests.length).toBe(2);
  });

  it('is tried twice if its port is closed, four times if the connection is lost', async () => {
    const closed: DownloadAnswer = { kind: 'failed', reason: 'refused', temporary: true, cause: 'closed' };
    expect((await fetchFrom([closed])).tries).toBe(2);
    expect((await fetchFrom([{ kind: 'failed', reason: 'reset', temporary: true }])).tries).toBe(4);
    expect((await fetchFrom([{ kind: 'failed', reason: 'TLS', temporary: false }])).tries).toBe(1);
  });
});

describe('a downloaded image', () => {
  it("is described by its bytes, not by the server's headers", async () => {
    const { answer } = await fetchFrom([{ ...body, url: 'https://b.example/c.png' }]);
    expect(answer).toEqual({
      kind: 'original',
      url: 'https://a.example/b.png',
      finalUrl: 'https://b.example/c.png',
      sha256: 'a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222',
      type: 'application/octet-stream',
      bytes: 2,
      date: '2024-05-06T07:08:09Z',
      content: Uint8Array.of(1, 2),
    });
  });
});

describe('the images of one build', () => {
  it('together have no more bytes than allowed', async () => {
    const { answer, network, host, requests } = await fetchFrom([body], { totalBytes: 3 });
    expect(answer.kind).toBe('original');
    const policy = createConfig({ totalBytes: 3 }).images;
    const second = await fetchImage({ url, page: null }, policy, host, network);
    expect(second.answer).toMatchObject({
      code: 'image-download-limit',
      problem: expect.stringContaining('3 bytes in total'),
    });
    const third = await fetchImage({ url, page: null }, policy, host, network);
    expect(third).toMatchObject({ tries: 0, answer: { code: 'image-download-limit' } });
    expect(requests.length).toBe(2);
  });

  it('together take no more time than allowed', async () => {
    const { network, host, requests } = await fetchFrom([unavailable], { timeout: 5000, totalTimeout: 4000 });
    expect(requests[0]?.timeout).toBe(4000);
    // The pauses between the tries took most of it; what was left was too short.
    expect(network.started).not.toBeNull();
    await host.wait(4000);
    const policy = createConfig({ totalTimeout: 4000 }).images;
    const second = await fetchImage({ url, page: null }, policy, host, network);
    expect(second).toMatchObject({ tries: 0, answer: { code: 'image-download-limit' } });
  });
});
