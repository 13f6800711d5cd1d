/**
 * Packs the EPUB. The only file that knows epub-gen-memory, which lays out the files and is given nothing to decide,
 * download or date.
 */
import { EPub } from 'epub-gen-memory';
import type JSZip from 'jszip';
import type { Chunk } from '../../model/output.ts';
import { packZip, type ZipEntry } from './zip.ts';

export interface EpubParts {
  title: string;
  language: string;
  documents: { name: string; title: string; xhtml: string }[];
  /** Beside the documents, by their names there. */
  files: ZipEntry[];
  style: string;
  package: string;
  navigation: string;
  ncx: string;
  date: Date;
}

export async function packEpub(parts: EpubParts): Promise<Chunk[]> {
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

  /** The files the parent laid out, and those it was not told of. */
  async pack(): Promise<Chunk[]> {
    await this.render();
    const entries: ZipEntry[] = [];
    for (const name of archiveOrder(this.zip)) {
      const bytes = await this.zip.file(name)!.async('uint8array');
      entries.push(name === 'mimetype' ? { name, kind: 'stored', content: bytes } : { name, kind: 'deflated', bytes });
    }
    for (const file of this.#parts.files) entries.push({ ...file, name: `OEBPS/${file.name}` });
    return packZip(entries, this.#parts.date);
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
