/** The examples that say "standard" are those of https://html.spec.whatwg.org/multipage/images.html#srcset-attributes */

import { describe, expect, it } from 'vitest';
import { largestUseful, parseSourceSet } from '../../../src/hast/srcset.ts';
import { growthOf, linear } from '../../support/growth.ts';
import { fc } from '../../support/properties.ts';

/** Each candidate as an address with its size. */
function parsed(text: string): string[] {
  return parseSourceSet(text).map(({ address, width, density }) =>
    [address, ...(width === null ? [] : [`${width}w`]), ...(density === null ? [] : [`${density}x`])].join(' '),
  );
}

describe('a source set', () => {
  it.each<[string, string, string[]]>([
    ['is a list of addresses with widths', 'a.jpg 480w,\n b.jpg 800w', ['a.jpg 480w', 'b.jpg 800w']],
    ['is a list of addresses with densities', 'a.jpg, b.jpg 1.5x, c.jpg 2x', ['a.jpg', 'b.jpg 1.5x', 'c.jpg 2x']],
    ['may be one address', 'a.jpg', ['a.jpg']],
    ['may be empty', ' ,\t,', []],
    ['may begin and end with commas', ',, a.jpg 1x ,, b.jpg,,', ['a.jpg 1x', 'b.jpg']],
    [
      'keeps the commas in an address',
      'w_600,c_limit/a.jpg 600w, b,c.jpg 2x',
      ['w_600,c_limit/a.jpg 600w', 'b,c.jpg 2x'],
    ],
    ['takes addresses joined without a space for one', 'a.jpg,b.jpg 2x', ['a.jpg,b.jpg 2x']],
    ['holds data: addresses', 'data:image/png;base64,AA== 1x, b.png 2x', ['data:image/png;base64,AA== 1x', 'b.png 2x']],
    ['may say a height beside a width', 'a.jpg 400w 300h', ['a.jpg 400w']],
    ['may have a density with an exponent', 'a.jpg 2e0x, b.jpg .5x', ['a.jpg 2x', 'b.jpg 0.5x']],
  ])('%s', (_, text, expected) => {
    expect(parsed(text)).toEqual(expected);
  });

  it.each([
    'bad.jpg 0w',
    'bad.jpg -1w',
    'bad.jpg 1.5w',
    'bad.jpg 100',
    'bad.jpg w',
    'bad.jpg wide',
    'bad.jpg -2x',
    'bad.jpg 1.x',
    'bad.jpg 1e999x',
    `bad.jpg ${'9'.repeat(400)}w`,
    'bad.jpg 100w 2x',
    'bad.jpg 2x 100w',
    'bad.jpg 1x 2x',
    'bad.jpg 100w 200w',
    'bad.jpg 100h',
    'bad.jpg 1x 100h',
    'bad.jpg type(image/webp, 2x)',
    'bad.jpg 1x (a, b',
  ])('passes over %j', (malformed) => {
    expect(parsed(`good.jpg 300w, ${malformed}`)).toEqual(['good.jpg 300w']);
  });

  it('goes on after what is malformed', () => {
    expect(parsed('bad.jpg wide, bad.jpg f(x, y) 2x, good.jpg 2x')).toEqual(['good.jpg 2x']);
  });

  it('of arbitrary text is parsed without an exception, and its addresses are in the text', () => {
    const piece = fc.oneof(
      fc.constantFrom('a.jpg', ' ', ',', ', ', '100w', '2x', '-1x', '(', ')', 'data:image/png,', '\n', '\u00a0', '9h'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        for (const { address, width, density } of parseSourceSet(text)) {
          expect(address).not.toBe('');
          expect(text).toContain(address);
          expect(width === null || density === null).toBe(true);
        }
        const best = largestUseful(parseSourceSet(text));
        expect(best === null).toBe(parseSourceSet(text).length === 0);
      }),
      { numRuns: 3_000 },
    );
  });

  it('of a million characters is read in time that grows with its length', () => {
    const read = (count: number) =>
      parseSourceSet(`${','.repeat(3 * count)}${'('.repeat(3 * count)} ${'a '.repeat(2 * count)}`);
    expect(growthOf(read, 100_000)).toBeLessThan(linear);
  });
});

describe('the largest useful address', () => {
  it.each<[string, string, string | null]>([
    ['is the widest', 'a 300w, b 1200w, c 800w', 'b'],
    ['is no wider than it need be', 'a 5000w, b 2400w, c 2399w, d 3000w', 'b'],
    ['has a width rather than a density', 'a 3x, b 100w', 'b'],
    ['is the densest', 'a, b 2x, c 1.5x', 'b'],
    ['is no denser than any screen', 'a 2x, b 3x, c 4x', 'b'],
    ['has no descriptor where all others are too dense', 'a 4x, b', 'b'],
    ['is the least dense where all are too dense', 'a 6x, b 4x', 'b'],
    ['is the first of equals', 'a, b 1x, c', 'a'],
    ['of nothing is none', '', null],
  ])('%s: %s', (_, text, expected) => {
    expect(largestUseful(parseSourceSet(text))).toBe(expected);
  });

  it('is that for the widest window if no width is known', () => {
    const candidates = [
      ...parseSourceSet('small 3x'),
      ...parseSourceSet('middle 2x, other').map((each) => ({ ...each, window: 600 })),
    ];
    expect(largestUseful(candidates)).toBe('middle');
  });
});
