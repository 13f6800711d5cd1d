/**
 * How heavy an output is, and what makes it so. In: a Book and a finished file. Out: its heaviest pictures, and a warning
 * when a service that readers use would not take the file.
 */

import { demands } from '../epub/targets/targets.ts';
import { showAddress } from '../images/address.ts';
import { assetKey, coverReference } from '../images/collect.ts';
import type { Book, OutputFile, StoredImage } from '../model/book.ts';
import { type Diagnostic, type Place, problem } from '../model/diagnostics.ts';

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
  /** Of all pictures in the file. */
  pictures: number;
  /** Of the fonts it carries; in a PDF they are not told apart. */
  fonts: number;
  /** The largest it should be; null when nobody minds. */
  budget: number | null;
  heaviest: HeavyPicture[];
}

const shownAtMost = 5;

export function weigh(
  book: Book,
  {
    format,
    target,
    cover: alone,
    pieces,
    fontBytes,
  }: Pick<OutputFile, 'format' | 'target' | 'cover' | 'pieces' | 'fontBytes'>,
): Weight {
  const pictures = new Map<string, HeavyPicture>();
  const chapters = book.sections.filter((section) => section.kind === 'chapter');
  const cover = coverReference(
    chapters.map(({ article }) => article),
    book.config,
  );
  for (const refs of [cover === null ? [] : [cover], ...(alone ? [] : chapters.map(({ article }) => article.assets))]) {
    for (const ref of refs) {
      const asset = book.assets.get(assetKey(ref));
      if (asset?.kind !== 'picture') continue;
      const file: StoredImage = format === 'pdf' ? asset.print : asset.screen;
      if (!pictures.has(file.name))
        pictures.set(file.name, { url: showAddress(ref.url), place: ref.at, bytes: file.bytes });
    }
  }
  const all = [...pictures.values()].sort((first, second) => second.bytes - first.bytes);
  return {
    whole: pieces.reduce((sum, piece) => sum + (piece instanceof Uint8Array ? piece.length : piece.bytes), 0),
    pictures: all.reduce((sum, { bytes }) => sum + bytes, 0),
    fonts: fontBytes,
    budget: target === null ? null : demands[target].whole.bytes,
    heaviest: all.slice(0, shownAtMost),
  };
}

export function checkWeight({ target }: Pick<OutputFile, 'target'>, weight: Weight): Diagnostic[] {
  const { whole, budget, heaviest, fonts } = weight;
  if (target === null || budget === null || whole <= budget) return [];
  const { name, whole: limit } = demands[target];
  const epub = name === '' ? 'the EPUB' : `the EPUB for ${name}`;
  const message = `${epub} has ${megabytes(whole)}, and ${limit.taker} ${megabytes(budget)}${limit.remark}`;
  const list = heaviest.map((picture) => `${megabytes(picture.bytes)} ${picture.url}`).join(', ');
  const share = fonts === 0 ? '' : `; fonts have ${megabytes(fonts)}, and \`epub.fonts: none\` leaves them out`;
  const hint = `make pictures smaller or part the book; the heaviest: ${list}${share}`;
  const places = heaviest.map(({ place }) => place);
  return [problem('book-too-heavy', message, null, hint, places)];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
