/** Folders of images outside the book's own, as absolute paths. */
import { dirname, join, resolve } from 'node:path';
import { problem, type Report } from '../model/diagnostics.ts';
import type { BookSettings } from '../model/settings/book-keys.ts';
import { isInside } from '../text/file-names.ts';
import type { Library } from './library-file.ts';
import type { Search } from './search.ts';

/** Folders of images may lie outside that of the book, but not outside where the work is done. */
export function staticFolders(
  path: string,
  written: BookSettings['static'],
  workingFolder: string,
  report: Report,
): string[] {
  return [written].flat().flatMap((each) => {
    if (each === null) return [];
    const { value, place } = each;
    const folder = resolve(dirname(path), value);
    if (isInside(folder, workingFolder) || isInside(folder, dirname(path))) return [folder];
    const message = `\`static\` is ${value}, which is outside the working directory`;
    report(problem('value-invalid', message, place, 'run octavo from a folder that contains it'));
    return [];
  });
}

/** From where site generators serve files. */
const served = ['', 'static', 'public', 'source', 'assets', 'docs'];

/** The folders of a repository that hold images of a book in it; none for a book that is the whole of it. */
export function siteFolders(root: string, folder: string, library: Library, { options, report }: Search): string[] {
  const own = library.file === null ? [] : staticFolders(library.file, library.static, options.workingFolder, report);
  return root === folder ? own : [...own, ...served.map((name) => join(root, name))];
}
