/**
 * The cache on disk. A key is a whole file or absent, also when two builds write it at once; a damaged file is absent.
 * `writeCache` seals content with a hash, `storeFile` is asked for by its hash.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, posix, win32 } from 'node:path';
import type { Host } from '../model/host.ts';
import { sha256Of } from '../text/hash.ts';
import { makeFolder } from './folders.ts';
import { addTemporary } from './leftovers.ts';
import { describeError } from './system-error.ts';
import type { Version } from './versions.ts';

export interface Cache extends Pick<Host, 'readCache' | 'writeCache' | 'storeFile' | 'storedFile'> {
  /** Bytes, since it was opened. */
  written(): number;
}

/** `spare`: a folder for when the cache takes no more. `versionOf`: what is of another version is absent. */
export function createCache(
  folder: string,
  spare: () => string,
  versionOf: (key: string) => Promise<Version> = async () => ({ tool: '', browser: null }),
): Cache {
  const elsewhere = new Map<string, string>();
  const used = new Set<string>();
  let written = 0;
  return { readCache, writeCache, storeFile, storedFile, written: () => written };

  /** Other processes remove what was used longest ago (`cache-size.ts`). A folder that takes no times is not shared. */
  function markAsUsed(path: string): void {
    if (used.has(path)) return;
    used.add(path);
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }

  function pathOf(key: string): string {
    checkKey(key);
    return join(folder, ...key.split('/'));
  }

  async function readCache(key: string): Promise<Uint8Array | null> {
    // Absent, unreadable or damaged: either way the caller makes the bytes again.
    const path = pathOf(key);
    const stored = await readFile(path).catch(() => null);
    if (stored !== null) markAsUsed(path);
    return stored === null ? null : unseal(key, stored, await versionOf(key));
  }

  async function writeCache(key: string, bytes: Uint8Array): Promise<void> {
    // A cache that cannot be written costs time and nothing else.
    await write(pathOf(key), seal(key, bytes, await versionOf(key))).catch(() => undefined);
    written += bytes.length;
  }

  async function storeFile(key: string, bytes: Uint8Array): ReturnType<Host['storeFile']> {
    const path = pathOf(key);
    try {
      await write(path, bytes);
      written += bytes.length;
      return { kind: 'stored', path };
    } catch {
      return storeElsewhere(key, bytes);
    }
  }

  async function storeElsewhere(key: string, bytes: Uint8Array): ReturnType<Host['storeFile']> {
    try {
      const path = join(spare(), key.replaceAll('/', '-'));
      await write(path, bytes);
      elsewhere.set(key, path);
      return { kind: 'stored', path };
    } catch (error) {
      return { kind: 'failed', reason: describeError(error) };
    }
  }

  async function storedFile(key: string, hash: string): Promise<string | null> {
    const path = elsewhere.get(key) ?? pathOf(key);
    const bytes = await readFile(path).catch(() => null);
    if (bytes === null) return null;
    markAsUsed(path);
    return sha256Of(bytes).startsWith(hash) ? path : null;
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}.new`);
  const forget = addTemporary(temporary);
  try {
    await writeFile(temporary, bytes).catch(async () => {
      // The folder is there nearly always.
      makeFolder(dirname(path), 0o700);
      await writeFile(temporary, bytes);
    });
    await replace(temporary, path, bytes);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    forget();
  }
}

/** SHA-256, cut to this many bytes: of the browser, then of all before it with the key and the version of Octavo. */
const lengths = { browser: 8, seal: 32 };

/** Its key is hashed as well, so that no file is taken for another. */
function seal(key: string, bytes: Uint8Array, { tool, browser }: Version): Uint8Array {
  const content = Buffer.concat([bytes, hashOf(browser ?? '').subarray(0, lengths.browser)]);
  return Buffer.concat([content, hashOf(`${key} ${tool}\n`, content)]);
}

function unseal(key: string, stored: Uint8Array, { tool, browser }: Version): Uint8Array | null {
  const length = stored.length - lengths.seal - lengths.browser;
  if (length < 0) return null;
  const content = stored.subarray(0, -lengths.seal);
  if (!hashOf(`${key} ${tool}\n`, content).equals(stored.subarray(-lengths.seal))) return null;
  const isOfBrowser = browser === null || hashOf(browser).indexOf(content.subarray(length)) === 0;
  return isOfBrowser ? stored.subarray(0, length) : null;
}

function hashOf(...parts: (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Where the cache is unless someone says otherwise: OCTAVO_CACHE, or the place the system has for such things. */
export function defaultCacheFolder(
  environment: Record<string, string | undefined>,
  platform: string,
  home: string,
): string {
  const { join: joinFor } = platform === 'win32' ? win32 : posix;
  if (environment.OCTAVO_CACHE) return environment.OCTAVO_CACHE;
  switch (platform) {
    case 'win32':
      return joinFor(environment.LOCALAPPDATA || joinFor(home, 'AppData', 'Local'), 'octavo', 'Cache');
    case 'darwin':
      return joinFor(environment.XDG_CACHE_HOME || joinFor(home, 'Library', 'Caches'), 'octavo');
    default:
      return joinFor(environment.XDG_CACHE_HOME || joinFor(home, '.cache'), 'octavo');
  }
}

// A key is made by our code, never by an author: a wrong one is a bug.
function checkKey(key: string): void {
  const names = key.split('/');
  if (!names.every((name) => /^[a-z0-9_-][a-z0-9._-]*$/.test(name))) throw new Error(`not a key of the cache: ${key}`);
}

// Windows does not rename onto a file that another process reads. The bytes of a key that is there are as good as ours.
async function replace(temporary: string, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await rename(temporary, path);
  } catch (error) {
    const present = await readFile(path).catch(() => null);
    if (present === null || Buffer.compare(present, bytes) !== 0) throw error;
    await rm(temporary, { force: true });
  }
}
