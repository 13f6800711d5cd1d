/** Which file names are articles and books, and their order, independent of the system's language. */
import { basename, extname } from 'node:path';

export const articleExtensions = ['.md', '.markdown'] as const;

/** The first one present counts. */
export const bookFileNames = ['book.yaml', 'book.yml'] as const;

export function isArticle(path: string): boolean {
  const extension = extname(path).toLowerCase();
  return articleExtensions.some((known) => known === extension);
}

export function isBookFile(path: string): boolean {
  const name = basename(path);
  return bookFileNames.some((known) => known === name);
}

/** Numbers inside names by their value: issue-2 stands before issue-10. */
export function naturally(first: string, second: string): number {
  // The collator takes `01` and `1`, or two Unicode forms of `é`, for equal; the order must not depend on the disk.
  return collator.compare(first, second) || (first < second ? -1 : first > second ? 1 : 0);
}

const collator = new Intl.Collator('en', { numeric: true });
