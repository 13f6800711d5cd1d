/** How large a diagram is on paper: letters like those of a caption where there is room, never wider than the text. */
import { expect, it } from 'vitest';
import { sizeOnPaper } from '../../../src/diagrams/diagram-size.ts';
import { figureSpace } from '../../../src/pdf/geometry/text-block.ts';

const setting = { page: { width: 148, height: 210 }, writing: 'horizontal', pdf: { preset: null } } as const;
const space = figureSpace(setting);
const toMillimetres = (pixels: number) => (pixels / 96) * 25.4;

it('has letters of 8.5 points when it is small', () => {
  const { width, height, letters } = sizeOnPaper({ width: 200, height: 100 }, setting);
  expect(letters).toBe(8.5);
  expect(width / 200).toBeCloseTo(8.5 / 72 / (14 / 96), 3);
  expect(height * 2).toBeCloseTo(width, 1);
});

it('is as wide as the text when it is wide, and no higher than a figure when it is high', () => {
  const wide = sizeOnPaper({ width: 3000, height: 100 }, setting);
  expect(toMillimetres(wide.width)).toBeCloseTo(space.width, 1);
  expect(toMillimetres(wide.width)).toBeLessThanOrEqual(space.width);
  expect(wide.letters).toBeLessThan(3);
  const high = sizeOnPaper({ width: 100, height: 3000 }, setting);
  expect(toMillimetres(high.height)).toBeLessThanOrEqual(space.height);
  expect(high.width).toBeLessThan(30);
});
