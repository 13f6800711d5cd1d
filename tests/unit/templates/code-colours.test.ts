/** The colours of code can be read: on white and on black in an EPUB, on its own ground in print. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sheet = (name: string) => readFileSync(new URL(`../../../templates/${name}`, import.meta.url), 'utf8');

function coloursIn(css: string): [string, string][] {
  return [...css.matchAll(/^\s*((?:pre \.[a-z]+,? ?)+)\{[^}]*?color: (#[0-9a-f]{3,6})/gm)].map((match) => [
    match[1]!.trim(),
    match[2]!,
  ]);
}

function luminance(colour: string): number {
  const hex = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour;
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(first: string, second: string): number {
  const [low, high] = [luminance(first), luminance(second)].sort((one, other) => one - other);
  return (high! + 0.05) / (low! + 0.05);
}

const [light = '', dark = ''] = sheet('page.css').split('@media (prefers-color-scheme: dark)');

test.each([
  ['book.css on white', sheet('book.css'), '#ffffff'],
  ['book.css on black', sheet('book.css'), '#000000'],
  ['print.css on its ground', sheet('print.css'), '#f6f6f4'],
  ['print.css on a marked line', sheet('print.css'), '#e6e6e2'],
  ['page.css', light, '#f6f6f4'],
  ['page.css on a marked line', light, '#e6e6e2'],
  ['page.css in the dark', dark, '#242422'],
])('%s', (_, css, ground) => {
  const colours = coloursIn(css);
  expect(colours.length).toBe(7);
  const low = colours.filter(([, colour]) => contrast(colour, ground) < 4.5);
  expect(low).toEqual([]);
});

test('an EPUB sets no ground under code, which a reader might leave below its own colours', () => {
  const rules = sheet('book.css').match(/^(?:pre|\.line|figure\.code)[^{]*\{[^}]*\}/gm) ?? [];
  expect(rules.length).toBeGreaterThan(5);
  expect(rules.filter((rule) => /background/.test(rule))).toEqual([]);
});
