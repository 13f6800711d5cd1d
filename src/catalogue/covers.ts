/**
 * The covers of a catalogue: of each book an image for a screen and a thumbnail for lists, made from the cover of its
 * EPUB. Both are cached, so an unchanged book starts no converter.
 */
import { join } from 'node:path';
import { convertImage, findImage } from '../images/convert/convert.ts';
import type { StoredImage } from '../model/book.ts';
import type { Host, ImageForm } from '../model/host.ts';
import type { NewFile } from '../model/output.ts';
import type { CatalogueImage, ListedBook } from './catalogue.ts';

/** Pixels. A list shows covers at half the width of a thumbnail, for screens of two pixels to the CSS pixel. */
const sizes = {
  covers: { name: 'screen', width: 800, height: 1280 },
  thumbnails: { name: 'screen', width: 280, height: 448 },
} satisfies Record<string, ImageForm>;

export interface BookCover {
  cover: CatalogueImage | null;
  thumbnail: CatalogueImage | null;
  files: NewFile[];
}

export type ThumbnailHost = Parameters<typeof convertImage>[4];

/** Without a cover, and where the image cannot be converted, there is none: the page shows the title in its place. */
export async function bookCover(book: ListedBook, outputFolder: string, host: ThumbnailHost): Promise<BookCover> {
  const none = { cover: null, thumbnail: null, files: [] };
  if (book.cover === null) return none;
  const cover = await resize(book.cover, sizes.covers, book.meta.language, host);
  const thumbnail = cover === null ? null : await resize(cover, sizes.thumbnails, book.meta.language, host);
  if (cover === null || thumbnail === null) return none;
  const place = (image: StoredImage, folder: keyof typeof sizes): CatalogueImage => ({
    // Folders of their own: `a-thumbnail` may be the name of a book.
    path: `catalogue/${folder}/${book.name}${image.mediaType === 'image/png' ? '.png' : '.jpg'}`,
    mediaType: image.mediaType,
    width: image.width,
    height: image.height,
  });
  const placed = { cover: place(cover, 'covers'), thumbnail: place(thumbnail, 'thumbnails') };
  const files = [
    { path: join(outputFolder, placed.cover.path), chunks: [cover] },
    { path: join(outputFolder, placed.thumbnail.path), chunks: [thumbnail] },
  ];
  return { ...placed, files };
}

async function resize(
  image: StoredImage,
  form: ImageForm,
  language: string,
  host: ThumbnailHost & Pick<Host, 'readFile'>,
): Promise<StoredImage | null> {
  // Its name is the beginning of its hash.
  const hash = image.name.replace(/\.\w+$/, '');
  const found = await findImage(hash, [form], language, host);
  if (found !== null) return found.screen;
  const file = await host.readFile(image.file);
  if (file.kind !== 'file') return null;
  const settings = { maximumPixels: 100_000_000, language };
  const made = await convertImage(file.bytes, hash, [form], settings, host);
  return 'screen' in made ? made.screen : null;
}
