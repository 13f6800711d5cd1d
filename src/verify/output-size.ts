/** The size of an output, its largest images, and a warning when a service that readers use would reject it. */

import { requirements } from '../epub/targets/targets.ts';
import type { Book } from '../model/book.ts';
import { type Diagnostic, type Place, problem } from '../model/diagnostics.ts';
import type { OutputFile } from '../model/output.ts';
import { showAddress } from '../text/image-address.ts';
import { showBytes } from '../text/quantities.ts';

export interface LargeImage {
  /** As written, without credentials. */
  url: string;
  /** The first place that shows it. */
  place: Place;
  /** In this output. */
  bytes: number;
}

/** In bytes. */
export interface OutputSize {
  whole: number;
  /** Of all images in the file. */
  imageBytes: number;
  /** Of the fonts it carries; in a PDF they are not told apart. */
  fontBytes: number;
  /** The largest it should be; null when nobody minds. */
  sizeLimit: number | null;
  largestImages: LargeImage[];
}

const shownAtMost = 5;

export function measureSize(book: Book, file: OutputFile): OutputSize {
  const isOnPaper = file.kind === 'pdf' || file.kind === 'cover-sheet';
  const images = new Map<string, LargeImage>();
  const chapters = book.sections.filter((section) => section.kind === 'chapter');
  for (const refs of [
    book.cover === null ? [] : [book.cover.ref],
    ...(file.kind === 'cover-sheet' ? [] : chapters.map(({ article }) => article.assets)),
  ]) {
    for (const ref of refs) {
      const asset = book.assets.get(ref.key);
      if (asset?.kind !== 'image') continue;
      const image = isOnPaper ? asset.print : asset.screen;
      if (!images.has(image.name))
        images.set(image.name, { url: showAddress(ref.url), place: ref.at, bytes: image.bytes });
    }
  }
  const all = [...images.values()].sort((first, second) => second.bytes - first.bytes);
  return {
    whole: file.chunks.reduce((sum, chunk) => sum + (chunk instanceof Uint8Array ? chunk.length : chunk.bytes), 0),
    imageBytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    fontBytes: file.kind === 'epub' ? file.fontBytes : 0,
    sizeLimit: file.kind === 'epub' ? requirements[file.target].whole.bytes : null,
    largestImages: all.slice(0, shownAtMost),
  };
}

export function checkSize(file: OutputFile, { whole, sizeLimit, largestImages, fontBytes }: OutputSize): Diagnostic[] {
  if (file.kind !== 'epub' || sizeLimit === null || whole <= sizeLimit) return [];
  const { name, whole: limit } = requirements[file.target];
  const epub = name === '' ? 'the EPUB' : `the EPUB for ${name}`;
  const size = showBytes(whole);
  const message = `${epub} is ${size}, but the limit for ${limit.taker} is ${showBytes(sizeLimit)}${limit.remark}`;
  const list = largestImages.map((image) => `${image.url} (${showBytes(image.bytes)})`).join(', ');
  const share = fontBytes === 0 ? '' : `; fonts take up ${showBytes(fontBytes)}, \`epub.fonts: none\` omits them`;
  const hint = `reduce image sizes or split the book; largest images: ${list}${share}`;
  const places = largestImages.map(({ place }) => place);
  return [problem('epub-too-large', message, null, hint, places)];
}
