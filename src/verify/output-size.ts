/** The size of an output, its largest images, and a warning when a service that readers use would reject it. */

import { demands } from '../epub/targets/targets.ts';
import type { Book } from '../model/book.ts';
import { type Diagnostic, type Place, problem } from '../model/diagnostics.ts';
import type { OutputFile } from '../model/output.ts';
import { showAddress } from '../text/image-address.ts';
import { showBytes } from '../text/quantities.ts';

export interface HeavyPicture {
  /** As written, without credentials. */
  url: string;
  /** The first place that shows it. */
  place: Place;
  /** In this output. */
  bytes: number;
}

/** In bytes. */
export interface Weight {
  whole: number;
  /** Of all images in the file. */
  pictures: number;
  /** Of the fonts it carries; in a PDF they are not told apart. */
  fonts: number;
  /** The largest it should be; null when nobody minds. */
  budget: number | null;
  heaviest: HeavyPicture[];
}

const shownAtMost = 5;

export function weigh(book: Book, file: OutputFile): Weight {
  const isOnPaper = file.kind === 'pdf' || file.kind === 'cover-sheet';
  const pictures = new Map<string, HeavyPicture>();
  const chapters = book.sections.filter((section) => section.kind === 'chapter');
  for (const refs of [
    book.cover === null ? [] : [book.cover.ref],
    ...(file.kind === 'cover-sheet' ? [] : chapters.map(({ article }) => article.assets)),
  ]) {
    for (const ref of refs) {
      const asset = book.assets.get(ref.key);
      if (asset?.kind !== 'picture') continue;
      const image = isOnPaper ? asset.print : asset.screen;
      if (!pictures.has(image.name))
        pictures.set(image.name, { url: showAddress(ref.url), place: ref.at, bytes: image.bytes });
    }
  }
  const all = [...pictures.values()].sort((first, second) => second.bytes - first.bytes);
  return {
    whole: file.chunks.reduce((sum, chunk) => sum + (chunk instanceof Uint8Array ? chunk.length : chunk.bytes), 0),
    pictures: all.reduce((sum, { bytes }) => sum + bytes, 0),
    fonts: file.kind === 'epub' ? file.fontBytes : 0,
    budget: file.kind === 'epub' ? demands[file.target].whole.bytes : null,
    heaviest: all.slice(0, shownAtMost),
  };
}

export function checkWeight(file: OutputFile, { whole, budget, heaviest, fonts }: Weight): Diagnostic[] {
  if (file.kind !== 'epub' || budget === null || whole <= budget) return [];
  const { name, whole: limit } = demands[file.target];
  const epub = name === '' ? 'the EPUB' : `the EPUB for ${name}`;
  const size = showBytes(whole);
  const message = `${epub} is ${size}, but the limit for ${limit.taker} is ${showBytes(budget)}${limit.remark}`;
  const list = heaviest.map((picture) => `${picture.url} (${showBytes(picture.bytes)})`).join(', ');
  const share = fonts === 0 ? '' : `; fonts take up ${showBytes(fonts)}, \`epub.fonts: none\` omits them`;
  const hint = `reduce image sizes or split the book; largest images: ${list}${share}`;
  const places = heaviest.map(({ place }) => place);
  return [problem('epub-too-large', message, null, hint, places)];
}
