/**
 * How wide words will be before they are set. In: words. Out: an estimate in em: a Han character is one, a letter of
 * another script about half.
 */

const wide = /[\p{Script=Han}\p{Script=Hangul}\u3000-\u30ff\uff00-\uffef\u2014\u2026]/u;

/** Of Latin letters in text; bold ones are wider. */
const letter = 0.5;

export function widthOf(words: string): number {
  let width = 0;
  for (const character of words) width += wide.test(character) ? 1 : letter;
  return width;
}
