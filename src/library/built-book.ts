/** A book as a build leaves it, and the same as plain JSON. */
import type { ListedBook } from '../catalogue/write-catalogue.ts';
import { findStored } from '../images/convert/convert.ts';
import type { ImageReport } from '../images/load.ts';
import type { BookMeta } from '../model/book.ts';
import type { Host } from '../model/host.ts';
import type { PdfText } from '../model/page-text.ts';
import type { Timings } from '../stages.ts';
import type { SizedFile } from '../verify/check-outputs.ts';

export interface BuiltBook extends ListedBook {
  title: string;
  /** The articles, in reading order; absolute. */
  inputs: string[];
  images: ImageReport[];
  timings: Timings;
  /** Nothing it was made from has changed, so its files of an earlier build were left as they are. */
  unchanged: boolean;
}

/** What one configuration becomes: one book, or the volumes that it is split into. */
export interface BuiltVolumes {
  books: BuiltBook[];
  /** Of their images. */
  addresses: string[];
}

/** A written file is on disk: hundreds of books would not fit into memory. */
export function withoutContent(file: SizedFile): SizedFile {
  return file.kind === 'pdf' ? { ...file, chunks: [], text: noText } : { ...file, chunks: [] };
}

const noText: PdfText = { words: [], untagged: [], starts: new Map(), front: 0, additions: new Map() };

export function packBook(book: BuiltBook): unknown {
  const outputs = book.outputs.map((file) => {
    const { chunks: _, ...rest } = file.kind === 'pdf' ? { ...file, text: null } : file;
    return rest;
  });
  // A build that begins with everything in the cache would report the same.
  const images = book.images.map((image) =>
    image.host === null || image.outcome !== 'ok' ? image : { ...image, status: null, tries: 0, fromCache: true },
  );
  return { ...book, outputs, images, timings: {} };
}

/** Null where its cover is no longer in the cache, since the catalogue may need it. */
export async function unpackBook(packed: unknown, host: Pick<Host, 'storedFile'>): Promise<BuiltBook | null> {
  const book = packed as BuiltBook & { meta: Omit<BookMeta, 'modified'> & { modified: string } };
  const cover = book.cover === null ? null : await findStored(book.cover, host);
  if (book.cover !== null && cover === null) return null;
  return {
    ...book,
    meta: { ...book.meta, modified: new Date(book.meta.modified) },
    outputs: book.outputs.map((file) => withoutContent({ ...file, ...(file.kind === 'epub' ? { cover } : {}) })),
    cover,
    unchanged: true,
  };
}
