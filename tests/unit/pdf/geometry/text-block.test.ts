import { describe, expect, it } from 'vitest';
import { marginsFor } from '../../../../src/pdf/geometry/text-block.ts';

describe('margins', () => {
  it('grow at the bound edge with the book, and leave the text block its size', () => {
    const setting = { page: { width: 105, height: 148 }, writing: 'horizontal', pdf: { preset: 'kdp' } } as const;
    const [thin, thick] = [0, 22.2].map((gutter) => marginsFor(setting, gutter));
    expect(thick!.inside).toBeGreaterThanOrEqual(22.2);
    expect(thick!.outside).toBeGreaterThanOrEqual(9.5);
    expect(thick!.inside + thick!.outside).toBeCloseTo(thin!.inside + thin!.outside, 2);
  });

  it.each([
    [148, 210],
    [210, 297],
    [152.4, 228.6],
    [50, 50],
  ])('of a page of %d by %d leave room for text, the foot larger than the head', (width, height) => {
    const { top, bottom, inside, outside } = marginsFor({
      page: { width, height },
      writing: 'horizontal',
      pdf: { preset: null },
    });
    expect(bottom).toBeGreaterThanOrEqual(top);
    expect(width - inside - outside).toBeGreaterThan(width * 0.6);
    expect(height - top - bottom).toBeGreaterThan(height * 0.6);
  });
});
