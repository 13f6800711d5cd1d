/** What the fonts of an EPUB are made for is what its style sheets ask for. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { familiesOf, familyRules, plainStyle, styleOf } from '../../../../src/epub/fonts/font-styles.ts';

const folder = fileURLToPath(new URL('../../../../templates', import.meta.url));
const sheet = ['book.css', 'epub.css'].map((name) => readFileSync(`${folder}/${name}`, 'utf8')).join('\n');

/** The elements of every rule that says so, with their classes: `pre .keyword` -> pre, .keyword. */
function elementsWith(declaration: RegExp): string[][] {
  const rules = sheet.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g);
  return Array.from(rules)
    .filter(([, , body]) => declaration.test(body!))
    .flatMap(([, selectors]) => selectors!.split(','))
    .map((selector) => selector.trim().split(/[\s>]+/));
}

const styleIn = (path: string[]) =>
  path.reduce((style, compound) => styleOf(compound.replace(/:[^.]*/g, '').split(/(?=\.)/), style), plainStyle);

describe('the style of an element', () => {
  it.each(elementsWith(/font-weight: bold/).map((path) => [path.join(' '), path] as const))('%s is bold', (_, path) => {
    expect(styleIn(path).bold).toBe(true);
  });

  it.each(elementsWith(/font-style: italic/).map((path) => [path.join(' '), path] as const))(
    '%s is slanted',
    (_, path) => {
      expect(styleIn(path).italic).toBe(true);
    },
  );

  it('is found at all', () => {
    expect(elementsWith(/font-weight: bold/).length).toBeGreaterThan(8);
    expect(elementsWith(/font-style: italic/).length).toBeGreaterThan(0);
  });
});

describe('the rules', () => {
  const given = new Map([
    ['Book Serif', ['Book Serif', 'Book Serif 2']],
    ['Book Mono', ['Book Mono']],
  ]);

  it('name the families that are there, in order, before a generic one', () => {
    expect(familyRules(given, [plainStyle])).toBe(
      'body { font-family: "Book Serif", "Book Serif 2", "Book Mono", serif; }',
    );
  });

  it('speak of nothing the book has not', () => {
    const rules = familyRules(given, [plainStyle, { ...plainStyle, role: 'code', setting: 'latin' }]);
    expect(rules).toContain('\ncode, kbd, samp, pre, pre .heading { font-family: "Book Mono"');
    expect(rules).not.toMatch(/h1|math|\.latin/);
    expect(familyRules(new Map(), [plainStyle])).toBe('');
  });

  it('leave emoji to the device', () => {
    expect(familiesOf(plainStyle).join()).not.toContain('emoji');
  });
});
