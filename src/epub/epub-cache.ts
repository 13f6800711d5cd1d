/**
 * Finished EPUBs by the hash of everything they were made from: the book, the templates, the fonts they embed, and the
 * pages of the PDF. An unchanged book is neither assembled nor rendered again. Images are not stored: they are files of
 * the image cache.
 */
import { fontsFingerprint } from '../images/convert/drawing-fonts.ts';
import type { Book, StoredFile, StoredImage } from '../model/book.ts';
import type { Diagnostic, Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import type { EpubFile } from '../model/output.ts';
import type { PdfText } from '../model/page-text.ts';
import type { Templates } from '../templates/load-templates.ts';
import { hashOf } from '../text/hash.ts';

type EpubCacheHost = Pick<Host, 'readCache' | 'writeCache' | 'storedFile' | 'packageFile' | 'readFile'>;

interface StoredEpub extends Omit<EpubFile, 'chunks'> {
  /** The length of bytes that follow, or an image. */
  chunks: (number | StoredImage)[];
}

interface StoredEpubs {
  /** The hash of the pages of the PDF. */
  pages: string;
  files: StoredEpub[];
  diagnostics: Diagnostic[];
}

export interface EpubCache {
  /** What was made from the same input but for the pages of the PDF; null where nothing was. */
  find(): Promise<FoundEpubs | null>;
  write(made: Reported<EpubFile[]>, pages: PdfText | null): Promise<void>;
}

export interface FoundEpubs {
  /** Null where it was made with other pages, or an image is missing. */
  withPages(pages: PdfText | null): Promise<Reported<EpubFile[]> | null>;
}

export async function openEpubCache(book: Book, templates: Templates, host: EpubCacheHost): Promise<EpubCache> {
  if (book.inputs === null) return { find: async () => null, write: async () => undefined };
  const fonts = book.config.epub.fonts === 'embed' ? await fontsFingerprint(book.meta.language, host) : null;
  const key = `epubs/${hashOf([book.inputs, templates.inputs, fonts])}.bin`;
  return {
    async find() {
      const bytes = await host.readCache(key);
      return bytes === null ? null : { withPages: (pages) => restore(bytes, hashOf(pages), host) };
    },
    async write({ value, diagnostics }, pages) {
      // Problems of templates are reported where they are filled; without a browser another build may find a cover.
      if (templates.problems().length > 0 || value.some(({ cover }) => cover === null)) return;
      await host.writeCache(key, encode({ value, diagnostics }, hashOf(pages)));
    },
  };
}

const lineEnd = 10;

/** A line that says what follows, and the bytes. */
function encode({ value, diagnostics }: Reported<EpubFile[]>, pages: string): Uint8Array {
  const bytes: Uint8Array[] = [];
  const files = value.map((file): StoredEpub => {
    const chunks = file.chunks.map((chunk) => {
      if (!(chunk instanceof Uint8Array)) return chunk as StoredImage;
      bytes.push(chunk);
      return chunk.length;
    });
    return { ...file, chunks };
  });
  const head: StoredEpubs = { pages, files, diagnostics };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...bytes]);
}

async function restore(stored: Uint8Array, pages: string, host: EpubCacheHost): Promise<Reported<EpubFile[]> | null> {
  const end = stored.indexOf(lineEnd);
  const head = JSON.parse(new TextDecoder().decode(stored.subarray(0, end))) as StoredEpubs;
  if (head.pages !== pages) return null;
  let at = end + 1;
  const files: EpubFile[] = [];
  for (const file of head.files) {
    const chunks: (Uint8Array | StoredFile)[] = [];
    for (const chunk of file.chunks) {
      if (typeof chunk === 'number') {
        chunks.push(stored.subarray(at, at + chunk));
        at += chunk;
      } else {
        chunks.push(chunk);
      }
    }
    if (!(await isStored(file.cover, host))) return null;
    files.push({ ...file, chunks });
  }
  return { value: files, diagnostics: head.diagnostics };
}

/** The images of the articles were found when they were loaded; the cover may have been rendered. */
async function isStored(cover: StoredImage | null, host: Pick<Host, 'storedFile'>): Promise<boolean> {
  if (cover === null) return true;
  const [hash = ''] = cover.name.split('.');
  return (await host.storedFile(`images/${cover.name}`, hash)) === cover.file;
}
