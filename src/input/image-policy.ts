/**
 * How images may be obtained and how large they may be. In: the command line and book.yaml. Out: an ImagePolicy with every
 * default filled in.
 */
import type { ImagePolicy } from '../book.ts';
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
    maximumBytes: said?.['maximum-bytes'] ?? imageDefaults.maximumBytes,
    maximumPixels: said?.['maximum-pixels'] ?? imageDefaults.maximumPixels,
    timeout: said?.timeout ?? imageDefaults.timeout,
    totalBytes: said?.['total-bytes'] ?? imageDefaults.totalBytes,
    totalTimeout: said?.['total-timeout'] ?? imageDefaults.totalTimeout,
    hosts: book?.hosts ?? {},
  };
}
