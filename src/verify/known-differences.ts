/**
 * Expected differences between paper and documents: hyphens and leaders drawn by the browser; roots, ruby and short
 * upright numbers it leaves untagged; right-to-left text; tables set row by row. Each is recognized by its place in the
 * document.
 */
import type { DocumentText, TextElement } from '../epub/check/document-text.ts';
import type { Difference } from '../text/alignment.ts';

export interface ExpectedDifferences {
  lost(difference: Difference): boolean;
  added(difference: Difference): boolean;
}

/** `untagged`: words on the same pages that have no tag. */
export function expectedDifferences(
  document: DocumentText,
  printed: string,
  untagged: string,
  differences: Difference[],
): ExpectedDifferences {
  const tables = stackedTables(document, printed, differences);
  const spare = countCharacters(untagged);
  // Each letter of the one must be among those of the other.
  const turned = {
    lost: countCharacters(differences.map(({ first, lost }) => document.words.slice(first, first + lost)).join('')),
    added: countCharacters(differences.map(({ second, added }) => printed.slice(second, second + added)).join('')),
  };
  return {
    lost: ({ first, lost }) => {
      // Digits and signs between such letters are written in their order too.
      const isTurned = isBesideTurned(document.words, first, lost);
      // Where a reading repeats the letters beside it, the two texts may be laid side by side either way.
      const isUntaggedRun = range(first, lost).some((at) => isIn(document.places[at]!.within, isUntagged));
      return range(first, lost).every((at) => {
        const { within } = document.places[at]!;
        const character = document.words[at]!;
        if (tables.isHead(within)) return true;
        if (isTurned) return take(turned.added, character);
        if (isIn(within, isMathematics) && changedSigns.test(character)) return true;
        return isUntaggedRun && take(spare, character);
      });
    },
    added: ({ first, second, added }) => {
      const text = printed.slice(second, second + added);
      const before = document.places[first - 1]?.within ?? null;
      const after = document.places[first]?.within ?? null;
      const around = (test: (element: TextElement) => boolean) => isIn(before, test) || isIn(after, test);
      if (/^[-\u2010]$/.test(text)) return isParted(printed, second);
      if (/^[•◦●○﹅﹆]+$/.test(text)) return isIn(before, ({ classes }) => classes.includes('east-asian'));
      if (/^√+$/.test(text)) return isIn(after, ({ name }) => name === 'msqrt' || name === 'mroot');
      if (/^[“”‘’「」『』]$/.test(text)) return around(({ name }) => name === 'q');
      if ([...text].every((character) => changedSigns.test(character))) return around(isMathematics);
      if (isBesideTurned(printed, second, added)) return [...text].every((character) => take(turned.lost, character));
      return tables.isLabel(text, before, after);
    },
  };
}

function range(start: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => start + index);
}

function isIn(within: TextElement | null, test: (element: TextElement) => boolean): boolean {
  for (let element = within; element !== null; element = element.parent) if (test(element)) return true;
  return false;
}

function isMathematics({ name }: TextElement): boolean {
  return name === 'math';
}

/** Chrome gives no tag to the words over or beside others, nor to what stands upright in a vertical line. */
function isUntagged({ name, classes }: TextElement): boolean {
  return name === 'rt' || classes.includes('combined') || classes.includes('noteref');
}

/** Signs over and under letters, which are set with others, or drawn (pdf/page/break-formulas.ts). */
const changedSigns = /^(?:[\u02c6\u02dc^~\u203e\u00af_]|\u0302|\u0303)$/;

/** Chrome writes these letters as they stand on the line, from the left. */
const fromTheRight = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** Whether some of these characters, or one beside them, runs from the right. */
function isBesideTurned(text: string, at: number, count: number): boolean {
  return fromTheRight.test(text.slice(Math.max(0, at - 1), at + count + 1));
}

function countCharacters(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
}

/** Each use of a word without a tag counts once. */
function take(spare: Map<string, number>, character: string): boolean {
  const left = spare.get(character) ?? 0;
  if (left > 0) spare.set(character, left - 1);
  return left > 0;
}

/** A word split at the end of a line. */
function isParted(printed: string, at: number): boolean {
  return /\p{L}/u.test(printed[at - 1] ?? '') && /\p{L}/u.test(printed[at + 1] ?? '');
}

interface StackedTables {
  /** Whether it is in the head of such a table, which is said with each value in place of once. */
  isHead(within: TextElement): boolean;
  isLabel(text: string, before: TextElement | null, after: TextElement | null): boolean;
}

/** Tables too wide for the page are set row by row (`wide-tables.ts`): column heads repeat with every value. */
function stackedTables(document: DocumentText, printed: string, differences: Difference[]): StackedTables {
  const heads = new Map<TextElement, Map<TextElement, string>>();
  for (const [at, { within }] of document.places.entries()) {
    const head = closest(within, 'th');
    const table = closest(within, 'table');
    if (head === null || table === null) continue;
    const cells = heads.get(table) ?? new Map<TextElement, string>();
    cells.set(head, (cells.get(head) ?? '') + document.words[at]);
    heads.set(table, cells);
  }
  const added = new Map<TextElement, string>();
  for (const { first, second, added: count } of differences) {
    const places = [document.places[first - 1], document.places[first]];
    const table = places.map((place) => closest(place?.within ?? null, 'table')).find((found) => found !== null);
    if (table) added.set(table, (added.get(table) ?? '') + printed.slice(second, second + count));
  }
  const isStacked = (table: TextElement | null): table is TextElement => {
    if (table === null) return false;
    const labels = [...(heads.get(table)?.values() ?? [])].slice(1);
    // Whatever is missing at the top must be said below.
    return labels.length > 0 && labels.every((label) => added.get(table)?.includes(label) === true);
  };
  return {
    isHead: (within) => closest(within, 'th') !== null && isStacked(closest(within, 'table')),
    isLabel: (text, before, after) => {
      const table = [before, after].map((place) => closest(place, 'table')).find((found) => found !== null) ?? null;
      return isStacked(table) && isMadeOf(text, [...(heads.get(table)?.values() ?? [])]);
    },
  };
}

function closest(within: TextElement | null, name: string): TextElement | null {
  for (let element = within; element !== null; element = element.parent) if (element.name === name) return element;
  return null;
}

/** Whether the words are some of these one after the other. */
function isMadeOf(text: string, labels: string[]): boolean {
  let rest = text;
  const sorted = labels.filter((label) => label !== '').sort((one, other) => other.length - one.length);
  while (rest !== '') {
    const label = sorted.find((each) => rest.startsWith(each));
    if (label === undefined) return false;
    rest = rest.slice(label.length);
  }
  return true;
}
