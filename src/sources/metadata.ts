/** Metadata of front matter. A bad value is reported and left out. */
import { type Place, problem, type Report } from '../model/diagnostics.ts';
import { camelCase } from '../model/settings/declaration.ts';
import { type Metadata, metadataKeys } from '../model/settings/metadata-keys.ts';
import { excerpt } from '../text/characters.ts';
import { nearest } from '../text/nearest.ts';
import { defaultsOf, keysByName, readMapping, unknownKey } from './read-settings.ts';
import type { YamlEntry } from './yaml.ts';

/** Keys that site generators know: articles taken from one have them, and a book has no use for them. */
const ofSites = new Set(
  (
    'layout type slug published hidden updated lastmod modified comments toc image thumbnail weight sticky mathjax ' +
    'math aliases abbrlink'
  ).split(' '),
);

/**
 * The first of two values for the same key counts, but tags are joined. Letter case is free: other tools write it too.
 */
export function readMetadata(entries: YamlEntry[], file: string, report: Report): Metadata {
  const reading = {
    file,
    report,
    code: 'front-matter-value-invalid',
    ignoresCase: true,
    unknownKey: otherToolsKey,
  } as const;
  return readMapping(metadataKeys.entries, entries, reading) as unknown as Metadata;
}

/** A warning where a key is nearly one of ours; else a note, since other tools read front matter too. */
function otherToolsKey(key: string, names: readonly string[], place: Place) {
  if (ofSites.has(key)) return null;
  if (nearest(key, names) !== null) return unknownKey(key, names, place);
  return problem('key-ignored', `Octavo does not use the key \`${excerpt(key)}\`; it was ignored`, place);
}

const names = keysByName(metadataKeys.entries);

export function isMetadataKey(name: string): boolean {
  return metadataKeyOf(name) !== null;
}

/** The key that a name or alias stands for, as in `Metadata`. */
export function metadataKeyOf(name: string): string | null {
  const key = names.get(name.trim().toLowerCase());
  return key === undefined ? null : camelCase(key);
}

export function emptyMetadata(): Metadata {
  return defaultsOf(metadataKeys.entries) as unknown as Metadata;
}

/** Field by field, the first where it says something, else the second. Lists are taken whole, not joined. */
export function mergeMetadata(first: Metadata, second: Metadata): Metadata {
  const said = Object.entries(first).filter(([, value]) => value && !(Array.isArray(value) && value.length === 0));
  return { ...second, ...Object.fromEntries(said), fileAs: { ...second.fileAs, ...first.fileAs } };
}
