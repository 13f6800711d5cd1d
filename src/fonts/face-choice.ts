/** Chooses the face of each character as a browser would. Characters without a face are left to the reading system. */
import { contains, createCoverage, type FontHost, rangeOf } from './coverage.ts';
import type { LoadedFace } from './load-fonts.ts';
import type { Ranges } from './woff2.ts';

export interface TextInFamilies {
  /** First to last. */
  families: readonly string[];
  bold: boolean;
  italic: boolean;
  characters: Iterable<string>;
}

export type UsedFaces = Map<LoadedFace, Set<string>>;

export async function chooseFaces(texts: TextInFamilies[], faces: LoadedFace[], host: FontHost): Promise<UsedFaces> {
  const used: UsedFaces = new Map();
  const coverage = createCoverage(host);
  const ranges = new Map<LoadedFace, Ranges>();
  for (const { families, bold, italic, characters } of texts) {
    const waiting = new Set(characters);
    for (const family of families) {
      for (const face of matching(faces, family, bold, italic)) {
        if (waiting.size === 0) break;
        const range = ranges.get(face) ?? rangeOf(face);
        ranges.set(face, range);
        const allowed = [...waiting].filter((character) => contains(range, character.codePointAt(0)!));
        if (allowed.length === 0) continue;
        const present = await coverage(face);
        for (const character of allowed) {
          if (!contains(present, character.codePointAt(0)!)) continue;
          waiting.delete(character);
          if (!used.has(face)) used.set(face, new Set());
          used.get(face)!.add(character);
        }
      }
    }
  }
  return used;
}

/**
 * Of a family those with the style, else upright ones; of these those with the weight, else what there is.
 * https://www.w3.org/TR/css-fonts-4/#font-style-matching
 */
function matching(faces: LoadedFace[], family: string, bold: boolean, italic: boolean): LoadedFace[] {
  // A face that is made wider for columns of code has no way to say so to every device.
  const ofFamily = faces.filter((face) => face.family === family && face.sizeAdjust === undefined);
  const slanted = ofFamily.filter((face) => face.style === 'italic');
  const ofStyle = italic && slanted.length > 0 ? slanted : ofFamily.filter((face) => face.style === 'normal');
  const heavy = ofStyle.filter((face) => face.weight === 700);
  return bold && heavy.length > 0 ? heavy : ofStyle.filter((face) => face.weight === 400);
}
