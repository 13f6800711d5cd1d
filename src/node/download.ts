/**
 * HTTP. Redirects are followed by hand and every address is checked before connecting, so that no article can make the
 * machine query its own services or neighbours. No cookies or credentials are sent.
 */
import type { LookupAddress } from 'node:dns';
import { lookup as lookupName } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import type { Readable, Transform } from 'node:stream';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { DownloadAnswer, DownloadRequest } from '../model/host.ts';
import { isPrivateAddress } from './addresses.ts';
import { describeNetworkError, PrivateAddressError, TooLargeError } from './network-error.ts';

export interface Downloader {
  download(request: DownloadRequest): Promise<DownloadAnswer>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** What a test puts in the place of the real network. */
export interface Names {
  lookup: (
    hostname: string,
    options: { all: true },
    callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
  ) => void;
  isPrivate: (address: string) => boolean;
}

/** `environment` gives http_proxy, https_proxy and no_proxy, in capitals or not. */
export function createDownloader(
  environment: Record<string, string | undefined>,
  names: Names = { lookup: lookupName, isPrivate: isPrivateAddress },
): Downloader {
  const agents = new Map<LookupFunction, Promise<Dispatcher>>();
  const [guarded, open] = [guardLookup(names), pinLookup(names)];
  const agentWith = (lookup: LookupFunction) => {
    const agent = agents.get(lookup) ?? createAgent(environment, lookup);
    agents.set(lookup, agent);
    return agent;
  };
  return {
    download: async (request) => download(request, await agentWith(request.allowPrivateHosts ? open : guarded), names),
    async close() {
      await Promise.all(Array.from(agents.values(), async (agent) => (await agent).destroy()));
    },
  };
}

const mostRedirects = 5;

/** Milliseconds without a byte after which a server is taken to be stuck; another try may find it awake. */
const silence = 15_000;

async function createAgent(
  environment: Record<string, string | undefined>,
  lookup: LookupFunction,
): Promise<Dispatcher> {
  // Loaded for the first image from the web: most builds have all images in the cache.
  const { EnvHttpProxyAgent } = await import('undici');
  return new EnvHttpProxyAgent({
    // Empty and not absent: else the agent would look into the real environment by itself.
    httpProxy: environment.http_proxy ?? environment.HTTP_PROXY ?? '',
    httpsProxy: environment.https_proxy ?? environment.HTTPS_PROXY ?? '',
    noProxy: environment.no_proxy ?? environment.NO_PROXY ?? '',
    // As browsers and curl do: many proxies refuse a tunnel to port 80.
    proxyTunnel: false,
    // The proxy itself may be private, and names may be known to it alone: only its own sockets do without the lookup.
    connect: { lookup, timeout: 10_000 },
    allowH2: true,
  });
}

/** Refuses a name that leads to a private address; the connection goes to the addresses that were looked at. */
function guardLookup(names: Names): LookupFunction {
  return (hostname, options, callback) => {
    names.lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const inner = error === null ? addresses.find(({ address }) => names.isPrivate(address)) : undefined;
      if (inner !== undefined) callback(new PrivateAddressError(inner.address), []);
      else answerLookup(options.all === true, error, addresses, callback);
    });
  };
}

function pinLookup(names: Names): LookupFunction {
  return (hostname, options, callback) => {
    names.lookup(hostname, { ...options, all: true }, (error, addresses) =>
      answerLookup(options.all === true, error, addresses, callback),
    );
  };
}

function answerLookup(
  all: boolean,
  error: NodeJS.ErrnoException | null,
  addresses: LookupAddress[],
  callback: Parameters<LookupFunction>[2],
): void {
  if (error !== null || all) callback(error, addresses);
  else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
}

async function download(request: DownloadRequest, agent: Dispatcher, names: Names): Promise<DownloadAnswer> {
  const signal = AbortSignal.timeout(request.timeout);
  let url: URL | null = readUrl(request.url);
  let hop = 0;
  try {
    for (; ; hop += 1) {
      if (url === null) return { kind: 'failed', reason: 'a redirect to an invalid address', temporary: false };
      if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'private', address: url.href };
      // An address written as digits is never looked up. The URL parser has brought its many spellings into one.
      if (!request.allowPrivateHosts && isPrivateHost(url, names)) return { kind: 'private', address: url.hostname };
      const response = await ask(url, request, agent, signal);
      const location = isRedirect(response.statusCode) ? headerOf(response, 'location') : null;
      if (location === null) return await readAnswer(response, url, request.maximumBytes, signal);
      await discard(response.body, signal);
      if (hop === mostRedirects) {
        return { kind: 'failed', reason: `more than ${mostRedirects} redirects`, temporary: false };
      }
      url = readUrl(location, url.href);
    }
  } catch (error) {
    return describeNetworkError(error, { seconds: request.timeout / 1000, redirected: hop > 0 });
  }
}

function readUrl(text: string, base?: string): URL | null {
  if (!URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}

// Behind a proxy no name is looked up here; that of this machine is known all the same.
function isPrivateHost(url: URL, names: Names): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return names.isPrivate(host);
  return /^(?:.+\.)?localhost\.?$/.test(host);
}

function ask(url: URL, request: DownloadRequest, dispatcher: Dispatcher, signal: AbortSignal) {
  return dispatcher.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: 'GET',
    headers: { ...request.headers, ...headersOf(url, request.hosts), 'accept-encoding': 'gzip, br' },
    signal,
    headersTimeout: Math.min(silence, request.timeout),
    bodyTimeout: Math.min(silence, request.timeout),
  });
}

/** What someone wrote for this host, or for all hosts of its domain; the nearest wins. */
function headersOf(url: URL, hosts: DownloadRequest['hosts']): Record<string, string> {
  const labels = url.hostname.split('.');
  const domains = labels.map((_, index) => `*.${labels.slice(index + 1).join('.')}`).reverse();
  const names = [...domains, url.hostname, url.host];
  return Object.assign({}, ...names.map((name) => (Object.hasOwn(hosts, name) ? hosts[name] : {})));
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

async function readAnswer(
  response: Dispatcher.ResponseData,
  url: URL,
  maximumBytes: number,
  signal: AbortSignal,
): Promise<DownloadAnswer> {
  if (response.statusCode < 200 || response.statusCode > 299) {
    await discard(response.body, signal);
    return { kind: 'status', status: response.statusCode, retryAfter: readDelay(headerOf(response, 'retry-after')) };
  }
  if (Number(headerOf(response, 'content-length') ?? 0) > maximumBytes) {
    destroy(response.body);
    return { kind: 'too-large' };
  }
  const decoders = createDecoders(headerOf(response, 'content-encoding'));
  if (decoders === null) {
    destroy(response.body);
    return { kind: 'failed', reason: 'unexpected content encoding', temporary: false };
  }
  const bytes = await readBody(response.body, decoders, maximumBytes, signal);
  const mediaType = headerOf(response, 'content-type')?.split(';')[0]?.trim().toLowerCase() || null;
  return { kind: 'body', bytes, url: url.href, mediaType, date: new Date() };
}

/** Counted after decoding: a kilobyte of gzip can hold a gigabyte. */
async function readBody(
  body: Readable,
  decoders: Transform[],
  maximumBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const sink = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      length += chunk.length;
      chunks.push(chunk);
      done(length > maximumBytes ? new TooLargeError() : null);
    },
  });
  await pipeline([body, ...decoders, sink], { signal });
  return Buffer.concat(chunks);
}

function createDecoders(encoding: string | null): Transform[] | null {
  const decoders: Transform[] = [];
  // The last encoding applied is the first to undo.
  for (const name of (encoding ?? '').toLowerCase().split(',').reverse()) {
    switch (name.trim()) {
      case '':
      case 'identity':
        break;
      case 'gzip':
      case 'x-gzip':
        decoders.push(createGunzip());
        break;
      case 'deflate':
        decoders.push(createInflate());
        break;
      case 'br':
        decoders.push(createBrotliDecompress());
        break;
      default:
        return null;
    }
    if (decoders.length > 2) return null;
  }
  return decoders;
}

// The connection can be used again when the rest is short; an endless page is cut off.
async function discard(body: Dispatcher.ResponseData['body'], signal: AbortSignal): Promise<void> {
  await body.dump({ limit: 65_536, signal }).catch(() => undefined);
}

function destroy(body: Readable): void {
  body.on('error', () => undefined).destroy();
}

function headerOf(response: Dispatcher.ResponseData, name: string): string | null {
  const value = response.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** Seconds or a date, in milliseconds from now. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
function readDelay(value: string | null): number | null {
  if (value === null) return null;
  const delay = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(delay) ? Math.max(0, delay) : null;
}
