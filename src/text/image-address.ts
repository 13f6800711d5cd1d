/**
 * The addresses of images, as authors write them: what they mean, which key they have in Assets, how they are shown in
 * messages. Opens nothing, and lets no credentials of a URL out.
 */

import { dirname, resolve } from 'node:path';
import { sha256Of } from './hash.ts';
import { decodePercent, withLiteralHost } from './urls.ts';

export type Address =
  | { kind: 'remote'; url: URL }
  | { kind: 'data'; url: string }
  /** Absolute. Whether it lies inside the book is for the reader of the file to check. */
  | { kind: 'file'; path: string }
  | { kind: 'invalid'; reason: string };

/** Reads an address as written in `file`. `&amp;` must be decoded already. */
export function readAddress(written: string, file: string): Address {
  const text = cleanAddress(written);
  if (text === '') return { kind: 'invalid', reason: 'it is empty' };
  if (/\p{Cc}/u.test(text)) return { kind: 'invalid', reason: 'it contains control characters' };
  if (text.startsWith('\\\\')) return { kind: 'invalid', reason: 'it names a network share' };
  if (text.startsWith('//')) return readRemote(`https:${text}`);
  // One letter before the colon is a drive of Windows, not a scheme.
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(text)?.[1]?.toLowerCase();
  switch (scheme) {
    case undefined:
      return readPath(text, file);
    case 'http':
    case 'https':
      return readRemote(text);
    case 'data':
      return { kind: 'data', url: text };
    default:
      return { kind: 'invalid', reason: `its scheme is ${scheme}` };
  }
}

/** The key in Assets: a URL without credentials and fragment, an absolute path, or `data:` and a SHA-256. */
export function assetKey(url: string, file: string): string {
  const address = readAddress(url, file);
  switch (address.kind) {
    case 'remote':
      return address.url.href;
    case 'data':
      return `data:${sha256Of(address.url)}`;
    case 'file':
      return address.path;
    case 'invalid':
      return `invalid:${url}`;
  }
}

/** A reference to an image, with the key of the image. */
export function assetRef<const Ref extends { url: string; at: { file: string } }>(ref: Ref): Ref & { key: string } {
  return { key: assetKey(ref.url, ref.at.file), ...ref };
}

/** The address for messages: no credentials, no control characters, data: shortened, at most `longest` characters. */
export function showAddress(written: string, longest = 200): string {
  const clean = cleanAddress(written);
  if (/^data:/i.test(clean)) return readable(showData(clean));
  const text = readable(clean);
  const safe = URL.canParse(text) ? removeCredentials(new URL(text)).href : text.replace(/^(\w*:?\/\/)[^/@]*@/, '$1');
  // A URL written in Han characters is more useful to its author than its percent-encoding.
  const shown = /[^\p{ASCII}]/u.test(text) && !text.includes('@') ? text : safe;
  return shown.length <= longest ? shown : `${shown.slice(0, longest - 1)}…`;
}

/** As an author would write it: decoded, except for spaces and characters with a meaning in URLs. */
function readable(text: string): string {
  const isUrl = /^(?:[a-z][a-z0-9+.-]+:|\/\/)/i.test(text);
  const decoded = isUrl ? decodeWords(text) : decodePercent(text);
  return decoded.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\u{FFFD}');
}

/** Sequences that encode letters beyond ASCII. */
function decodeWords(url: string): string {
  return url.replace(/(?:%[89a-f][0-9a-f])+/gi, (encoded) => decodePercent(encoded));
}

/** Bytes of a data: URL, or null when it is not one that can be decoded. */
export function decodeData(url: string): Uint8Array | null {
  const match = /^data:([^,]*),(.*)$/is.exec(url);
  if (!match) return null;
  const [, head = '', body = ''] = match;
  try {
    const text = decodeURIComponent(body);
    if (!/;\s*base64\s*$/i.test(head)) return new TextEncoder().encode(text);
    const packed = text.replace(/\s+/g, '');
    return /^[a-z0-9+/_-]*={0,2}$/i.test(packed) ? new Uint8Array(Buffer.from(packed, 'base64')) : null;
  } catch {
    return null;
  }
}

// As the URL standard does before it looks for a scheme, so that no later reader sees another scheme than this one.
// https://url.spec.whatwg.org/#concept-basic-url-parser
function cleanAddress(written: string): string {
  return withLiteralHost(written.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '').replace(/[\t\n\r]/g, ''));
}

function readRemote(text: string): Address {
  if (!URL.canParse(text)) return { kind: 'invalid', reason: 'it is not a valid URL' };
  const url = removeCredentials(new URL(text));
  url.hash = '';
  return { kind: 'remote', url };
}

function readPath(text: string, file: string): Address {
  const path = decodePercent(text);
  if (path.includes('\0')) return { kind: 'invalid', reason: 'it contains control characters' };
  return { kind: 'file', path: resolve(dirname(file), path) };
}

function removeCredentials(url: URL): URL {
  url.username = '';
  url.password = '';
  return url;
}

function showData(text: string): string {
  const comma = text.indexOf(',');
  const head = comma === -1 ? text : text.slice(0, comma);
  const body = comma === -1 ? '' : text.slice(comma + 1);
  const size = /;base64$/i.test(head) ? Math.floor((body.replace(/=+$/, '').length * 3) / 4) : body.length;
  return `${head.slice(0, 60)},… (${size} bytes)`;
}
