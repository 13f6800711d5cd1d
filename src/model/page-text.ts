/** The text of a finished PDF by page, as the EPUB's page list and the word check need it. */
import type { Book } from './book.ts';

/** Words that stand on one page, in the order in which they are read; more of the same page may follow elsewhere. */
export interface PageSpan {
  /** Counted from 1 at the first page of the file. */
  page: number;
  /** U+FFFC stands for an image. */
  words: string;
}

export interface PdfText {
  words: PageSpan[];
  /** What is no part of the text, or what the browser takes for none: running heads, folios, numbers of lists, ruby. */
  untagged: PageSpan[];
  /** The id of a part or chapter -> the page it begins on. */
  starts: ReadonlyMap<string, number>;
  /** Pages before the first part or chapter, whose folio is 1. */
  front: number;
  /** By the id of a part or chapter, what paper says there and no other format does, in reading order. */
  additions: ReadonlyMap<string, Addition[]>;
}

/** Words of paper. */
export interface Addition {
  /** The words before them end so. */
  after: string;
  words: string;
}

/** Stands for an image among words. */
export const imagePlaceholder = '\ufffc';

/** The words of each part and chapter: every one begins a page. */
export function textOfSections({ sections }: Book, { words, starts }: PdfText): Map<string, PageSpan[]> {
  const pages = sections.flatMap(({ id }) => (starts.has(id) ? [{ id, start: starts.get(id)! }] : []));
  const found = new Map<string, PageSpan[]>();
  for (const [index, { id, start }] of pages.entries()) {
    const end = pages[index + 1]?.start ?? Number.POSITIVE_INFINITY;
    found.set(
      id,
      words.filter(({ page }) => page >= start && page < end),
    );
  }
  return found;
}
