/**
 * A style sheet for lines that run from top to bottom. In: a sheet written for horizontal lines, with physical sides, since
 * old reading devices know no others. Out: the same sheet turned with the text: what was at the top of a block is at its
 * right, what was at the left is at its top. Lines of formulas and the cover stay as they are. Must not read a sheet from outside:
 * it knows the plain rules of our own.
 */

import type { Book } from '../model/book.ts';
import type { Templates } from '../templates/load-templates.ts';
import { hasRightToLeft } from './direction.ts';
import { logicalStyles } from './logical-css.ts';

type StyledBook = Pick<Book, 'sections' | 'config' | 'meta'>;

/** Names of style sheets: those that are turned, and those that vertical text needs besides. */
export interface Sheets {
  turning: string[];
  vertical: string[];
}

export function stylesFor(
  book: StyledBook,
  sheets: Sheets,
  templates: Templates,
  writing = book.config.writing,
): string {
  const styles = sheets.turning.map(templates.style);
  if (writing === 'horizontal') return (hasRightToLeft(book) ? styles.map(logicalStyles) : styles).join('\n');
  return [...styles.map(turnStyles), ...sheets.vertical.map(templates.style)].join('\n');
}

export function turnStyles(sheet: string): string {
  return sheet.replace(/([^{}]*)\{([^{}]*)\}/g, (rule, selector: string, body: string) =>
    level.test(selector.replace(/\/\*.*?\*\//gs, '')) ? rule : `${selector}{${turnDeclarations(body)}}`,
  );
}

/** What is horizontal in vertical text as well. */
const level = /(?:^|[\s,>])(?:math|mtd|mtable|menclose|\.cover[\w-]*)(?![\w-])/;

function turnDeclarations(body: string): string {
  return body.replace(
    /(^|;)(\s*)([a-z-]+)\s*:\s*([^;]+)/g,
    (_, end: string, space: string, name: string, value: string) =>
      `${end}${space}${turnProperty(name)}: ${turnValue(name, value)}`,
  );
}

const turnedSides: Record<string, string> = { top: 'right', right: 'bottom', bottom: 'left', left: 'top' };
const turnedSizes: Record<string, string> = { width: 'height', height: 'width' };

function turnProperty(name: string): string {
  return name
    .replace(/^((?:margin|padding|border)-)?(top|right|bottom|left)(?=$|-)/, (_, box = '', side: string) => {
      return box + turnedSides[side];
    })
    .replace(/^((?:min|max)-)?(width|height)$/, (_, limit = '', size: string) => limit + turnedSizes[size])
    .replace(/^overflow-([xy])$/, (_, axis: string) => `overflow-${axis === 'x' ? 'y' : 'x'}`);
}

function turnValue(name: string, value: string): string {
  const turned = value
    .replace(/--text-(width|height)/g, (_, size: string) => `--text-${turnedSizes[size]}`)
    .replace(/(?<=\d)v([wh])\b/g, (_, axis: string) => (axis === 'w' ? 'vh' : 'vw'));
  if (!/^(?:margin|padding|inset|border-width)$/.test(name)) return turned;
  const sides = turned.match(/(?:[^\s(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+/g) ?? [];
  const [top = '0', right = top, bottom = top, left = right] = sides;
  return new Set([top, right, bottom, left]).size === 1 ? top : [left, top, right, bottom].join(' ');
}
