/**
 * Lines of a title, and of other text in large type, as a designer would break them: as few as possible, of similar
 * length, after punctuation rather than within a phrase. In: text, the longest line in em, widths. Nothing is hyphenated.
 */
import type { Advance } from '../fonts/advances.ts';

export interface BrokenLines {
  lines: string[];
  /** How far from ideal the breaks are: 0 for one line, above 10 where a word is broken. */
  cost: number;
}

/** `spacing`: em added to each character. */
export function breakLines(text: string, longest: number, advance: Advance, spacing = 0): BrokenLines {
  const units = splitUnits(text, longest, advance, spacing);
  if (units.length === 0) return { lines: [], cost: 0 };
  const widths = units.map(({ width }) => width);
  const total = widths.reduce((sum, each) => sum + each, 0);
  const fewest = fewestLines(units, longest);
  let best: BrokenLines = { lines: [], cost: Number.POSITIVE_INFINITY };
  // One line more may break at better places.
  for (let count = fewest; count <= fewest + 1 && count <= units.length; count += 1) {
    const broken = breakInto(units, count, longest, total / count);
    if (broken !== null && broken.cost + (count - fewest) < best.cost)
      best = { ...broken, cost: broken.cost + (count - fewest) };
  }
  return best;
}

/** What is never broken, and what a break after it costs. */
interface DisplayUnit {
  text: string;
  width: number;
  /** Of a space after it, which a break removes. */
  space: number;
  cost: number;
}

const brokenWord = 10;

const cluster =
  /\p{Regional_Indicator}{2}|\P{M}(?:\p{M}|\p{Default_Ignorable_Code_Point}|\p{Emoji_Modifier}|(?<=\u200d)\p{Extended_Pictographic})*/gu;
const wide = /^[\u1100-\u115f\u2e80-\u303f\u3040-\u30ff\u3130-\u318f\u31f0-\uffef\u{1b000}-\u{3ffff}]/u;
/** Never at the beginning of a line. */
const closing =
  /^[\p{Pe}\p{Pf}!,.:;?·…—～、。〃々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー！％），．：；？］｝”’%]/u;
/** Never at the end of one. */
const opening = /^[\p{Ps}\p{Pi}“‘《〈「『【〔（［｛]/u;
const punctuation = /[\p{Pe}\p{Pf}!,.:;?…—、。！，．：；？]$/u;

function splitUnits(text: string, longest: number, advance: Advance, spacing: number): DisplayUnit[] {
  const clusters = text.trim().replace(/\s+/gu, ' ').match(cluster) ?? [];
  const widthOf = (each: string) => Array.from(each).reduce((sum, one) => sum + advance(one), 0) + spacing;
  const isMixed = clusters.some((each) => wide.test(each));
  const units: DisplayUnit[] = [];
  let open: DisplayUnit | null = null;
  for (const [index, each] of clusters.entries()) {
    const next = clusters[index + 1] ?? '';
    if (each === ' ') continue;
    open ??= { text: '', width: 0, space: 0, cost: 0 };
    open.text += each;
    open.width += widthOf(each);
    const isSpaced = next === ' ';
    if (!isSpaced && next !== '' && !isBreakBetween(each, next)) continue;
    const after = isSpaced ? (clusters[index + 2] ?? '') : next;
    if (isSpaced) open.space = advance(' ') + spacing;
    open.cost = costBetween(open.text, each, after, isSpaced, isMixed);
    units.push(...(open.width > longest ? splitWord(open, longest, widthOf) : [open]));
    open = null;
  }
  return units;
}

function isBreakBetween(before: string, after: string): boolean {
  if (closing.test(after) || opening.test(before)) return false;
  if (/^[—…]/.test(before) && before === after) return false;
  return wide.test(before) || wide.test(after) || /^[-\u2010/—]/.test(before);
}

/** Particles that close a phrase, and those that begin one. */
const phraseEnd = /^[的了をはがにでと]$/u;
const phraseStart = /^[与和及或在对从以为是把被让向于将]$/u;

function costBetween(unit: string, before: string, after: string, isSpaced: boolean, isMixed: boolean): number {
  if (punctuation.test(before)) return 0;
  if (opening.test(after)) return 0.3;
  // A preposition or an article belongs to the word after it; a name among Han characters is one phrase.
  if (isSpaced && !wide.test(before) && !wide.test(after)) return isMixed ? 2.2 : /^\p{Ll}{1,3}$/u.test(unit) ? 1 : 0.4;
  if (isSpaced || wide.test(before) !== wide.test(after)) return 0.7;
  if (!wide.test(before)) return 1;
  if (phraseEnd.test(before) || phraseStart.test(after)) return 0.8;
  const kana = /^\p{Script=Hiragana}/u;
  // An ending belongs to its Han characters.
  return kana.test(before) && !kana.test(after) ? 0.8 : kana.test(after) ? 2.4 : 1.6;
}

/** A word that fits no line. */
function splitWord(word: DisplayUnit, longest: number, widthOf: (each: string) => number): DisplayUnit[] {
  const parts: DisplayUnit[] = [];
  const count = Math.ceil(word.width / longest);
  for (const each of word.text.match(cluster) ?? []) {
    const last = parts.at(-1);
    const width = widthOf(each);
    if (last !== undefined && last.width < word.width / count && last.width + width <= longest) {
      last.text += each;
      last.width += width;
    } else parts.push({ text: each, width, space: 0, cost: brokenWord });
  }
  // Not where it would be divided, but seen to be.
  if (/^[\p{Script=Latin}\p{M}]+$/u.test(word.text)) for (const part of parts.slice(0, -1)) part.text += '-';
  const last = parts.at(-1)!;
  return [...parts.slice(0, -1), { ...last, space: word.space, cost: word.cost }];
}

function fewestLines(units: DisplayUnit[], longest: number): number {
  let lines = 1;
  let used = 0;
  let space = 0;
  for (const unit of units) {
    if (used > 0 && used + space + unit.width > longest) {
      lines += 1;
      used = 0;
      space = 0;
    }
    used += space + unit.width;
    space = unit.space;
  }
  return lines;
}

/** The cheapest way to that many lines; null where there is none. */
function breakInto(units: DisplayUnit[], count: number, longest: number, ideal: number): BrokenLines | null {
  const best = Array.from({ length: count + 1 }, () =>
    new Array<number>(units.length + 1).fill(Number.POSITIVE_INFINITY),
  );
  const from = Array.from({ length: count + 1 }, () => new Array<number>(units.length + 1).fill(0));
  best[0]![0] = 0;
  for (let line = 1; line <= count; line += 1) {
    for (let end = line; end <= units.length; end += 1) {
      let width = 0;
      for (let start = end - 1; start >= line - 1; start -= 1) {
        width += units[start]!.width + (start === end - 1 ? 0 : units[start]!.space);
        if (width > longest && start < end - 1) break;
        const cost =
          best[line - 1]![start]! + raggedness(width, ideal) + (end === units.length ? 0 : units[end - 1]!.cost);
        if (cost >= best[line]![end]!) continue;
        best[line]![end] = cost;
        from[line]![end] = start;
      }
    }
  }
  const cost = best[count]![units.length]!;
  if (!Number.isFinite(cost)) return null;
  const lines: string[] = [];
  for (let line = count, end = units.length; line > 0; line -= 1) {
    const start = from[line]![end]!;
    lines.unshift(
      units
        .slice(start, end)
        .map(({ text, space }) => text + (space > 0 ? ' ' : ''))
        .join('')
        .trim(),
    );
    end = start;
  }
  return { lines, cost };
}

function raggedness(width: number, ideal: number): number {
  return 3 * ((width - ideal) / ideal) ** 2;
}
