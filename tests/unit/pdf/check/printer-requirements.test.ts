import { expect, it } from 'vitest';
import { gutterOf, printers } from '../../../../src/config/printer-presets.ts';
import type { Preset } from '../../../../src/model/book.ts';
import { checkPrinter } from '../../../../src/pdf/check/printer-requirements.ts';
import { createConfig } from '../../images/fixtures.ts';

const problems = (preset: Preset | null, pages: number, profile: 'screen' | 'print' = 'print', cropMarks = false) => {
  const config = createConfig();
  const pdf = { ...config.pdf, preset, cropMarks };
  return checkPrinter({ file: '/book/book.yaml', pdf }, profile, pages).map(
    ({ code, message }) => `${code === 'pdf-preset-violated' ? '' : code}${message}`,
  );
};

it('tell of a book that is too thin or too thick to be bound', () => {
  expect(problems('kdp', 20)).toEqual(['the book has 20 pages, but KDP requires at least 24']);
  expect(problems('kdp', 900)).toEqual(['the book has 900 pages, but KDP allows at most 828']);
  expect(problems('booklet', 84)).toHaveLength(1);
});

it('report crop marks, which print-on-demand services reject', () => {
  expect(problems('lulu', 100, 'print', true)).toEqual(['Lulu does not accept crop marks']);
});

it('report nothing if all is right, for a screen, or without a preset', () => {
  expect([...problems('kdp', 24), ...problems('kdp', 2, 'screen'), ...problems(null, 2)]).toEqual([]);
});

it('have a wider gutter for a thicker book', () => {
  // An inch is no round number of millimetres.
  const inches = [24, 150, 151, 300, 301, 500, 501, 700, 701, 828].map(
    (pages) => Math.round((gutterOf(printers.kdp, pages) / 25.4) * 1000) / 1000,
  );
  expect(inches).toEqual([0.375, 0.375, 0.5, 0.5, 0.625, 0.625, 0.75, 0.75, 0.875, 0.875]);
});
