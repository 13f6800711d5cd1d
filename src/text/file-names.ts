/** File names: which are articles and books, their order whatever the system's language, and folders they lie in. */
import { basename, extname, isAbsolute, relative, sep } from 'node:path';

export const articleExtensions = ['.md', '.markdown'] as const;

/** The first one present counts. */
export const bookFileNames = ['book.yaml', 'book.yml'] as const;

/** `README.md`, `index.md` and Hugo's `_index.md` stand for their folder. */
export function isFolderPage(path: string): boolean {
  return /^(?:readme|_?index)$/i.test(basename(path, extname(path)));
}

export function isArticle(path: string): boolean {
  const extension = extname(path).toLowerCase();
  return articleExtensions.some((known) => known === extension);
}

export function isBookFile(path: string): boolean {
  const name = basename(path);
  return bookFileNames.some((known) => known === name);
}

/** Whether a path lies in a folder. Touches no disk: links must be resolved before. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Numbers inside names by their value: issue-2 stands before issue-10. */
export function naturally(first: string, second: string): number {
  // The collator takes `01` and `1`, or two Unicode forms of `é`, for equal; the order must not depend on the disk.
  return collator.compare(first, second) || (first < second ? -1 : first > second ? 1 : 0);
}

const collator = new Intl.Collator('en', { numeric: true });
