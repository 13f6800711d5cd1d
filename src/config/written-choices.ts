/**
 * What is chosen in book.yaml. In: a value, and what it may be. Out: the choice, or null when there is none; what cannot be
 * used is reported. Must not know what a choice means.
 */

import type { YamlValue } from '../sources/yaml.ts';
import { nearest } from '../text/nearest.ts';
import { quoted, type Reading, readKeys, refuse, shape } from './book-entries.ts';

export function readSettings(
  key: string,
  value: YamlValue,
  reading: Reading,
  keys: Readonly<Record<string, (value: YamlValue) => void>>,
): void {
  if (value.kind === 'mapping') readKeys(value.entries, keys, reading);
  else if (value.kind !== 'nothing') {
    const hint = `write it below \`${key}:\`, indented: ${Object.keys(keys).join(', ')}`;
    refuse(reading, value.line, `\`${key}\` must be a mapping, not ${shape(value)}`, hint);
  }
}

export function readChoice<T extends string>(
  value: YamlValue,
  key: string,
  choices: readonly T[],
  reading: Reading,
): T | null {
  if (value.kind === 'nothing') return null;
  const word = value.kind === 'text' ? value.text.trim().toLowerCase() : '';
  const choice = choices.find((known) => known === word) ?? null;
  const found = quoted(value);
  if (choice === null) {
    refuse(reading, value.line, `\`${key}\` cannot be ${found}`, hintFor(word, choices));
  }
  return choice;
}

/** On unless it says otherwise. */
export function readSwitch(value: YamlValue, key: string, reading: Reading): boolean {
  const word = value.kind === 'text' ? value.text.trim().toLowerCase() : '';
  if (['on', 'true', 'yes'].includes(word) || value.kind === 'nothing') return true;
  if (['off', 'false', 'no'].includes(word)) return false;
  const found = quoted(value);
  refuse(reading, value.line, `\`${key}\` cannot be ${found}`, 'write on or off');
  return true;
}

export function readChoices<T extends string>(
  value: YamlValue,
  key: string,
  choices: readonly T[],
  reading: Reading,
): T[] | null {
  if (value.kind === 'nothing') return null;
  const names = value.kind === 'list' ? value.items : value.kind === 'text' ? splitText(value) : [value];
  const wanted: T[] = [];
  for (const item of names) {
    const name = item.kind === 'text' ? item.text.trim().toLowerCase() : null;
    const choice = choices.find((known) => known === name);
    if (choice === undefined) {
      refuse(reading, item.line, `\`${key}\` cannot hold ${quoted(item)}`, hintFor(name ?? '', choices));
    } else if (!wanted.includes(choice)) wanted.push(choice);
  }
  return wanted.length > 0 ? wanted : null;
}

function splitText(value: YamlValue & { kind: 'text' }): YamlValue[] {
  return value.text.split(',').map((text) => ({ ...value, text: text.trim() }));
}

function hintFor(word: string, choices: readonly string[]): string {
  const near = nearest(word, choices);
  const list = `choose from ${choices.join(', ')}`;
  return near === null ? list : `did you mean ${near}? ${list}`;
}
