import { describe, expect, test } from 'vitest';
import { parseYaml, plain } from '../../../src/sources/yaml.ts';

function plainOf(text: string): unknown {
  const answer = parseYaml(text);
  return answer.kind === 'value' ? plain(answer.value) : `${answer.line}: ${answer.reason}`;
}

describe('YAML', () => {
  test('keeps every scalar as it was written', () => {
    const text = 'version: 1.10\ndate: 2024-05-12\ncountry: no\nhex: 0x1F\nnothing: null\nempty:\ntilde: ~\n';
    expect(plainOf(text)).toEqual({
      version: '1.10',
      date: '2024-05-12',
      country: 'no',
      hex: '0x1F',
      nothing: null,
      empty: null,
      tilde: null,
    });
  });

  test('takes a number after a hash for text, and a comment for a comment', () => {
    expect(plainOf('a: Weekly #3\nb: x # note\nc: x #note\nd: "x" #3\n')).toEqual({
      a: 'Weekly #3',
      b: 'x',
      c: 'x',
      d: 'x',
    });
  });

  test('gives each value its line', () => {
    const answer = parseYaml('a: 1\nb:\n  - x\n\n  - y\n', 10);
    expect(answer).toMatchObject({
      value: { entries: [{ line: 10 }, { line: 11, value: { items: [{ line: 12 }, { line: 14 }] } }] },
    });
  });

  test('resolves a few aliases and no cycle', () => {
    expect(plainOf('a: &x [1]\nb: *x\n')).toEqual({ a: ['1'], b: ['1'] });
    expect(plainOf('a: &x [*x]\n')).toMatch(/^1: (values are nested too deeply|it has too many aliases)$/);
  });

  test.each([
    ['a custom tag', 'a: !!js/function "process.exit()"', /^1: unresolved tag/],
    ['an unclosed list', 'a: 1\nb: [x\n', /^\d: /],
    ['two documents', 'a: 1\n---\nb: 2\n', /^2: /],
    ['a million brackets', `a: ${'['.repeat(1_000_000)}`, /^1: values are nested too deeply$/],
    ['deep flow mappings', `a: ${'{a: '.repeat(1_000)}`, /^1: values are nested too deeply$/],
    [
      'deep block mappings',
      Array.from({ length: 1_000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
      /^1: values/,
    ],
    ['deep keys', `${'? '.repeat(1_000)}x`, /^1: values are nested too deeply$/],
    ['deep keys with anchors', `${'? &a '.repeat(1_000)}x`, /^1: values are nested too deeply$/],
    ['six megabytes', `a: ${'x'.repeat(6_000_000)}`, /^1: the file is too large/],
    ['a billion laughs', bomb(), /^\d+: it has too many aliases$/],
    ['deep block lists', `${'- '.repeat(500)}x`, /^1: values are nested too deeply$/],
  ])('refuses %s', (_, text, expected) => {
    expect(plainOf(text)).toMatch(expected);
  });

  test('does not touch the prototype', () => {
    const value = plainOf('__proto__: { polluted: yes }\nconstructor: x\n') as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

function bomb(): string {
  const lines = ['l0: &l0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 10; level++) {
    lines.push(
      `l${level}: &l${level} [${Array(9)
        .fill(`*l${level - 1}`)
        .join(', ')}]`,
    );
  }
  return lines.join('\n');
}
