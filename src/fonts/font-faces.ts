/** The faces of a script: static TrueType files with unicode-range, named as in the style sheets. */

export interface Face {
  family: string;
  /** Of @fontsource. */
  package: string;
  file: string;
  weight: number;
  style: 'normal' | 'italic';
  /** CSS unicode-range, or null for whatever the file has. */
  range: string | null;
  /** Of the size asked for; absent for all of it. */
  sizeAdjust?: string;
}

/** The Noto fonts of each script: the suffix of their packages, and the name of the face that is one file. */
export const hanFonts = {
  Hans: { suffix: 'sc', subset: 'chinese-simplified' },
  Hant: { suffix: 'tc', subset: 'chinese-traditional' },
  Jpan: { suffix: 'jp', subset: 'japanese' },
  Kore: { suffix: 'kr', subset: 'korean' },
} as const;

export type HanFont = (typeof hanFonts)[keyof typeof hanFonts];

const letters =
  'U+0020-007E, U+00A0-00B6, U+00B8-00D6, U+00D8-00F6, U+00F8-00FF, U+0131, U+0152-0153, U+2013, U+2039-203A, U+20AC';
/** Quotes, dashes and dots are full width in Han text, so there they are not taken from a Latin font. */
const marks = ', U+00B7, U+00D7, U+00F7, U+2014, U+2018-201F, U+2020-2022, U+2026, U+2030, U+2122, U+FB00-FB04';
/** The other letters of the Latin fonts, by the name of their file. */
const alphabets = {
  'latin-ext':
    'U+0100-0130, U+0132-0151, U+0154-02C5, U+02C8, U+02CC-02D7, U+02DD-02FF, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AA, U+20AD-20CF',
  vietnamese: 'U+1EA0-1EF9, U+20AB',
  greek: 'U+0370-03FF',
  'greek-ext': 'U+1F00-1FFF',
  cyrillic: 'U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116',
  'cyrillic-ext': 'U+0460-048F, U+0492-04AF, U+04B2-052F',
};

export function facesFor(han: HanFont): Face[] {
  return [
    // Beside Han characters: their own font's letters, of the same weight and size; italics from their elder sister.
    ...latinOf('Book Latin Serif', `noto-serif-${han.suffix}`, ['normal'], { latin: letters }),
    ...latinOf('Book Latin Serif', 'source-serif-4', ['italic'], { latin: letters, ...alphabets }),
    ...latinOf('Book Latin Serif', 'source-serif-4', ['normal'], alphabets),
    ...latinOf('Book Latin Sans', `noto-sans-${han.suffix}`, ['normal'], { latin: letters }),
    // Chapters in Latin script.
    ...latinOf('Book Text', 'source-serif-4', ['normal', 'italic'], { latin: letters + marks, ...alphabets }),
    ...latinOf('Book Mono', 'source-code-pro', ['normal', 'italic'], { latin: letters + marks, ...alphabets }),
    // Two letters are as wide as a Han character, so that columns and boxes stand in line.
    ...wholeFile('Book Mono', 'sans', han, '120%'),
    {
      family: 'Book Mono',
      package: 'fira-mono',
      file: 'fira-mono-symbols2-400-normal',
      weight: 400,
      style: 'normal',
      range: 'U+2500-259F',
    },
    // Greek with all its accents, which no other has.
    ...latinOf('Book Slices fira-mono', 'fira-mono', ['normal'], { 'greek-ext': 'U+1F00-1FFF' }),
    // All of it, since only its table makes symbols grow; but its Arabic letters are symbols, which never join.
    {
      family: 'Book Math',
      package: 'noto-sans-math',
      file: 'noto-sans-math-latin-400-normal',
      weight: 400,
      style: 'normal',
      range: 'U+0000-05FF, U+0700-10FFFF',
    },
    ...wholeFile('Book Serif', 'serif', han),
    ...wholeFile('Book Sans', 'sans', han),
  ];
}

function latinOf(family: string, name: string, styles: Face['style'][], subsets: Record<string, string>): Face[] {
  return [400, 700].flatMap((weight) =>
    styles.flatMap((style) =>
      Object.entries(subsets).map(([subset, range]) => ({
        family,
        package: name,
        file: `${name}-${subset}-${weight}-${style}`,
        weight,
        style,
        range,
      })),
    ),
  );
}

/** All but Latin, Greek and Cyrillic letters, so that the face can precede theirs. Quotes, dashes, dots included. */
const fullWidth =
  'U+00B7, U+00D7, U+00F7, U+02C7, U+02C9-02CB, U+02D9, U+2000-2012, U+2014-2038, U+203B-20AA, U+20AD-2115, U+2117-FFFF, U+10000-3FFFF';

/** One file a weight with all common characters: slices would break the trimming of punctuation between them. */
function wholeFile(family: string, kind: 'serif' | 'sans', han: HanFont, sizeAdjust?: string): Face[] {
  const name = `noto-${kind}-${han.suffix}`;
  return [400, 700].map((weight) => ({
    family,
    package: name,
    file: `${name}-${han.subset}-${weight}-normal`,
    weight,
    style: 'normal',
    range: fullWidth,
    ...(sizeAdjust === undefined ? {} : { sizeAdjust }),
  }));
}
