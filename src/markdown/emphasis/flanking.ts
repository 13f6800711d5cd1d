/**
 * Pairs emphasis delimiters by CommonMark's algorithm with one change: a delimiter beside a Han, kana or Hangul
 * character or full-width punctuation counts as flanking there, so that `**注意：**请看` works.
 * https://spec.commonmark.org/0.31.2/#phase-2-inline-structure,
 * https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md
 */

export interface Span {
  kind: 'em' | 'strong' | 'del';
  /** Characters of the mark on either side. */
  mark: number;
  /** Where the closing mark ends. */
  end: number;
}

/** By the place where the opening mark begins. */
export type Spans = ReadonlyMap<number, Span>;

/** A run of equal marks. */
interface Run {
  character: string;
  start: number;
  /** As written. What closes is taken from its front, what opens from its end. */
  length: number;
  closed: number;
  left: number;
  canOpen: boolean;
  canClose: boolean;
  /** Neighbours that may still open. */
  before: Run | null;
}

export function findSpans(text: string): Spans {
  const spans = new Map<number, Span>();
  let last: Run | null = null;
  /** Before these places nothing opens for a closer of that kind, so nobody looks there again. */
  const bottoms = new Map<string, number>();
  for (const run of runsOf(text)) {
    run.before = last;
    if (run.canClose) closeWith(run, spans, bottoms);
    // A closer takes openers between it and its own off the list.
    last = run.left > 0 && run.canOpen ? run : run.before;
  }
  return spans;
}

function closeWith(closer: Run, spans: Map<number, Span>, bottoms: Map<string, number>): void {
  const kind = `${closer.character}${closer.canOpen}${closer.length % 3}`;
  const bottom = bottoms.get(kind) ?? -1;
  let opener = closer.before;
  while (closer.left > 0 && opener !== null && opener.start > bottom) {
    if (!matches(opener, closer)) {
      opener = opener.before;
      continue;
    }
    // Of stars and underscores two make strong emphasis; tildes are never split.
    const mark = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
    const start = opener.start + opener.closed + opener.left - mark;
    const end = closer.start + closer.closed + mark;
    spans.set(start, { kind: closer.character === '~' ? 'del' : mark === 2 ? 'strong' : 'em', mark, end });
    opener.left -= mark;
    closer.left -= mark;
    closer.closed += mark;
    closer.before = opener.left > 0 ? opener : opener.before;
    if (opener.left === 0) opener = opener.before;
  }
  if (closer.left > 0) bottoms.set(kind, closer.before?.start ?? -1);
}

/** Rules 9 and 10: marks that could open and close pair only when their lengths do not make a multiple of three. */
function matches(opener: Run, closer: Run): boolean {
  if (opener.character !== closer.character) return false;
  if (opener.character === '~') return opener.length === closer.length;
  const both = opener.canClose || closer.canOpen;
  return !both || closer.length % 3 === 0 || (opener.length + closer.length) % 3 !== 0;
}

function* runsOf(text: string): Generator<Run> {
  for (const match of text.matchAll(/\*+|_+|~+/g)) {
    const { 0: marks, index: start } = match;
    const character = marks[0]!;
    // One tilde deletes or two do; more are nothing.
    if (character === '~' && marks.length > 2) continue;
    const before = neighbourBefore(text, start);
    const after = neighbourAfter(text, start + marks.length);
    const left = isFlanking(before, after);
    const right = isFlanking(after, before);
    const word = character === '_';
    // `H~2~O` and 3~5天 are no deletions; GFM's examples of one tilde have spaces or punctuation around it.
    const apart = character !== '~' || marks.length > 1;
    yield {
      character,
      start,
      length: marks.length,
      closed: 0,
      left: marks.length,
      canOpen: left && (!word || !right || before.punctuation) && (apart || !isLetter(before)),
      canClose: right && (!word || !left || after.punctuation) && (apart || !isLetter(after)),
      before: null,
    };
  }
}

function isLetter({ space, punctuation }: Neighbour): boolean {
  return !space && !punctuation;
}

/** What stands beside a mark. The ends of the text count as white space. */
interface Neighbour {
  space: boolean;
  punctuation: boolean;
  eastAsian: boolean;
}

/** Whether a mark with `outer` on one side and `inner` on the other clings to the inner one. */
function isFlanking(outer: Neighbour, inner: Neighbour): boolean {
  if (inner.space) return false;
  if (!inner.punctuation || inner.eastAsian) return true;
  return outer.space || outer.punctuation || outer.eastAsian;
}

// Emoji have no script; the marks that choose a shape for a character belong to it.
const eastAsian =
  /[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script_Extensions=Hangul}\p{Script_Extensions=Bopomofo}\p{Script_Extensions=Yi}\u3000-\u303f\u3200-\u33ff\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uffef]/u;
const shapeChoice = /^[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u;
const space = /^\s$/u;
const punctuation = /^[\p{P}\p{S}]$/u;

function neighbourBefore(text: string, at: number): Neighbour {
  const character = characterBefore(text, at);
  const chosen = shapeChoice.test(character) ? characterBefore(text, at - character.length) : character;
  return describe(chosen);
}

function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  const paired = low >= 0xdc00 && low <= 0xdfff && at >= 2;
  return text.slice(paired ? at - 2 : Math.max(0, at - 1), at);
}

function neighbourAfter(text: string, at: number): Neighbour {
  const point = text.codePointAt(at);
  return describe(point === undefined ? '' : String.fromCodePoint(point));
}

function describe(character: string): Neighbour {
  return {
    space: character === '' || space.test(character),
    punctuation: punctuation.test(character),
    eastAsian: eastAsian.test(character),
  };
}
