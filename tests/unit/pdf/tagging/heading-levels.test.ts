/** The levels of headings in the tags of a book. */
import { describe, expect, it } from 'vitest';
import { createHeadingLevels } from '../../../../src/pdf/tagging/heading-levels.ts';

describe('headings', () => {
  it.each([
    [
      [1, 2, 2, 2],
      [1, 2, 2, 2],
    ],
    [
      [2, 3, 3, 2, 3],
      [1, 2, 2, 1, 2],
    ],
    [
      [1, 4, 3, 6, 4],
      [1, 2, 2, 3, 3],
    ],
    [
      [3, 1, 2],
      [1, 1, 2],
    ],
  ])('%j have the levels %j: none is skipped, and siblings stay siblings', (written, levels) => {
    const levelOf = createHeadingLevels();
    expect(written.map(levelOf)).toEqual(levels);
  });
});
