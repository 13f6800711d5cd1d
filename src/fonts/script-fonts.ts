/** Font packages for scripts other than Han, Latin, Greek and Cyrillic, by ISO 15924 code. */

/** Of @fontsource, the one that looks best beside the others first. Any of them will do. */
const packages: Readonly<Record<string, readonly string[]>> = {
  Arab: ['noto-naskh-arabic', 'noto-sans-arabic'],
  Hebr: ['noto-serif-hebrew', 'noto-sans-hebrew'],
  Deva: ['noto-serif-devanagari', 'noto-sans-devanagari'],
  Beng: ['noto-serif-bengali', 'noto-sans-bengali'],
  Taml: ['noto-serif-tamil', 'noto-sans-tamil'],
  Telu: ['noto-serif-telugu', 'noto-sans-telugu'],
  Mlym: ['noto-serif-malayalam', 'noto-sans-malayalam'],
  Gujr: ['noto-serif-gujarati', 'noto-sans-gujarati'],
  Sinh: ['noto-serif-sinhala', 'noto-sans-sinhala'],
  Knda: ['noto-sans-kannada'],
  Guru: ['noto-sans-gurmukhi'],
  Orya: ['noto-sans-oriya'],
  Thai: ['noto-serif-thai', 'noto-sans-thai'],
  Laoo: ['noto-serif-lao', 'noto-sans-lao'],
  Khmr: ['noto-serif-khmer', 'noto-sans-khmer'],
  Mymr: ['noto-serif-myanmar', 'noto-sans-myanmar'],
  Tibt: ['noto-serif-tibetan'],
  Geor: ['noto-serif-georgian', 'noto-sans-georgian'],
  Armn: ['noto-serif-armenian', 'noto-sans-armenian'],
  Ethi: ['noto-sans-ethiopic'],
  Thaa: ['noto-sans-thaana'],
  Syrc: ['noto-sans-syriac'],
  Kore: ['noto-serif-kr', 'noto-sans-kr'],
};

/** Every one of them. */
export function packagesWithFonts(): string[] {
  return Object.values(packages).flat();
}

/** Scripts of the fonts that come with Octavo. */
const ownScripts: ReadonlySet<string> = new Set([
  'Latn',
  'Grek',
  'Cyrl',
  'Hans',
  'Hant',
  'Jpan',
  'Bopo',
  'Hira',
  'Kana',
]);

/** `packages`: empty where no package has fonts for the script; null where those that come with Octavo do. */
export function packagesFor(language: string): { script: string; packages: readonly string[] | null } {
  const script = new Intl.Locale(language).maximize().script ?? 'Latn';
  return { script, packages: ownScripts.has(script) ? null : (packages[script] ?? []) };
}

/** A script written in letters that change with their neighbours, by its name in Unicode's table. */
const names: Readonly<Record<string, RegExp>> = Object.fromEntries(
  Object.keys(packages).map((script) => [
    script,
    new RegExp(`\\p{Script_Extensions=${script === 'Kore' ? 'Hang' : script}}`, 'u'),
  ]),
);

/** The script of a character, among those that have fonts of their own. */
export function scriptWithFonts(character: string): { script: string; packages: readonly string[] } | null {
  const script = Object.keys(names).find((each) => names[each]!.test(character));
  return script === undefined ? null : { script, packages: packages[script]! };
}
