/** Lines of titles break where a designer would break them. */
import { describe, expect, it } from 'vitest';
import { breakLines } from '../../../src/typography/display-lines.ts';
import { fc } from '../../support/properties.ts';

const advance = (character: string) => (/[\u2e80-\u{3ffff}—]/u.test(character) ? 1 : 0.5);
const widthOf = (line: string) => Array.from(line).reduce((sum, each) => sum + advance(each), 0);

describe('a title', () => {
  it.each([
    ['山居', 8, ['山居']],
    ['长安的荔枝：一个小吏的天宝十四载', 10, ['长安的荔枝：', '一个小吏的天宝十四载']],
    ['云原生时代的网关 Gateway API 的演进', 12, ['云原生时代的网关', 'Gateway API 的演进']],
    ['The Art of Computer Programming', 9, ['The Art', 'of Computer', 'Programming']],
    ['「山居」与《溪水》', 5, ['「山居」', '与《溪水》']],
    ['一、二，三。四', 2, ['一、', '二，', '三。', '四']],
  ])('%s breaks at %d em as a reader would', (title, longest, lines) => {
    expect(breakLines(title, longest, advance).lines).toEqual(lines);
  });

  it('of one word that fits no line is broken with a hyphen', () => {
    expect(breakLines('Donaudampfschifffahrt', 6, advance).lines.join('')).toBe('Donaudampfs-chifffahrt');
  });

  it('keeps all its characters, and its lines their limit', () => {
    const text = fc.string({ unit: fc.constantFrom(...'山居的与，。「」—abc def'), minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 20 }), (title, longest) => {
        const { lines } = breakLines(title, longest, advance);
        expect(lines.join('').replace(/[\s-]/g, '')).toBe(title.replace(/\s/g, ''));
        // A hyphen may hang over the edge.
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(longest + 0.5);
      }),
    );
  });
});
