/** Types of subset-font, which has none: the part that `subset.ts` uses. */
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
