/** Estimated width of text in em: 1 for a Han character and everything from U+2E80 on, about half for other letters. */

const wide = /[\p{Script=Hangul}\u2014\u2026\u2e80-\u{10ffff}]/u;

/** Of Latin letters in text; bold ones are wider. */
const letter = 0.5;

export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 1 : letter;
  return width;
}
