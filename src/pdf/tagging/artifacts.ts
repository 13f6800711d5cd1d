/**
 * Tags or marks as artifacts what Chrome left untagged (PDF/UA-1, 7.1): lines and decoration become artifacts; list
 * labels, ruby and upright numbers join the tags they stand at.
 */
import { dictionaryAt, drawingOf, type PdfDocument, replaceDrawing } from '../file/document.ts';
import { isReference, type PdfDictionary, type PdfReference, type PdfValue, textString } from '../file/objects.ts';
import { addElement, kidsAt, markKid, marksOfPage, mcidOn, type TagTree } from './structure-tree.ts';
import { findUntagged, type UntaggedPiece, wrapPieces } from './untagged.ts';

/** `tree`: null where nothing is tagged. */
export function markArtifacts(document: PdfDocument, page: PdfReference, tree: TagTree | null): void {
  const dictionary = dictionaryAt(document, page);
  const drawing = drawingOf(document, page);
  const { pieces } = findUntagged(drawing, document.objects.operationsIn(drawing));
  const shapes = countShapes(pieces);
  const marked = wrapPieces(
    drawing,
    pieces,
    (piece) =>
      (tree === null ? null : tagPiece(tree, piece, shapes.get(piece.before) === 1, page, dictionary)) ??
      '/Artifact <</Type /Layout >> BDC',
  );
  if (marked !== drawing) replaceDrawing(document, page, marked);
}

/** Points: the dot before an item of a list is smaller. */
const largestSign = 9;

/** By the mark that follows: many shapes before it are a line of dots, and no sign. */
function countShapes(pieces: UntaggedPiece[]): Map<number | null, number> {
  const counts = new Map<number | null, number>();
  for (const { kind, before } of pieces) if (kind === 'shape') counts.set(before, (counts.get(before) ?? 0) + 1);
  return counts;
}

function tagPiece(
  tree: TagTree,
  piece: UntaggedPiece,
  alone: boolean,
  page: PdfReference,
  dictionary: PdfDictionary,
): string | null {
  const marks = marksOfPage(tree, dictionary);
  const small = piece.kind === 'shape' && piece.size < largestSign && alone;
  if (piece.kind !== 'text' && !small) return null;
  const item = piece.before === null ? null : itemBeginningWith(tree, marks[piece.before], piece.before, page);
  if (item !== null) return openMark('Lbl', marks, addSign(tree, item, page, marks.length, piece));
  if (piece.kind !== 'text') return null;
  const [beside, offset] = piece.after === null ? [piece.before, 0] : [piece.after, 1];
  const element = beside === null ? undefined : marks[beside];
  if (!isReference(element)) return null;
  return openMark('Span', marks, addMark(tree, element, page, beside!, offset, marks.length));
}

function openMark(kind: string, marks: PdfValue[], element: PdfReference): string {
  marks.push(element);
  return `/${kind} <</MCID ${marks.length - 1} >> BDC`;
}

/** The item of a list whose first words are those of the mark. */
function itemBeginningWith(
  { document }: TagTree,
  from: PdfValue | undefined,
  mark: number,
  page: PdfReference,
): PdfReference | null {
  let element = from;
  let kid: PdfValue | null = null;
  while (isReference(element)) {
    const dictionary = dictionaryAt(document, element);
    const kids = kidsAt(document, dictionary).filter((each) => dictionaryAt(document, each).get('/S') !== '/Lbl');
    const [first] = kids;
    const begins =
      kid === null
        ? first !== undefined && mcidOn(page, document, dictionary, first) === mark
        : isReference(first) && isReference(kid) && first.number === kid.number;
    if (!begins) return null;
    if (dictionary.get('/S') === '/LI') return element;
    kid = element;
    element = dictionary.get('/P');
  }
  return null;
}

/** The tag of the item's sign, with one more mark. */
function addSign(
  { document }: TagTree,
  item: PdfReference,
  page: PdfReference,
  mark: number,
  piece: UntaggedPiece,
): PdfReference {
  const dictionary = dictionaryAt(document, item);
  const kids = kidsAt(document, dictionary);
  const known = kids.find((kid) => dictionaryAt(document, kid).get('/S') === '/Lbl');
  if (isReference(known)) {
    const sign = dictionaryAt(document, known);
    sign.set('/K', [...kidsAt(document, sign), markKid(sign, page, mark)]);
    return known;
  }
  const sign = addElement(document, '/Lbl', item, [mark]);
  dictionaryAt(document, sign).set('/Pg', page);
  // A dot that is drawn has no letter to be read.
  if (piece.kind === 'shape') dictionaryAt(document, sign).set('/ActualText', textString('•'));
  dictionary.set('/K', [sign, ...kids]);
  return sign;
}

function addMark(
  { document }: TagTree,
  element: PdfReference,
  page: PdfReference,
  beside: number,
  offset: number,
  mark: number,
): PdfReference {
  const dictionary = dictionaryAt(document, element);
  const kids = kidsAt(document, dictionary);
  const at = kids.findIndex((kid) => mcidOn(page, document, dictionary, kid) === beside);
  // What was added at the same place before stands before.
  let place = at === -1 ? kids.length : at + offset;
  while (offset === 1 && (mcidOn(page, document, dictionary, kids[place]) ?? 0) > beside + 1) place += 1;
  dictionary.set('/K', kids.toSpliced(place, 0, markKid(dictionary, page, mark)));
  return element;
}
