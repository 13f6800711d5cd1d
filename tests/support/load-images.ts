/** The images of a book, loaded at once. In: where they are shown. Out: what `createImageLoader` gives. */
import { createImageLoader, type LoadedImages } from '../../src/images/load.ts';
import type { ImageLock } from '../../src/images/lock.ts';
import type { ImageHost } from '../../src/images/obtain.ts';
import type { AssetRef, BookConfig } from '../../src/model/book.ts';
import type { Reported } from '../../src/model/diagnostics.ts';

export function loadImages(
  refs: AssetRef[],
  config: BookConfig,
  host: ImageHost,
  pages: ReadonlyMap<string, string> = new Map(),
  lock: ImageLock = new Map(),
): Promise<Reported<LoadedImages>> {
  return createImageLoader({ config, host, lock, pages }).finish(refs);
}
