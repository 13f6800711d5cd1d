/** The word that was probably meant, or null when none is close: a wrong suggestion is worse than none. */

/** Words longer than this are data that slipped into the wrong place, and would be slow to compare. */
const longestWord = 80;

export function nearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  if (wanted.length > longestWord) return null;
  // One mistake in a short word, one in four letters at most: `tile` is `title`, but `tree` is not `date`.
  const allowed = Math.min(3, Math.max(1, Math.floor(wanted.length / 4)));
  let best: string | null = null;
  let bestDistance = allowed + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    // Of three letters one is too much to be wrong about: `tag` is `tags` and `sj` is `js`, but `pas` is not `ps`.
    if (wanted.length <= 3 && distance > 0 && !isBeginning(wanted, candidate) && !isSwapped(wanted, candidate))
      continue;
    // A candidate of which nothing is left (`a` and `b`) was not meant.
    if (distance < bestDistance && distance < Math.max(wanted.length, candidate.length) / 2) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function isBeginning(word: string, candidate: string): boolean {
  return word.length === 3 && candidate.toLowerCase().startsWith(word);
}

function isSwapped(word: string, candidate: string): boolean {
  return candidate.length === word.length && [...candidate.toLowerCase()].sort().join() === [...word].sort().join();
}

/** Optimal string alignment distance: a swap counts as one, since `titel` for `title` is the most common slip. */
export function editDistance(first: string, second: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (let row = 1; row <= first.length; row++) {
    const current = [row];
    for (let column = 1; column <= second.length; column++) {
      const same = first[row - 1] === second[column - 1];
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped =
        row > 1 && column > 1 && first[row - 1] === second[column - 2] && first[row - 2] === second[column - 1];
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[second.length]!;
}
