/** Where the parts of a book stand, and what its pages are called. Chrome has no `break-before: recto`. */

import { gutterOf, printers } from '../../config/printer-presets.ts';
import { isHan, stringsFor } from '../../locale/strings.ts';
import { startOf } from '../../model/anchors.ts';
import type { Book, BookConfig, Profile } from '../../model/book.ts';
import type { PageReference } from '../page/cross-references.ts';
import { folioOf, labelsOf, type PageLabel } from './page-labels.ts';
import type { PrintPart } from './parts.ts';

/** What is known of a print of a part. Its pages are counted from 1. */
export interface MeasuredPart {
  pages: number;
  numbers: ReadonlyMap<string, number>;
}

export interface Pagination {
  /** The first page of each part, in order. */
  starts: number[];
  /** Pages of the file, with blank ones at its end. */
  pages: number;
  /** Pages by id. */
  numbers: Map<string, number>;
  labels: PageLabel[];
}

export function paginate(
  parts: readonly Pick<PrintPart, 'section'>[],
  measured: readonly MeasuredPart[],
  config: BookConfig,
  profile: Profile,
): Pagination {
  const starts: number[] = [];
  const numbers = new Map<string, number>();
  let next = 1;
  for (const [index, { section }] of parts.entries()) {
    // In print a part or chapter begins on a recto.
    if (profile === 'print' && section !== null && next % 2 === 0) next += 1;
    starts.push(next);
    for (const [id, page] of measured[index]!.numbers) numbers.set(id, next + page - 1);
    next += measured[index]!.pages;
  }
  const content = next - 1;
  const first = parts.findIndex(({ section }) => section !== null);
  return {
    starts,
    numbers,
    pages: content + paddingOf(content, config, profile),
    labels: labelsOf((starts[first] ?? 1) - 1, profile),
  };
}

/** Blank pages at the end. */
function paddingOf(pages: number, { pdf: { preset } }: Pick<BookConfig, 'pdf'>, profile: Profile): number {
  if (profile === 'screen') return 0;
  const { multiple, lastBlank } = preset === null ? { multiple: 2, lastBlank: false } : printers[preset];
  const least = pages + (lastBlank ? 1 : 0);
  return Math.ceil(least / multiple) * multiple - pages;
}

/** Millimetres that the bound edge of a book of so many pages takes. */
export function gutterFor({ pdf: { preset } }: Pick<BookConfig, 'pdf'>, profile: Profile, pages: number): number {
  return profile === 'screen' || preset === null ? 0 : gutterOf(printers[preset], pages);
}

type Sections = Pick<Book, 'config' | 'sectionOf'>;

/** What is filled in before a part is printed: by the name of the text. */
export function textsOf(
  { references, listed }: Pick<PrintPart, 'references' | 'listed'>,
  { numbers, labels }: Pagination,
  alwaysShown: ReadonlySet<string>,
  book: Sections,
): Map<string, string> {
  const texts = new Map(listed.map((id) => [id, folioAt(id, numbers, labels)]));
  for (const reference of references) {
    const page = numbers.get(startOf(reference.target, book));
    // Nobody needs to be sent to the page he reads.
    const isHere = page === numbers.get(reference.from) && !alwaysShown.has(reference.text);
    const isShown = page !== undefined && !isHere;
    texts.set(reference.text, isShown ? referenceWords(reference, folioOf(page, labels), book) : '');
  }
  return texts;
}

function folioAt(id: string, numbers: Map<string, number>, labels: readonly PageLabel[]): string {
  const page = numbers.get(id);
  return page === undefined ? '' : folioOf(page, labels);
}

function referenceWords({ language }: PageReference, folio: string, { config }: Sections): string {
  const upright = config.writing === 'vertical' && isHan(language);
  return stringsFor(language).pageReference.replace('%', upright ? hanDigits(folio) : folio);
}

/** Figures would lie on their side in a vertical line. */
function hanDigits(folio: string): string {
  return folio.replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)]!);
}
