/**
 * Joins the finished parts of a book, one after the other: pages with their boxes, running heads and folios; fonts,
 * destinations, outline, page labels and tags of the whole. A part is in memory only while it is copied.
 */
import { readPdf } from '../file/reader.ts';
import { createWriter } from '../file/writer.ts';
import { writeCatalog } from './catalog.ts';
import { copyFurniture } from './furniture.ts';
import type { GrowingBook, JoinedPdf, JoinOptions } from './growing-book.ts';
import type { FaceCache } from './merge-face.ts';
import { createPageTree } from './page-tree.ts';
import { addBlankPage } from './pages.ts';
import { copyPart } from './part.ts';
import { createSharedFonts } from './shared-fonts.ts';
import { createStructure } from './structure.ts';

export interface JoinedPart {
  /** The first page, counted from 1. Pages between two parts are blank. */
  first: number;
  pages: number;
  load(): Promise<Uint8Array>;
}

export async function joinParts(
  parts: readonly JoinedPart[],
  options: JoinOptions,
  cache: FaceCache,
): Promise<JoinedPdf> {
  const furniture = options.furniture === null ? null : readPdf(options.furniture);
  const writer = createWriter();
  const fonts = createSharedFonts();
  for (const part of parts) fonts.addPart(readPdf(await part.load()));
  if (furniture !== null) fonts.addPart(furniture);
  await fonts.write(writer, cache);
  const book: GrowingBook = {
    writer,
    fonts,
    furniture: furniture === null ? [] : copyFurniture(furniture, fonts.fontsOf(parts.length), writer),
    pages: createPageTree(writer),
    structure: createStructure(writer),
    outline: [],
    destinations: new Map(),
    linked: new Set(),
  };
  let page = 1;
  for (const [index, part] of parts.entries()) {
    for (; page < part.first; page += 1) addBlankPage(page, options, book);
    copyPart(readPdf(await part.load()), index, part.first, options, book);
    page = part.first + part.pages;
  }
  for (; page <= options.pages; page += 1) addBlankPage(page, options, book);
  return writeCatalog(options, book);
}
