/**
 * Fonts for what the browser sets: the PDF and a drawn cover. In: a language. Out: @font-face rules and the files they
 * name. Only static TrueType fonts: Chrome embeds any other as Type 3, which printers refuse.
 */
import { type Diagnostic, problem, type Reported } from '../diagnostics.ts';
import type { Host } from '../host.ts';

export interface Fonts {
  css: string;
  /** Path in the page -> absolute path. */
  files: Map<string, string>;
}

/** The Noto fonts of each script: the suffix of their packages, and the name of the face that is one file. */
const scripts = {
  Hans: { suffix: 'sc', subset: 'chinese-simplified' },
  Hant: { suffix: 'tc', subset: 'chinese-traditional' },
  Jpan: { suffix: 'jp', subset: 'japanese' },
  Kore: { suffix: 'kr', subset: 'korean' },
} as const;

const latinRange =
  'U+0020-007E, U+00A0-00B6, U+00B8-00D6, U+00D8-00F6, U+00F8-024F, U+1E00-1EFF, U+2013, U+2039-203A, U+20AC, U+FB00-FB04';
/** Quotes, dashes and dots are full width in Han text, so there they are not taken from the Latin font. */
const latinMarks = ', U+00B7, U+00D7, U+00F7, U+2014, U+2018-201F, U+2020-2022, U+2026, U+2030, U+2122';

interface Face {
  family: string;
  package: string;
  file: string;
  weight: number;
  style: 'normal' | 'italic';
  range: string | null;
}

export async function loadFonts(
  language: string,
  host: Pick<Host, 'packageFile' | 'readFile'>,
): Promise<Reported<Fonts>> {
  const script = new Intl.Locale(language).maximize().script ?? 'Latn';
  const wanted = scripts[script as keyof typeof scripts] ?? scripts.Hans;
  const diagnostics: Diagnostic[] = [];
  let han: (typeof scripts)[keyof typeof scripts] = wanted;
  if (host.packageFile(`@fontsource/noto-serif-${wanted.suffix}/package.json`) === null) {
    const packages = `@fontsource/noto-serif-${wanted.suffix} @fontsource/noto-sans-${wanted.suffix}`;
    diagnostics.push(
      problem(
        'font-missing',
        `the fonts for ${language} are not installed; others take their place`,
        null,
        `npm install ${packages}`,
      ),
    );
    han = scripts.Hans;
  }
  const fonts: Fonts = { css: '', files: new Map() };
  for (const face of faces(script in scripts, han)) addFace(fonts, face, host);
  // Characters the one-file faces lack: arrows, circled digits, rare Han.
  for (const kind of ['serif', 'sans']) {
    for (const weight of [400, 700]) await addSlices(fonts, `noto-${kind}-${han.suffix}`, weight, host);
  }
  for (const name of ['noto-sans-symbols', 'noto-sans-symbols-2', 'noto-sans-math', 'noto-emoji']) {
    await addSlices(fonts, name, 400, host);
  }
  return { value: fonts, diagnostics };
}

function faces(hanBook: boolean, han: { suffix: string; subset: string }): Face[] {
  const range = hanBook ? latinRange : latinRange + latinMarks;
  const styles = ['normal', 'italic'] as const;
  const latin = [400, 700].flatMap((weight) =>
    styles.flatMap((style) =>
      ['latin', 'latin-ext'].map((subset) => ({
        family: 'Book Latin Serif',
        package: 'source-serif-4',
        file: `source-serif-4-${subset}-${weight}-${style}`,
        weight,
        style,
        range: subset === 'latin' ? range : 'U+0100-024F, U+1E00-1EFF',
      })),
    ),
  );
  const oneFile = (family: string, kind: string, weight: number): Face => ({
    family,
    package: `noto-${kind}-${han.suffix}`,
    file: `noto-${kind}-${han.suffix}-${han.subset}-${weight}-normal`,
    weight,
    style: 'normal',
    range: null,
  });
  const code = [400, 700].flatMap((weight) =>
    ['latin', 'latin-ext', 'greek', 'cyrillic'].map((subset) => ({
      family: 'Book Mono',
      package: 'source-code-pro',
      file: `source-code-pro-${subset}-${weight}-normal`,
      weight,
      style: 'normal' as const,
      range: {
        latin: `${latinRange}${latinMarks}`,
        'latin-ext': 'U+0100-024F',
        greek: 'U+0370-03FF',
        cyrillic: 'U+0400-04FF',
      }[subset]!,
    })),
  );
  return [
    ...latin,
    oneFile('Book Serif', 'serif', 400),
    oneFile('Book Serif', 'serif', 700),
    oneFile('Book Sans', 'sans', 400),
    oneFile('Book Sans', 'sans', 700),
    ...code,
  ];
}

function addFace(fonts: Fonts, face: Face, host: Pick<Host, 'packageFile'>): void {
  const path = host.packageFile(`@fontsource/${face.package}/files/${face.file}.woff2`);
  if (path === null) return;
  const name = `fonts/${face.file}.woff2`;
  fonts.files.set(name, path);
  const range = face.range === null ? '' : `unicode-range:${face.range};`;
  fonts.css += `@font-face{font-family:"${face.family}";font-style:${face.style};font-weight:${face.weight};${range}src:url(${name}) format("woff2")}\n`;
}

/** The package's own rules, one a slice of its characters, under the family name "Book Slices <package>". */
async function addSlices(
  fonts: Fonts,
  name: string,
  weight: number,
  host: Pick<Host, 'packageFile' | 'readFile'>,
): Promise<void> {
  const path = host.packageFile(`@fontsource/${name}/${weight}.css`);
  const sheet = path === null ? null : await host.readFile(path);
  if (sheet?.kind !== 'file') return;
  for (const [rule] of new TextDecoder().decode(sheet.bytes).matchAll(/@font-face\s*\{[^}]*\}/g)) {
    const file = /url\(\.\/files\/([a-z0-9-]+\.woff2)\)/.exec(rule)?.[1];
    const range = /unicode-range:\s*([^;}]+)/.exec(rule)?.[1];
    const found = file === undefined ? null : host.packageFile(`@fontsource/${name}/files/${file}`);
    if (file === undefined || found === null) continue;
    fonts.files.set(`fonts/${file}`, found);
    fonts.css += `@font-face{font-family:"Book Slices ${name.replace(/-(sc|tc|jp|kr)$/, '')}";font-weight:${weight};${range === undefined ? '' : `unicode-range:${range.trim()};`}src:url(fonts/${file}) format("woff2")}\n`;
  }
}
