/** Page labels: Roman numerals before the text, which begins at 1. */
import type { Profile } from '../../model/book.ts';

export interface PageLabel {
  /** The page the range begins with, counted from 1. */
  from: number;
  style: 'roman' | 'decimal' | 'none';
  start: number;
}

/** The cover of a file for the screen has no number: a book in print has it outside. */
export function labelsOf(front: number, profile: Profile): PageLabel[] {
  const covers = profile === 'screen' ? 1 : 0;
  return [
    ...(covers > 0 ? [{ from: 1, style: 'none', start: 1 } as const] : []),
    ...(front > covers ? [{ from: covers + 1, style: 'roman', start: 1 } as const] : []),
    { from: front + 1, style: 'decimal', start: 1 },
  ];
}

export function folioOf(page: number, labels: readonly PageLabel[]): string {
  const label = labels.findLast(({ from }) => page >= from);
  if (label === undefined || label.style === 'none') return '';
  const number = page - label.from + label.start;
  return label.style === 'roman' ? romanNumber(number) : String(number);
}

const romanLetters = [
  ['m', 1000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
] as const;

function romanNumber(number: number): string {
  let rest = number;
  let written = '';
  for (const [letters, value] of romanLetters) {
    while (rest >= value) {
      written += letters;
      rest -= value;
    }
  }
  return written;
}
