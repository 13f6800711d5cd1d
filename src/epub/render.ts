/**
 * Book to EPUB 3.3. In: a Book and templates. Out: one file. The parts: documents (`documents.ts`), what the package
 * document says (`package.ts`), the cover picture (`cover.ts`), fonts where the book asks for them (`embedded-fonts.ts`),
 * the archive (`archive.ts`).
 */
import { join } from 'node:path';
import type { Book, OutputFile, StoredImage } from '../book.ts';
import type { Diagnostic, Reported } from '../diagnostics.ts';
import type { Host } from '../host.ts';
import type { Templates } from '../html/templates.ts';
import { type Sheets, stylesFor } from '../html/turned-styles.ts';
import { packEpub } from './archive.ts';
import { makeCover } from './cover.ts';
import { type ContentDocument, contentDocuments } from './documents.ts';
import { embedFonts } from './embedded-fonts.ts';
import type { FontHost } from './font-licence.ts';
import { navigationDocument, ncxDocument, packageDocument } from './package.ts';
import type { ZipEntry } from './zip.ts';

const sheets: Sheets = { turning: ['book.css', 'epub.css'], vertical: ['vertical.css'] };

export async function renderEpub(
  book: Book,
  templates: Templates,
  host: Pick<Host, 'photograph' | 'packageFile' | 'readFile' | 'readCache' | 'writeCache' | 'cachePath' | 'progress'>,
): Promise<Reported<OutputFile[]>> {
  const diagnostics: Diagnostic[] = [];
  const cover = await makeCover(book, templates, host);
  diagnostics.push(...cover.diagnostics);
  const documents = contentDocuments(book, templates, cover.value);
  const pictures = usedPictures(book, cover.value);
  const embedded = book.config.epubFonts === 'embed' ? await embedBookFonts(book, documents, templates, host) : null;
  diagnostics.push(...(embedded?.diagnostics ?? []));
  const fonts = embedded?.value.fonts ?? [];
  const pieces = await packEpub({
    title: book.meta.title,
    language: book.meta.language,
    documents,
    files: [
      ...pictures.map((image) => ({ name: `images/${image.name}`, kind: 'stored' as const, content: image })),
      ...(book.config.writing === 'vertical'
        ? [styleSheet('vertical.css', stylesFor('vertical', sheets, templates))]
        : []),
      ...(embedded === null ? [] : [styleSheet('fonts.css', embedded.value.style)]),
      ...fonts.map(({ entry }) => entry),
    ],
    style: stylesFor('horizontal', sheets, templates),
    package: packageDocument(book, documents, { pictures, cover: cover.value, fonts }, templates),
    navigation: navigationDocument(book, documents, templates),
    ncx: ncxDocument(book, documents, templates),
    date: book.meta.modified,
  });
  const path = join(book.config.outputFolder, `${book.config.name}.epub`);
  const fontBytes = fonts.reduce((sum, { entry }) => sum + entry.packed.length, 0);
  return { value: [{ format: 'epub', path, pieces, pages: null, fontBytes }], diagnostics };
}

/** For what the contents say too. */
async function embedBookFonts(book: Book, documents: ContentDocument[], templates: Templates, host: FontHost) {
  const texts = [...documents.map(({ xhtml }) => xhtml), navigationDocument(book, documents, templates)];
  return embedFonts(texts, book.meta.language, host);
}

function styleSheet(name: string, style: string): ZipEntry {
  return { name, kind: 'deflated', bytes: new TextEncoder().encode(style) };
}

/** Each picture that is shown, once, in the order of its first use. */
function usedPictures(book: Book, cover: StoredImage | null): StoredImage[] {
  const used = new Map<string, StoredImage>();
  if (cover !== null) used.set(cover.name, cover);
  for (const asset of shownPictures(book)) used.set(asset.name, asset);
  return [...used.values()];
}

function* shownPictures(book: Book): Generator<StoredImage> {
  for (const [key, asset] of book.assets) {
    if (asset.kind === 'picture' && book.shown.has(key)) yield asset.screen;
  }
}
