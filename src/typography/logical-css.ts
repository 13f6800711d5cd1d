/**
 * A style sheet for lines from right to left: by the start and the end of lines, so that each chapter runs its own way.
 * Sheets are written with physical sides, since old reading systems know no others. Formulas and the sides that an
 * author chose stay.
 */
import { rewriteDeclarations, sidesOf } from '../text/css.ts';

export function logicalStyles(sheet: string): string {
  return rewriteDeclarations(sheet, ({ selector, property, value }) =>
    physical.test(selector) ? null : logicalDeclaration(property, value),
  );
}

/** Formulas run from left to right; a column's side is the author's. */
const physical = /(?:^|[\s,>])(?:math|mtd|mtable|menclose|\.align-\w+|\.cover[\w-]*)(?![\w-])/;

const sides: Record<string, string> = { left: 'start', right: 'end', top: 'start', bottom: 'end' };

function logicalDeclaration(name: string, value: string): string {
  if (name === 'text-align') return `text-align: ${value.replace(/\b(left|right)\b/, (side) => sides[side]!)}`;
  if (name === 'float' || name === 'clear')
    return `${name}: ${value.replace(/^(left|right)\b/, (side) => `inline-${sides[side]}`)}`;
  if (name === 'left' || name === 'right') return `inset-inline-${sides[name]}: ${value}`;
  const corner = /^border-(top|bottom)-(left|right)-radius$/.exec(name);
  if (corner !== null) return `border-${sides[corner[1]!]}-${sides[corner[2]!]}-radius: ${value}`;
  const side = /^(margin|padding|border)-(left|right)(-\w+)?$/.exec(name);
  if (side !== null) return `${side[1]}-inline-${sides[side[2]!]}${side[3] ?? ''}: ${value}`;
  if (name !== 'margin' && name !== 'padding') return `${name}: ${value}`;
  const [top, right, bottom, left] = sidesOf(value);
  return left === right ? `${name}: ${value}` : `${name}-block: ${top} ${bottom}; ${name}-inline: ${left} ${right}`;
}
