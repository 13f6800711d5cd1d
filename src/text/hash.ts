/** Hashes, as names of things that are the same when their content is. */
import { createHash } from 'node:crypto';

/** 64 hexadecimal digits. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Eight digits, the same for text that looks the same. */
export function shortHash(text: string): string {
  return sha256Of(text.normalize('NFC')).slice(0, 8);
}

/** The hash of a value made of plain objects, lists, maps, sets and dates; what is undefined does not count. */
export function hashOf(value: unknown): string {
  return sha256Of(
    JSON.stringify(value, (_, each: unknown) =>
      each instanceof Map || each instanceof Set ? [...each] : each instanceof RegExp ? String(each) : each,
    ),
  );
}
