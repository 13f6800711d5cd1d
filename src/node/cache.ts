/**
 * The cache on disk. In: a folder, and keys that are paths of ASCII names below it. Out: bytes. A key is a whole file
 * or absent, also when two builds write it at once. It knows nothing of what it holds, and forgets nothing by itself.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, posix, win32 } from 'node:path';
import type { Host } from '../host.ts';

export type Cache = Pick<Host, 'readCache' | 'writeCache' | 'cachedSize' | 'cachePath'>;

export function createCache(folder: string): Cache {
  return { readCache, writeCache, cachedSize, cachePath };

  function cachePath(key: string): string {
    checkKey(key);
    return join(folder, ...key.split('/'));
  }

  async function readCache(key: string): Promise<Uint8Array | null> {
    const path = cachePath(key);
    try {
      return await readFile(path);
    } catch {
      // Absent or unreadable: either way the caller makes the bytes anew.
      return null;
    }
  }

  async function cachedSize(key: string): Promise<number | null> {
    const status = await stat(cachePath(key)).catch(() => null);
    return status?.isFile() ? status.size : null;
  }

  async function writeCache(key: string, bytes: Uint8Array): Promise<string> {
    const path = cachePath(key);
    const temporary = join(dirname(path), `.${randomUUID()}.new`);
    try {
      await writeFile(temporary, bytes).catch(async () => {
        // The folder is there nearly always.
        await mkdir(dirname(path), { recursive: true });
        await writeFile(temporary, bytes);
      });
      await replace(temporary, path, bytes);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return path;
  }
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
    if (present?.length !== bytes.length) throw error;
    await rm(temporary, { force: true });
  }
}
