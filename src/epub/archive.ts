/**
 * The EPUB archive. In: finished documents and files. Out: the bytes of the EPUB, the same for the same input.
 * The only file that knows epub-gen-memory: it lays the files out, and is given nothing to decide, fetch or date.
 */
import { EPub } from 'epub-gen-memory';
import type JSZip from 'jszip';
import { ZipFile } from 'yazl';

export interface EpubParts {
  title: string;
  language: string;
  documents: { name: string; title: string; xhtml: string }[];
  files: { name: string; bytes: Uint8Array }[];
  style: string;
  package: string;
  navigation: string;
  ncx: string;
  date: Date;
}

export async function packEpub(parts: EpubParts): Promise<Uint8Array> {
  return new FinishedEpub(parts).pack();
}

/** Everything arrives finished: after the parent's constructor what it made of it is put back. */
class FinishedEpub extends EPub {
  readonly #parts: EpubParts;

  constructor(parts: EpubParts) {
    super(
      {
        title: parts.title,
        lang: parts.language,
        css: parts.style,
        contentOPF: literal(parts.package),
        tocXHTML: literal(parts.navigation),
        tocNCX: literal(parts.ncx),
        chapterXHTML: '<%- content %>',
        verbose: false,
      },
      // Empty here, since the parent would take attributes away from what it is given.
      parts.documents.map(({ name, title }) => ({ title, content: '', filename: name })),
    );
    this.#parts = parts;
    this.images = [];
    for (const [index, chapter] of this.content.entries()) chapter.content = parts.documents[index]!.xhtml;
  }

  /** The files the parent laid out and the pictures, packed by Node's zlib, which uses threads. */
  async pack(): Promise<Uint8Array> {
    await this.render();
    const zip = new ZipFile();
    const options = { mtime: localTime(this.#parts.date), mode: 0o100644, forceDosTimestamp: true };
    for (const name of archiveOrder(this.zip)) {
      const bytes = await this.zip.file(name)!.async('nodebuffer');
      zip.addBuffer(bytes, name, { ...options, compressionLevel: name === 'mimetype' ? 0 : 9 });
    }
    for (const { name, bytes } of this.#parts.files) {
      // Pictures are compressed already.
      zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), `OEBPS/${name}`, {
        ...options,
        compressionLevel: 0,
      });
    }
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
}

/** An EJS template that prints exactly this text. */
function literal(text: string): string {
  return text.replaceAll('<%', '<%%').replaceAll('%>', '%%>');
}

/** `mimetype` must be first (https://www.w3.org/TR/epub-33/#sec-zip-container-mime). */
function archiveOrder(zip: JSZip): string[] {
  const names = Object.values(zip.files)
    .filter((file) => !file.dir)
    .map((file) => file.name);
  return ['mimetype', ...names.filter((name) => name !== 'mimetype')];
}

/** Zip dates are local times without a zone: the same clock reading wherever the book is built. */
function localTime(date: Date): Date {
  const earliest = Date.UTC(1980, 0, 1);
  const at = new Date(Math.max(earliest, date.getTime()));
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  );
}
