/** How a key is declared: a valibot schema that carries its JSON Schema and meaning. */
import * as v from 'valibot';
import { excerpt } from '../../text/characters.ts';
import type { Place } from '../diagnostics.ts';

/** Text in the two languages of the handbook, in Markdown. */
export interface Bilingual {
  en: string;
  zh: string;
}

/** Everything a key says of itself; the handbook and the JSON Schema are made from it. */
export interface Documentation extends Bilingual {
  example?: unknown;
  /** The default in words, where it depends on other keys. */
  otherwise?: Bilingual;
  /** A chapter of the handbook that says more, as a link. */
  see?: Bilingual;
  aliases?: readonly string[];
  /** A key and its aliases may stand side by side; the first counts. */
  alternatives?: boolean;
  /** The lists of a key and of its aliases are joined; of other keys the first counts. */
  joined?: boolean;
}

/** A text someone wrote, and where. */
export interface Written<T> {
  value: T;
  place: Place;
}

/** A value before it is read. */
export interface WrittenValue {
  value: unknown;
  /** With what YAML takes for a comment but people write as text: the `#3` of `title: Weekly #3`. */
  verbatim: unknown;
  /** As written. */
  key: string;
  place: Place;
}

/** Why a value cannot be used, continuing a sentence that begins with its key; and what to write instead. */
export class Refusal {
  readonly reason: string;
  readonly hint: string;

  constructor(reason: string, hint: string) {
    this.reason = reason;
    this.hint = hint;
  }
}

export type Type = v.GenericSchema;

/** What a reader sees of a type, whichever it is. */
export type AnyType = Type &
  Partial<{
    entries: Readonly<Record<string, AnyType>>;
    item: AnyType;
    key: AnyType;
    value: AnyType;
    options: readonly unknown[];
    wrapped: AnyType;
    default: unknown;
  }>;

/** A type whose values `read` turns into what they stand for. `accepted` is the JSON Schema of what may be written. */
export function valueType<T>(
  read: (value: unknown, written: WrittenValue) => T | Refusal,
  accepted: Readonly<Record<string, unknown>>,
) {
  return v.pipe(
    v.any(),
    v.metadata(accepted),
    reading((written: WrittenValue) => read(written.value, written)),
  );
}

/** The same for the keys of a mapping whose keys an author chooses. */
export function keyType(read: (key: string) => string | Refusal) {
  return v.pipe(v.string(), reading(read));
}

function reading<I, T>(read: (input: I) => T | Refusal) {
  return v.rawTransform<I, Exclude<T, Refusal>>(({ dataset, addIssue, NEVER }) => {
    const answer = read(dataset.value);
    if (!(answer instanceof Refusal)) return answer as Exclude<T, Refusal>;
    addIssue({ message: answer.reason, expected: answer.hint });
    return NEVER;
  });
}

/** A key that may be left out; its default is then read in its place, and without one it is null. */
export function key<const T extends Type, D = null>(
  type: T,
  { default: initial, ...about }: Documentation & { default?: D },
): v.GenericSchema<unknown, v.InferOutput<T> | (D extends null ? null : never)> {
  return v.pipe(v.nullish(type as Type, initial ?? null), v.metadata({ ...about })) as never;
}

/** A key that its mapping cannot do without. */
export function requiredKey<const T extends Type>(type: T, about: Documentation) {
  return v.pipe(type, v.metadata({ ...about }));
}

/** `crop-marks` in YAML is `cropMarks` in code. */
export type CamelCase<S> = S extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : S;
export type CamelKeys<T> = { [K in keyof T as CamelCase<K>]: T[K] };

export function camelCase<S extends string>(name: S): CamelCase<S> {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as CamelCase<S>;
}

/** Patterns of JSON Schema, which have no flag for letter case. */
export function anyCase(word: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return escaped.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}

export function oneOf(words: readonly string[]): string {
  return `(?:${words.map(anyCase).join('|')})`;
}

/** A text as written, and any other value by its shape. */
export function quoted(value: unknown): string {
  return typeof value === 'string' ? `\`${excerpt(value)}\`` : shapeOf(value);
}

/** The shape of a value in words. */
export function shapeOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : 'text';
}
