/** Fonts for what the fonts of every book lack; with the packages of this repository. */
import { describe, expect, it } from 'vitest';
import { loadFonts } from '../../../src/fonts/load-fonts.ts';
import { completeFonts, rareFamilies } from '../../../src/fonts/rare-fonts.ts';
import { packagesFor } from '../../../src/fonts/script-fonts.ts';
import { fontCharacters, fontTables } from '../../support/fonts.ts';
import { memoryHost } from '../../support/memory-host.ts';

const host = memoryHost({}, { fonts: true });

async function complete(text: string) {
  const loaded = (await loadFonts('zh-CN', host)).value;
  const { fonts, boxed } = await completeFonts(loaded, text, host);
  const added = [...fonts.css.slice(loaded.css.length).matchAll(/@font-face\{font-family:"([^"]+)"/g)];
  const made = [...fonts.files].flatMap(([, file]) => (typeof file === 'string' ? [] : [Buffer.from(file)]));
  return { families: new Set(added.map(([, family]) => family)), boxed: [...boxed].join(''), made, css: fonts.css };
}

describe('a book that needs only the standard fonts', () => {
  it('gets the last of all lists and nothing else', async () => {
    const { families, boxed } = await complete('甲 a');
    expect([...families]).toEqual(['Book Last']);
    expect(boxed).toBe('');
  });
});

describe('a character that those lack', () => {
  it.each([
    ['a Han character of the third level of the official list', '𠅤', 'Book Rare'],
    ['a number in a circle', '㉛', 'Book Rare'],
    ['a Hebrew letter', 'א', 'Book Scripts'],
    ['an Arabic letter', 'م', 'Book Scripts'],
    ['a raised figure', '⁵', 'Book Letters'],
    ['a letter of a small language', 'Ɬ', 'Book Pixels'],
  ])('%s is set from a package', async (_, character, family) => {
    const { families, boxed } = await complete(character);
    expect(boxed).toBe('');
    expect([...families]).toContain(family);
  });

  it('is drawn as a box with its code point where no package has it', async () => {
    const { families, boxed, made } = await complete('𠮷हि');
    expect([...families]).toContain('Book Boxes');
    expect(boxed).toBe('𠮷हि');
    expect(made.map(fontCharacters)).toContain('हि𠮷');
  });

  it('is set in a static font', async () => {
    const { made } = await complete('𠅤');
    const rare = made.filter((font) => fontCharacters(font) === '𠅤');
    expect(rare).toHaveLength(2);
    for (const font of rare) {
      expect(fontTables(font).has('glyf')).toBe(true);
      expect(fontTables(font).has('fvar')).toBe(false);
    }
  });
});

it('every list of families ends with those for rare characters', async () => {
  const { css } = await complete('甲');
  expect(css.match(/--last-fonts:[^}]*/g)!.at(-1)).toMatch(
    new RegExp(`${rareFamilies.map((name) => `"${name}"`).join(',')}$`),
  );
});

it.each([
  ['en', null],
  ['zh-HK', null],
  ['el', null],
  ['sr-Cyrl', null],
  ['ar', 'noto-naskh-arabic'],
  ['he', 'noto-serif-hebrew'],
  ['hi', 'noto-serif-devanagari'],
  ['ko', 'noto-serif-kr'],
  ['cop', undefined],
])('a book in %s needs %s', (language, name) => {
  const { packages } = packagesFor(language);
  expect(packages === null ? null : packages[0]).toBe(name);
});
