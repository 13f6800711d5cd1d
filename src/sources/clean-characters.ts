/**
 * Normalizes the characters of an article: NFC, LF, without control and zero-width characters, which XML forbids or
 * nobody sees. Not NFKC, which would make full-width punctuation half-width.
 */
import { type Place, problem, type Report } from '../model/diagnostics.ts';

// U+200C and U+200D join or part letters in scripts that need them, and make families of emoji: they stay.
const unwanted =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u2060\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function cleanCharacters(text: string, place: Place, report: Report): string {
  const found = new Map<string, number>();
  const lines = text.replace(/\r\n?/g, '\n');
  const cleaned = lines.replace(unwanted, (character, at: number) => {
    const name = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    if (!found.has(name)) found.set(name, at);
    return '';
  });
  for (const [name, at] of found) {
    const line = (place.line ?? 1) + (lines.slice(0, at).match(/\n/g)?.length ?? 0);
    report(problem('character-removed', `invisible character ${name} was removed`, { file: place.file, line }));
  }
  return cleaned.normalize('NFC');
}
