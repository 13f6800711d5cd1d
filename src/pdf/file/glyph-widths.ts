/** The advance widths of a font's glyphs, in thousandths of an em (ISO 32000-1, 9.7.4.3). */
import type { PdfValue } from './objects.ts';

export interface GlyphWidths {
  /** Of any glyph that is not listed. */
  usual: number;
  /** As the value of `/W`. */
  listed: PdfValue;
}

/** Of the glyphs that `/W` lists; `list` has no references in it. */
export function readGlyphWidths(list: PdfValue): Map<number, number> {
  const widths = new Map<number, number>();
  const values = Array.isArray(list) ? list : [];
  for (let index = 0; index < values.length; ) {
    const first = Number(values[index]);
    const next = values[index + 1];
    if (Array.isArray(next)) {
      for (const [offset, width] of next.entries()) widths.set(first + offset, Number(width));
      index += 2;
    } else {
      for (let code = first; code <= Number(next); code += 1) widths.set(code, Number(values[index + 2]));
      index += 3;
    }
  }
  return widths;
}

/** The most frequent width, and glyphs of another one. */
export function writeGlyphWidths(widths: ReadonlyMap<number, number>): GlyphWidths {
  const counts = new Map<number, number>();
  for (const width of widths.values()) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [usual = 1000] = [...counts].sort(([one, often], [other, seldom]) => seldom - often || one - other)[0] ?? [];
  const others = [...widths].filter(([, width]) => width !== usual).sort(([one], [other]) => one - other);
  const listed: PdfValue[] = [];
  let run: PdfValue[] = [];
  let next = Number.NaN;
  for (const [glyph, width] of others) {
    if (glyph !== next) {
      run = [];
      listed.push(glyph, run);
    }
    run.push(width);
    next = glyph + 1;
  }
  return { usual, listed };
}
