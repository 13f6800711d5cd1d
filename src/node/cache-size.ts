/**
 * How large the cache is, and what is removed from it: beyond its limit, what was used longest ago. A file that is read
 * is marked by its modification time, so that builds in other processes know that it is in use.
 */
import { readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface CacheKind {
  /** Of its folder. */
  name: string;
  entries: number;
  bytes: number;
}

/** What a program unpacked as a whole is not taken apart. */
const whole: readonly string[] = ['browser'];

/** Milliseconds in which a build may still need what it has read. */
const inUse = 24 * 60 * 60_000;

/** Of the limit, so that not every build removes something. */
const share = 0.9;

export const usualLimit = 5_000_000_000;

const units: Record<string, number> = { '': 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/** `5 GB`, `500MB` or bytes; what cannot be read counts as not set. */
export function readLimit(text: string | undefined): number {
  const [, number, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?b?)\s*$/i.exec(text ?? '') ?? [];
  const factor = units[unit.toLowerCase()] ?? units[`${unit.toLowerCase()}b`];
  return number === undefined || factor === undefined ? usualLimit : Number(number) * factor;
}

export async function measureCache(folder: string): Promise<CacheKind[]> {
  const kinds = new Map<string, CacheKind>();
  for (const { path, bytes } of await filesIn(folder)) {
    const name = path.slice(folder.length + 1).split(/[/\\]/)[0]!;
    const kind = kinds.get(name) ?? { name, entries: 0, bytes: 0 };
    kinds.set(name, { name, entries: kind.entries + 1, bytes: kind.bytes + bytes });
  }
  kinds.delete(sizeFile);
  return [...kinds.values()].sort((first, second) => second.bytes - first.bytes || (first.name < second.name ? -1 : 1));
}

/** Empties the folder, which may be the user's own. */
export async function clearCache(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

/**
 * At the end of a build that wrote so many bytes. The size is counted on from build to build and measured when it passes
 * the limit, since a large cache takes a while to walk.
 */
export async function limitCache(folder: string, limit: number, written: number, now: number): Promise<void> {
  if (written === 0) return;
  const path = join(folder, sizeFile);
  const last = Number(await readFile(path, 'utf8').catch(() => ''));
  const counted = last > 0 ? last + written : limit + 1;
  const size = counted > limit ? await evict(folder, limit, now) : counted;
  // Another process may write its own number: a wrong one is put right when the limit is passed.
  await writeFile(path, String(size)).catch(() => undefined);
}

const sizeFile = '.size';

/** The size that is left. */
async function evict(folder: string, limit: number, now: number): Promise<number> {
  const files = await filesIn(folder);
  let size = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (size <= limit) return size;
  const removable = files
    .filter(({ path, used }) => now - used > inUse && !whole.some((name) => path.startsWith(join(folder, name))))
    .sort((first, second) => first.used - second.used || (first.path < second.path ? -1 : 1));
  for (const { path, bytes } of removable) {
    if (size <= limit * share) break;
    // What another process removed at the same time is gone as well.
    await unlink(path).catch(() => undefined);
    size -= bytes;
  }
  return size;
}

interface CachedFile {
  path: string;
  bytes: number;
  /** Milliseconds since 1970. */
  used: number;
}

async function filesIn(folder: string): Promise<CachedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files: CachedFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const status = await stat(path).catch(() => null);
    if (status !== null) files.push({ path, bytes: status.size, used: status.mtimeMs });
  }
  return files;
}
