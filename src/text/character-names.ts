/** A name for a character from Node's own Unicode data: a table of all names would be larger than Octavo. */

/** As Unicode writes it: U+4E00; several with spaces. */
export function codeOf(characters: string): string {
  return Array.from(
    characters,
    (character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
  ).join(' ');
}

/** `CJK UNIFIED IDEOGRAPH-2B740`, `Arabic letter`, `emoji`, `private use`. */
export function nameOf(characters: string): string {
  const [character = ''] = characters;
  if (/\p{Unified_Ideograph}/u.test(character)) return `CJK UNIFIED IDEOGRAPH-${codeOf(character).slice(2)}`;
  const kind = kinds.find(([pattern]) => pattern.test(character))?.[1] ?? 'character';
  const script = scriptOf(character);
  const marks = /^\P{M}\p{M}/u.test(characters) ? ' with marks' : '';
  return `${script === null ? '' : `${script} `}${kind}${marks}`;
}

/** Whether it can be shown in a message; alone, a mark stands on a circle of dots. */
export function shownAs(characters: string): string | null {
  if (/^[\p{C}\p{Z}]/u.test(characters)) return null;
  return /^\p{M}/u.test(characters) ? `\u25cc${characters}` : characters;
}

/** The name of its script, or null where many scripts share it. */
export function scriptOf(characters: string): string | null {
  const [character = ''] = characters;
  return scripts.find(([, pattern]) => pattern.test(character))?.[0] ?? null;
}

const kinds: [RegExp, string][] = [
  [/\p{Co}/u, 'private use'],
  [/\p{Cn}/u, 'unassigned'],
  [/\p{Extended_Pictographic}|\p{Regional_Indicator}/u, 'emoji'],
  [/\p{Sm}/u, 'mathematical symbol'],
  [/\p{Sc}/u, 'currency symbol'],
  [/\p{S}/u, 'symbol'],
  [/\p{P}/u, 'punctuation mark'],
  [/\p{N}/u, 'number'],
  [/\p{M}/u, 'mark'],
  [/\p{L}/u, 'letter'],
];

/** Those of living languages, and of old books that people still set; most asked for first. */
const scripts: [name: string, pattern: RegExp][] =
  `Han Hiragana Katakana Bopomofo Hangul Latin Greek Cyrillic Arabic Hebrew
Thai Devanagari Bengali Tamil Telugu Kannada Malayalam Gujarati Gurmukhi Oriya Sinhala Lao Khmer Myanmar Tibetan Mongolian
Georgian Armenian Ethiopic Cherokee Canadian_Aboriginal Yi Syriac Thaana Nko Tifinagh Vai Javanese Balinese Sundanese
Cham Lepcha Limbu Ol_Chiki Meetei_Mayek Tai_Le New_Tai_Lue Tai_Tham Tai_Viet Lisu Adlam Braille Coptic Gothic Runic Ogham
Old_Italic Cuneiform Egyptian_Hieroglyphs Linear_A Linear_B Phoenician Ugaritic Glagolitic Tangut Nushu Khitan_Small_Script
Phags_Pa Brahmi Kharoshthi Deseret Shavian`
    .split(/\s+/)
    .map((name) => [name.replaceAll('_', ' '), new RegExp(`\\p{Script=${name}}`, 'u')]);
