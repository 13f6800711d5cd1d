/**
 * A style sheet for lines that run from top to bottom: rotated with the text, what was at the top of a block is at its
 * right, what was at the left is at its top. Sheets are written with physical sides, since old reading systems know no
 * others. `float`, `clear` and `text-align` follow the lines by themselves; formulas and the cover stay as they are.
 */

import type { Book } from '../model/book.ts';
import type { Templates } from '../templates/load-templates.ts';
import { rewriteDeclarations, sidesOf, valueParts } from '../text/css.ts';
import { hasRightToLeft } from './direction.ts';
import { logicalStyles } from './logical-css.ts';

type StyledBook = Pick<Book, 'sections' | 'config' | 'meta'>;

/** Names of style sheets: those that are rotated, and those that vertical text needs besides. */
export interface StyleSheets {
  rotated: string[];
  vertical: string[];
}

export function stylesFor(
  book: StyledBook,
  sheets: StyleSheets,
  templates: Templates,
  writing = book.config.writing,
): string {
  const styles = sheets.rotated.map(templates.style);
  if (writing === 'horizontal') return (hasRightToLeft(book) ? styles.map(logicalStyles) : styles).join('\n');
  return [...styles.map(rotateStyles), ...sheets.vertical.map(templates.style)].join('\n');
}

export function rotateStyles(sheet: string): string {
  return rewriteDeclarations(sheet, ({ selector, property, value }) =>
    horizontal.test(selector) ? null : `${rotateProperty(property)}: ${rotateValue(property, value)}`,
  );
}

/** What is horizontal in vertical text as well. */
const horizontal = /(?:^|[\s,>])(?:math|mtd|mtable|menclose|\.cover[\w-]*)(?![\w-])/;

const rotatedSides: Record<string, string> = { top: 'right', right: 'bottom', bottom: 'left', left: 'top' };
const rotatedSizes: Record<string, string> = { width: 'height', height: 'width' };
const rotatedCorners: Record<string, string> = {
  'top-left': 'top-right',
  'top-right': 'bottom-right',
  'bottom-right': 'bottom-left',
  'bottom-left': 'top-left',
};

function rotateProperty(name: string): string {
  const corner = /^border-((?:top|bottom)-(?:left|right))-radius$/.exec(name)?.[1];
  if (corner !== undefined) return `border-${rotatedCorners[corner]}-radius`;
  return name
    .replace(/^((?:margin|padding|border)-)?(top|right|bottom|left)(?=$|-)/, (_, box = '', side: string) => {
      return box + rotatedSides[side];
    })
    .replace(/^((?:min|max)-)?(width|height)$/, (_, limit = '', size: string) => limit + rotatedSizes[size])
    .replace(/^overflow-([xy])$/, (_, axis: string) => `overflow-${axis === 'x' ? 'y' : 'x'}`);
}

function rotateValue(name: string, value: string): string {
  const rotated = value
    .replace(/--text-(width|height)/g, (_, size: string) => `--text-${rotatedSizes[size]}`)
    .replace(/(?<=\d)v([wh])\b/g, (_, axis: string) => (axis === 'w' ? 'vh' : 'vw'));
  if (name === 'background-position') {
    const sides = valueParts(rotated);
    return sides.every((side) => side in rotatedSides) ? sides.map((side) => rotatedSides[side]).join(' ') : rotated;
  }
  if (!/^(?:margin|padding|inset|border-(?:width|style|color|radius))$/.test(name) || rotated.includes('/'))
    return rotated;
  const [top, right, bottom, left] = sidesOf(rotated);
  return new Set([top, right, bottom, left]).size === 1 ? top : [left, top, right, bottom].join(' ');
}
