/** Amounts in messages, never rounded to nothing. */

/** Of bytes, for a message: `1.5 kB`, `50 MB`. Never nothing, unless it is nothing. */
export function showBytes(bytes: number): string {
  const [unit, size] =
    bytes >= 1e9 ? ['GB', 1e9] : bytes >= 1e6 ? ['MB', 1e6] : bytes >= 1e3 ? ['kB', 1e3] : ['bytes', 1];
  return `${showNumber(bytes / (size as number))} ${unit}`;
}

/** Of anything else that is counted: `40000`, `2.5 million`. */
export function showCount(count: number): string {
  return count >= 1e6 ? `${showNumber(count / 1e6)} million` : String(count);
}

/** Three digits, or all of those before the point. */
function showNumber(value: number): string {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
