/**
 * Adds the spaces at line ends that Chrome does not draw, without which a reader of tags joins the last word of a line
 * and the first of the next. Nothing visible moves.
 */
import { codesShownBy, markedContentOf, type Operation } from '../file/content.ts';
import { dictionaryAt, drawingOf, listAt, type PdfDocument, replaceDrawing, valueAt } from '../file/document.ts';
import { createFonts, glyphsIn, meaningOf, readGlyphNames } from '../file/glyph-names.ts';
import { readGlyphWidths } from '../file/glyph-widths.ts';
import type { PdfDictionary, PdfReference } from '../file/objects.ts';

/** What stands between spaces on a page, without soft hyphens: a line that ends within one is not ended by a space. */
export function unbrokenWords(html: string): Set<string> {
  const text = html
    .replace(/<(style|head)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<\/?(?:p|li|h[1-6]|td|th|div|dt|dd|section|figure|figcaption|br|span class="line)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
  return new Set(text.split(/\s+/).map(bare));
}

function bare(text: string): string {
  return text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

/** A function that does so for a page. `words`: what the markup of the pages has between spaces. */
export function createLineEnds(document: PdfDocument, words: ReadonlySet<string>): (page: PdfReference) => void {
  const fonts = createFonts(document, (font) => readFont(document, font));
  return (page) => {
    const drawing = drawingOf(document, page);
    const operations = document.objects.operationsIn(drawing);
    const places = findLineEnds(operations, fonts.of(dictionaryAt(document, page).get('/Resources')), words);
    if (places.length > 0) replaceDrawing(document, page, withInsertions(drawing, places));
  };
}

interface SpacedFont {
  meaningOf(codes: string): string;
  /** The code of a space, null where the font in the file has none. */
  space: string | null;
  /** Of a glyph, in thousandths of an em. */
  widthOf(code: string): number;
}

function readFont(document: PdfDocument, dictionary: PdfDictionary): SpacedFont {
  const names = readGlyphNames(document, dictionary);
  const [descendant] = listAt(document, dictionary.get('/DescendantFonts'));
  const widths = readGlyphWidths(valueAt(document, dictionaryAt(document, descendant).get('/W')));
  const meanings = new Map<string, string>();
  const space = [...names.words].find(([, meaning]) => meaning === ' ')?.[0] ?? null;
  return {
    space,
    meaningOf: (codes) => {
      const cached = meanings.get(codes);
      if (cached !== undefined) return cached;
      const meaning = meaningOf(codes, names);
      meanings.set(codes, meaning);
      return meaning;
    },
    widthOf: (codes) => {
      const last = glyphsIn(codes, names).at(-1) ?? '0';
      return widths.get(Number.parseInt(last, 16)) ?? 1000;
    },
  };
}

interface Insertion {
  at: number;
  text: string;
}

/** Glyphs of one height, whatever they are marked as. At the end of a paragraph a space does no harm. */
interface Line {
  height: number;
  text: string;
  /** Behind the last glyph that is seen. */
  end: number;
  space: (() => string) | null;
}

/** Em between two lines, at least: letters above and below the line are nearer. */
const lowest = 0.9;

function findLineEnds(
  operations: readonly Operation[],
  fontOf: (name: string) => SpacedFont | null,
  words: ReadonlySet<string>,
): Insertion[] {
  const found: Insertion[] = [];
  const open: boolean[] = [];
  let font: SpacedFont | null = null;
  let size = 0;
  let line: Line | null = null;
  let before: Line | null = null;
  const finish = () => {
    if (before !== null && line !== null && before.space !== null && isEndedBySpace(before.text, line.text, words))
      found.push({ at: before.end, text: before.space() });
    if (line !== null && line.text !== '') before = line;
    line = null;
  };
  for (const operation of operations) {
    const { operator, operands, end } = operation;
    const opened = markedContentOf(operation);
    const codes = codesShownBy(operation) ?? '';
    if (opened !== null) open.push(opened.mcid !== null);
    else if (operator === 'EMC') open.pop();
    else if (operator === 'Tf') {
      font = fontOf(operands[0] ?? '');
      size = Number(operands[1]);
    } else if (operator === 'Tm') {
      // Lines that stand, and lines that lie.
      const level = Number(operands[1]) === 0 && Number(operands[2]) === 0;
      const height = level ? Number(operands[5]) : Number.NaN;
      if (line === null || Number.isNaN(height) || Math.abs((line as Line).height - height) > size * lowest) {
        finish();
        line = Number.isNaN(height) ? null : { height, text: '', end: 0, space: null };
      }
    } else if (codes !== '' && font !== null && line !== null && open.includes(true)) {
      const current: Line = line;
      current.text += font.meaningOf(codes);
      current.end = end;
      const [last, points] = [font, size];
      current.space =
        last.space === null
          ? null
          : () => ` ${Math.round(last.widthOf(codes) * points) / 1000} 0 Td <${last.space}> Tj`;
    }
  }
  finish();
  return found;
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u2014\u2026\u3000-\u303f\uff00-\uffef]/u;

function isEndedBySpace(before: string, after: string, words: ReadonlySet<string>): boolean {
  if (/\s$/.test(before) || /^\s/.test(after)) return false;
  const last = bare(/\S+$/.exec(before)?.[0] ?? '');
  const first = bare(/^\S+/.exec(after)?.[0] ?? '');
  if (last === '' || first === '' || wide.test(last.at(-1)!) || wide.test(first[0]!)) return false;
  const whole = last + first;
  if (words.has(whole) || words.has(last.replace(/-$/, '') + first)) return false;
  // Either of them may be a part of what is broken twice.
  return words.has(last) || words.has(first) || !last.endsWith('-');
}

function withInsertions(drawing: string, insertions: Insertion[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { at: place, text } of insertions.sort((first, second) => first.at - second.at)) {
    parts.push(drawing.slice(at, place), text);
    at = place;
  }
  return `${parts.join('')}${drawing.slice(at)}`;
}
