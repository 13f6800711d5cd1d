/**
 * One remote picture, from the cache or the network. In: its URL. Out: the original bytes, or a Failure that says why
 * there are none. It asks more than once where that helps, stays inside the time allowed, and decodes nothing. What was
 * fetched once is never asked for again: books are rebuilt offline, and a cached picture does not go stale by itself.
 */
import { createHash } from 'node:crypto';
import type { ImagePolicy } from '../book.ts';
import type { DownloadAnswer, Host } from '../host.ts';
import type { Failure } from './failure.ts';
import { failure, smallerHint } from './failure.ts';

export interface RemoteImage {
  url: URL;
  /** Where the article that shows it was published, or null. */
  page: string | null;
}

/** What the cache says of a picture it holds, without reading it. */
export interface OriginalFacts {
  url: string;
  /** After redirects. */
  finalUrl: string;
  /** As the server said; not to be trusted. */
  type: string | null;
  sha256: string;
}

export interface Original extends OriginalFacts {
  kind: 'original';
  bytes: Uint8Array;
}

export interface Fetched {
  answer: Original | Failure;
  /** Requests sent. */
  tries: number;
  /** The last HTTP status; null when there was no answer. */
  status: number | null;
}

/** What one build has learnt of the network. Made anew for each build. */
export interface NetworkState {
  /** Hosts whose name cannot be resolved, with the reason: asking again would only make everybody wait. */
  unknownHosts: Map<string, string>;
}

export function createNetworkState(): NetworkState {
  return { unknownHosts: new Map() };
}

/** What is known of a cached picture; null when it is not cached. */
export async function findOriginal(url: URL, host: Pick<Host, 'readCache'>): Promise<OriginalFacts | null> {
  const bytes = await host.readCache(`${cacheKey(url)}.json`);
  if (bytes === null) return null;
  try {
    const facts = JSON.parse(new TextDecoder().decode(bytes)) as Partial<OriginalFacts>;
    if (typeof facts.sha256 !== 'string' || typeof facts.finalUrl !== 'string') return null;
    return { url: url.href, finalUrl: facts.finalUrl, type: facts.type ?? null, sha256: facts.sha256 };
  } catch {
    return null;
  }
}

/** A cached picture; null when it is absent or not what was stored. */
export async function readOriginal(url: URL, host: Pick<Host, 'readCache'>): Promise<Original | null> {
  const facts = await findOriginal(url, host);
  const bytes = facts === null ? null : await host.readCache(cacheKey(url));
  if (facts === null || bytes === null || hashBytes(bytes) !== facts.sha256) return null;
  return { kind: 'original', ...facts, bytes };
}

/** Keeps a picture for later builds. Only for what proved to be one: an error page must not stay for ever. */
export async function keepOriginal(original: Original, host: Pick<Host, 'writeCache'>): Promise<void> {
  const { url, finalUrl, type, sha256 } = original;
  const key = cacheKey(new URL(url));
  await host.writeCache(key, original.bytes);
  // The facts last: whoever finds them finds the bytes.
  await host.writeCache(`${key}.json`, new TextEncoder().encode(JSON.stringify({ url, finalUrl, type, sha256 })));
}

/** Downloads a picture, trying again where the failure may pass. */
export async function fetchImage(
  image: RemoteImage,
  policy: ImagePolicy,
  host: Pick<Host, 'download' | 'wait' | 'clock'>,
  network: NetworkState,
): Promise<Fetched> {
  const unknown = network.unknownHosts.get(image.url.host);
  if (unknown !== undefined) return { answer: describeLoss(unknown), tries: 0, status: null };
  const started = host.clock();
  const referrers: (string | null)[] = [null, ...referrersOf(image)];
  let referrer = referrers.shift() ?? null;
  let tries = 0;
  let attempts = 0;
  for (;;) {
    const remaining = policy.timeout - (host.clock() - started);
    tries += 1;
    attempts += 1;
    const answer = await host.download({
      url: image.url.href,
      headers: requestHeaders(referrer),
      timeout: Math.max(1, Math.round(remaining)),
      maximumBytes: policy.maximumBytes,
      allowPrivateHosts: policy.allowPrivateHosts,
    });
    if (answer.kind === 'status' && (answer.status === 401 || answer.status === 403) && referrers.length > 0) {
      referrer = referrers.shift() ?? null;
      attempts = 0;
      continue;
    }
    const pause = attempts < mostAttempts(answer) ? pauseAfter(answer, attempts, image.url) : null;
    const left = policy.timeout - (host.clock() - started);
    if (pause === null || pause >= left) {
      if (answer.kind === 'failed' && answer.cause === 'name') {
        network.unknownHosts.set(image.url.host, answer.reason);
      }
      return { answer: conclude(answer, image, policy), tries, status: statusOf(answer) };
    }
    await host.wait(pause);
  }
}

export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function cacheKey(url: URL): string {
  return `downloads/${createHash('sha256').update(url.href).digest('hex')}`;
}

// Hosts that stop other sites from showing their pictures look at the Referer: most let a request without one pass,
// some want their own pages, some the page the picture was made for.
function referrersOf(image: RemoteImage): string[] {
  return [`${image.url.origin}/`, ...(image.page === null ? [] : [image.page])];
}

// Some hosts answer 403 to a client that does not look like a browser; none was found that minds our name after it.
// AVIF is not asked for: it decodes ten times slower than the same picture as WebP.
function requestHeaders(referrer: string | null): Record<string, string> {
  return {
    'user-agent': 'Mozilla/5.0 (compatible; Octavo/0.1)',
    accept: 'image/webp,image/png,image/jpeg,image/gif,image/svg+xml,*/*;q=0.5',
    ...(referrer === null ? {} : { referer: referrer }),
  };
}

// A machine that is offline should hear so soon: an unknown name is asked for twice, as is a closed port.
function mostAttempts(answer: DownloadAnswer): number {
  return answer.kind === 'failed' && answer.cause !== undefined ? 2 : 4;
}

/** Milliseconds to wait before the next try; null when another try would change nothing. */
function pauseAfter(answer: DownloadAnswer, attempts: number, url: URL): number | null {
  switch (answer.kind) {
    case 'body':
    case 'private':
    case 'too-large':
      return null;
    case 'failed':
      return answer.temporary ? growingPause(attempts, url) : null;
    case 'status':
      if (![408, 425, 429].includes(answer.status) && answer.status < 500) return null;
      return answer.retryAfter === null ? growingPause(attempts, url) : Math.min(answer.retryAfter, 20_000);
  }
}

// 0.3, 0.9, 2.7 s, a quarter more or less, so that pictures of one host do not all come back at the same moment. The
// spread is taken from the address: two builds of one book do the same.
function growingPause(attempts: number, url: URL): number {
  const spread = createHash('sha256').update(`${url.href} ${attempts}`).digest().readUInt16BE(0) / 0xffff;
  return Math.round(300 * 3 ** (attempts - 1) * (0.75 + spread / 2));
}

function conclude(answer: DownloadAnswer, image: RemoteImage, policy: ImagePolicy): Original | Failure {
  switch (answer.kind) {
    case 'body':
      return {
        kind: 'original',
        url: image.url.href,
        finalUrl: answer.url,
        type: answer.mediaType,
        sha256: hashBytes(answer.bytes),
        bytes: answer.bytes,
      };
    case 'status':
      return describeStatus(answer.status);
    case 'failed':
      return describeLoss(answer.reason);
    case 'private':
      return failure(
        'image-host-refused',
        answer.address === image.url.hostname
          ? 'at a private address not fetched'
          : `not fetched because it leads to ${answer.address.slice(0, 100)}`,
        // Nothing allows a redirect to file: and the like.
        /^[a-z][\w+.-]*:/i.test(answer.address) ? null : 'if you trust the articles, build with --allow-private-hosts',
      );
    case 'too-large':
      return failure('image-too-large', `larger than ${Math.round(policy.maximumBytes / 1e6)} MB`, smallerHint);
  }
}

function describeStatus(status: number): Failure {
  const code = 'image-download-failed';
  if (status === 404 || status === 410) return failure(code, `not found (${status})`, 'correct the address');
  if (status === 401 || status === 403) {
    const hint = 'the site keeps it from others; save the picture beside the article and show that one';
    return failure(code, `refused by the server (${status})`, hint);
  }
  if (status === 429) return failure(code, `refused by the server for now (${status})`, laterHint);
  return failure(code, `not downloaded (status ${status})`, status >= 500 ? laterHint : 'correct the address');
}

const laterHint = 'build again later; pictures that came are kept';

function describeLoss(reason: string): Failure {
  return failure('image-download-failed', `not downloaded (${reason})`, 'check the address and the network connection');
}

function statusOf(answer: DownloadAnswer): number | null {
  if (answer.kind === 'body') return 200;
  return answer.kind === 'status' ? answer.status : null;
}
