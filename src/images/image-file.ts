/**
 * Reads an image file of the book. Sites write paths from their root, with a query or fragment, or with backslashes.
 * Links are resolved first, so that none leads out of the book's folders.
 */
import { join, relative } from 'node:path';
import type { BookConfig } from '../model/book.ts';
import type { Host } from '../model/host.ts';
import { isInside } from '../text/file-names.ts';
import { showBytes } from '../text/quantities.ts';
import { type Failure, failure, smallerHint } from './failure.ts';

export interface BookFolders {
  /** The folder of the book, then those of `static:`, with every link resolved. */
  folders: readonly string[];
  config: BookConfig;
  host: Pick<Host, 'realPath' | 'readFile'>;
}

export async function readImageFile(
  path: string,
  { folders, config, host }: BookFolders,
): Promise<Uint8Array | Failure> {
  const candidates = candidatesOf(path, config);
  for (const candidate of candidates) {
    const real = await host.realPath(candidate);
    if (real === null) continue;
    if (folders.some((folder) => isInside(real, folder))) return readReal(real, config.images.maximumBytes, host);
    return failure(
      'image-outside-folder',
      'is outside the folder of the book',
      'copy it into the folder, or list its folder under `static` in book.yaml',
    );
  }
  if (isInside(path, config.folder))
    return failure('image-missing', 'not found', 'correct the path; it is relative to the article');
  return failure(
    'image-outside-folder',
    'is outside the folder of the book',
    'copy it into the folder, or list its folder under `static` in book.yaml',
  );
}

/** The folders from whose root sites serve their files. */
const roots = ['', 'static', 'public', 'source', 'docs'];

function candidatesOf(path: string, { folder, images }: BookConfig): string[] {
  const slashed = path.replaceAll('\\', '/');
  const written = [path, slashed, ...[slashed].map((each) => each.replace(/[?#][^/]*$/, ''))];
  return [...new Set(written)].flatMap((each) => {
    if (isInside(each, folder)) return [each, ...images.folders.map((root) => join(root, relative(folder, each)))];
    return [each, ...roots.map((root) => join(folder, root, each)), ...images.folders.map((root) => join(root, each))];
  });
}

async function readReal(real: string, limit: number, host: Pick<Host, 'readFile'>): Promise<Uint8Array | Failure> {
  const answer = await host.readFile(real, limit);
  switch (answer.kind) {
    case 'file':
      return answer.bytes;
    case 'missing':
      return failure('image-missing', 'not found');
    case 'folder':
      return failure('image-type-unsupported', 'is a folder, not an image');
    case 'refused':
      if (answer.size !== undefined)
        return failure('image-too-large', `is larger than ${showBytes(limit)}`, smallerHint);
      return failure('image-missing', `cannot be read (${answer.reason})`);
  }
}
