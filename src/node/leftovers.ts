/**
 * What must not outlive the process: temporary files and folders, programs it started. A signal may end it at any
 * moment, so everything here is synchronous and nothing fails.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const leftovers = new Set<() => void>();

/** Until the function it returns is called, `remove` is called when the process is stopped. */
export function addLeftover(remove: () => void): () => void {
  leftovers.add(remove);
  return () => leftovers.delete(remove);
}

/** For a file or folder; the function it returns says that it is in its place, or gone. */
export function addTemporary(path: string): () => void {
  return addLeftover(() => removeNow(path));
}

export function removeLeftovers(): void {
  for (const remove of leftovers) remove();
  leftovers.clear();
}

export interface TemporaryFolder {
  path: string;
  remove(): void;
}

/** A folder that no other user can look into, with a name that nobody can guess. */
export function makeTemporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'octavo-'));
  // mkdtemp does so itself, except on a disk without modes.
  chmodSync(path, 0o700);
  const forget = addTemporary(path);
  return {
    path,
    remove() {
      removeNow(path);
      forget();
    },
  };
}

function removeNow(path: string): void {
  try {
    // A browser that was just ended may still be writing its last file.
    rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  } catch {
    // There is nothing left to try.
  }
}
