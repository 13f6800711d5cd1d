/**
 * octavo.lock: which pictures of the web a book was made of. In: its text. Out: what it says of each address, and the text
 * to write after a build. Beside the book it lets anyone see when a host gave another picture, and build the same book
 * again from the cache or from copies kept in the book's folder.
 */
import { join } from 'node:path';
import type { BookConfig } from '../model/book.ts';
import { type Diagnostic, problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { isFacts, type OriginalFacts } from './originals.ts';

export interface LockEntry extends OriginalFacts {
  /** Where a copy is kept, relative to the folder of the book, with slashes; null when there is none. */
  file: string | null;
}

/** By address. */
export type Lock = ReadonlyMap<string, LockEntry>;

export const lockName = 'octavo.lock';

/** The folder of the copies that `octavo images --vendor` makes. */
export const vendorFolder = 'octavo.pictures';

const version = 1;

export async function readLock(config: BookConfig, host: Pick<Host, 'readFile'>): Promise<Reported<Lock>> {
  const path = lockPath(config);
  const answer = await host.readFile(path);
  if (answer.kind === 'missing') return { value: new Map(), diagnostics: [] };
  const lock = answer.kind === 'file' ? parseLock(new TextDecoder().decode(answer.bytes)) : null;
  if (lock !== null) return { value: lock, diagnostics: [] };
  const hint = 'take it from your version control again; or delete it, and the next build writes a new one';
  const invalid: Diagnostic = problem(
    'image-lock-invalid',
    `${lockName} cannot be read`,
    { file: path, line: null },
    hint,
  );
  return { value: new Map(), diagnostics: [invalid] };
}

export function lockPath(config: BookConfig): string {
  return join(config.folder, lockName);
}

/** Sorted by address, one picture a line: two versions can be compared and merged. */
export function printLock(lock: Lock): string {
  const lines = [...lock.values()]
    .sort((first, second) => (first.url < second.url ? -1 : 1))
    .map(({ url, finalUrl, sha256, type, bytes, date, file }) =>
      JSON.stringify({ url, finalUrl, sha256, type, bytes, date, ...(file === null ? {} : { file }) }),
    );
  return `{ "version": ${version}, "pictures": [\n${lines.join(',\n')}\n] }\n`;
}

/** After the outputs, and only when it says something new. Gives what was written; the next build can do without. */
export async function writeLock(
  config: BookConfig,
  old: Lock,
  next: Lock,
  host: Pick<Host, 'writeFiles'>,
): Promise<Reported<string[]>> {
  const text = printLock(next);
  if (config.images.frozen || text === printLock(old)) return { value: [], diagnostics: [] };
  const path = lockPath(config);
  const answer = await host.writeFiles([{ path, chunks: [new TextEncoder().encode(text)] }]);
  if (answer.kind === 'written') return { value: [path], diagnostics: [] };
  const unwritten = problem('image-lock-unwritten', `not written: ${answer.reason}`, { file: path, line: null });
  return { value: [], diagnostics: [unwritten] };
}

/** Null when it is not what `printLock` prints, such as two versions half merged. */
export function parseLock(text: string): Lock | null {
  try {
    const value = JSON.parse(text) as { version?: unknown; pictures?: unknown };
    if (value.version !== version || !Array.isArray(value.pictures)) return null;
    const entries = value.pictures.map(readEntry);
    return entries.includes(null) ? null : new Map(entries.map((entry) => [entry!.url, entry!]));
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

/**
 * The lock after a build. A book of its own drops what it no longer shows; articles that are books by themselves share
 * the lock of their folder and leave what others need. What could not be had this time keeps its old entry.
 */
export function nextLock(old: Lock, used: ReadonlyMap<string, OriginalFacts | null>, config: BookConfig): Lock {
  const kept = [...old].filter(([url]) => config.file === null || used.has(url));
  const next = new Map<string, LockEntry>(kept);
  for (const [url, facts] of used) {
    const before = old.get(url);
    if (facts === null || before?.sha256 === facts.sha256) continue;
    next.set(url, { ...facts, file: null });
  }
  return next;
}
