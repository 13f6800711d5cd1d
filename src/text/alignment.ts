/**
 * Aligns two nearly equal texts: the parts they have in common, in order. Looks for the nearest place where they agree
 * again, which is quick and finds the difference people would name.
 */
export interface CommonPiece {
  /** Where it begins in each text. */
  first: number;
  second: number;
  length: number;
}

export function alignTexts(first: string, second: string): CommonPiece[] {
  const pieces: CommonPiece[] = [];
  let place: MatchPlace | null = { first: 0, second: 0 };
  let done: MatchPlace = { first: 0, second: 0 };
  while (place !== null) {
    const length = commonLength(first, second, place);
    if (length > 0) {
      pieces.push(...alignClosely(first, second, done, place), { ...place, length });
      done = { first: place.first + length, second: place.second + length };
    }
    const inside = done.first < first.length && done.second < second.length;
    place = inside ? nextAgreement(first, second, done) : null;
  }
  return [...pieces, ...alignClosely(first, second, done, { first: first.length, second: second.length })];
}

interface MatchPlace {
  first: number;
  second: number;
}

function commonLength(first: string, second: string, place: MatchPlace): number {
  let length = 0;
  while (place.first + length < first.length && first[place.first + length] === second[place.second + length]) {
    if (place.second + length >= second.length) break;
    length += 1;
  }
  return length;
}

/** How far to look, and how many characters in a row are no chance there. */
const reaches = [
  { reach: 40, sure: 8 },
  { reach: 400, sure: 10 },
  { reach: 6_000, sure: 16 },
  { reach: 200_000, sure: 24 },
];

function nextAgreement(first: string, second: string, place: MatchPlace): MatchPlace | null {
  for (const { reach, sure } of reaches) {
    const found = agreementWithin(first, second, place, reach, sure);
    if (found !== null) return found;
  }
  return null;
}

/** The place with the fewest characters left out of both. */
function agreementWithin(
  first: string,
  second: string,
  place: MatchPlace,
  reach: number,
  sure: number,
): MatchPlace | null {
  const known = new Map<string, number>();
  const end = Math.min(first.length, place.first + reach);
  // At the end of both texts fewer characters must do.
  const piece = (text: string, at: number) =>
    at + sure <= text.length ? text.slice(at, at + sure) : `${text.slice(at)}\0`;
  for (let at = place.first; at < end; at += 1) {
    const words = piece(first, at);
    if (!known.has(words)) known.set(words, at);
  }
  let best: MatchPlace | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let at = place.second; at < Math.min(second.length, place.second + reach, place.second + least); at += 1) {
    const other = known.get(piece(second, at));
    const cost = other === undefined ? Number.POSITIVE_INFINITY : other - place.first + at - place.second;
    if (cost < least) {
      least = cost;
      best = { first: other!, second: at };
    }
  }
  return best;
}

/** The longest common subsequence of two short passages between places where the texts agree. */
function alignClosely(first: string, second: string, start: MatchPlace, end: MatchPlace): CommonPiece[] {
  const [rows, columns] = [end.first - start.first, end.second - start.second];
  if (rows * columns === 0 || rows * columns > mostCells) return [];
  const width = columns + 1;
  const most = new Uint16Array((rows + 1) * width);
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const same = first[start.first + row] === second[start.second + column];
      const at = row * width + column;
      most[at] = same ? most[at + width + 1]! + 1 : Math.max(most[at + width]!, most[at + 1]!);
    }
  }
  const pieces: CommonPiece[] = [];
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    const place = { first: start.first + row, second: start.second + column };
    const last = pieces.at(-1);
    if (first[place.first] === second[place.second]) {
      if (last !== undefined && last.first + last.length === place.first && last.second + last.length === place.second)
        last.length += 1;
      else pieces.push({ ...place, length: 1 });
      row += 1;
      column += 1;
    } else if (most[(row + 1) * width + column]! >= most[row * width + column + 1]!) row += 1;
    else column += 1;
  }
  return pieces;
}

/** Of the table that compares two passages character by character. */
const mostCells = 250_000;

/** Where two texts differ: what only the first has, and what only the second has, at a place in each. */
export interface Difference {
  first: number;
  second: number;
  /** How many characters only the first has, and only the second. */
  lost: number;
  added: number;
}

export function differencesOf(first: string, second: string): Difference[] {
  const end: CommonPiece = { first: first.length, second: second.length, length: 0 };
  const found: Difference[] = [];
  let done = { first: 0, second: 0 };
  for (const piece of [...alignTexts(first, second), end]) {
    const [lost, added] = [piece.first - done.first, piece.second - done.second];
    if (lost + added > 0) found.push({ ...done, lost, added });
    done = { first: piece.first + piece.length, second: piece.second + piece.length };
  }
  return found;
}
