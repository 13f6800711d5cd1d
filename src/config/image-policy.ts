/**
 * How images may be obtained and how large they may be. In: the command line and book.yaml. Out: an ImagePolicy with every
 * default filled in.
 */
import { dirname, resolve } from 'node:path';
import type { ImagePolicy } from '../model/book.ts';
import { problem, type Report } from '../model/diagnostics.ts';
import { isInside } from '../text/inside-folder.ts';
import type { BookFile } from './book-file.ts';

export const imageDefaults = {
  maximumBytes: 50_000_000,
  maximumPixels: 100_000_000,
  timeout: 60_000,
  totalBytes: 2_000_000_000,
  totalTimeout: 1_800_000,
} as const satisfies Partial<ImagePolicy>;

type Asked = Pick<ImagePolicy, 'offline' | 'frozen' | 'update' | 'allowPrivateHosts'>;

export function imagePolicy(options: Asked, book: Pick<BookFile, 'images' | 'hosts'> | null): ImagePolicy {
  const said = book?.images;
  const { offline, frozen, update, allowPrivateHosts } = options;
  return {
    offline,
    frozen,
    update,
    allowPrivateHosts,
    folders: [],
    maximumBytes: said?.['maximum-bytes'] ?? imageDefaults.maximumBytes,
    maximumPixels: said?.['maximum-pixels'] ?? imageDefaults.maximumPixels,
    timeout: said?.timeout ?? imageDefaults.timeout,
    totalBytes: said?.['total-bytes'] ?? imageDefaults.totalBytes,
    totalTimeout: said?.['total-timeout'] ?? imageDefaults.totalTimeout,
    hosts: book?.hosts ?? {},
  };
}

/** Folders of images may lie outside that of the book, but not outside where the work is done. */
export function staticFolders(
  path: string,
  book: Pick<BookFile, 'static'>,
  workingFolder: string,
  report: Report,
): string[] {
  return book.static.flatMap(({ value, line }) => {
    const folder = resolve(dirname(path), value);
    if (isInside(folder, workingFolder) || isInside(folder, dirname(path))) return [folder];
    const message = `\`static\` names ${value}, which lies outside the working folder`;
    report(problem('value-invalid', message, { file: path, line }, 'run octavo in a folder that holds it'));
    return [];
  });
}
