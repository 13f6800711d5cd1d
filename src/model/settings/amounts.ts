/** Types of settings that count bytes, pixels, seconds or millimetres. */
import { oneOf, quoted, Refusal, valueType } from './declaration.ts';

/** Factors of the units that may follow a number; the empty one is for a bare number. */
export type Units = Readonly<Record<string, number>>;

export const bytes: Units = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 };
export const pixels: Units = { '': 1 };
/** Read as milliseconds. */
export const seconds: Units = { '': 1_000, s: 1_000 };
export const millimetres: Units = { '': 1, mm: 1 };

/** A number with or without a unit, from one limit to the other; these are written as a user writes them. */
export function amount(units: Units, least: string, most: string) {
  const [minimum, maximum] = [readAmount(least, units)!, readAmount(most, units)!];
  const hint = `write a number from ${least} to ${most}`;
  return valueType(
    (value): number | Refusal => {
      const read = typeof value === 'string' ? readAmount(value, units) : null;
      return read !== null && read >= minimum && read <= maximum
        ? read
        : new Refusal(`cannot be ${quoted(value)}`, hint);
    },
    {
      type: ['number', 'string'],
      minimum: minimum / units['']!,
      maximum: maximum / units['']!,
      pattern: `^\\s*\\d[\\d_,]*(?:\\.\\d+)? ?${oneOf(Object.keys(units))}\\s*$`,
      patternErrorMessage: `W${hint.slice(1)}.`,
      limits: [least, most],
    },
  );
}

function readAmount(text: string, units: Units): number | null {
  const match = /^(\d{1,3}(?:[_,]\d{3}){1,6}|\d{1,20})(\.\d{1,9})? ?([a-z]*)$/i.exec(text.trim());
  const unit = match?.[3]?.toLowerCase() ?? '';
  if (!match || !Object.hasOwn(units, unit)) return null;
  // 1.1 * 1000 is not quite 1100 in binary.
  return Math.round(Number(match[1]!.replace(/[_,]/g, '') + (match[2] ?? '')) * units[unit]! * 1000) / 1000;
}
