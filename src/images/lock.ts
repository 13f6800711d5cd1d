/**
 * octavo.lock: what a book was made of that its folder does not hold, so that anyone can build the same book again: the
 * images of the web, and the date of a book that has none of its own.
 */
import { join } from 'node:path';
import type { BookConfig } from '../model/book.ts';
import { problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { isFacts, type OriginalFacts } from './originals.ts';

export interface LockEntry extends OriginalFacts {
  /** Where a copy is kept, relative to the folder of the book, with slashes; null when there is none. */
  file: string | null;
}

/** By address. */
export type ImageLock = ReadonlyMap<string, LockEntry>;

/** When this content was first built. */
export interface BuildDate {
  /** A hash. */
  content: string;
  /** ISO 8601, in UTC. */
  date: string;
}

export interface Lock {
  images: ImageLock;
  /** By the name of the book. */
  dates: ReadonlyMap<string, BuildDate>;
}

export const emptyLock: Lock = { images: new Map(), dates: new Map() };

export const lockName = 'octavo.lock';

/** The folder of the copies that `octavo images --vendor` makes. */
export const vendorFolder = 'octavo.images';

const version = 1;

export async function readLock(config: BookConfig, host: Pick<Host, 'readFile'>): Promise<Reported<Lock>> {
  const path = lockPath(config);
  const answer = await host.readFile(path);
  if (answer.kind === 'missing') return { value: emptyLock, diagnostics: [] };
  const lock = answer.kind === 'file' ? parseLock(new TextDecoder().decode(answer.bytes)) : null;
  if (lock !== null) return { value: lock, diagnostics: [] };
  const hint = 'restore it from version control, or delete it and build again to create a new one';
  const invalid = problem('image-lock-invalid', `cannot read ${lockName}`, { file: path, line: null }, hint);
  return { value: emptyLock, diagnostics: [invalid] };
}

/** Articles of a repository that are books by themselves share the lock of its root. */
export function lockPath(config: BookConfig): string {
  return join(lockFolder(config), lockName);
}

/** The folder of octavo.lock and of the vendored images. */
export function lockFolder({ file, folder, root }: Pick<BookConfig, 'file' | 'folder' | 'root'>): string {
  return file === null ? root : folder;
}

/** Sorted, one entry a line: two versions can be compared and merged. */
export function serializeLock({ images, dates }: Lock): string {
  const imageLines = [...images.values()]
    .sort((first, second) => (first.url < second.url ? -1 : 1))
    .map(({ url, finalUrl, sha256, type, bytes, date, file }) =>
      JSON.stringify({ url, finalUrl, sha256, type, bytes, date, ...(file === null ? {} : { file }) }),
    );
  const dateLines = [...dates]
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([name, { content, date }]) => JSON.stringify({ name, content, date }));
  const listed = (lines: string[]) => (lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`);
  return `{ "version": ${version}, "books": ${listed(dateLines)}, "images": ${listed(imageLines)} }\n`;
}

/** The dates of the lock after a build of the book with that name. */
export function nextDates(old: Lock['dates'], name: string, date: BuildDate | null): Lock['dates'] {
  const next = new Map(old);
  if (date === null) next.delete(name);
  else next.set(name, date);
  return next;
}

/**
 * After the outputs, and only when it says something new. Gives what was written; the next build can do without. Another
 * book may have written its own entries since the lock was read: only what this one changed is changed.
 */
export async function writeLock(
  config: BookConfig,
  old: Lock,
  next: Lock,
  host: Pick<Host, 'readFile' | 'writeFiles'>,
): Promise<Reported<string[]>> {
  if (config.images.frozen || serializeLock(next) === serializeLock(old)) return { value: [], diagnostics: [] };
  const path = lockPath(config);
  const file = await host.readFile(path);
  const current = file.kind === 'file' ? parseLock(new TextDecoder().decode(file.bytes)) : null;
  const text = serializeLock({
    images: applyChanges(current?.images ?? old.images, old.images, next.images),
    dates: applyChanges(current?.dates ?? old.dates, old.dates, next.dates),
  });
  const answer = await host.writeFiles([{ path, chunks: [new TextEncoder().encode(text)] }]);
  if (answer.kind === 'written') return { value: [path], diagnostics: [] };
  const unwritten = problem('image-lock-not-written', `cannot write ${lockName}: ${answer.reason}`, {
    file: path,
    line: null,
  });
  return { value: [], diagnostics: [unwritten] };
}

function applyChanges<Entry>(
  current: ReadonlyMap<string, Entry>,
  old: ReadonlyMap<string, Entry>,
  next: ReadonlyMap<string, Entry>,
): Map<string, Entry> {
  const changed = new Map(current);
  for (const name of old.keys()) if (!next.has(name)) changed.delete(name);
  for (const [name, entry] of next) if (old.get(name) !== entry) changed.set(name, entry);
  return changed;
}

/** Null when it is not what `serializeLock` prints, such as two versions half merged. */
export function parseLock(text: string): Lock | null {
  try {
    const value = JSON.parse(text) as { version?: unknown; images?: unknown; books?: unknown };
    if (value.version !== version || !Array.isArray(value.images) || !Array.isArray(value.books)) return null;
    const images = value.images.map(readEntry);
    const dates = value.books.map(readDate);
    if (images.includes(null) || dates.includes(null)) return null;
    return {
      images: new Map(images.map((entry) => [entry!.url, entry!])),
      dates: new Map(dates.map((entry) => entry!)),
    };
  } catch {
    return null;
  }
}

function readEntry(value: unknown): LockEntry | null {
  if (!isFacts(value)) return null;
  const { url, finalUrl, sha256, type, bytes, date } = value;
  const { file = null } = value as Partial<LockEntry>;
  return file === null || typeof file === 'string' ? { url, finalUrl, sha256, type, bytes, date, file } : null;
}

function readDate(value: unknown): [name: string, date: BuildDate] | null {
  const { name, content, date } = Object(value) as Record<string, unknown>;
  if (typeof name !== 'string' || typeof content !== 'string' || typeof date !== 'string') return null;
  return Number.isNaN(Date.parse(date)) ? null : [name, { content, date }];
}

/** A book drops images it no longer shows; single articles share a lock and keep all. Missing ones stay. */
export function nextLock(
  old: ImageLock,
  used: ReadonlyMap<string, OriginalFacts | null>,
  config: BookConfig,
): ImageLock {
  const kept = [...old].filter(([url]) => config.file === null || used.has(url));
  const next = new Map<string, LockEntry>(kept);
  for (const [url, facts] of used) {
    const before = old.get(url);
    if (facts === null || before?.sha256 === facts.sha256) continue;
    next.set(url, { ...facts, file: null });
  }
  return next;
}
