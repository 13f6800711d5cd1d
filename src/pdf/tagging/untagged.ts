/** Finds what stands outside of marked content on a page, and where, and wraps it. */
import { codesShownBy, markedContentOf, type Operation, operationsIn } from '../file/content.ts';

export interface UntaggedPiece {
  /** Offsets in the drawing: a whole text object, path or image, so that marks may stand around it. */
  start: number;
  end: number;
  kind: 'text' | 'shape' | 'image';
  /** Points: the larger side of a shape. */
  size: number;
  /** The marks before and after it on the page. */
  after: number | null;
  before: number | null;
}

const artifact = -1;

/** a b c d e f, ISO 32000-1, 8.3.3. */
type Matrix = [number, number, number, number, number, number];

interface State {
  pieces: UntaggedPiece[];
  /** Of all marked content, in the order in which it is drawn. */
  mcids: number[];
  matrix: Matrix;
  saved: Matrix[];
  /** Marks that are open; null for one without a number, `artifact` for what is declared to be no content. */
  open: (number | null)[];
  path: { start: number; points: [number, number][] } | null;
  text: { start: number; tagged: boolean; shown: boolean } | null;
}

/** `operations`: those of the drawing, where they are known. */
export function findUntagged(
  drawing: string,
  operations: readonly Operation[] = operationsIn(drawing),
): { pieces: UntaggedPiece[]; mcids: number[] } {
  const state: State = {
    pieces: [],
    mcids: [],
    matrix: [1, 0, 0, 1, 0, 0],
    saved: [],
    open: [],
    path: null,
    text: null,
  };
  for (const operation of operations) {
    follow(operation, state);
    const opened = markedContentOf(operation);
    if (opened !== null) openMark(operation.operands[0] === '/Artifact' ? artifact : opened.mcid, state);
    else if (operation.operator === 'EMC') state.open.pop();
    else if (state.text !== null || operation.operator === 'BT') readText(operation, state);
    else readShape(operation, state);
  }
  return { pieces: state.pieces, mcids: state.mcids };
}

/** Words around each piece, or null in place of it. The last ones first: no offset moves before it is used. */
export function wrapPieces(
  drawing: string,
  pieces: UntaggedPiece[],
  wordsFor: (piece: UntaggedPiece) => string | null,
): string {
  const parts: string[] = [];
  let at = 0;
  for (const piece of pieces) {
    const opening = wordsFor(piece);
    parts.push(drawing.slice(at, piece.start));
    if (opening !== null) parts.push(`${opening}\n`, drawing.slice(piece.start, piece.end), '\nEMC');
    at = piece.end;
  }
  return `${parts.join('')}${drawing.slice(at)}`;
}

function follow({ operator, operands }: Operation, state: State): void {
  if (operator === 'q') state.saved.push(state.matrix);
  else if (operator === 'Q') state.matrix = state.saved.pop() ?? state.matrix;
  else if (operator === 'cm') state.matrix = product(operands.map(Number) as Matrix, state.matrix);
}

function openMark(mark: number | null, state: State): void {
  state.open.push(mark);
  if (mark === null || mark === artifact) return;
  if (state.text !== null) state.text.tagged = true;
  state.mcids.push(mark);
  for (let index = state.pieces.length - 1; index >= 0 && state.pieces[index]!.before === null; index -= 1)
    state.pieces[index]!.before = mark;
}

function readText(operation: Operation, state: State): void {
  const { operator, start, end } = operation;
  const { text } = state;
  if (text === null) {
    state.text = { start, tagged: isTagged(state), shown: false };
  } else if (operator === 'ET') {
    state.text = null;
    if (text.shown && !text.tagged) add(state, { start: text.start, end, kind: 'text', size: 0 });
  } else if (codesShownBy(operation) !== null) text.shown = true;
}

function readShape({ operator, operands, start, end }: Operation, state: State): void {
  const { matrix } = state;
  if (/^(m|l|c|v|y|re)$/.test(operator)) {
    state.path ??= { start, points: [] };
    state.path.points.push(...pointsOf(operator, operands.map(Number)).map((point) => place(point, matrix)));
  } else if (/^(f|F|f\*|B|B\*|b|b\*|S|s|n)$/.test(operator)) {
    const { path } = state;
    state.path = null;
    if (path === null || operator === 'n' || isTagged(state)) return;
    add(state, { start: path.start, end, kind: 'shape', size: extentOf(path.points) });
  } else if (/^(Do|sh|ID)$/.test(operator) && !isTagged(state)) {
    add(state, { start, end, kind: 'image', size: 0 });
  }
}

function isTagged(state: State): boolean {
  return state.open.some((mark) => mark !== null);
}

function add(state: State, piece: Omit<UntaggedPiece, 'after' | 'before'>): void {
  state.pieces.push({ ...piece, after: state.mcids.at(-1) ?? null, before: null });
}

function pointsOf(operator: string, numbers: number[]): [number, number][] {
  const [x = 0, y = 0, width = 0, height = 0] = numbers;
  if (operator === 're')
    return [
      [x, y],
      [x + width, y + height],
    ];
  return numbers.flatMap((each, index) =>
    index % 2 === 0 ? [[each, numbers[index + 1] ?? 0] as [number, number]] : [],
  );
}

/** The larger side of what is around the points. */
function extentOf(points: [number, number][]): number {
  let [left, bottom, right, top] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
  return points.length === 0 ? 0 : Math.max(right - left, top - bottom);
}

function place([x, y]: [number, number], [a, b, c, d, e, f]: Matrix): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

function product([a, b, c, d, e, f]: Matrix, other: Matrix): Matrix {
  const [A, B, C, D] = other;
  const [x, y] = place([e, f], other);
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, x, y];
}
