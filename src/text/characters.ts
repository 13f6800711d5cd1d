/** Characters of one kind, and text without those that cannot be printed. */

/** A letter of an East Asian script: never slanted, and beside Latin words a border of its own. */
export const eastAsianLetter = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Full-width punctuation and quotation marks: none of it stands in an address. */
export const fullWidth =
  /[\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/u;

/** Without control characters, lone surrogates, noncharacters and invisible characters; U+3000 stays. */
export function cleanText(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029 ]+/g, ' ')
    .replace(/[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}\u200B\u2060\uFEFF]/gu, '')
    .trim();
}

/** A value as messages quote it: one line, short. */
export function excerpt(text: string): string {
  const clean = cleanText(text.slice(0, 200));
  return clean.length > 60 ? `${clean.slice(0, 59)}…` : clean;
}

/** Whether two texts have the same letters and digits: authors repeat a title with other punctuation or width. */
export function sameLetters(first: string, second: string): boolean {
  return first === second || (lettersOf(first) !== '' && lettersOf(first) === lettersOf(second));
}

/** Letters and digits, without case and width. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]/gu, '');
}
