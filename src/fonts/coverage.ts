/**
 * Which characters font faces have. A font is read once and the answer cached; a file is opened only when a character
 * in its range is asked for.
 */
import type { Host } from '../model/host.ts';
import type { LoadedFace } from './load-fonts.ts';
import { parseUnicodeRange } from './unicode-range.ts';
import { type Ranges, readCharacters } from './woff2.ts';

export type FontHost = Pick<Host, 'packageFile' | 'readFile' | 'readCache' | 'writeCache'>;

/** Single characters, or a letter with its marks: browsers take both from the first face that has the letter. */
export async function findMissing(
  characters: Iterable<string>,
  faces: LoadedFace[],
  host: FontHost,
): Promise<Set<string>> {
  const waiting = new Map(Array.from(characters, (each) => [each, formsOf(each)]));
  const missing = new Set(waiting.keys());
  const coverage = createCoverage(host);
  // Bold and slanted faces have the characters of the plain ones.
  for (const face of faces.filter(({ weight, style }) => weight === 400 && style === 'normal')) {
    if (waiting.size === 0) break;
    const range = rangeOf(face);
    const allowed = [...waiting].filter(([, forms]) => forms.some(([letter]) => contains(range, letter!)));
    if (allowed.length === 0) continue;
    const present = await coverage(face);
    const has = (code: number) => contains(range, code) && contains(present, code);
    for (const [each, forms] of allowed) {
      const complete = forms.some((form) => form.every(has));
      if (complete) missing.delete(each);
      // No face after the one with the letter is asked for its marks.
      if (complete || (hasMarks(forms) && forms.some(([letter]) => has(letter!)))) waiting.delete(each);
    }
  }
  return missing;
}

const latin = /^[\0-~]*$/;
/** White space, and what only says how its neighbours are set: joiners, variation selectors, soft hyphens. */
const unseen = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;

/** The font of emoji has them. */
const keycap = /[0-9#*]\u20e3/g;

/** Single characters; a letter with its marks is one. */
export function charactersIn(text: string): Iterable<string> {
  // Every font has these.
  if (latin.test(text)) return [];
  const seen = text.replace(unseen, '').replace(keycap, '');
  return /\p{M}/u.test(seen) ? (seen.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []) : seen;
}

export type Coverage = (face: LoadedFace) => Promise<Ranges>;

/** Asks each file once, however often it is asked for. */
export function createCoverage(host: FontHost): Coverage {
  const known = new Map<string, Promise<Ranges>>();
  const versions = new Map<string, Promise<string>>();
  return (face) => {
    if (!versions.has(face.package)) versions.set(face.package, versionOf(face.package, host));
    if (!known.has(face.path)) {
      known.set(
        face.path,
        versions.get(face.package)!.then((version) => loadRanges(face, version, host)),
      );
    }
    return known.get(face.path)!;
  };
}

/** The characters its rule lets a face set. */
export function rangeOf({ range }: Pick<LoadedFace, 'range'>): Ranges {
  return range === null ? Uint32Array.of(0, 0x10ffff) : parseUnicodeRange(range);
}

export function contains(ranges: Ranges, code: number): boolean {
  let low = 0;
  let high = ranges.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (code > ranges[middle * 2 + 1]!) low = middle + 1;
    else high = middle;
  }
  return low * 2 < ranges.length && code >= ranges[low * 2]!;
}

/** Of an installed package; a font never changes within one. */
export async function versionOf(name: string, host: Pick<Host, 'packageFile' | 'readFile'>): Promise<string> {
  const path = host.packageFile(`${name.startsWith('@') ? name : `@fontsource/${name}`}/package.json`);
  const file = path === null ? null : await host.readFile(path);
  const read = file?.kind === 'file' ? JSON.parse(new TextDecoder().decode(file.bytes)) : {};
  return String(read.version).toLowerCase();
}

/** As code points: as written, and put together or apart, which shapers do where a font has it so. */
function formsOf(characters: string): number[][] {
  const forms = new Set([characters, characters.normalize('NFC'), characters.normalize('NFD')]);
  return [...forms].map((form) => Array.from(form, (character) => character.codePointAt(0)!));
}

/** Marks that go into no one character with their letter. */
function hasMarks(forms: number[][]): boolean {
  return forms.every((form) => form.length > 1);
}

async function loadRanges(face: LoadedFace, version: string, host: FontHost): Promise<Ranges> {
  const key = `characters/${face.file}-${version}`;
  const kept = await host.readCache(key);
  // A copy, since a view needs bytes that begin at a multiple of four.
  if (kept !== null && kept.length % 8 === 0) return new Uint32Array(Uint8Array.from(kept).buffer);
  const font = await host.readFile(face.path);
  const ranges = font.kind === 'file' ? readCharacters(font.bytes) : new Uint32Array();
  await host.writeCache(key, new Uint8Array(ranges.buffer, ranges.byteOffset, ranges.byteLength));
  return ranges;
}
