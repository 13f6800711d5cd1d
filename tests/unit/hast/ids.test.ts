import { describe, expect, it } from 'vitest';
import { anchorIn, asciiName, slugOf, takenNames, uniqueName } from '../../../src/hast/ids.ts';

describe('the id of a heading', () => {
  it.each([
    ['A Heading', 'a-heading'],
    ['小结：第 2 章', '小结第-2-章'],
    ['C++ & more', 'c--more'],
    ['snake_case-and-hyphens', 'snake_case-and-hyphens'],
    ['E\u0301te\u0301', 'été'],
    ['！？', 'section'],
    [' spaced ', 'spaced'],
  ])('of %j is %s, as GitHub has it', (words, id) => {
    expect(slugOf(words)).toBe(id);
  });
});

describe('a name for a file', () => {
  it.each([
    ['Second Draft', 'second-draft'],
    ['2024-05', 'c-2024-05'],
    ['a_b.c', 'a-b-c'],
  ])('of %j is %s', (words, name) => {
    expect(asciiName(words)).toBe(name);
  });

  it.each(['第一章', 'Été', '第 1 章 start', '', '-', '😀', 'x'.repeat(300), 'CON\0', '../../etc/passwd'])(
    'of %j is ASCII, short, and begins with a letter',
    (words) => {
      expect(asciiName(words)).toMatch(/^[a-z][a-z0-9-]{0,52}$/);
    },
  );

  it('distinguishes what loses different letters', () => {
    const names = ['第一章', '第二章', 'é', 'e', `${'x'.repeat(60)}1`, `${'x'.repeat(60)}2`, 'a第', 'a二'];
    expect(new Set(names.map(asciiName)).size).toBe(names.length);
  });

  it('does not depend on how accents are composed', () => {
    expect(asciiName('e\u0301')).toBe(asciiName('é'));
  });
});

it('a name that is taken is counted up, past others that are taken', () => {
  const used = takenNames(['a', 'a-1']);
  expect([uniqueName('a', used), uniqueName('a', used), uniqueName('b', used)]).toEqual(['a-2', 'a-3', 'b']);
});

it('an anchor has no character that a fragment of a URL may not contain', () => {
  expect(anchorIn('a', 'one-id-->')).toBe('a_one-id---');
  expect(anchorIn('a', 'x <y> {|}[#%]z')).toBe('a_x-y-z');
});
