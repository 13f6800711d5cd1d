/**
 * Fonts for what the browser renders, the PDF and generated covers: @font-face rules and their files. Only static
 * TrueType: Chrome embeds anything else as Type 3, which print shops reject.
 */
import { type Diagnostic, problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { type Face, facesFor, type HanFont, hanFonts } from './font-faces.ts';

export interface Fonts {
  css: string;
  /** Path in the page -> absolute path, or the bytes of a font made for the book. */
  files: Map<string, string | Uint8Array>;
  /** In the order of their rules. */
  faces: LoadedFace[];
  /** After those. */
  made: MadeFace[];
}

/** A font that is made for the book. */
export interface MadeFace {
  family: string;
  weight: number;
  /** Of its characters; null for all. */
  codes: number[] | null;
  bytes: Uint8Array;
}

/** A face whose file is there. */
export interface LoadedFace extends Face {
  /** Absolute. */
  path: string;
}

/** The families with what the others lack, in the order in which they are asked. A rule of its own names them. */
export const lastFamilies = [
  'Book Text',
  ...['noto-serif', 'noto-sans', 'noto-sans-symbols', 'noto-sans-symbols-2'].map((name) => `Book Slices ${name}`),
  'Book Math',
  // Phonetic letters, Greek with accents.
  'Book Mono',
  'Book Slices fira-mono',
  'Book Slices noto-emoji',
];

/** Noto's line height of 1.45 em suits other scripts; with 1 em, Han emphasis dots fit between lines. */
export const emBox = 'ascent-override:80%;descent-override:8%;line-gap-override:0%;';

export async function loadFonts(
  language: string,
  host: Pick<Host, 'packageFile' | 'readFile'>,
): Promise<Reported<Fonts>> {
  const script = new Intl.Locale(language).maximize().script ?? 'Latn';
  const wanted = hanFonts[script as keyof typeof hanFonts] ?? hanFonts.Hans;
  const diagnostics: Diagnostic[] = [];
  let han: HanFont = wanted;
  // A book in another script may never need them; characters without a font are reported by themselves.
  const required = Object.hasOwn(hanFonts, script);
  if (required && host.packageFile(`@fontsource/noto-serif-${wanted.suffix}/package.json`) === null) {
    const packages = `@fontsource/noto-serif-${wanted.suffix} @fontsource/noto-sans-${wanted.suffix}`;
    diagnostics.push(
      problem(
        'font-missing',
        `the fonts for ${language} are not installed; other fonts are used instead`,
        null,
        `run \`npm install ${packages}\``,
      ),
    );
    han = hanFonts.Hans;
  }
  const faces = facesFor(han).flatMap((face) => {
    const path = host.packageFile(`@fontsource/${face.package}/files/${face.file}.woff2`);
    return path === null ? [] : [{ ...face, path }];
  });
  // Characters the one-file faces lack: arrows, circled digits, rare Han.
  for (const kind of ['serif', 'sans']) {
    for (const weight of [400, 700]) faces.push(...(await slicesOf(`noto-${kind}-${han.suffix}`, weight, host)));
  }
  for (const name of ['noto-sans-symbols', 'noto-sans-symbols-2', 'noto-emoji']) {
    faces.push(...(await slicesOf(name, 400, host)));
  }
  const files = new Map<string, string | Uint8Array>(faces.map((face) => [addressOf(face), face.path]));
  return { value: { css: lastFonts(lastFamilies) + faces.map(ruleOf).join(''), files, faces, made: [] }, diagnostics };
}

/** The end of every list of families in a style sheet. */
export function lastFonts(families: readonly string[]): string {
  return `:root{--last-fonts:${families.map((family) => `"${family}"`).join(',')}}\n`;
}

export function addressOf({ file }: Face): string {
  return `fonts/${file}.woff2`;
}

export function ruleOf(face: Face): string {
  const { family, weight, style } = face;
  const range = face.range === null ? '' : `unicode-range:${face.range};`;
  const adjust = face.sizeAdjust === undefined ? '' : `size-adjust:${face.sizeAdjust};`;
  return `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};${range}${adjust}${emBox}src:url(${addressOf(face)}) format("woff2")}\n`;
}

/** The package's own rules, one a slice of its characters, under the family name "Book Slices <package>". */
export async function slicesOf(
  name: string,
  weight: number,
  host: Pick<Host, 'packageFile' | 'readFile'>,
  family = `Book Slices ${name.replace(/-(sc|tc|jp|kr)$/, '')}`,
): Promise<LoadedFace[]> {
  const path = host.packageFile(`@fontsource/${name}/${weight}.css`);
  const sheet = path === null ? null : await host.readFile(path);
  if (sheet?.kind !== 'file') return [];
  return [...new TextDecoder().decode(sheet.bytes).matchAll(/@font-face\s*\{[^}]*\}/g)].flatMap(([rule]) => {
    const file = /url\(\.\/files\/([a-z0-9-]+)\.woff2\)/.exec(rule)?.[1];
    const range = /unicode-range:\s*([^;}]+)/.exec(rule)?.[1]?.trim() ?? null;
    const found = file === undefined ? null : host.packageFile(`@fontsource/${name}/files/${file}.woff2`);
    if (file === undefined || found === null) return [];
    return [{ family, package: name, file, weight, style: 'normal' as const, range, path: found }];
  });
}
