/**
 * The sheet Chrome prints a page on. Chrome rounds sheets to its own grid, so one is chosen that it leaves alone, at
 * least as large as needed: the page begins `bleed` from its left and top.
 */

import { printers } from '../../config/printer-presets.ts';
import type { BookConfig, PageSize, Profile } from '../../model/book.ts';
import type { Binding } from '../../typography/direction.ts';

export interface Sheet {
  /** Millimetres. */
  trim: PageSize;
  bleed: number;
  spineBleed: boolean;
  marks: boolean;
  /** What is printed, in points. */
  width: number;
  height: number;
}

export function sheetFor({ page, pdf }: Pick<BookConfig, 'page' | 'pdf'>, profile: Profile): Sheet {
  const bleed = profile === 'print' ? pdf.bleed : 0;
  return {
    trim: page,
    bleed,
    spineBleed: pdf.preset === null || printers[pdf.preset].spineBleed,
    marks: profile === 'print' && pdf.cropMarks,
    width: roundedUp(page.width + bleed * 2),
    height: roundedUp(page.height + bleed * 2),
  };
}

/** Chrome counts in whole points, each of which it then rounds to dots, 300 an inch. */
const dot = 72 / 300;

export function roundedUp(millimetres: number): number {
  const needed = points(millimetres);
  let whole = Math.ceil(needed - 0.001);
  while (Math.round(whole / dot - 0.001) * dot < needed - 0.001) whole += 1;
  return whole;
}

export function points(millimetres: number): number {
  return (millimetres / 25.4) * 72;
}

/** Odd pages are rectos, bound at the left in horizontal books. */
export function isBoundLeft(page: number, binding: Binding): boolean {
  return (page % 2 === 1) === (binding === 'left');
}
