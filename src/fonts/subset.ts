/**
 * Subsets a WOFF2 file to TrueType, which every reading system supports. The only file that knows subset-font
 * (HarfBuzz), loaded when a book first needs it.
 */

/** `weight`: of a variable font, which becomes one that does not vary. */
export async function makeSubset(
  woff2: Uint8Array,
  characters: string,
  weight: number | null = null,
): Promise<Uint8Array> {
  const { default: subsetFont } = await import('subset-font');
  const subset = (dropTables: string[]) =>
    subsetFont(Buffer.from(woff2), characters, {
      targetFormat: 'sfnt',
      // Trademark, licence and its address; copyright and version stay anyway.
      preserveNameIds: [7, 13, 14],
      keepFeatures,
      dropTables,
      ...(weight === null ? {} : { variationAxes: { wght: weight } }),
    });
  // Axes of the variable font that this was cut from.
  const dropped = ['STAT'];
  // HarfBuzz refuses a font whose table of baselines it cannot read, which nothing of ours asks for.
  return subset(dropped).catch(() => subset([...dropped, 'BASE']));
}

/** https://learn.microsoft.com/typography/opentype/spec/featurelist; no style sheet uses the glyphs of others. */
const keepFeatures = [
  // Letters, and marks above and below them; those of Arabic by their place in a word.
  ...['calt', 'ccmp', 'clig', 'kern', 'liga', 'locl', 'mark', 'mkmk', 'rclt', 'rlig'],
  ...['isol', 'init', 'medi', 'fina'],
  // Han: lines from top to bottom, and full-width marks that give way to each other.
  ...['chws', 'halt', 'palt', 'vchw', 'vert', 'vhal', 'vkrn', 'vpal', 'vrt2'],
  // Figures, raised and lowered letters, fractions.
  ...['frac', 'dnom', 'numr', 'lnum', 'tnum', 'subs', 'sups', 'ruby'],
  // Formulas.
  ...['dtls', 'flac', 'ssty'],
];
