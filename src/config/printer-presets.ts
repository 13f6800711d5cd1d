/**
 * What print shops require of a book: one table, with the page each rule was read on. Margins are applied in
 * `text-block.ts`, page counts in `pdf/print`.
 */
import type { PageSize, Paper, Preset } from '../model/book.ts';

export interface Printer {
  /** For people. */
  name: string;
  /** Of books that do not say another; null for the usual one. */
  page: PageSize | null;
  /** Millimetres beyond the page, and whether the bound edge has them too. */
  bleed: number;
  spineBleed: boolean;
  /** Whether a file may have crop marks. */
  marks: boolean;
  /** Least inside margins, in millimetres, of books of this many pages and more; in ascending order. */
  gutters: readonly { pages: number; inside: number }[];
  /** Least margins at the other edges, in millimetres. */
  edges: number;
  /** The count of pages is one of its multiples, since sheets have two or four. */
  multiple: number;
  /** The last page is left to the printer. */
  lastBlank: boolean;
  /** Pages that can be bound. */
  least: number;
  most: number;
  /** Millimetres that a page of each paper adds to the spine; null where the printer's calculator must be asked. */
  papers: Readonly<Record<Paper, number>> | null;
}

const inches = (count: number) => count * 25.4;

export const printers: Readonly<Record<Preset, Printer>> = {
  // https://kdp.amazon.com/help/topic/GVBQ3CMEQW3W2VL6 (margins), G201857950 (submission)
  kdp: {
    name: 'KDP',
    page: null,
    bleed: inches(0.125),
    spineBleed: false,
    marks: false,
    gutters: [
      { pages: 0, inside: inches(0.375) },
      { pages: 151, inside: inches(0.5) },
      { pages: 301, inside: inches(0.625) },
      { pages: 501, inside: inches(0.75) },
      { pages: 701, inside: inches(0.875) },
    ],
    edges: inches(0.375),
    multiple: 2,
    lastBlank: false,
    least: 24,
    most: 828,
    // https://kdp.amazon.com/help/topic/G201953020
    papers: { white: inches(0.002252), cream: inches(0.0025), colour: inches(0.002347) },
  },
  // https://help.lulu.com/en/support/solutions/articles/64000255584: margins of half an inch, gutter 0.2 to 0.3 inches
  lulu: {
    name: 'Lulu',
    page: null,
    bleed: inches(0.125),
    spineBleed: true,
    marks: false,
    gutters: [{ pages: 0, inside: inches(0.8) }],
    edges: inches(0.5),
    multiple: 2,
    lastBlank: false,
    least: 32,
    most: 800,
    papers: null,
  },
  // https://www.ingramspark.com/blog/file-requirements-for-print-books
  ingram: {
    name: 'IngramSpark',
    page: null,
    bleed: inches(0.125),
    spineBleed: false,
    marks: false,
    gutters: [{ pages: 0, inside: inches(0.5) }],
    edges: inches(0.5),
    multiple: 2,
    lastBlank: true,
    least: 18,
    most: 1200,
    papers: null,
  },
  // Printers on desks leave five millimetres at each edge white.
  'home-duplex': {
    name: 'a home printer',
    page: null,
    bleed: 0,
    spineBleed: true,
    marks: true,
    gutters: [{ pages: 0, inside: 15 }],
    edges: 8,
    multiple: 2,
    lastBlank: false,
    least: 1,
    most: 1000,
    papers: null,
  },
  // Sheets of four pages, folded and stapled together: more than twenty bulge.
  booklet: {
    name: 'a booklet',
    page: { width: 148, height: 210 },
    bleed: 0,
    spineBleed: true,
    marks: true,
    gutters: [{ pages: 0, inside: 12 }],
    edges: 8,
    multiple: 4,
    lastBlank: false,
    least: 4,
    most: 80,
    papers: null,
  },
};

/** Millimetres that a page adds to the spine, null where nobody said: `paper` is a name, or the thickness of a leaf. */
export function pageThickness(preset: Preset | null, paper: Paper | number | null): number | null {
  if (typeof paper === 'number') return paper / 2;
  return preset === null ? null : (printers[preset].papers?.[paper ?? 'white'] ?? null);
}

/** The least inside margin of a book of this many pages. */
export function gutterOf({ gutters }: Pick<Printer, 'gutters'>, pages: number): number {
  return gutters.findLast((each) => pages >= each.pages)?.inside ?? 0;
}

/** The widest it may become. */
export function widestGutterOf({ gutters }: Pick<Printer, 'gutters'>): number {
  return Math.max(...gutters.map(({ inside }) => inside));
}
