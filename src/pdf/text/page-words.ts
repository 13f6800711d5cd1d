/**
 * The text of a tagged PDF from Chrome by page, in the order of its tags (ISO 32000-1, 14.7), since Chrome draws some
 * content last. Running heads, folios and list numbers are untagged and left out.
 */
import { imagePlaceholder, type PageSpan } from '../../model/page-text.ts';
import { codesShownBy, type MarkedContent, markedContentOf, type Operation } from '../file/content.ts';
import { catalogOf, dictionaryAt, drawingOf, listAt, type PdfDocument, pagesOf } from '../file/document.ts';
import { createFonts, type GlyphNames, meaningOf, noGlyphs, readGlyphNames } from '../file/glyph-names.ts';
import { decodeText, type PdfReference, type PdfValue } from '../file/objects.ts';
import { kidsAt, type MarkedKid, markedKid, type WordsOfContent } from '../tagging/structure-tree.ts';
import { readTagName } from '../tagging/tag-hints.ts';

/** The text of each page, read when it is first asked for, and once. */
export interface DocumentTexts {
  wordsOf: WordsOfContent;
  /** Reads a page as it is drawn now. */
  read(page: PdfReference): void;
  /** Of the pages that were read. */
  untagged(): [page: number, words: string][];
}

/** `untagged`: what no tag speaks of, page by page. */
export function readPageText(
  document: PdfDocument,
  texts: DocumentTexts = createDocumentTexts(document),
): { words: PageSpan[]; untagged: PageSpan[] } {
  const order = new Map(pagesOf(document).map(({ number }, index) => [number, index + 1]));
  const { wordsOf } = texts;
  const found: PageSpan[] = [];
  const root = dictionaryAt(document, catalogOf(document).get('/StructTreeRoot'));
  for (const { content, kind } of leavesIn(document, root.get('/K'))) {
    for (const each of kind === 'head' ? unrepeated(content, wordsOf) : content) {
      const words = kind === 'image' ? imagePlaceholder : wordsOf(each);
      const page = order.get(each.page.number);
      if (words === '' || page === undefined) continue;
      const last = found.at(-1);
      if (last?.page === page) last.words += words;
      else found.push({ page, words });
    }
  }
  const untagged = texts.untagged().map(([page, words]) => ({ page: order.get(page) ?? 0, words }));
  return { words: found, untagged: untagged.filter(({ words }) => words !== '') };
}

interface PageTexts {
  byMcid: ReadonlyMap<number, string>;
  untagged: string;
}

export function createDocumentTexts(document: PdfDocument): DocumentTexts {
  const fonts = createFonts(document, (font) => readGlyphNames(document, font));
  const texts = new Map<number, PageTexts>();
  const textOf = (page: PdfReference): PageTexts => {
    let text = texts.get(page.number);
    if (text === undefined) {
      const fontOf = fonts.of(dictionaryAt(document, page).get('/Resources'));
      text = readPage(document.objects.operationsIn(drawingOf(document, page)), (name) => fontOf(name) ?? noGlyphs);
      texts.set(page.number, text);
    }
    return text;
  };
  return {
    wordsOf: ({ page, mcid }) => textOf(page).byMcid.get(mcid) ?? '',
    read: (page) => {
      textOf(page);
    },
    untagged: () => Array.from(texts, ([page, { untagged }]) => [page, untagged]),
  };
}

interface Leaf {
  content: MarkedKid[];
  /** `head`: in a cell at the top of a table. */
  kind: 'text' | 'head' | 'image';
}

/** Without recursion: authors nest deeper than the stack. An element with replacement text is one image. */
function* leavesIn(document: PdfDocument, from: PdfValue | undefined): Generator<Leaf> {
  const waiting = listAt(document, from).map((value) => ({ value, kind: 'text' as Leaf['kind'] }));
  for (let step = waiting.reverse().pop(); step !== undefined; step = waiting.pop()) {
    const element = dictionaryAt(document, step.value);
    if (!element.has('/S') || element.get('/S') === '/Lbl') continue;
    const kids = kidsAt(document, element).map((value) => ({ value, content: markedKid(document, element, value) }));
    const content = kids.flatMap((kid) => kid.content ?? []);
    const image = element.get('/S') === '/Figure' && readTagName(decodeText(element.get('/Lang'))) === null;
    if (image && (element.has('/Alt') || content.length === kids.length)) {
      const first = content[0] ?? leavesIn(document, kids[0]?.value).next().value?.content[0];
      if (first !== undefined) yield { content: [first], kind: 'image' };
      continue;
    }
    const kind = element.get('/S') === '/TH' ? 'head' : step.kind;
    if (content.length > 0) yield { content, kind };
    waiting.push(...kids.flatMap((kid) => (kid.content === null ? [{ value: kid.value, kind }] : [])).reverse());
  }
}

/** Chrome says the head of a table again on every page of it. */
function unrepeated(content: MarkedKid[], textOf: WordsOfContent): MarkedKid[] {
  const first = content[0]!;
  return content.filter((each) => each.page.number === first.page.number || textOf(each) !== textOf(first));
}

/** Upright numbers have no MCID; their shape tells them from running heads, and they belong to what precedes them. */
function readPage(operations: readonly Operation[], fontOf: (name: string) => GlyphNames): PageTexts {
  const texts = new Map<number, string>();
  const open: MarkedContent[] = [];
  let glyphs = noGlyphs;
  let pressed = false;
  let last: number | null = null;
  let early = '';
  let untagged = '';
  const add = (text: string) => {
    const mcid = open.findLast((each) => each.mcid !== null)?.mcid ?? null;
    if (mcid !== null) {
      texts.set(mcid, (texts.get(mcid) ?? '') + early + text);
      early = '';
      last = mcid;
    } else if (pressed && last !== null) texts.set(last, texts.get(last) + text);
    else if (pressed) early += text;
    else untagged += text;
  };
  for (const operation of operations) {
    const { operator, operands } = operation;
    const opened = markedContentOf(operation);
    if (opened !== null) {
      if (opened.actualText !== null) add(opened.actualText);
      open.push(opened);
    } else if (operator === 'EMC') open.pop();
    else if (operator === 'cm') pressed = isPressed(operands) ?? pressed;
    else if (operator === 'Tf') glyphs = fontOf(operands[0] ?? '');
    else if (open.every(({ actualText }) => actualText === null)) add(meaningOf(codesShownBy(operation) ?? '', glyphs));
  }
  return { byMcid: new Map(Array.from(texts, ([mcid, words]) => [mcid, wholeBrackets(words)])), untagged };
}

/** A bracket higher than any glyph is drawn in pieces. */
function wholeBrackets(text: string): string {
  if (!/[\u239b-\u23ae]/.test(text)) return text;
  return bracketPieces.reduce((whole, [pieces, bracket]) => whole.replace(pieces, bracket), text);
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

/** Null where the scale is none, as in what is turned. */
function isPressed(matrix: string[]): boolean | null {
  const [across = 1, up, right, down = 1] = matrix.map(Number);
  return up === 0 && right === 0 ? Math.abs(across) < Math.abs(down) * 0.95 : null;
}
