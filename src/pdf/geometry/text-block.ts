/** The text area of a page: margins in millimetres, characters in a line, room for a figure. */

import { printers, widestGutterOf } from '../../config/printer-presets.ts';
import type { BookConfig, PageSize, PdfSettings } from '../../model/book.ts';

/** Millimetres. `inside` is the bound edge. */
export interface Margins {
  top: number;
  bottom: number;
  inside: number;
  outside: number;
}

/** Millimetres of a character of the text, 10.5 points. */
const character = (10.5 / 72) * 25.4;

/** Points from line to line, as `print.css` has them. */
const linePitch = 10.5 * 1.75;

/** How the pages of a book are set. */
export type TextBlockConfig = Pick<BookConfig, 'page' | 'writing'> & { pdf: Pick<PdfSettings, 'preset'> };

/** Millimetres that a printer wants free of text at the bound edge, however thick the book, and at the others. */
function leastMargins({ pdf: { preset } }: TextBlockConfig): { inside: number; edges: number } {
  if (preset === null) return { inside: 0, edges: 0 };
  return { inside: widestGutterOf(printers[preset]), edges: printers[preset].edges };
}

/**
 * A text block of about two thirds of the page and a whole number of characters along the line, so that full lines of
 * Han text need no stretching; the outer margins larger than the inner ones and the foot larger than the head, as on a
 * well-made spread. With vertical lines it is a whole number of lines wide as well, and the head is the larger one, as
 * in their books.
 *
 * A wide gutter moves the text block and leaves its size alone: lines end where they ended, and so do pages.
 */
export function marginsFor(setting: TextBlockConfig, gutter = 0): Margins {
  const { page, writing } = setting;
  const least = leastMargins(setting);
  const share = (part: number) => Math.max(least.edges, Math.round(page.width * part * 2) / 2);
  const length = measureOf(setting) * character;
  if (writing === 'horizontal') {
    return { top: share(0.135), bottom: share(0.145), ...sidesFor(page.width, length, gutter) };
  }
  const pitch = (linePitch / 72) * 25.4;
  const rest = page.height - length;
  return {
    top: rounded(rest * 0.54),
    bottom: rounded(rest * 0.46 - 0.01),
    ...sidesFor(page.width, Math.floor(Math.min(page.width * 0.74, roomIn(page.width, least)) / pitch) * pitch, gutter),
  };
}

function sidesFor(width: number, text: number, gutter: number): Pick<Margins, 'inside' | 'outside'> {
  const inside = Math.max((width - text) * 0.48, gutter);
  // What rounding leaves over is on the outer side: a text block a hair too narrow would lose a character a line.
  return { inside: rounded(inside), outside: rounded(width - text - inside - 0.01) };
}

/** Characters of a line. */
export function measureOf(setting: TextBlockConfig): number {
  const { page, writing } = setting;
  const least = leastMargins(setting);
  const room = writing === 'horizontal' ? roomIn(page.width, least) : page.height - least.edges * 2;
  return Math.floor(Math.min((writing === 'horizontal' ? page.width : page.height) * 0.76, room) / character);
}

/** Of the text block in the direction in which lines follow each other, in em of the text. */
export function heightOf(setting: TextBlockConfig): number {
  const { page, writing } = setting;
  const { top, bottom, inside, outside } = marginsFor(setting);
  return (writing === 'horizontal' ? page.height - top - bottom : page.width - inside - outside) / character;
}

function roomIn(width: number, { inside, edges }: ReturnType<typeof leastMargins>): number {
  return width - inside - edges;
}

/** Of the text block in the direction in which lines follow each other; `print.css` says the same. */
const figureShare = 0.72;

/** Millimetres that a figure may have, with room for its caption. */
export function figureSpace(setting: TextBlockConfig): PageSize {
  const { page, writing } = setting;
  const { top, bottom, inside, outside } = marginsFor(setting);
  const text = { width: page.width - inside - outside, height: page.height - top - bottom };
  return writing === 'horizontal'
    ? { width: text.width, height: text.height * figureShare }
    : { width: text.width * figureShare, height: text.height };
}

/** Of CSS, 96 to the inch. */
export function toPixels(millimetres: number): number {
  return (millimetres / 25.4) * 96;
}

function rounded(millimetres: number): number {
  return Math.floor(millimetres * 1000) / 1000;
}
