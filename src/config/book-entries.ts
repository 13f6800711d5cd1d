/**
 * What the readers of book.yaml share: going through the keys of a mapping, and saying what is wrong with a value. In:
 * entries of a mapping. Out: calls for the known ones, problems for the others. Must not know what a key means.
 */
import { problem, type Report } from '../model/diagnostics.ts';
import { repeatedKey, unknownKey } from '../sources/metadata.ts';
import { excerpt } from '../sources/metadata-values.ts';
import type { YamlEntry, YamlValue } from '../sources/yaml.ts';

/** The file that is read, and where its problems go. */
export interface Reading {
  file: string;
  report: Report;
}

/** Calls the function of each key; unknown and repeated keys are reported. `also` are keys someone else reads. */
export function readKeys(
  entries: YamlEntry[],
  keys: Readonly<Record<string, (value: YamlValue, entry: YamlEntry) => void>>,
  reading: Reading,
  also: readonly string[] = [],
): void {
  const seen = new Map<string, number>();
  for (const entry of entries) {
    const place = { file: reading.file, line: entry.line };
    const earlier = seen.get(entry.key);
    if (!Object.hasOwn(keys, entry.key)) {
      reading.report(unknownKey(entry.key, [...also, ...Object.keys(keys)], place));
    } else if (earlier !== undefined) {
      reading.report(repeatedKey(entry.key, 'value-invalid', place, { file: reading.file, line: earlier }));
    } else {
      seen.set(entry.key, entry.line);
      keys[entry.key]!(entry.value, entry);
    }
  }
}

/** Reports a value that cannot be used. */
export function refuse(reading: Reading, line: number, message: string, hint: string): void {
  reading.report(problem('value-invalid', message, { file: reading.file, line }, hint));
}

/** A text as written, and any other value by its shape. */
export function quoted(value: YamlValue): string {
  return value.kind === 'text' ? `\`${excerpt(value.text)}\`` : shape(value);
}

/** The shape of a value in words. */
export function shape(value: YamlValue): string {
  switch (value.kind) {
    case 'nothing':
      return 'nothing';
    case 'text':
      return 'text';
    case 'list':
      return 'a list';
    case 'mapping':
      return 'a mapping';
  }
}
