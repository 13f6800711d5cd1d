/** A character that one place of the page can set can be set in all. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { lastFamilies, loadFonts } from '../../../src/fonts/load-fonts.ts';
import { memoryHost } from '../../support/memory-host.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Numbers of pages are figures and nothing else. */
const figures = ['"Book Latin Serif", "Book Serif", serif', '"Book Latin Serif", serif'];

it.each(['templates/print.css', 'templates/cover-wrap.html'])(
  'every list of families in %s goes on with all of them',
  (path) => {
    const lists = readFileSync(`${root}/${path}`, 'utf8').match(/(?<=font-family: )[^;}]*"Book [^;}]*/g)!;
    expect(lists.length).toBeGreaterThan(0);
    const short = lists.filter((list) => !/, var\(--last-fonts\), [a-z-]+$/.test(list));
    expect(short.filter((list) => !figures.includes(list))).toEqual([]);
  },
);

it('the list has families that are there, each once', async () => {
  const { css, faces } = (await loadFonts('zh-CN', memoryHost({}, { fonts: true }))).value;
  const families = new Set(faces.map(({ family }) => family));
  expect(lastFamilies.filter((family) => !families.has(family))).toEqual([]);
  expect(new Set(lastFamilies).size).toBe(lastFamilies.length);
  expect(css).toContain(`:root{--last-fonts:${lastFamilies.map((family) => `"${family}"`).join(',')}}`);
});
