/**
 * Reads settings by their declaration (`model/settings/`). A bad value is reported at its line and leaves the default.
 */
import * as v from 'valibot';
import { type Diagnostic, type Place, problem, type Report } from '../model/diagnostics.ts';
import { type AnyType, camelCase, type Documentation, shapeOf } from '../model/settings/declaration.ts';
import { excerpt } from '../text/characters.ts';
import { nearest } from '../text/nearest.ts';
import { plain, type YamlEntry, type YamlValue } from './yaml.ts';

/** A file, how strictly it is read, and where its problems go. */
export interface Reading {
  file: string;
  report: Report;
  /** Of values that cannot be used. */
  code: 'value-invalid' | 'front-matter-value-invalid';
  ignoresCase: boolean;
  /** What to report of a key that is not declared, if anything. */
  unknownKey: (key: string, names: readonly string[], place: Place) => Diagnostic | null;
}

type Settings = Record<string, unknown>;
type Keys = Readonly<Record<string, AnyType>>;

/** A mapping of declared keys. Undefined where a required one is missing. `inherited` goes before the defaults. */
export function readMapping(
  keys: Keys,
  entries: YamlEntry[],
  reading: Reading,
  inherited: Settings = {},
): Settings | undefined {
  const settings = { ...defaultsOf(keys), ...pick(inherited, keys) };
  const keyOf = keysByName(keys);
  const find = (name: string) => keyOf.get(reading.ignoresCase ? name.trim().toLowerCase() : name) ?? null;
  for (const { entry, name, repeats } of distinctEntries(entries, find, [...keyOf.keys()], reading, keys)) {
    const { type, isOptional } = unwrap(keys[name]!);
    if (isOptional && isEmpty(entry.value, type)) continue;
    const value = readValue(type, entry.value, entry.key, reading, settings[camelCase(name)]);
    if (value === undefined) continue;
    settings[camelCase(name)] = repeats ? [...new Set([settings[camelCase(name)], value].flat())] : value;
  }
  return Object.values(settings).includes(undefined) ? undefined : settings;
}

/** The settings that `keys` declares. */
export function pick(settings: Settings, keys: Keys): Settings {
  const names = new Set(Object.keys(keys).map((key) => camelCase(key)));
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.has(name)));
}

/** What holds when nothing is written; undefined for a key that is required. */
export function defaultsOf(keys: Keys): Settings {
  const defaults = Object.entries(keys).map(([key, declared]) => {
    const { type, isOptional } = unwrap(declared);
    const initial = isOptional ? structuredClone(declared.default) : undefined;
    if (type.entries && initial) return [key, defaultsOf(type.entries)];
    const written = typeof initial === 'number' ? String(initial) : initial;
    return [key, typeof written === 'string' ? v.parse(type, { value: written, verbatim: written }) : written];
  });
  return Object.fromEntries(defaults.map(([key, value]) => [camelCase(key as string), value]));
}

/** The keys by their names and aliases. */
export function keysByName(keys: Keys): ReadonlyMap<string, string> {
  return new Map(
    Object.keys(keys).flatMap((key) => [key, ...(aboutKey(keys[key]!).aliases ?? [])].map((name) => [name, key])),
  );
}

export function unknownKey(key: string, names: readonly string[], place: Place): Diagnostic {
  const suggestion = nearest(key, names);
  const hint = suggestion === null ? `known keys: ${names.join(', ')}` : `did you mean \`${suggestion}\`?`;
  return problem('key-unknown', `unknown key \`${excerpt(key)}\``, place, hint);
}

function readValue(declared: AnyType, value: YamlValue, key: string, reading: Reading, inherited?: unknown): unknown {
  const type = declared.type === 'union' ? optionFor(declared.options as AnyType[], value) : declared;
  if (type.entries) return readGroup(type, value, key, reading, inherited);
  if (type.key && type.value) return readRecord(type, value, key, reading);
  if (!type.item) return readPlain(type, value, key, reading);
  if (value.kind !== 'list') {
    const { hint = 'write one `- item` per line' } = v.getMetadata(type) as { hint?: string };
    return refuseShape(`\`${key}\``, 'a list', value, hint, reading);
  }
  const items = value.items.map((item) => readValue(type.item!, item, key, reading));
  return items.filter((item) => item !== undefined);
}

function readGroup(type: AnyType, value: YamlValue, key: string, reading: Reading, inherited: unknown): unknown {
  const keys = type.entries!;
  const { title } = v.getMetadata(type);
  const name = title === undefined ? `\`${key}\`` : `a ${title}`;
  if (value.kind !== 'mapping') {
    const hint = `write it below \`${key}:\`, indented: ${Object.keys(keys).join(', ')}`;
    return refuseShape(name, 'a mapping', value, hint, reading);
  }
  const isWritten = (each: string) =>
    value.entries.some((entry) => entry.key === each && !isEmpty(entry.value, keys[each]!));
  const missing = requiredOf(keys).find((each) => !isWritten(each));
  if (missing !== undefined)
    refuse(reading, value.line, `${name} lacks \`${missing}\``, `add \`${missing}\`: ${aboutKey(keys[missing]!).en}`);
  return readMapping(keys, value.entries, reading, (inherited ?? {}) as Settings);
}

/** A mapping whose keys the author chooses. */
function readRecord(type: AnyType, value: YamlValue, key: string, reading: Reading): Settings | undefined {
  if (value.kind !== 'mapping') {
    const hint = 'write one `key: value` per line below it, indented';
    return refuseShape(`\`${excerpt(key)}\``, 'a mapping', value, hint, reading);
  }
  const settings: [string, unknown][] = [];
  const names = (type.key!.options ?? []) as string[];
  const find = (name: string) => (names.length === 0 || names.includes(name) ? name : null);
  for (const { entry, name } of distinctEntries(value.entries, find, names, reading)) {
    const { success, output, issues } = v.safeParse(type.key!, name);
    if (!success) {
      refuse(reading, entry.line, `\`${excerpt(name)}\` ${issues[0].message}`, issues[0].expected ?? '');
      continue;
    }
    // A key that is known and has no value is as if it were not there.
    if (names.length > 0 && entry.value.kind === 'nothing') continue;
    const value = readValue(type.value!, entry.value, name, reading);
    if (value !== undefined) settings.push([output as string, value]);
  }
  return Object.fromEntries(settings);
}

function readPlain(type: AnyType, value: YamlValue, key: string, reading: Reading): unknown {
  const place = { file: reading.file, line: value.line };
  const result = v.safeParse(type, { value: plain(value, false), verbatim: plain(value), key, place });
  if (result.success) return result.output;
  for (const { message, expected, path } of result.issues) {
    const item = value.kind === 'list' ? value.items[Number(path?.[0].key)] : undefined;
    refuse(reading, item?.line ?? value.line, `\`${excerpt(key)}\` ${message}`, expected ?? '');
  }
  return undefined;
}

/** The entries whose key is known, each key once; those that may be joined come again. Others are reported. */
function* distinctEntries(
  entries: YamlEntry[],
  find: (name: string) => string | null,
  names: readonly string[],
  reading: Reading,
  keys: Keys = {},
): Generator<{ entry: YamlEntry; name: string; repeats: boolean }> {
  const first = new Map<string, Place & { key: string }>();
  for (const entry of entries) {
    const place = { file: reading.file, line: entry.line };
    const name = find(entry.key);
    const earlier = name === null ? undefined : first.get(name);
    if (name === null) {
      const diagnostic = reading.unknownKey(entry.key, names, place);
      if (diagnostic) reading.report(diagnostic);
    } else if (earlier === undefined || (Object.hasOwn(keys, name) && aboutKey(keys[name]!).joined)) {
      first.set(name, { ...place, key: entry.key });
      yield { entry, name, repeats: earlier !== undefined };
    } else if (earlier.key === entry.key || !Object.hasOwn(keys, name) || !aboutKey(keys[name]!).alternatives) {
      const message = `\`${excerpt(entry.key)}\` is given twice, first on line ${earlier.line}`;
      reading.report(
        problem(reading.code, message, place, 'remove one of them', [{ file: earlier.file, line: earlier.line }]),
      );
    }
  }
}

/** The one of several types that was meant, by the shape of the value and the keys it has. */
function optionFor(options: readonly AnyType[], value: YamlValue): AnyType {
  if (value.kind !== 'mapping') return options.find(({ item }) => item && value.kind === 'list') ?? options[0]!;
  const written = value.entries.map(({ key }) => key);
  return (
    options.find(({ entries = {} }) => requiredOf(entries).some((key) => written.includes(key))) ?? options.at(-1)!
  );
}

function requiredOf(keys: Keys): string[] {
  return Object.keys(keys).filter((key) => !unwrap(keys[key]!).isOptional);
}

function unwrap(declared: AnyType): { type: AnyType; isOptional: boolean } {
  return { type: declared.wrapped ?? declared, isOptional: declared.wrapped !== undefined };
}

function aboutKey(declared: AnyType): Documentation {
  return v.getMetadata(declared) as unknown as Documentation;
}

/** Nothing is written: no value, or a list without items where one value or several may stand. */
function isEmpty(value: YamlValue, type: AnyType): boolean {
  return value.kind === 'nothing' || (value.kind === 'list' && value.items.length === 0 && type.entries === undefined);
}

function refuseShape(name: string, shape: string, value: YamlValue, hint: string, reading: Reading): undefined {
  return refuse(reading, value.line, `${name} must be ${shape}, not ${shapeOf(plain(value))}`, hint);
}

function refuse(reading: Reading, line: number, message: string, hint: string): undefined {
  reading.report(problem(reading.code, message, { file: reading.file, line }, hint));
}
