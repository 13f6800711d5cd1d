/** What to tell when the disk fails while a book is built. */
import { problem, type Reported } from '../model/diagnostics.ts';
import type { BuiltVolumes } from './built-book.ts';

/** A disk that is full or fails ends one book; the next may need less. Every other exception is a fault of Octavo. */
export function describeDiskFault(error: unknown): Reported<BuiltVolumes> {
  const { code, message } = error as { code?: unknown; message?: string };
  if (!/^(?:ENOSPC|EDQUOT|EROFS|EIO)$/.test(String(code))) throw error;
  const hint = 'free some disk space and build again';
  return {
    value: { books: [], addresses: [] },
    diagnostics: [problem('cache-write-failed', `the book could not be built: ${message}`, null, hint)],
  };
}
