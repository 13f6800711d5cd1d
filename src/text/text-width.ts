/**
 * How wide words will be before they are set. In: words. Out: an estimate in em: a Han character is one, as is
 * everything from the blocks after U+2E80; a letter of another script about half.
 */

const wide = /[\p{Script=Hangul}\u2014\u2026\u2e80-\u{10ffff}]/u;

/** Of Latin letters in text; bold ones are wider. */
const letter = 0.5;

export function widthOf(words: string): number {
  let width = 0;
  for (const character of words) width += wide.test(character) ? 1 : letter;
  return width;
}
