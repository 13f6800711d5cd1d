/**
 * Fonts for characters that a book's usual fonts lack, so that a browser never uses a system font; what no font has
 * becomes a box with its code point. All are static TrueType.
 */
import { sha256Of } from '../text/hash.ts';
import { boxFont, lastFont } from './box-font.ts';
import { type FontHost, findMissing, versionOf } from './coverage.ts';
import {
  addressOf,
  emBox,
  type Fonts,
  type LoadedFace,
  lastFamilies,
  lastFonts,
  type MadeFace,
  ruleOf,
  slicesOf,
} from './load-fonts.ts';
import { scriptWithFonts } from './script-fonts.ts';
import { makeSubset } from './subset.ts';
import { parseUnicodeRange } from './unicode-range.ts';

/** In the order in which they are asked, after those of every book. */
export const rareFamilies = ['Book Letters', 'Book Scripts', 'Book Rare', 'Book Pixels', 'Book Boxes', 'Book Last'];

export interface CompleteFonts {
  fonts: Fonts;
  /** Characters, or letters with their marks, that no font has. */
  boxed: Set<string>;
}

/** `characters`: single ones, or a letter with its marks. */
export async function completeFonts(
  fonts: Fonts,
  characters: Iterable<string>,
  host: FontHost,
): Promise<CompleteFonts> {
  const made: MadeFace[] = [{ family: 'Book Last', weight: 400, codes: null, bytes: lastFont() }];
  const faces: LoadedFace[] = [];
  // Without the fonts of every book there is nothing to compare with.
  let missing = fonts.faces.length === 0 ? new Set<string>() : await findMissing(characters, fonts.faces, host);
  if (missing.size > 0) {
    faces.push(...(await letterFaces(host)), ...(await scriptFaces(missing, host)));
    missing = await findMissing(missing, faces, host);
    made.push(...(await rareFaces(missing, host)));
    missing = new Set([...missing].filter((each) => !made.some((face) => hasAll(face, each))));
    const pixels = await pixelFaces(host);
    faces.push(...pixels);
    missing = await findMissing(missing, pixels, host);
  }
  const codes = codesOf(missing);
  if (codes.length > 0) made.push({ family: 'Book Boxes', weight: 400, codes, bytes: boxFont(codes) });
  const css = [fonts.css, lastFonts([...lastFamilies, ...rareFamilies]), ...faces.map(ruleOf), ...made.map(madeRule)];
  const files = new Map([
    ...fonts.files,
    ...faces.map((face) => [addressOf(face), face.path] as const),
    ...made.map((face) => [madeAddress(face), face.bytes] as const),
  ]);
  return { fonts: { css: css.join(''), files, faces: [...fonts.faces, ...faces], made }, boxed: missing };
}

function codesOf(characters: Iterable<string>): number[] {
  const codes = new Set([...characters].flatMap((each) => Array.from(each, (one) => one.codePointAt(0)!)));
  return [...codes].sort((first, second) => first - second);
}

function hasAll({ family, codes }: MadeFace, characters: string): boolean {
  return family === 'Book Rare' && codesOf([characters]).every((code) => codes?.includes(code));
}

/** By its content, so that a page says which fonts it is set in. */
function madeAddress({ bytes }: MadeFace): string {
  return `fonts/${sha256Of(bytes).slice(0, 16)}.ttf`;
}

function madeRule(face: MadeFace): string {
  const codes = face.codes?.map((code) => `U+${code.toString(16)}`).join(',');
  const range = codes === undefined ? '' : `unicode-range:${codes};`;
  return `@font-face{font-family:"${face.family}";font-style:normal;font-weight:${face.weight};${range}${emBox}src:url(${madeAddress(face)}) format("truetype")}\n`;
}

/** Latin, Greek and Cyrillic letters of small languages, and of those who write about languages. */
async function letterFaces(host: FontHost): Promise<LoadedFace[]> {
  const slices = await Promise.all([400, 700].map((weight) => slicesOf('noto-serif', weight, host, 'Book Letters')));
  return slices.flat();
}

/** Of other places, where somebody installed them. */
const hanPackages = ['noto-serif-jp', 'noto-serif-hk', 'noto-serif-tc', 'noto-serif-kr'];

/** Of each script among the characters the first package that is installed. */
async function scriptFaces(characters: Iterable<string>, host: FontHost): Promise<LoadedFace[]> {
  const installed = new Set<string>();
  for (const each of characters) {
    const names = /\p{Script=Han}/u.test(each) ? hanPackages : (scriptWithFonts(each)?.packages ?? []);
    const found = names.find((name) => isInstalled(name, host));
    if (found !== undefined) installed.add(found);
  }
  const slices = [...installed].flatMap((name) =>
    [400, 700].map((weight) => slicesOf(name, weight, host, 'Book Scripts')),
  );
  return (await Promise.all(slices)).flat();
}

export function isInstalled(name: string, host: Pick<FontHost, 'packageFile'>): boolean {
  return host.packageFile(`@fontsource/${name}/package.json`) !== null;
}

/** Pixels that can be read at any size: nearly all characters but Han ones beyond the first plane. */
async function pixelFaces(host: FontHost): Promise<LoadedFace[]> {
  const file = 'unifontex-latin-400-normal';
  const path = host.packageFile(`@fontsource/unifontex/files/${file}.woff2`);
  if (path === null) return [];
  const face = { family: 'Book Pixels', package: 'unifontex', file, weight: 400, style: 'normal' as const };
  return [{ ...face, range: unjoined, path }];
}

/** Without scripts whose letters join or move: they would stand one by one. */
const unjoined = 'U+0000-05FF, U+0E00-0EFF, U+10A0-177F, U+18B0-18FF, U+1D00-A7FF, U+AC00-10FFF, U+11F00-10FFFF';

/** Han characters of the official list of 8,105 and of the blocks about it. */
const rarePackage = '@chinese-fonts/syst';
const rareFolder = `${rarePackage}/dist/SourceHanSerifCN`;

/** Of a variable font in slices: those characters, in both weights. */
async function rareFaces(characters: Iterable<string>, host: FontHost): Promise<MadeFace[]> {
  const codes = codesOf(characters);
  const path = codes.length === 0 ? null : host.packageFile(`${rareFolder}/result.css`);
  const sheet = path === null ? null : await host.readFile(path);
  if (sheet?.kind !== 'file') return [];
  const faces: MadeFace[] = [];
  for (const [rule] of new TextDecoder().decode(sheet.bytes).matchAll(/@font-face\s*\{[^}]*\}/g)) {
    const slice = /url\("\.\/(\w+\.woff2)"\)/.exec(rule)?.[1];
    const range = parseUnicodeRange(/unicode-range:([^;}]+)/.exec(rule)?.[1] ?? '');
    const within = codes.filter((code) => isWithin(code, range));
    if (slice === undefined || within.length === 0) continue;
    for (const weight of [400, 700]) {
      const bytes = await rareFont(slice, within, weight, host);
      if (bytes !== null) faces.push({ family: 'Book Rare', weight, codes: within, bytes });
    }
  }
  return faces;
}

function isWithin(code: number, ranges: ArrayLike<number>): boolean {
  for (let index = 0; index < ranges.length; index += 2)
    if (code >= ranges[index]! && code <= ranges[index + 1]!) return true;
  return false;
}

async function rareFont(slice: string, codes: number[], weight: number, host: FontHost): Promise<Uint8Array | null> {
  const settings = [slice, codes, weight, await versionOf(rarePackage, host)];
  const key = `fonts/${sha256Of(JSON.stringify(settings)).slice(0, 32)}.ttf`;
  const cached = await host.readCache(key);
  if (cached !== null) return cached;
  const path = host.packageFile(`${rareFolder}/${slice}`);
  const file = path === null ? null : await host.readFile(path);
  if (file?.kind !== 'file') return null;
  const font = await makeSubset(file.bytes, String.fromCodePoint(...codes), weight);
  await host.writeCache(key, font);
  return font;
}
