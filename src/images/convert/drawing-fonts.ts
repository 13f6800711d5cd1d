/**
 * Fonts for text in SVG images drawn for screens: those of the PDF, so that an image looks the same in every format and
 * on every machine. They are unpacked into the cache, since the library that draws does not read WOFF.
 */

import { charactersIn, versionOf } from '../../fonts/coverage.ts';
import { chooseFaces } from '../../fonts/face-choice.ts';
import { hanFonts } from '../../fonts/font-faces.ts';
import { type Fonts, type LoadedFace, loadFonts, type MadeFace } from '../../fonts/load-fonts.ts';
import { completeFonts, isInstalled } from '../../fonts/rare-fonts.ts';
import { packagesWithFonts } from '../../fonts/script-fonts.ts';
import {
  familiesOf,
  familyName,
  hasWords,
  lastName,
  readSvgWords,
  type SvgWords,
  svgText,
} from '../../fonts/svg-fonts.ts';
import { unpackWoff } from '../../fonts/woff.ts';
import type { DrawingFonts, Host } from '../../model/host.ts';
import { sha256Of } from '../../text/hash.ts';

import { identifyImage } from './identify.ts';
import { decodeText } from './svg.ts';

export type DrawingFontHost = Pick<
  Host,
  'packageFile' | 'readFile' | 'readCache' | 'writeCache' | 'storeFile' | 'storedFile'
>;

/** Null for an image without words. */
export async function drawingFonts(
  bytes: Uint8Array,
  language: string,
  host: DrawingFontHost,
): Promise<DrawingFonts | null> {
  if (identifyImage(bytes) !== 'svg') return null;
  const text = decodeText(bytes);
  if (!hasWords(text)) return null;
  // The book says which fonts are missing.
  const loaded = (await loadFonts(language, host)).value;
  const { fonts } = await completeFonts(loaded, charactersIn(svgText(text)), host);
  const words = readSvgWords(text);
  return fontsForWords({ ...words, familiesFor: familiesOf }, fonts, host);
}

interface WordsToDraw extends Pick<SvgWords, 'codes' | 'styles'> {
  familiesFor: typeof familiesOf;
}

export async function fontsForWords(
  { codes, styles, familiesFor }: WordsToDraw,
  fonts: Fonts,
  host: DrawingFontHost,
): Promise<DrawingFonts> {
  // Spaces of the markup are in fonts that nothing else is set in.
  const characters = Array.from(codes, (code) => String.fromCodePoint(code)).filter((each) => !/\p{Cc}/u.test(each));
  const files = new Map<string, string>();
  const lists: DrawingFonts['lists'] = [];
  for (const style of styles) {
    const { role, bold, italic } = style;
    const families = familiesFor(role);
    const used = await chooseFaces([{ ...style, families, characters }], fonts.faces, host);
    const paths: (string | null)[] = [];
    for (const family of families) {
      for (const face of used.keys()) if (face.family === family) paths.push(await unpacked(face, host));
      for (const face of fonts.made) if (isMadeFor(face, family, bold)) paths.push(await stored(face.bytes, host));
    }
    lists.push({ family: familyName(role), bold, italic, fonts: paths.flatMap((path) => nameOf(path, files)) });
  }
  // The library asks for emoji by this name alone.
  lists.push({ ...lists[0]!, family: 'emoji' });
  const made = await Promise.all(
    fonts.made.filter(({ codes, weight }) => codes !== null && weight === 400).map(({ bytes }) => stored(bytes, host)),
  );
  lists.push({ family: lastName, bold: false, italic: false, fonts: made.flatMap((path) => nameOf(path, files)) });
  return { files, lists };
}

/** A box has one weight; the font of empty boxes would be chosen for every character. */
function isMadeFor({ family, weight, codes }: MadeFace, wanted: string, bold: boolean): boolean {
  return family === wanted && codes !== null && weight === (bold && family === 'Book Rare' ? 700 : 400);
}

/** Of all fonts that such an image may be drawn with: what was drawn with others is drawn again. */
export async function fontsFingerprint(
  language: string,
  host: Pick<Host, 'packageFile' | 'readFile'>,
): Promise<string> {
  const script = new Intl.Locale(language).maximize().script ?? 'Latn';
  const { suffix } = hanFonts[script as keyof typeof hanFonts] ?? hanFonts.Hans;
  const han = Object.values(hanFonts).flatMap((each) => [`noto-serif-${each.suffix}`, `noto-sans-${each.suffix}`]);
  const names = [...new Set([...own, ...han, ...packagesWithFonts()])].filter((name) => isInstalled(name, host));
  const versions = await Promise.all([...names, '@chinese-fonts/syst'].map((name) => versionOf(name, host)));
  return sha256Of(JSON.stringify([suffix, names, versions])).slice(0, 16);
}

/** Of every book. */
const own = [
  ...['noto-serif', 'noto-sans-math', 'noto-sans-symbols', 'noto-sans-symbols-2', 'noto-emoji', 'noto-serif-hk'],
  ...['source-serif-4', 'source-code-pro', 'fira-mono', 'unifontex'],
];

/** One name for a file, whichever styles are drawn with it. */
function nameOf(path: string | null, files: Map<string, string>): string[] {
  if (path === null) return [];
  const name = [...files].find(([, file]) => file === path)?.[0] ?? `Font ${files.size}`;
  files.set(name, path);
  return [name];
}

/** A face as TrueType, made once. */
async function unpacked(face: LoadedFace, host: DrawingFontHost): Promise<string | null> {
  const note = `fonts/${face.file}-${await versionOf(face.package, host)}.txt`;
  const hash = await host.readCache(note);
  const kept = hash === null ? null : await host.storedFile(...place(new TextDecoder().decode(hash)));
  if (kept !== null) return kept;
  const woff = await host.readFile(face.path.replace(/\.woff2$/, '.woff'));
  if (woff.kind !== 'file') return null;
  const font = unpackWoff(woff.bytes);
  const path = await stored(font, host);
  await host.writeCache(note, new TextEncoder().encode(sha256Of(font)));
  return path;
}

async function stored(font: Uint8Array, host: DrawingFontHost): Promise<string | null> {
  const [key, hash] = place(sha256Of(font));
  const kept = await host.storedFile(key, hash);
  if (kept !== null) return kept;
  const answer = await host.storeFile(key, font);
  return answer.kind === 'stored' ? answer.path : null;
}

/** Its key in the cache, and its hash. */
function place(hash: string): [key: string, hash: string] {
  return [`drawing-fonts/${hash.slice(0, 32)}.ttf`, hash];
}
