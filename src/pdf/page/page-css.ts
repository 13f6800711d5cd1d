/** The @page rules of a book: size and margins. Margin boxes stay empty; see `print/furniture.ts`. */

import type { BookConfig, Profile } from '../../model/book.ts';
import { sheetFor } from '../geometry/sheet.ts';
import { marginsFor } from '../geometry/text-block.ts';

/** Every page has the margins of a recto bound at its left: the others are moved when the book is joined. */
export function layoutStyle(config: BookConfig, profile: Profile): string {
  const { width, height, bleed } = sheetFor(config, profile);
  const { page } = config;
  const { top, bottom, inside, outside } = marginsFor(config);
  const text = { width: page.width - inside - outside, height: page.height - top - bottom };
  const rest = (points: number, used: number) => `calc(${points}pt - ${millimetres(used)})`;
  const margins = [
    millimetres(bleed + top),
    rest(width, bleed + inside + text.width),
    rest(height, bleed + top + text.height),
    millimetres(bleed + inside),
  ];
  return [
    `@page { size: ${width}pt ${height}pt; margin: ${margins.join(' ')}; }`,
    // After that of all pages: Chrome takes the last.
    '@page cover { margin: 0; }',
    '@page furniture { margin: 0; }',
    `:root { --page-width: ${page.width}mm; --page-height: ${page.height}mm; --text-width: ${millimetres(text.width)}; --text-height: ${millimetres(text.height)}; }`,
  ].join('\n');
}

function millimetres(length: number): string {
  return `${Math.round(length * 1000) / 1000}mm`;
}
