/** The requirements of each target's devices and shops, with their sources: one table. */
import type { Target } from '../../model/book.ts';

export interface Requirements {
  /** In a sentence: `the EPUB for Kindle`; empty where it is for all devices. */
  name: string;
  /** Bytes of the whole file, and who takes no more. */
  whole: { bytes: number; taker: string; remark: string };
  /** Bytes of an image. */
  imageBytes: number;
  /** Pixels of an image. */
  imagePixels: number;
  /** Bytes of a document. */
  documentBytes: number;
  /** Pixels of the shorter side of the cover. */
  coverSide: number;
  /** Whether the cover is a page of its own, besides being an image that the package names. */
  coverPage: boolean;
  /** Who says so, for hints. */
  source: string;
}

const unlimited = Number.POSITIVE_INFINITY;

/**
 * Kindle: Publishing Guidelines 2019.2, sections 4.2 (covers), 10.4 (images) and https://www.amazon.com/sendtokindle;
 * 5 MB an image since the edition 2014.1.
 * Kobo: https://github.com/kobolabs/epub-spec, Image Formatting, Limitations and Maximums.
 * Apple: https://help.apple.com/itc/booksassetguide/, Interior Images, Book Cover Art.
 */
export const requirements: Record<Target, Requirements> = {
  generic: {
    name: '',
    whole: { bytes: 50_000_000, taker: 'Send-to-Kindle', remark: '' },
    imageBytes: unlimited,
    imagePixels: unlimited,
    documentBytes: unlimited,
    coverSide: 0,
    coverPage: true,
    source: '',
  },
  kindle: {
    name: 'Kindle',
    whole: { bytes: 50_000_000, taker: 'Send-to-Kindle', remark: ' by email (200 MB on its website)' },
    imageBytes: 5_000_000,
    imagePixels: unlimited,
    documentBytes: 30_000_000,
    coverSide: 625,
    // "This may result in the cover appearing twice in the book or cause the book to fail conversion."
    coverPage: false,
    source: 'Kindle Publishing Guidelines',
  },
  kobo: {
    name: 'Kobo',
    whole: { bytes: 1_000_000_000, taker: 'Kobo', remark: '' },
    imageBytes: 5_000_000,
    imagePixels: unlimited,
    documentBytes: 10_000_000,
    coverSide: 0,
    coverPage: true,
    source: 'Kobo ePub Guidelines',
  },
  apple: {
    name: 'Apple Books',
    whole: { bytes: 2_000_000_000, taker: 'Apple Books', remark: '' },
    imageBytes: unlimited,
    imagePixels: 5_600_000,
    documentBytes: unlimited,
    coverSide: 1400,
    coverPage: true,
    source: 'Apple Books Asset Guide',
  },
};
