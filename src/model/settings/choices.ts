/** Types of settings chosen from a list, in any letter case. */
import * as v from 'valibot';
import { nearest } from '../../text/nearest.ts';
import { oneOf, quoted, Refusal, valueType, type WrittenValue } from './declaration.ts';

/** One of the options, in any letter case. Editors offer the usual one. */
export function choice<const T extends string>(options: readonly T[], verb = 'be') {
  return valueType((value) => choose(value, options, verb), { anyOf: anyOption(options) });
}

export function anyOption(options: readonly string[]) {
  return [{ enum: options }, { type: 'string', pattern: `^\\s*${oneOf(options)}\\s*$` }];
}

export function choose<T extends string>(value: unknown, options: readonly T[], verb: string): T | Refusal {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  const chosen = options.find((option) => option === word);
  if (chosen !== undefined) return chosen;
  const near = nearest(word, options);
  const list = `choose from ${options.join(', ')}`;
  return new Refusal(`cannot ${verb} ${quoted(value)}`, near === null ? list : `did you mean ${near}? ${list}`);
}

/** A list of options, each once; also written as one option, or as several with commas between them. */
export function choices<const T extends string>(options: readonly T[]) {
  const word = oneOf(options);
  return v.pipe(
    v.any(),
    v.metadata({
      anyOf: [
        { enum: options },
        { type: 'string', pattern: `^\\s*${word}(?:\\s*,\\s*${word})*\\s*$` },
        { type: 'array', items: { anyOf: anyOption(options) } },
      ],
    }),
    v.transform(({ value, ...origin }: WrittenValue) => {
      const items: unknown[] = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [value];
      return items.map((item) => ({ ...origin, value: item }));
    }),
    v.array(choice(options, 'hold')),
    v.transform((chosen) => [...new Set(chosen)]),
  );
}

const switches = { on: true, true: true, yes: true, off: false, false: false, no: false };

export const toggle = valueType(
  (value): boolean | Refusal => {
    const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
    if (Object.hasOwn(switches, word)) return switches[word as keyof typeof switches];
    return new Refusal(`cannot be ${quoted(value)}`, 'write on or off');
  },
  {
    anyOf: [
      { enum: ['on', 'off'] },
      { type: 'boolean' },
      { type: 'string', pattern: `^\\s*${oneOf(Object.keys(switches))}\\s*$` },
    ],
  },
);
