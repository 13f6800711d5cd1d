/** The advance widths of a font's glyphs, in thousandths of an em (ISO 32000-1, 9.7.4.3). */
import { listAt, type PdfDocument, valueAt } from './document.ts';
import type { PdfDictionary, PdfValue } from './objects.ts';

const defaultWidth = 1000;

/** `descendant`: the CIDFont. Only glyphs whose width it gives. */
export function readListedWidths(document: PdfDocument, descendant: PdfDictionary): Map<number, number> {
  const list = listAt(document, descendant.get('/W'));
  const widths = new Map<number, number>();
  for (let index = 0; index < list.length; ) {
    const first = Number(list[index]);
    const next = valueAt(document, list[index + 1]);
    if (Array.isArray(next)) {
      for (const [offset, width] of next.entries()) widths.set(first + offset, Number(width));
      index += 2;
    } else {
      for (let code = first; code <= Number(next); code += 1) widths.set(code, Number(list[index + 2]));
      index += 3;
    }
  }
  return widths;
}

/** Of any glyph that `/W` does not list. */
export function defaultWidthOf(descendant: PdfDictionary): number {
  return Number(descendant.get('/DW') ?? defaultWidth);
}

/** `/DW` and `/W`: the most frequent width, and glyphs of another one. */
export function writeGlyphWidths(widths: ReadonlyMap<number, number>): [string, PdfValue][] {
  const counts = new Map<number, number>();
  for (const width of widths.values()) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [usual = defaultWidth] =
    [...counts].sort(([one, often], [other, seldom]) => seldom - often || one - other)[0] ?? [];
  const listed = [...widths].filter(([, width]) => width !== usual).sort(([one], [other]) => one - other);
  const list: PdfValue[] = [];
  let run: PdfValue[] = [];
  let next = Number.NaN;
  for (const [glyph, width] of listed) {
    if (glyph !== next) {
      run = [];
      list.push(glyph, run);
    }
    run.push(width);
    next = glyph + 1;
  }
  return [['/DW', usual], ...(list.length > 0 ? [['/W', list] as [string, PdfValue]] : [])];
}
