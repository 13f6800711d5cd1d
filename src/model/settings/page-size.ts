/** Page sizes: a name (`A5`) or two lengths (`130x200mm`, `6 × 9 in`), within what print shops and readers can use. */
import { anyCase, quoted, Refusal, valueType } from './declaration.ts';

/** Width and height of a page, in millimetres. */
export interface PageSize {
  width: number;
  height: number;
}

/** Names are compared without regard to letter case, spaces and hyphens. */
export const pageSizes = {
  A4: { width: 210, height: 297 },
  A5: { width: 148, height: 210 },
  A6: { width: 105, height: 148 },
  B5: { width: 176, height: 250 },
  'JIS-B5': { width: 182, height: 257 },
  Letter: { width: 215.9, height: 279.4 },
  '6x9in': { width: 152.4, height: 228.6 },
  '5.5x8.5in': { width: 139.7, height: 215.9 },
  '16k': { width: 185, height: 260 },
  '32k-large': { width: 140, height: 203 },
  '32k': { width: 130, height: 184 },
  'e-ink-6in': { width: 90.6, height: 122.4 },
  'e-ink-7.8in': { width: 118.9, height: 158.5 },
  'e-ink-10.3in': { width: 157.2, height: 209.7 },
} as const satisfies Record<string, PageSize>;

/** As printers say it. */
const otherNames = new Map([
  ['6x9', '6x9in'],
  ['5.5x8.5', '5.5x8.5in'],
  ['16开', '16k'],
  ['大32开', '32k-large'],
  ['32开', '32k'],
]);

/** Millimetres that a side may have. */
const sides = { least: 50, most: 1000 };

const number = '(\\d{1,5}(?:\\.\\d{1,4})?)';
const unit = `(${['mm', 'cm', 'in'].map(anyCase).join('|')})`;
const measures = new RegExp(`^\\s*${number}\\s*${unit}?\\s*[xX×*]\\s*${number}\\s*${unit}\\s*$`);

export const pageSize = valueType(
  (value): PageSize | Refusal => {
    const names = Object.keys(pageSizes).join(', ');
    const hint = `write one of ${names}, or width and height from ${sides.least} to ${sides.most} mm as in 130x200mm`;
    const size = typeof value === 'string' ? readPageSize(value) : null;
    return size ?? new Refusal(`is ${quoted(value)}, which is not a page size`, hint);
  },
  {
    anyOf: [
      { enum: Object.keys(pageSizes) },
      { type: 'string', pattern: measures.source },
      {
        type: 'string',
        pattern: `^\\s*(?:${[...Object.keys(pageSizes), ...otherNames.keys()].map(spaced).join('|')})\\s*$`,
      },
    ],
  },
);

export function readPageSize(text: string): PageSize | null {
  const written = text.trim();
  const wanted = comparable(otherNames.get(written.replace(/\s/g, '').replace('開', '开')) ?? written);
  for (const [name, size] of Object.entries(pageSizes)) {
    if (comparable(name) === wanted) return { width: size.width, height: size.height };
  }
  const sidesWritten = measures.exec(written);
  if (!sidesWritten) return null;
  const unit = sidesWritten[4]!.toLowerCase();
  // `6inx9in` says the unit twice; `6inx9mm` says two things.
  if (sidesWritten[2] !== undefined && sidesWritten[2].toLowerCase() !== unit) return null;
  const width = toMillimetres(Number(sidesWritten[1]), unit);
  const height = toMillimetres(Number(sidesWritten[3]), unit);
  return isUsable(width) && isUsable(height) ? { width, height } : null;
}

/** A pattern for a name, with spaces and hyphens wherever they may stand. */
function spaced(name: string): string {
  return [...comparable(name)].map(anyCase).join('[\\s-]*').replace('开', '[开開]');
}

function comparable(name: string): string {
  return name.toLowerCase().replace(/[\s-]/g, '');
}

function toMillimetres(measure: number, unit: string): number {
  const factor = unit === 'in' ? 25.4 : unit === 'cm' ? 10 : 1;
  // 8.5 * 25.4 is not quite 215.9 in binary.
  return Math.round(measure * factor * 1000) / 1000;
}

function isUsable(side: number): boolean {
  return side >= sides.least && side <= sides.most;
}
