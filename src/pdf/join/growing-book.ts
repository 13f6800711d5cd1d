/** A book while its parts are joined. */
import type { BookMeta, Profile } from '../../model/book.ts';
import type { Diagnostic } from '../../model/diagnostics.ts';
import type { Finding, Standard } from '../check/pdf-ua.ts';
import type { PdfReference, PdfValue } from '../file/objects.ts';
import type { PdfWriter } from '../file/writer.ts';
import type { PageLabel } from '../print/page-labels.ts';
import type { OutlineEntry } from './outline.ts';
import type { PageBoxOptions } from './page-boxes.ts';
import type { PageTree } from './page-tree.ts';
import type { SharedFonts } from './shared-fonts.ts';
import type { BookStructure } from './structure.ts';

export interface JoinOptions extends PageBoxOptions {
  profile: Profile;
  pages: number;
  /** Points to the right, of what Chrome printed on a page. */
  offsetOf(page: number): number;
  /** Running heads and folios: a page for each of the book, or null. */
  furniture: Uint8Array | null;
  meta: BookMeta;
  language: string;
  /** What viewers call the pages, from page `from` on. */
  labels: readonly PageLabel[];
  standard: Standard | null;
  /** What the parts violate. */
  findings: readonly Finding[];
}

export interface JoinedPdf {
  chunks: Uint8Array[];
  diagnostics: Diagnostic[];
}

/** What grows with every part. */
export interface GrowingBook {
  writer: PdfWriter;
  fonts: SharedFonts;
  /** Forms of running heads and folios, by page from 0. */
  furniture: readonly (PdfReference | null)[];
  pages: PageTree;
  structure: BookStructure;
  outline: OutlineEntry[];
  /** By id. */
  destinations: Map<string, PdfValue[]>;
  /** Ids that something links to. */
  linked: Set<string>;
}
