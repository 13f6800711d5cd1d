/**
 * Book to EPUB 3.3. In: a Book and templates. Out: one file. The parts: documents (`documents.ts`), what the package
 * document says (`package.ts`), the cover picture (`cover.ts`), the archive (`archive.ts`).
 */
import { join } from 'node:path';
import type { Book, OutputFile, StoredImage } from '../book.ts';
import type { Diagnostic, Reported } from '../diagnostics.ts';
import type { Host } from '../host.ts';
import type { Templates } from '../html/templates.ts';
import { packEpub } from './archive.ts';
import { makeCover } from './cover.ts';
import { contentDocuments } from './documents.ts';
import { navigationDocument, ncxDocument, packageDocument } from './package.ts';

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
  const pieces = await packEpub({
    title: book.meta.title,
    language: book.meta.language,
    documents,
    files: pictures.map((image) => ({ name: `images/${image.name}`, content: image })),
    style: `${templates.style('book.css')}\n${templates.style('epub.css')}`,
    package: packageDocument(book, documents, pictures, cover.value, templates),
    navigation: navigationDocument(book, documents, templates),
    ncx: ncxDocument(book, documents, templates),
    date: book.meta.modified,
  });
  const path = join(book.config.outputFolder, `${book.config.name}.epub`);
  return { value: [{ format: 'epub', path, pieces, pages: null }], diagnostics };
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
