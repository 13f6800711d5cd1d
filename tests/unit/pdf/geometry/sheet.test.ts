import { expect, it } from 'vitest';
import { sheetFor } from '../../../../src/pdf/geometry/sheet.ts';
import { createConfig } from '../../images/fixtures.ts';

const config = createConfig();
const print = { ...config, pdf: { ...config.pdf, bleed: 3, cropMarks: true, preset: 'kdp' as const } };

it('is as large as the page with what is cut off, in whole points', () => {
  const { width, height, bleed, marks, spineBleed } = sheetFor(print, 'print');
  expect([bleed, marks, spineBleed]).toEqual([3, true, false]);
  expect(Number.isInteger(width) && Number.isInteger(height)).toBe(true);
  expect(width).toBeGreaterThanOrEqual((154 / 25.4) * 72);
  expect(width).toBeLessThan((154 / 25.4) * 72 + 3);
  expect(height).toBeGreaterThanOrEqual((216 / 25.4) * 72);
});

it('has nothing to cut off on a screen', () => {
  expect(sheetFor(print, 'screen')).toMatchObject({ bleed: 0, marks: false });
  expect(sheetFor({ ...config, page: { width: 152.4, height: 228.6 } }, 'screen')).toMatchObject({
    width: 432,
    height: 648,
  });
});
