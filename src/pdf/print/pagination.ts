/**
 * Which pages stay blank and which page each place is on, in the next print. Chrome has no `break-before: recto`: blank
 * pages wait in the document, and a style shows those that are needed.
 */

import { gutterOf, printers } from '../../config/printer-presets.ts';
import { isHan, stringsFor } from '../../locale/strings.ts';
import { blankAtEnd, blankBefore, layoutText } from '../../model/anchors.ts';
import type { Book, BookConfig, Profile } from '../../model/book.ts';
import { bindingOf } from '../../typography/direction.ts';
import type { PageReference } from '../page/cross-references.ts';
import { layoutStyle } from '../page/page-css.ts';
import { folioOf, labelsOf, type PageLabel } from './page-labels.ts';
import { type PageNumbers, startOf } from './page-numbers.ts';

export interface Pagination {
  /** Pages by id, as they are with these blank ones. */
  numbers: PageNumbers;
  pages: number;
  /** Ids of the parts and chapters that a blank page stands before. */
  blanks: ReadonlySet<string>;
  /** Blank pages at the end. */
  padding: number;
  /** The names of references that are printed whatever page they stand on. */
  always: ReadonlySet<string>;
}

export const noPagination: Pagination = {
  numbers: new Map(),
  pages: 0,
  blanks: new Set(),
  padding: 0,
  always: new Set(),
};

/** Blank pages that a file may end with. */
export const mostPadding = 4;

type Sections = Pick<Book, 'sections' | 'config' | 'sectionOf'>;

/** What the next print will be, when this one, with the blank pages of `last`, came out as `measured`. */
export function paginate(
  measured: { numbers: PageNumbers; pages: number },
  last: Pagination,
  book: Sections,
  profile: Profile,
): Pagination {
  const blanks = new Set<string>();
  const moved: { from: number; by: number }[] = [];
  let by = 0;
  for (const { id } of book.sections) {
    const start = measured.numbers.get(startOf(id, book));
    if (start === undefined) continue;
    if (last.blanks.has(id)) by -= 1;
    if (profile === 'print' && (start + by) % 2 === 0) {
      blanks.add(id);
      by += 1;
    }
    moved.push({ from: start, by });
  }
  const numbers = new Map(
    Array.from(measured.numbers, ([id, page]) => [id, page + (moved.findLast(({ from }) => page >= from)?.by ?? 0)]),
  );
  const content = measured.pages - last.padding + by;
  const padding = paddingOf(content, book.config, profile);
  return { numbers, pages: content + padding, blanks, padding, always: last.always };
}

function paddingOf(pages: number, { pdf: { preset } }: Pick<BookConfig, 'pdf'>, profile: Profile): number {
  if (profile === 'screen') return 0;
  const { multiple, lastBlank } = preset === null ? { multiple: 2, lastBlank: false } : printers[preset];
  const least = pages + (lastBlank ? 1 : 0);
  return Math.ceil(least / multiple) * multiple - pages;
}

export function labelsFor({ numbers }: Pick<Pagination, 'numbers'>, book: Sections, profile: Profile): PageLabel[] {
  const [first] = book.sections;
  const start = first === undefined ? undefined : numbers.get(startOf(first.id, book));
  return labelsOf((start ?? 1) - 1, profile);
}

/** What is filled in before a print: numbers, references, and the style that shows blank pages. */
export function textsOf(
  pagination: Pagination,
  book: Sections & Pick<Book, 'meta'>,
  references: readonly PageReference[],
  profile: Profile,
): Map<string, string> {
  const { numbers, pages, blanks, padding } = pagination;
  const { preset } = book.config.pdf;
  const labels = labelsFor(pagination, book, profile);
  const gutter = profile === 'screen' || preset === null ? 0 : gutterOf(printers[preset], pages);
  const folios = Array.from({ length: pages }, (_, index) => folioOf(index + 1, labels));
  const shown = [
    ...book.sections.flatMap(({ id }, index) => (blanks.has(id) ? [blankBefore(index)] : [])),
    ...Array.from({ length: Math.min(padding, mostPadding) }, (_, index) => blankAtEnd(index)),
  ];
  const texts = new Map(Array.from(numbers, ([id, page]) => [id, folioOf(page, labels)]));
  texts.set(layoutText, layoutStyle(book.config, profile, { binding: bindingOf(book), gutter, folios, shown }));
  for (const reference of pages === 0 ? [] : references) {
    texts.set(reference.text, referenceWords(reference, pagination, labels, book));
  }
  return texts;
}

/** Nobody needs to be sent to the page he reads. */
function referenceWords(
  { text, from, target, language }: PageReference,
  { numbers, always }: Pagination,
  labels: readonly PageLabel[],
  book: Sections,
): string {
  const page = numbers.get(startOf(target, book));
  if (page === undefined || (page === numbers.get(from) && !always.has(text))) return '';
  const folio = folioOf(page, labels);
  const upright = book.config.writing === 'vertical' && isHan(language);
  return stringsFor(language).pageReference.replace('%', upright ? hanDigits(folio) : folio);
}

/** Figures would lie on their side in a vertical line. */
function hanDigits(folio: string): string {
  return folio.replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)]!);
}
