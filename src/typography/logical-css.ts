/**
 * A style sheet for lines from right to left. In: a sheet with physical sides, since old reading devices know no others. Out: the same
 * sheet by the start and the end of lines, so that each chapter runs its own way. Formulas and the sides that an
 * author chose stay. Must not read a sheet from outside: it knows the plain rules of our own.
 */

export function logicalStyles(sheet: string): string {
  return sheet.replace(/([^{}]*)\{([^{}]*)\}/g, (rule, selector: string, body: string) =>
    physical.test(selector.replace(/\/\*.*?\*\//gs, '')) ? rule : `${selector}{${logicalDeclarations(body)}}`,
  );
}

/** Formulas run from left to right; a column's side is the author's. */
const physical = /(?:^|[\s,>])(?:math|mtd|mtable|menclose|\.align-\w+|\.cover[\w-]*)(?![\w-])/;

const sides: Record<string, string> = { left: 'start', right: 'end' };

function logicalDeclarations(body: string): string {
  return body.replace(
    /(^|;)(\s*)([a-z-]+)\s*:\s*([^;]+)/g,
    (_, end: string, space: string, name: string, value: string) => `${end}${space}${logicalDeclaration(name, value)}`,
  );
}

function logicalDeclaration(name: string, value: string): string {
  if (name === 'text-align') return `text-align: ${value.replace(/\b(left|right)\b/, (side) => sides[side]!)}`;
  if (name === 'left' || name === 'right') return `inset-inline-${sides[name]}: ${value}`;
  const side = /^(margin|padding|border)-(left|right)(-\w+)?$/.exec(name);
  if (side !== null) return `${side[1]}-inline-${sides[side[2]!]}${side[3] ?? ''}: ${value}`;
  if (name !== 'margin' && name !== 'padding') return `${name}: ${value}`;
  const [top = '0', right = top, bottom = top, left = right] =
    value.match(/(?:[^\s(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+/g) ?? [];
  return left === right ? `${name}: ${value}` : `${name}-block: ${top} ${bottom}; ${name}-inline: ${left} ${right}`;
}
