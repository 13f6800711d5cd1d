/** What a Book becomes: files to be written, each with what the report says of its format. */
import type { StoredFile, StoredImage } from './book.ts';
import type { Profile, Target } from './options.ts';
import type { PdfText } from './page-text.ts';

/** A part of a file: bytes, or a file whose bytes stand there. */
export type Chunk = Uint8Array | StoredFile;

/** A file to be written. */
export interface NewFile {
  /** Absolute. */
  path: string;
  /** Its content is these one after the other. */
  chunks: Chunk[];
}

export interface EpubFile extends NewFile {
  kind: 'epub';
  target: Target;
  /** Of the embedded fonts. */
  fontBytes: number;
  /** Null where there was no browser to render one. */
  cover: StoredImage | null;
}

export interface PdfFile extends NewFile {
  kind: 'pdf';
  profile: Profile;
  pages: number;
  text: PdfText;
}

/** The sheet around a printed book: one page. */
export interface CoverSheetFile extends NewFile {
  kind: 'cover-sheet';
}

export interface HtmlFile extends NewFile {
  kind: 'html';
}

export type OutputFile = EpubFile | PdfFile | CoverSheetFile | HtmlFile;
