/**
 * Where the text stands on a page of paper. In: the size of the page. Out: margins in millimetres, the characters of a
 * line, and how large a figure may be. Must not know what the text is.
 */
import type { PageSize } from '../book.ts';

/** Millimetres. `inside` is the bound edge. */
export interface Margins {
  top: number;
  bottom: number;
  inside: number;
  outside: number;
}

/** Millimetres of a character of the text, 10.5 points. */
const character = (10.5 / 72) * 25.4;

/**
 * A text block of about two thirds of the page and a whole number of characters wide, so that full lines of Han text
 * need no stretching; the outer margins larger than the inner ones and the foot larger than the head, as on a well-made
 * spread.
 */
export function marginsFor(page: PageSize): Margins {
  const text = measureOf(page) * character;
  const inside = (page.width - text) * 0.48;
  const share = (part: number) => Math.round(page.width * part * 2) / 2;
  return {
    top: share(0.135),
    bottom: share(0.145),
    inside: rounded(inside),
    // What rounding leaves over is on this side: a text block a hair too narrow would lose a character a line.
    outside: rounded(page.width - text - inside - 0.01),
  };
}

/** Characters of a line. */
export function measureOf(page: PageSize): number {
  return Math.floor((page.width * 0.76) / character);
}

/** Of the height of the text; `print.css` says the same. */
const figureShare = 0.72;

/** Millimetres that a figure may have: as wide as the text, and with room for its caption below it. */
export function figureSpace(page: PageSize): PageSize {
  const { top, bottom, inside, outside } = marginsFor(page);
  return { width: page.width - inside - outside, height: (page.height - top - bottom) * figureShare };
}

function rounded(millimetres: number): number {
  return Math.floor(millimetres * 1000) / 1000;
}
