/**
 * Limits for pictures. In: an amount as written in book.yaml (`20MB`, `60`). Out: bytes, pixels or milliseconds, or
 * null when it is no such amount. Must not fill in defaults.
 */

interface AmountDescription {
  /** One line for the handbook. */
  meaning: string;
  /** What `least` and `most` come to, in words for a hint. */
  range: string;
  /** In the unit of the answer. */
  least: number;
  most: number;
  /** Factors of the units that may follow the number; the empty one is for a bare number. */
  units: Readonly<Record<string, number>>;
}

const bytes = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 };

export const amounts = {
  'maximum-bytes': {
    meaning: 'largest picture file: a number of bytes, or with a unit as in 20MB or 20MiB',
    range: 'from 1kB to 2GB',
    least: 1_000,
    most: 2_000_000_000,
    units: bytes,
  },
  'maximum-pixels': {
    meaning: 'largest picture in pixels, width times height',
    range: 'from 1000 to 1000000000',
    least: 1_000,
    most: 1_000_000_000,
    units: { '': 1 },
  },
  timeout: {
    meaning: 'longest time for one picture with all its tries, in seconds',
    range: 'from 1 to 3600',
    least: 1_000,
    most: 3_600_000,
    units: { '': 1_000, s: 1_000 },
  },
  'total-bytes': {
    meaning: 'all downloads of one book together: a number of bytes, or with a unit as in 500MB',
    range: 'from 1kB to 100GB',
    least: 1_000,
    most: 100_000_000_000,
    units: bytes,
  },
  'total-timeout': {
    meaning: 'longest time for all downloads of one book, in seconds',
    range: 'from 1 to 86400',
    least: 1_000,
    most: 86_400_000,
    units: { '': 1_000, s: 1_000 },
  },
} as const satisfies Record<string, AmountDescription>;

export type Amount = keyof typeof amounts;

export function readAmount(text: string, amount: Amount): number | null {
  const description: AmountDescription = amounts[amount];
  const match = /^([\d_,]{1,20}(?:\.\d{1,9})?) ?([a-z]*)$/i.exec(text.trim());
  const unit = match?.[2]?.toLowerCase() ?? '';
  if (!match || !Object.hasOwn(description.units, unit)) return null;
  const value = Math.round(Number(match[1]!.replace(/[_,]/g, '')) * description.units[unit]!);
  return value >= description.least && value <= description.most ? value : null;
}
