/**
 * Sizes of a page. In: a name (`A5`) or two measures (`130x200mm`, `6 × 9 in`). Out: millimetres, or null when it is
 * neither. Must not accept what no printer and no reader could use.
 */
import type { PageSize } from '../book.ts';

interface NamedSize extends PageSize {
  /** One line for the handbook. */
  meaning: string;
}

/** Names are compared without regard to letter case. B5 is the one of ISO 216; the Japanese one is `182x257mm`. */
export const pageSizes = {
  A4: { width: 210, height: 297, meaning: 'ISO A4' },
  A5: { width: 148, height: 210, meaning: 'ISO A5, half of A4' },
  B5: { width: 176, height: 250, meaning: 'ISO B5' },
  Letter: { width: 215.9, height: 279.4, meaning: 'US Letter, 8.5 by 11 inches' },
  '6x9in': { width: 152.4, height: 228.6, meaning: 'US trade paperback, 6 by 9 inches' },
} as const satisfies Record<string, NamedSize>;

/** Millimetres that a side may have. */
export const pageLimits = { least: 50, most: 1000 } as const;

export const defaultPageSize: PageSize = { width: pageSizes.A5.width, height: pageSizes.A5.height };

export function readPageSize(text: string): PageSize | null {
  const written = text.trim();
  for (const [name, size] of Object.entries(pageSizes)) {
    if (name.toLowerCase() === written.toLowerCase()) return { width: size.width, height: size.height };
  }
  const measures = /^(\d{1,5}(?:\.\d{1,4})?)\s*(mm|cm|in)?\s*[x×*]\s*(\d{1,5}(?:\.\d{1,4})?)\s*(mm|cm|in)$/i.exec(
    written,
  );
  if (!measures) return null;
  const unit = measures[4]!.toLowerCase();
  // `6inx9in` says the unit twice; `6inx9mm` says two things.
  if (measures[2] !== undefined && measures[2].toLowerCase() !== unit) return null;
  const width = toMillimetres(Number(measures[1]), unit);
  const height = toMillimetres(Number(measures[3]), unit);
  return isUsable(width) && isUsable(height) ? { width, height } : null;
}

function toMillimetres(measure: number, unit: string): number {
  const factor = unit === 'in' ? 25.4 : unit === 'cm' ? 10 : 1;
  // 8.5 * 25.4 is not quite 215.9 in binary.
  return Math.round(measure * factor * 1000) / 1000;
}

function isUsable(side: number): boolean {
  return side >= pageLimits.least && side <= pageLimits.most;
}
