import { describe, expect, it } from 'vitest';
import type { Book } from '../../../src/model/book.ts';
import { textOfSections } from '../../../src/model/page-text.ts';

/** The pages of each section, where page `n` says `n`. */
function pagesOf(sections: string[], starts: [string, number][], pages: number[]): [string, number[]][] {
  const book = { sections: sections.map((id) => ({ id })) } as unknown as Book;
  const words = pages.map((page) => ({ page, words: String(page) }));
  const print = { words, untagged: [], starts: new Map(starts), front: 0, additions: new Map() };
  return [...textOfSections(book, print)].map(([id, found]) => [id, found.map(({ page }) => page)]);
}

describe('the pages of a section', () => {
  const three: [string, number][] = [
    ['a', 3],
    ['b', 5],
    ['c', 6],
  ];

  it('begin with its own first page and end before the first of the next section', () => {
    expect(pagesOf(['a', 'b', 'c'], three, [1, 2, 3, 4, 5, 6, 7])).toEqual([
      ['a', [3, 4]],
      ['b', [5]],
      ['c', [6, 7]],
    ]);
  });

  it('end before the next section that is printed', () => {
    expect(pagesOf(['a', 'x', 'b', 'c'], three, [3, 4, 5, 6])).toEqual([
      ['a', [3, 4]],
      ['b', [5]],
      ['c', [6]],
    ]);
  });
});
