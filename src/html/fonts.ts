/**
 * Fonts for what the browser sets: the PDF and a drawn cover. In: a language. Out: @font-face rules and the files they
 * name. Only static TrueType fonts: Chrome embeds any other as Type 3, which printers refuse.
 */
import { type Diagnostic, problem, type Reported } from '../diagnostics.ts';
import type { Host } from '../host.ts';
import { type Face, facesFor, type HanFont, hanFonts } from './font-faces.ts';

export interface Fonts {
  css: string;
  /** Path in the page -> absolute path. */
  files: Map<string, string>;
}

/**
 * Noto says that its characters are 1.45 em high, for scripts that are. Han characters are one: with that the emphasis
 * dots below them find room between the lines, and a heading does not reach over the top of its page.
 */
const emBox = 'ascent-override:80%;descent-override:8%;line-gap-override:0%;';

export async function loadFonts(
  language: string,
  host: Pick<Host, 'packageFile' | 'readFile'>,
): Promise<Reported<Fonts>> {
  const script = new Intl.Locale(language).maximize().script ?? 'Latn';
  const wanted = hanFonts[script as keyof typeof hanFonts] ?? hanFonts.Hans;
  const diagnostics: Diagnostic[] = [];
  let han: HanFont = wanted;
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
    han = hanFonts.Hans;
  }
  const fonts: Fonts = { css: '', files: new Map() };
  for (const face of facesFor(han)) addFace(fonts, face, host);
  // Characters the one-file faces lack: arrows, circled digits, rare Han.
  for (const kind of ['serif', 'sans']) {
    for (const weight of [400, 700]) await addSlices(fonts, `noto-${kind}-${han.suffix}`, weight, host);
  }
  for (const name of ['noto-sans-symbols', 'noto-sans-symbols-2', 'noto-emoji']) {
    await addSlices(fonts, name, 400, host);
  }
  return { value: fonts, diagnostics };
}

function addFace(fonts: Fonts, face: Face, host: Pick<Host, 'packageFile'>): void {
  const path = host.packageFile(`@fontsource/${face.package}/files/${face.file}.woff2`);
  if (path === null) return;
  const name = `fonts/${face.file}.woff2`;
  fonts.files.set(name, path);
  const range = face.range === null ? '' : `unicode-range:${face.range};`;
  const adjust = face.sizeAdjust === undefined ? '' : `size-adjust:${face.sizeAdjust};`;
  fonts.css += `@font-face{font-family:"${face.family}";font-style:${face.style};font-weight:${face.weight};${range}${adjust}${emBox}src:url(${name}) format("woff2")}\n`;
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
    fonts.css += `@font-face{font-family:"Book Slices ${name.replace(/-(sc|tc|jp|kr)$/, '')}";font-weight:${weight};${range === undefined ? '' : `unicode-range:${range.trim()};`}${emBox}src:url(fonts/${file}) format("woff2")}\n`;
  }
}
