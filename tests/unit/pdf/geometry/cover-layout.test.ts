/** Where the parts of a cover sheet stand, and what is written on them. */
import { expect, it } from 'vitest';
import { pageThickness } from '../../../../src/config/printer-presets.ts';
import { backWords, layoutWrap, spineWords } from '../../../../src/pdf/geometry/cover-layout.ts';
import { assemble } from '../../assemble/fixtures.ts';
import { createConfig } from '../../images/fixtures.ts';

const base = createConfig();
const config = { ...base, pdf: { ...base.pdf, wrap: { thickness: 0.05 } } };
const { book } = assemble({ 'a.md': '---\ntitle: A\nlanguage: en\n---\n\nWords.\n' });

it('has a spine as wide as its pages, the front behind it, or before it where it is bound at the right', () => {
  expect(layoutWrap(config, 'left', 200)).toMatchObject({
    trim: { width: 306, height: 210 },
    bleed: 3,
    back: 3,
    front: 161,
  });
  expect(layoutWrap(config, 'right', 200)).toMatchObject({ front: 3, back: 161 });
});

it('has words on a spine that is wide enough', () => {
  const words = (pages: number, width: number) => spineWords({ ...book, config }, pages, width);
  expect([words(78, 20), words(300, 4)]).toEqual([null, null]);
  expect(words(79, 8)?.size).toBeLessThan(8 - 3.17);
});

it('leaves out a description that would reach the barcode', () => {
  const back = (description: string) => backWords({ config, meta: { ...book.meta, description } });
  expect(back('Short.')?.size).toBe(11);
  expect(back('Long. '.repeat(2000))).toBeNull();
});

it('does not guess how thick a paper is', () => {
  expect(pageThickness('kdp', 'cream')).toBeCloseTo(0.0635);
  expect([pageThickness('lulu', 'white'), pageThickness(null, null), pageThickness(null, 0.1)]).toEqual([
    null,
    null,
    0.05,
  ]);
});
