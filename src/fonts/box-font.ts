/**
 * A TrueType font for characters that no other font has: a box with the code point in it, so that a reader can look it
 * up and search finds it; or one empty box for every character, which keeps a browser from using system fonts.
 */

import { type CharacterGroup, type Contour, writeTrueType } from './truetype.ts';

/** In units of the font, 1000 to the em. */
const edge = { left: 60, right: 940, top: 840, bottom: -80, line: 36 };

export function boxFont(codePoints: Iterable<number>): Uint8Array {
  const codes = [...new Set(codePoints)].sort((first, second) => first - second);
  const glyphs = [emptyBox(), ...codes.map((code) => [...emptyBox(), ...digitsIn(code)])];
  const groups = codes.map((code, index): CharacterGroup => ({ first: code, last: code, glyph: index + 1 }));
  return writeTrueType('Octavo Boxes', glyphs, groups);
}

/** Every character is an empty box but for those that are never seen. */
export function lastFont(): Uint8Array {
  const groups: CharacterGroup[] = [];
  let next = 0x21;
  for (const [first, last] of [...unseen, [0x110000, 0x110000]]) {
    if (first! > next) groups.push({ first: next, last: first! - 1, glyph: 1 });
    next = last! + 1;
  }
  return writeTrueType('Octavo Last', [emptyBox(), emptyBox()], groups, 'one glyph');
}

/** White space, controls, surrogates and default ignorable code points (DerivedCoreProperties.txt), in order. */
const unseen: number[][] =
  `7F-A0 AD-AD 34F-34F 61C-61C 115F-1160 1680-1680 17B4-17B5 180B-180F 2000-200F 2028-202F 205F-206F 3000-3000 3164-3164
D800-DFFF FE00-FE0F FEFF-FEFF FFA0-FFA0 FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF`
    .split(/\s+/)
    .map((range) => range.split('-').map((code) => Number.parseInt(code, 16)));

function emptyBox(): Contour[] {
  const { left, right, top, bottom, line } = edge;
  return [
    rectangle(left, bottom, right, top),
    rectangle(left + line, bottom + line, right - line, top - line).reverse(),
  ];
}

function rectangle(left: number, bottom: number, right: number, top: number): Contour {
  return [
    [left, bottom],
    [left, top],
    [right, top],
    [right, bottom],
  ];
}

/** Two rows of two or three digits, filled up with zeros as Unicode writes them. */
function digitsIn(code: number): Contour[] {
  const digits = code.toString(16).toUpperCase().padStart(4, '0');
  const columns = Math.ceil(digits.length / 2);
  const padded = digits.padStart(columns * 2, '0');
  const width = columns === 2 ? 250 : 190;
  const gap = (edge.right - edge.left - columns * width) / (columns + 1);
  return [...padded].flatMap((digit, index) => {
    const left = edge.left + gap + (index % columns) * (width + gap);
    const bottom = index < columns ? 420 : 0;
    return strokesOf(digit, left, bottom, width, 340);
  });
}

/** Strokes as on a pocket calculator: top, upper left, upper right, middle, lower left, lower right, bottom. */
const strokes: Record<string, string> = {
  ...{ 0: '1110111', 1: '0010010', 2: '1011101', 3: '1011011', 4: '0111010', 5: '1101011', 6: '1101111', 7: '1010010' },
  ...{ 8: '1111111', 9: '1111011', A: '1111110', B: '0101111', C: '1100101', D: '0011111', E: '1101101', F: '1101100' },
};

function strokesOf(digit: string, left: number, bottom: number, width: number, height: number): Contour[] {
  const line = 50;
  const [right, top, middle] = [left + width, bottom + height, bottom + height / 2];
  const places = [
    rectangle(left, top - line, right, top),
    rectangle(left, middle, left + line, top),
    rectangle(right - line, middle, right, top),
    rectangle(left, middle - line / 2, right, middle + line / 2),
    rectangle(left, bottom, left + line, middle),
    rectangle(right - line, bottom, right, middle),
    rectangle(left, bottom, right, bottom + line),
  ];
  return places.filter((_, index) => strokes[digit]![index] === '1');
}
