/**
 * Characters that Chrome writes beside its glyphs, as `ActualText` (ISO 32000-1, 14.9.4): soft hyphens and other invisible
 * characters, which it draws as a space of no width, and letters whose glyph depends on their neighbours. In: a document as
 * Chrome printed it. Out: the same document, where invisible characters are gone and the fonts themselves say what their glyphs
 * mean. Many programs read nothing but the fonts, and poppler stops at a mark inside a mark. Must not move what is drawn.
 */
import {
  addObject,
  contentAt,
  dictionaryAt,
  drawingOf,
  isStream,
  type PdfDocument,
  pagesOf,
  replaceStream,
} from './document.ts';
import { type GlyphNames, glyphsIn, noGlyphs, readGlyphNames, toUnicodeOf, utf16, utf16Digits } from './glyph-names.ts';
import { isReference, type PdfDictionary, type PdfFile, type Reference } from './objects.ts';

export function moveMeaningsToFonts(document: PdfDocument, file: PdfFile): void {
  const drawings = drawingsIn(document);
  const fonts = createFonts(document, file);
  for (const drawing of drawings) collectMeanings(drawing, fonts);
  for (const drawing of drawings) {
    const content = drawing.read();
    if (!content.includes('/ActualText')) continue;
    const rewritten = withoutMarks(content, fonts.of(drawing.resources));
    if (rewritten !== content) drawing.write(rewritten);
  }
  for (const font of fonts.all()) writeMeanings(font, document);
}

/** What a page draws, or a drawing that pages share. */
interface Drawing {
  resources: PdfDictionary;
  read(): string;
  write(content: string): void;
}

function drawingsIn(document: PdfDocument): Drawing[] {
  const pages = pagesOf(document).map((reference): Drawing => {
    const page = dictionaryAt(document, reference);
    return {
      resources: dictionaryAt(document, page.get('/Resources')),
      read: () => drawingOf(document, reference),
      write: (content) => {
        const fresh = addObject(document, null);
        replaceStream(document, fresh, content);
        page.set('/Contents', fresh);
      },
    };
  });
  const shared = [...document.objects].flatMap(([number, object]): Drawing[] => {
    if (!isStream(object) || object.dictionary.get('/Subtype') !== '/Form') return [];
    const reference: Reference = { number };
    return [
      {
        resources: dictionaryAt(document, object.dictionary.get('/Resources')),
        read: () => contentAt(document, reference),
        write: (content) => replaceStream(document, reference, content),
      },
    ];
  });
  return [...pages, ...shared];
}

interface Font {
  dictionary: PdfDictionary | null;
  glyphs: GlyphNames;
  /** What each glyph stands for, wherever it is drawn. */
  meanings: Map<string, Set<string>>;
}

type FontsOf = (name: string) => Font;

const noFont = (): Font => ({ dictionary: null, glyphs: noGlyphs, meanings: new Map() });

/** Pages share their fonts. */
function createFonts(document: PdfDocument, file: PdfFile) {
  const fonts = new Map<number, Font>();
  return {
    all: () => fonts.values(),
    of(resources: PdfDictionary): FontsOf {
      const named = dictionaryAt(document, resources.get('/Font'));
      return (name) => {
        const reference = named.get(name);
        if (!isReference(reference)) return noFont();
        const cached = fonts.get(reference.number);
        if (cached !== undefined) return cached;
        const dictionary = dictionaryAt(document, reference);
        const font = { dictionary, glyphs: readGlyphNames(file, dictionary), meanings: new Map() };
        fonts.set(reference.number, font);
        return font;
      };
    },
  };
}

/** A mark with its characters and all that it holds, unless there is a mark inside; a font chosen; glyphs shown. */
const operator =
  /\/Span<<\/ActualText <(?:feff)?(?<characters>[0-9a-f]*)> >> BDC\n(?<marked>(?:(?![^\n]*(?:BDC|BMC|EMC))[^\n]*\n)*)EMC\n?|(?<font>\/\S+) [-\d.]+ Tf|<(?<shown>[0-9a-f]*)> ?Tj/gi;

/** The same without the glyphs outside of marks, of which a page has thousands. */
const markOrFont = new RegExp(operator.source.slice(0, operator.source.lastIndexOf('|')), 'gi');

const invisible = /^\p{Default_Ignorable_Code_Point}*$/u;
/** In a cluster with letters; joiners and variation selectors are part of what a letter is. */
const neverKept = /[\u00ad\u200b\u2060\ufeff]/g;

function collectMeanings(drawing: Drawing, fonts: ReturnType<typeof createFonts>): void {
  const content = drawing.read();
  const fontsOf = fonts.of(drawing.resources);
  let font = noFont();
  for (const { groups } of content.matchAll(operator)) {
    const { characters, marked, font: name, shown } = groups as Record<string, string | undefined>;
    if (name !== undefined) font = fontsOf(name);
    else if (shown !== undefined) for (const glyph of glyphsIn(shown, font.glyphs)) mean(font, glyph, null);
    else if (characters !== undefined) {
      const cluster = readCluster(characters, marked!, font, fontsOf);
      if (cluster.kind === 'letter') mean(cluster.font, cluster.glyph, cluster.words);
      else if (cluster.kind === 'other')
        for (const { font: each, glyph } of cluster.glyphs) if (meaningOf(each, glyph) !== '') mean(each, glyph, null);
      font = cluster.last;
    }
  }
}

/** `words`: null for what the font says. */
function mean(font: Font, glyph: string, words: string | null): void {
  const known = font.meanings.get(glyph);
  const meaning = words ?? meaningOf(font, glyph);
  if (known === undefined) font.meanings.set(glyph, new Set([meaning]));
  else known.add(meaning);
}

function meaningOf({ glyphs }: Font, glyph: string): string {
  return glyphs.words.get(glyph) ?? '';
}

interface Shown {
  font: Font;
  glyph: string;
}

type Cluster = { last: Font } & (
  | { kind: 'invisible' | 'space' }
  /** One glyph stands for all the words. */
  | { kind: 'letter'; words: string; font: Font; glyph: string }
  /** The glyphs say the same as the words. */
  | { kind: 'same' }
  | { kind: 'other'; words: string; glyphs: Shown[] }
);

function readCluster(characters: string, marked: string, font: Font, fontsOf: FontsOf): Cluster {
  const all = utf16(characters);
  const glyphs: Shown[] = [];
  let last = font;
  for (const { groups } of marked.matchAll(operator)) {
    if (groups!.font !== undefined) last = fontsOf(groups!.font);
    for (const glyph of glyphsIn(groups!.shown ?? '', last.glyphs)) glyphs.push({ font: last, glyph });
  }
  if (invisible.test(all)) return { kind: 'invisible', last };
  const words = all.replace(neverKept, '');
  if (words.trim() === '') return { kind: 'space', last };
  const visible = glyphs.filter((shown) => !isBlank(shown));
  const said = visible.map((shown) => meaningOf(shown.font, shown.glyph)).join('');
  if (said.normalize('NFC') === words.normalize('NFC')) return { kind: 'same', last };
  const [only, ...others] = visible;
  if (only === undefined || others.length > 0) return { kind: 'other', words, glyphs, last };
  return { kind: 'letter', words, ...only, last };
}

function isBlank({ font, glyph }: Shown): boolean {
  const meaning = meaningOf(font, glyph);
  return meaning !== '' && meaning.trim() === '';
}

function withoutMarks(content: string, fontsOf: FontsOf): string {
  let font = noFont();
  return content.replace(markOrFont, (whole, ...matched) => {
    const { characters, marked, font: name } = matched.at(-1) as Record<string, string | undefined>;
    if (name !== undefined) font = fontsOf(name);
    if (characters === undefined) return whole;
    const cluster = readCluster(characters, marked!, font, fontsOf);
    const visible = withoutBlanks(marked!, cluster, font, fontsOf);
    font = cluster.last;
    if (cluster.kind === 'other' || (cluster.kind === 'letter' && !isAlone(cluster)))
      return `/Span<</ActualText <feff${utf16Digits(cluster.words)}> >> BDC\n${visible}EMC\n`;
    return visible;
  });
}

/** A glyph that means one thing wherever it stands. */
function isAlone({ font, glyph }: Shown): boolean {
  return font.meanings.get(glyph)?.size === 1;
}

/** Where no word is a space, a space is what an invisible character became. The glyph after it says where it stands. */
function withoutBlanks(marked: string, cluster: Cluster, before: Font, fontsOf: FontsOf): string {
  if (cluster.kind === 'space') return marked;
  let font = before;
  return marked.replace(operator, (whole, ...matched) => {
    const { font: name, shown } = matched.at(-1) as Record<string, string | undefined>;
    if (name !== undefined) font = fontsOf(name);
    const gone =
      shown !== undefined &&
      (cluster.kind === 'invisible' || glyphsIn(shown, font.glyphs).every((glyph) => isBlank({ font, glyph })));
    return gone ? '' : whole;
  });
}

function writeMeanings({ dictionary, glyphs, meanings }: Font, document: PdfDocument): void {
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
