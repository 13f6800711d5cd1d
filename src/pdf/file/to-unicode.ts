/**
 * Moves the `ActualText` that Chrome writes beside glyphs (ISO 32000-1, 14.9.4) into the fonts' ToUnicode tables, and
 * removes invisible characters such as soft hyphens. Many programs read fonts only, and poppler stops at nested marked
 * content. No glyph moves.
 */
import { codesShownBy, markedContentOf, type Operation } from './content.ts';
import {
  addObject,
  contentAt,
  dictionaryAt,
  drawingOf,
  objectsIn,
  type PdfDocument,
  pagesOf,
  replaceDrawing,
  replaceStream,
} from './document.ts';
import { createFonts, type GlyphNames, glyphsIn, noGlyphs, readGlyphNames, toUnicodeOf } from './glyph-names.ts';
import { isStream, type PdfDictionary, type PdfReference, type PdfValue, utf16Digits } from './objects.ts';

/** Whole at once: for what is not read page by page for other reasons too. */
export function moveMeaningsToFonts(document: PdfDocument): void {
  const meanings = createMeanings(document);
  const pages = pagesOf(document);
  for (const page of pages) meanings.collect(page);
  meanings.write();
  for (const page of pages) meanings.rewrite(page);
}

export interface Meanings {
  /** Of every page, before all else. */
  collect(page: PdfReference): void;
  /** Writes the fonts, and drawings that pages share. */
  write(): void;
  rewrite(page: PdfReference): void;
}

export function createMeanings(document: PdfDocument): Meanings {
  const fonts = createFonts(
    document,
    (dictionary): DrawnFont => ({ dictionary, glyphs: readGlyphNames(document, dictionary), meanings: new Map() }),
  );
  const fontsOf = ({ resources }: Drawing): FontsOf => {
    const fontOf = fonts.of(resources);
    return (name) => fontOf(name) ?? noFont();
  };
  const operationsOf = (content: string) => document.objects.operationsIn(content);
  const collect = (drawing: Drawing) => {
    const content = drawing.read();
    collectMeanings(content, operationsOf(content), fontsOf(drawing));
  };
  const rewrite = (drawing: Drawing) => {
    const content = drawing.read();
    if (!content.includes('/ActualText')) return;
    const rewritten = withoutMarks(content, operationsOf(content), fontsOf(drawing));
    if (rewritten !== content) drawing.write(rewritten);
  };
  const forms = formsIn(document);
  for (const form of forms) collect(form);
  return {
    collect: (page) => collect(pageDrawing(document, page)),
    rewrite: (page) => rewrite(pageDrawing(document, page)),
    write() {
      for (const form of forms) rewrite(form);
      for (const font of fonts.all()) writeMeanings(font, document);
    },
  };
}

/** What a page draws, or a drawing that pages share. */
interface Drawing {
  resources: PdfValue | undefined;
  read(): string;
  write(content: string): void;
}

function pageDrawing(document: PdfDocument, page: PdfReference): Drawing {
  return {
    resources: dictionaryAt(document, page).get('/Resources'),
    read: () => drawingOf(document, page),
    write: (content) => replaceDrawing(document, page, content),
  };
}

/** Drawings that pages share. */
function formsIn(document: PdfDocument): Drawing[] {
  return [...objectsIn(document)].flatMap(([number, object]): Drawing[] => {
    if (!isStream(object) || object.dictionary.get('/Subtype') !== '/Form') return [];
    return [
      {
        resources: object.dictionary.get('/Resources'),
        read: () => contentAt(document, { number }),
        write: (content) => replaceStream(document, { number }, content),
      },
    ];
  });
}

interface DrawnFont {
  dictionary: PdfDictionary | null;
  glyphs: GlyphNames;
  /** What each glyph stands for, wherever it is drawn. */
  meanings: Map<string, Set<string>>;
}

type FontsOf = (name: string) => DrawnFont;

const noFont = (): DrawnFont => ({ dictionary: null, glyphs: noGlyphs, meanings: new Map() });

/** Marked content with the characters that it stands for, and all that it draws; never with marked content inside. */
interface MarkedText {
  /** From the operator that begins it to the end of the line of the one that ends it, and what is between. */
  start: number;
  end: number;
  inner: { start: number; end: number };
  characters: string;
  operations: Operation[];
}

/** The operations of a drawing, where those of marked text are one. */
function* stepsIn(content: string, all: readonly Operation[]): Generator<Operation | MarkedText> {
  let open: { opening: Operation; characters: string; operations: Operation[] } | null = null;
  const pastLineEnd = (at: number) => (content[at] === '\n' ? at + 1 : at);
  for (const operation of all) {
    const opened = markedContentOf(operation);
    if (opened !== null || operation.operator === 'EMC') {
      if (open !== null && opened === null) {
        const { opening, characters, operations } = open;
        const inner = { start: pastLineEnd(opening.end), end: operation.start };
        yield { start: opening.start, end: pastLineEnd(operation.end), inner, characters, operations };
      } else if (open !== null) yield* open.operations;
      const characters = operation.operands[0] === '/Span' && opened?.mcid === null ? opened.actualText : null;
      open = characters === null ? null : { opening: operation, characters, operations: [] };
    } else if (open !== null) open.operations.push(operation);
    else yield operation;
  }
  if (open !== null) yield* open.operations;
}

const invisible = /^\p{Default_Ignorable_Code_Point}*$/u;
/** In a cluster with letters; joiners and variation selectors are part of what a letter is. */
const neverKept = /[\u00ad\u200b\u2060\ufeff]/g;

function collectMeanings(content: string, operations: readonly Operation[], fontsOf: FontsOf): void {
  let font = noFont();
  for (const step of stepsIn(content, operations)) {
    if ('operator' in step) {
      font = fontAfter(step, font, fontsOf);
      for (const glyph of glyphsIn(codesShownBy(step) ?? '', font.glyphs)) mean(font, glyph, null);
      continue;
    }
    const cluster = readCluster(step, font, fontsOf);
    if (cluster.kind === 'letter') mean(cluster.font, cluster.glyph, cluster.words);
    else if (cluster.kind === 'other')
      for (const { font: each, glyph } of cluster.glyphs) if (meaningOf(each, glyph) !== '') mean(each, glyph, null);
    font = cluster.last;
  }
}

function fontAfter({ operator, operands }: Operation, font: DrawnFont, fontsOf: FontsOf): DrawnFont {
  return operator === 'Tf' ? fontsOf(operands[0] ?? '') : font;
}

/** `words`: null for what the font says. */
function mean(font: DrawnFont, glyph: string, text: string | null): void {
  const known = font.meanings.get(glyph);
  const meaning = text ?? meaningOf(font, glyph);
  if (known === undefined) font.meanings.set(glyph, new Set([meaning]));
  else known.add(meaning);
}

function meaningOf({ glyphs }: DrawnFont, glyph: string): string {
  return glyphs.words.get(glyph) ?? '';
}

interface DrawnGlyph {
  font: DrawnFont;
  glyph: string;
}

type Cluster = { last: DrawnFont } & (
  | { kind: 'invisible' | 'space' }
  /** One glyph stands for all the words. */
  | { kind: 'letter'; words: string; font: DrawnFont; glyph: string }
  /** The glyphs say the same as the words. */
  | { kind: 'same' }
  | { kind: 'other'; words: string; glyphs: DrawnGlyph[] }
);

function readCluster({ characters, operations }: MarkedText, font: DrawnFont, fontsOf: FontsOf): Cluster {
  const glyphs: DrawnGlyph[] = [];
  let last = font;
  for (const operation of operations) {
    last = fontAfter(operation, last, fontsOf);
    for (const glyph of glyphsIn(codesShownBy(operation) ?? '', last.glyphs)) glyphs.push({ font: last, glyph });
  }
  if (invisible.test(characters)) return { kind: 'invisible', last };
  const text = characters.replace(neverKept, '');
  if (text.trim() === '') return { kind: 'space', last };
  const visible = glyphs.filter((shown) => !isBlank(shown));
  const said = visible.map((shown) => meaningOf(shown.font, shown.glyph)).join('');
  if (said.normalize('NFC') === text.normalize('NFC')) return { kind: 'same', last };
  const [only, ...others] = visible;
  if (only === undefined || others.length > 0) return { kind: 'other', words: text, glyphs, last };
  return { kind: 'letter', words: text, ...only, last };
}

function isBlank({ font, glyph }: DrawnGlyph): boolean {
  const meaning = meaningOf(font, glyph);
  return meaning !== '' && meaning.trim() === '';
}

function withoutMarks(content: string, operations: readonly Operation[], fontsOf: FontsOf): string {
  const parts: string[] = [];
  let at = 0;
  let font = noFont();
  for (const step of stepsIn(content, operations)) {
    if ('operator' in step) {
      font = fontAfter(step, font, fontsOf);
      continue;
    }
    const cluster = readCluster(step, font, fontsOf);
    const visible = withoutBlanks(content, step, cluster, font, fontsOf);
    const marked = cluster.kind === 'other' || (cluster.kind === 'letter' && !isAlone(cluster));
    const opening = marked ? `/Span<</ActualText <feff${utf16Digits(cluster.words)}> >> BDC\n` : '';
    parts.push(content.slice(at, step.start), opening, visible, marked ? 'EMC\n' : '');
    at = step.end;
    font = cluster.last;
  }
  return `${parts.join('')}${content.slice(at)}`;
}

/** A glyph that means one thing wherever it stands. */
function isAlone({ font, glyph }: DrawnGlyph): boolean {
  return font.meanings.get(glyph)?.size === 1;
}

/** Where no word is a space, a space is what an invisible character became. The glyph after it says where it stands. */
function withoutBlanks(
  content: string,
  { inner, operations }: MarkedText,
  cluster: Cluster,
  before: DrawnFont,
  fontsOf: FontsOf,
): string {
  if (cluster.kind === 'space') return content.slice(inner.start, inner.end);
  const parts: string[] = [];
  let at = inner.start;
  let font = before;
  for (const operation of operations) {
    font = fontAfter(operation, font, fontsOf);
    const codes = codesShownBy(operation);
    if (codes === null) continue;
    if (cluster.kind !== 'invisible' && !glyphsIn(codes, font.glyphs).every((glyph) => isBlank({ font, glyph })))
      continue;
    parts.push(content.slice(at, operation.start));
    at = operation.end;
  }
  return `${parts.join('')}${content.slice(at, inner.end)}`;
}

function writeMeanings({ dictionary, glyphs, meanings }: DrawnFont, document: PdfDocument): void {
  const words = new Map(glyphs.words);
  let changed = false;
  for (const [glyph, [meaning, ...others]] of meanings) {
    if (others.length > 0 || meaning === '' || meaning === words.get(glyph)) continue;
    words.set(glyph, meaning!);
    changed = true;
  }
  if (!changed || dictionary === null) return;
  const table = addObject(document, null);
  replaceStream(document, table, toUnicodeOf({ ...glyphs, words }));
  dictionary.set('/ToUnicode', table);
}
