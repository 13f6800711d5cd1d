/** Downloads one image: retries where that helps, within the time and bytes allowed for image and book. */
import { createHash } from 'node:crypto';
import type { ImagePolicy } from '../model/book.ts';
import type { DownloadAnswer, Host } from '../model/host.ts';
import { sha256Of } from '../text/hash.ts';
import { showBytes } from '../text/quantities.ts';
import { identifyImage, imageTypes } from './convert/identify.ts';
import type { Failure } from './failure.ts';
import { failure, smallerHint } from './failure.ts';
import type { Original } from './originals.ts';

export interface RemoteImage {
  url: URL;
  /** Where the article that shows it was published, or null. */
  page: string | null;
}

export interface Fetched {
  answer: Original | Failure;
  /** Requests sent. */
  tries: number;
  /** The last HTTP status; null when there was no answer. */
  status: number | null;
}

/** What is known of the network from the images of one book so far. */
export interface NetworkState {
  /** Hosts whose name cannot be resolved, with the reason: asking again would only make everybody wait. */
  unknownHosts: Map<string, string>;
  /** Bytes that came, of all images. */
  bytes: number;
  /** When the first image was asked for, by the host's clock. */
  started: number | null;
}

export function createNetworkState(): NetworkState {
  return { unknownHosts: new Map(), bytes: 0, started: null };
}

/** Downloads an image, trying again where the failure may pass. */
export async function fetchImage(
  image: RemoteImage,
  policy: ImagePolicy,
  host: Pick<Host, 'download' | 'wait' | 'clock'>,
  network: NetworkState,
): Promise<Fetched> {
  const unknown = network.unknownHosts.get(image.url.host);
  if (unknown !== undefined) return { answer: describeLoss(unknown), tries: 0, status: null };
  const started = host.clock();
  network.started ??= started;
  // What is left of the book's time may be less than what an image may take.
  const timeout = Math.min(policy.timeout, network.started + policy.totalTimeout - started);
  if (timeout <= 0) return { answer: describeTotalTime(policy), tries: 0, status: null };
  if (network.bytes >= policy.totalBytes) return { answer: describeTotalBytes(policy), tries: 0, status: null };
  const referrers: (string | null)[] = [null, ...referrersOf(image)];
  let referrer = referrers.shift() ?? null;
  let tries = 0;
  let attempts = 0;
  for (;;) {
    const remaining = timeout - (host.clock() - started);
    tries += 1;
    attempts += 1;
    const answer = await host.download({
      url: image.url.href,
      headers: requestHeaders(referrer),
      timeout: Math.max(1, Math.round(remaining)),
      maximumBytes: policy.maximumBytes,
      allowPrivateHosts: policy.allowPrivateHosts,
      hosts: policy.hosts,
    });
    if (answer.kind === 'status' && (answer.status === 401 || answer.status === 403) && referrers.length > 0) {
      referrer = referrers.shift() ?? null;
      attempts = 0;
      continue;
    }
    const pause = attempts < mostAttempts(answer) ? pauseAfter(answer, attempts, image.url) : null;
    const left = timeout - (host.clock() - started);
    if (pause === null || pause >= left) {
      if (answer.kind === 'failed' && answer.cause === 'name') {
        network.unknownHosts.set(image.url.host, answer.reason);
      }
      if (answer.kind !== 'body' && host.clock() - network.started >= policy.totalTimeout) {
        return { answer: describeTotalTime(policy), tries, status: statusOf(answer) };
      }
      return { answer: conclude(answer, image, policy, network), tries, status: statusOf(answer) };
    }
    await host.wait(pause);
  }
}

// Hosts that stop other sites from showing their images look at the Referer: most let a request without one pass,
// some want their own pages, some the page the image was made for.
function referrersOf(image: RemoteImage): string[] {
  return [`${image.url.origin}/`, ...(image.page === null ? [] : [image.page])];
}

// Some hosts answer 403 to a client that does not look like a browser; none was found that minds our name after it.
// AVIF is not asked for: it decodes ten times slower than the same image as WebP.
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

// 0.3, 0.9, 2.7 s, a quarter more or less, so that images of one host do not all come back at the same moment. The
// spread is taken from the address: two builds of one book do the same.
function growingPause(attempts: number, url: URL): number {
  const spread = createHash('sha256').update(`${url.href} ${attempts}`).digest().readUInt16BE(0) / 0xffff;
  return Math.round(300 * 3 ** (attempts - 1) * (0.75 + spread / 2));
}

function conclude(
  answer: DownloadAnswer,
  image: RemoteImage,
  policy: ImagePolicy,
  network: NetworkState,
): Original | Failure {
  switch (answer.kind) {
    case 'body':
      network.bytes += answer.bytes.length;
      if (network.bytes > policy.totalBytes) return describeTotalBytes(policy);
      return {
        kind: 'original',
        url: image.url.href,
        finalUrl: answer.url,
        sha256: sha256Of(answer.bytes),
        type: imageTypes[identifyImage(answer.bytes)].mediaType,
        bytes: answer.bytes.length,
        date: answer.date.toISOString().replace(/\.\d+Z$/, 'Z'),
        content: answer.bytes,
      };
    case 'status':
      return describeStatus(answer.status);
    case 'failed':
      return describeLoss(answer.reason);
    case 'private':
      return failure(
        'image-private-host',
        answer.address === image.url.hostname
          ? 'not downloaded because its address is private'
          : `not downloaded because it redirects to ${answer.address.slice(0, 100)}`,
        // Nothing allows a redirect to file: and the like.
        /^[a-z][\w+.-]*:/i.test(answer.address) ? null : 'if you trust the articles, use `--allow-private-hosts`',
      );
    case 'too-large':
      return failure('image-too-large', `is larger than ${showBytes(policy.maximumBytes)}`, smallerHint);
  }
}

function describeTotalBytes({ totalBytes }: ImagePolicy): Failure {
  const problem = `not downloaded: the images of this book exceed ${showBytes(totalBytes)} in total`;
  return failure(
    'image-download-limit',
    problem,
    'build again to download the rest, or raise `images.total-bytes` in book.yaml',
  );
}

function describeTotalTime({ totalTimeout }: ImagePolicy): Failure {
  const problem = `not downloaded: the images of this book took over ${Math.round(totalTimeout / 1000)} s in total`;
  return failure(
    'image-download-limit',
    problem,
    'build again to download the rest, or raise `images.total-timeout` in book.yaml',
  );
}

function describeStatus(status: number): Failure {
  const code = 'image-download-failed';
  if (status === 404 || status === 410) return failure(code, `not found (${status})`, 'correct the address');
  if (status === 401 || status === 403) {
    const hint = 'the site does not allow downloads; save the image next to the article and use that';
    return failure(code, `not downloaded: access denied (${status})`, hint);
  }
  if (status === 429) return failure(code, `not downloaded: too many requests (${status})`, laterHint);
  return failure(code, `not downloaded: HTTP status ${status}`, status >= 500 ? laterHint : 'correct the address');
}

const laterHint = 'build again later; images downloaded so far are cached';

function describeLoss(reason: string): Failure {
  return failure('image-download-failed', `not downloaded (${reason})`, 'check the address and the network connection');
}

function statusOf(answer: DownloadAnswer): number | null {
  if (answer.kind === 'body') return 200;
  return answer.kind === 'status' ? answer.status : null;
}
