/**
 * The words of a tagged PDF from Chrome, and the page each stands on. In: a PDF. Out: its words in reading order, which is
 * that of its tags (ISO 32000-1, 14.7): what Chrome draws last, such as lines of code, stands where it belongs. Running
 * heads, folios and numbers of lists carry no tag and are left out.
 */
import { type PageWords, pictureSign } from '../../model/page-text.ts';
import { fontsOf, type GlyphNames, meaningOf, noGlyphs, utf16 } from '../file/glyph-names.ts';
import {
  isReference,
  type PdfDictionary,
  type PdfFile,
  type PdfValue,
  pagesIn,
  type Reference,
  readPdf,
  wordsOf,
} from '../file/objects.ts';
import { readTagName } from '../tagging/tag-hints.ts';

/** `untagged`: what no tag speaks of, page by page. */
export function readPageWords(bytes: Uint8Array): { words: PageWords[]; untagged: PageWords[] } {
  const file = readPdf(bytes);
  const catalog = file.get(file.trailer.get('/Root')) as PdfDictionary;
  const pages = [...pagesIn(file, catalog.get('/Pages'))];
  const order = new Map(pages.map((number, index) => [number, index + 1]));
  const fonts = new Map<number, GlyphNames>();
  const texts = new Map<number, PageTexts>();
  const found: PageWords[] = [];
  const root = file.get(catalog.get('/StructTreeRoot'));
  if (!(root instanceof Map)) return { words: [], untagged: [] };
  const textAt = ({ page, mark }: Mark) => {
    if (!texts.has(page)) texts.set(page, readPage(file, page, fonts));
    return texts.get(page)!.byMark.get(mark) ?? '';
  };
  for (const { marks, kind } of leavesIn(file, root.get('/K'))) {
    for (const mark of kind === 'head' ? unrepeated(marks, textAt) : marks) {
      const words = kind === 'picture' ? pictureSign : textAt(mark);
      const page = order.get(mark.page);
      if (words === '' || page === undefined) continue;
      const last = found.at(-1);
      if (last?.page === page) last.words += words;
      else found.push({ page, words });
    }
  }
  const untagged = [...texts].map(([page, text]) => ({ page: order.get(page) ?? 0, words: text.untagged }));
  return { words: found, untagged: untagged.filter(({ words }) => words !== '') };
}

/** The words of single marks, by the number of the object of their page. */
export function wordsOfMarks(file: PdfFile): (page: number, mark: number) => string {
  const fonts = new Map<number, GlyphNames>();
  const texts = new Map<number, PageTexts>();
  return (page, mark) => {
    if (!texts.has(page)) texts.set(page, readPage(file, page, fonts));
    return texts.get(page)!.byMark.get(mark) ?? '';
  };
}

interface PageTexts {
  /** By the numbers of their marks. */
  byMark: ReadonlyMap<number, string>;
  untagged: string;
}

/** A piece of a page that a tag speaks of. */
interface Mark {
  /** The number of its object. */
  page: number;
  mark: number;
}

interface Leaf {
  marks: Mark[];
  /** `head`: in a cell at the top of a table. */
  kind: 'text' | 'head' | 'picture';
}

/** Without recursion: authors nest deeper than the stack. What has a text in its place is one picture, whatever is in it. */
function* leavesIn(file: PdfFile, root: PdfValue | undefined, from: Reference | null = null): Generator<Leaf> {
  const waiting = [{ value: root, page: from, kind: 'text' as Leaf['kind'] }];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const value = file.get(step.value);
    if (Array.isArray(value))
      waiting.push(...value.map((each) => ({ value: each, page: from, kind: 'text' as const })).reverse());
    if (!(value instanceof Map) || value.get('/S') === '/Lbl') continue;
    const own = value.get('/Pg');
    const page = isReference(own) ? own : step.page;
    const kids = file.get(value.get('/K'));
    const list = (Array.isArray(kids) ? kids : [kids]).map((kid) => ({ kid, mark: markOf(file.get(kid), page) }));
    const marks = list.flatMap(({ mark }) => (mark === null ? [] : [mark]));
    const picture = value.get('/S') === '/Figure' && readTagName(wordsOf(value.get('/Lang'))) === null;
    if (picture && (value.has('/Alt') || marks.length === list.length)) {
      const first = marks[0] ?? leavesIn(file, list[0]?.kid, page).next().value?.marks[0];
      if (first !== undefined) yield { marks: [first], kind: 'picture' };
      continue;
    }
    const kind = value.get('/S') === '/TH' ? 'head' : step.kind;
    if (marks.length > 0) yield { marks, kind };
    waiting.push(...list.flatMap(({ kid, mark }) => (mark === null ? [{ value: kid, page, kind }] : [])).reverse());
  }
}

function markOf(value: PdfValue, page: Reference | null): Mark | null {
  if (typeof value === 'number' && page !== null) return { page: page.number, mark: value };
  if (!(value instanceof Map) || !value.has('/MCID')) return null;
  const own = value.get('/Pg');
  const where = isReference(own) ? own : page;
  return where === null ? null : { page: where.number, mark: Number(value.get('/MCID')) };
}

/** Chrome says the head of a table again on every page of it. */
function unrepeated(marks: Mark[], textAt: (mark: Mark) => string): Mark[] {
  const first = marks[0]!;
  return marks.filter((mark) => mark.page === first.page || textAt(mark) !== textAt(first));
}

/**
 * The operators that matter here: the scale, marks opened and closed, fonts chosen, glyphs shown. ISO 32000-1, 8.4.4, 9.4.3
 * and 14.6.
 */
const operator =
  /(?<scale>-?[\d.]+ 0 0 -?[\d.]+) \S+ \S+ cm|\/MCID (?<mark>\d+)[^\n]*?BDC|\/ActualText <(?<instead>[0-9A-Fa-f]*)>[^\n]*?BDC|(?<opened>BDC|BMC)\b|(?<closed>EMC)\b|(?<font>\/\S+) [-\d.]+ Tf|<(?<shown>[0-9A-Fa-f]*)> ?Tj/g;

/**
 * Numbers pressed into the space of one character have no mark; they are told from running heads by their shape, and belong
 * to what stands before them.
 */
function readPage(file: PdfFile, number: number, fonts: Map<number, GlyphNames>): PageTexts {
  const page = file.get({ number }) as PdfDictionary;
  const glyphsOf = fontsOf(page, file, fonts);
  const texts = new Map<number, string>();
  const open: { mark: number | null; instead: boolean }[] = [];
  let glyphs = noGlyphs;
  let pressed = false;
  let last: number | null = null;
  let early = '';
  let untagged = '';
  const add = (words: string) => {
    const mark = open.findLast((each) => each.mark !== null)?.mark ?? null;
    if (mark !== null) {
      texts.set(mark, (texts.get(mark) ?? '') + early + words);
      early = '';
      last = mark;
    } else if (pressed && last !== null) texts.set(last, texts.get(last) + words);
    else if (pressed) early += words;
    else untagged += words;
  };
  for (const { groups } of file.stream(page.get('/Contents')).matchAll(operator)) {
    const { scale, mark, instead, opened, closed, font, shown } = groups as Record<string, string | undefined>;
    if (scale !== undefined) pressed = isPressed(scale);
    else if (mark !== undefined) open.push({ mark: Number(mark), instead: false });
    else if (instead !== undefined) {
      add(utf16(instead).replace(/^\ufeff/, ''));
      open.push({ mark: null, instead: true });
    } else if (opened !== undefined) open.push({ mark: null, instead: false });
    else if (closed !== undefined) open.pop();
    else if (font !== undefined) glyphs = glyphsOf(font);
    else if (shown !== undefined && !open.some((each) => each.instead)) add(meaningOf(shown, glyphs));
  }
  return { byMark: new Map(Array.from(texts, ([mark, words]) => [mark, wholeBrackets(words)])), untagged };
}

/** A bracket higher than any glyph is drawn in pieces. */
function wholeBrackets(words: string): string {
  if (!/[\u239b-\u23ae]/.test(words)) return words;
  return bracketPieces.reduce((whole, [pieces, bracket]) => whole.replace(pieces, bracket), words);
}

/** U+23AA is in both braces. */
const bracketPieces: [RegExp, string][] = [
  [/[\u239b-\u239d]+/g, '('],
  [/[\u239e-\u23a0]+/g, ')'],
  [/[\u23a1-\u23a3]+/g, '['],
  [/[\u23a4-\u23a6]+/g, ']'],
  [/\u23aa*[\u23a7-\u23a9][\u23a7-\u23aa]*/g, '{'],
  [/\u23aa*[\u23ab-\u23ad][\u23aa-\u23ad]*/g, '}'],
  [/[\u2320\u2321]*\u23ae[\u2320\u2321\u23ae]*/g, '∫'],
];

function isPressed(scale: string): boolean {
  const [across = 1, , , down = 1] = scale.split(' ').map(Number);
  return Math.abs(across) < Math.abs(down) * 0.95;
}
