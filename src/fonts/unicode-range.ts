/** Parses `unicode-range`: `U+0020-007E, U+4E??`. https://www.w3.org/TR/css-fonts-4/#unicode-range-desc */
import type { Ranges } from './woff2.ts';

export function parseUnicodeRange(written: string): Ranges {
  const pairs = [...written.matchAll(/U\+([0-9a-f]+)(\?*)(?:-([0-9a-f]+))?/gi)].map(([, start, wild, end]) => {
    const first = Number.parseInt(start! + wild!.replaceAll('?', '0'), 16);
    const last = Number.parseInt(end ?? start! + wild!.replaceAll('?', 'f'), 16);
    return { first, last };
  });
  pairs.sort((one, other) => one.first - other.first);
  const ranges: number[] = [];
  for (const { first, last } of pairs) {
    const end = ranges.at(-1) ?? -2;
    if (first <= end + 1) ranges[ranges.length - 1] = Math.max(last, end);
    else ranges.push(first, last);
  }
  return Uint32Array.from(ranges);
}
