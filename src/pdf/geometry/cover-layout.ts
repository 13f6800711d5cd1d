/** Layout of a cover sheet in millimetres: back, spine and front side by side, and the text of spine and back. */

import { printers } from '../../config/printer-presets.ts';
import { isHan } from '../../locale/strings.ts';
import type { Book, PageSize } from '../../model/book.ts';
import { widthOf } from '../../text/text-width.ts';
import type { Binding } from '../../typography/direction.ts';

export interface WrapLayout {
  /** The sheet after cutting. */
  trim: PageSize;
  bleed: number;
  /** From the left edge of the sheet, with its bleed. */
  front: number;
  back: number;
  spine: { left: number; width: number };
}

/** Of printers who say nothing. */
const usualBleed = 3;

/** The front of a book bound at the right is the left half. */
export function layoutWrap(
  { page, pdf }: Pick<Book['config'], 'page' | 'pdf'>,
  binding: Binding,
  pages: number,
): WrapLayout {
  const bleed = pdf.bleed || (pdf.preset === null ? 0 : printers[pdf.preset].bleed) || usualBleed;
  const width = pages * (pdf.wrap?.thickness ?? 0);
  const spine = { left: bleed + page.width, width };
  const [left, right] = [bleed, spine.left + width];
  const trim = { width: page.width * 2 + width, height: page.height };
  return binding === 'left'
    ? { trim, bleed, spine, front: right, back: left }
    : { trim, bleed, spine, front: left, back: right };
}

/** KDP wants this count of pages, and a sixteenth of an inch free at both sides, since books are not folded exactly. */
const leastPages = 79;
const sideOfSpine = 0.0625 * 25.4;

/** Between the words of the spine and its ends, as the template has it. */
const endOfSpine = 12;

/** Five points, the least that can be read, and the most that looks like a spine. */
const smallest = (5 / 72) * 25.4;
const largest = (16 / 72) * 25.4;

/** Null where there is no room. Sizes are millimetres of an em. */
export function spineWords(
  { meta, config }: Pick<Book, 'meta' | 'config'>,
  pages: number,
  width: number,
): { title: string; names: string; size: number } | null {
  if (pages < leastPages) return null;
  const length = config.page.height - endOfSpine * 2;
  const across = Math.min(width - sideOfSpine * 2, largest);
  const title = meta.title;
  const authors = meta.authors.join(isHan(meta.language) ? '\u3000' : ', ');
  for (const names of [authors, '']) {
    // Bold letters are wider, and two ems part a title from its author.
    const ems = widthOf(title) * 1.15 + (names === '' ? 0 : widthOf(names) * 1.05 + 2);
    const size = Math.min(across, length / ems);
    if (size >= smallest) return { title, names, size };
  }
  return null;
}

/** Two by 1.2 inches, a quarter of an inch from the edges: https://kdp.amazon.com/help/topic/G201953020 */
export const barcode = { width: 2 * 25.4, height: 1.2 * 25.4, distance: 0.25 * 25.4 };

/** Of the page, as the template has them: above the description and at its sides. */
const above = 0.14;
const beside = 0.13;

/** Points. */
const sizes = [11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7];

/** The paragraphs of the description and the largest size at which they leave the barcode free; null when none does. */
export function backWords({
  meta,
  config,
}: Pick<Book, 'meta' | 'config'>): { paragraphs: string[]; size: number; pitch: number } | null {
  // YAML joins lines by a space, which Han sentences do not have between them.
  const description = (meta.description ?? '').replace(/(?<=[。！？…”]) (?=\p{Script=Han})/gu, '');
  const paragraphs = description.split(/\n+/).flatMap((line) => line.trim() || []);
  const pitch = isHan(meta.language) ? 1.75 : 1.45;
  const width = config.page.width * (1 - beside * 2);
  const height = config.page.height * (1 - above) - barcode.height - barcode.distance * 2;
  for (const size of sizes) {
    const em = (size / 72) * 25.4;
    // A line in ten is lost to words that do not break.
    const lines = paragraphs.map((text) => Math.ceil((widthOf(text) * em * 1.1) / width));
    const used = lines.reduce((sum, count) => sum + count * pitch + 0.5, 0) * em;
    if (used <= height) return { paragraphs, size, pitch };
  }
  return null;
}
