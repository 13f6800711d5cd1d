/**
 * The part of subset-font that `subset.ts` asks for; the package has no types of its own. In: a font in any format, and
 * the characters it shall keep. Out: the smaller font.
 */
declare module 'subset-font' {
  interface Options {
    targetFormat: 'sfnt' | 'woff' | 'woff2';
    /** Names kept beside those that HarfBuzz keeps. */
    preserveNameIds: number[];
    /** All of them when absent. */
    keepFeatures: string[];
    dropTables: string[];
    /** Axes of a variable font that are held at a value. */
    variationAxes?: Record<string, number>;
  }

  function subsetFont(font: Buffer, text: string, options: Options): Promise<Buffer>;
  export = subsetFont;
}
