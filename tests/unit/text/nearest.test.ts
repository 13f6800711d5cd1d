import { describe, expect, test } from 'vitest';
import { editDistance, nearest } from '../../../src/text/nearest.ts';

describe('the nearest word', () => {
  const keys = ['title', 'subtitle', 'date', 'cover', 'language', 'tags', 'url', 'articles'];

  test.each([
    ['titel', 'title'],
    ['tile', 'title'],
    ['Title', 'title'],
    ['artcles', 'articles'],
    ['lnaguage', 'language'],
    ['tag', 'tags'],
    ['draft', null],
    ['layout', null],
    ['a', null],
    ['', null],
    ['标题', null],
    ['x'.repeat(10_000), null],
  ])('of %s is %s', (word, expected) => {
    expect(nearest(word, keys)).toBe(expected);
  });

  test.each([
    ['pas', null],
    ['nim', null],
    ['pyhton', 'python'],
    ['javscript', 'javascript'],
    ['ruby', null],
  ])('of the language %s is %s', (word, expected) => {
    expect(nearest(word, ['ps', 'js', 'vim', 'rust', 'rb', 'python', 'javascript', 'pug'])).toBe(expected);
  });

  test.each([
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['ab', 'ba', 1],
    ['kitten', 'sitting', 3],
  ])('%j and %j are %i apart', (first, second, distance) => {
    expect(editDistance(first, second)).toBe(distance);
  });
});
