/**
 * Page boxes (ISO 32000-1, 14.11.2), exact whatever Chrome rounded to, and crop marks. The media box begins at 0 0.
 */
import type { PageSize } from '../../model/book.ts';
import type { Binding } from '../../typography/direction.ts';
import { printNumber } from '../file/objects.ts';
import { isBoundLeft, points } from '../geometry/sheet.ts';

/** Millimetres. */
export interface PageBoxOptions {
  /** The page after cutting. */
  trim: PageSize;
  /** Chrome printed on a sheet of trim + 2 * bleed, rounded up at the right and the bottom. */
  bleed: number;
  /** False: no bleed at the bound edge. */
  spineBleed: boolean;
  /** Crop marks, outside of the bleed; the media box grows for them. */
  marks: boolean;
  binding: Binding;
}

/** Points: left, bottom, right, top. */
export type PageBox = [left: number, bottom: number, right: number, top: number];

/** Points. */
export interface Shift {
  x: number;
  y: number;
}

export interface PageBoxes {
  media: PageBox;
  bleed: PageBox;
  trim: PageBox;
  /** From the sheet that Chrome printed to this page. */
  shift: Shift;
}

/** Millimetres between the trim and its marks, and how long these are. */
const markDistance = 3;
const markLength = 5;

/** `page`: counted from 1. `sheetHeight`: of the sheet that Chrome printed, in points. */
export function boxesOf(sheet: PageBoxOptions, page: number, sheetHeight: number): PageBoxes {
  const bleed = points(sheet.bleed);
  const boundLeft = isBoundLeft(page, sheet.binding);
  const left = sheet.spineBleed || !boundLeft ? bleed : 0;
  const right = sheet.spineBleed || boundLeft ? bleed : 0;
  const slug = sheet.marks ? points(Math.max(markDistance, sheet.bleed) + markLength + 1) : 0;
  const before = sheet.marks ? slug : left;
  const below = sheet.marks ? slug : bleed;
  const width = points(sheet.trim.width);
  const height = points(sheet.trim.height);
  const trim: PageBox = [before, below, before + width, below + height];
  const outer: PageBox = [trim[0] - left, trim[1] - bleed, trim[2] + right, trim[3] + bleed];
  const media: PageBox = [0, 0, before + width + (sheet.marks ? slug : right), below * 2 + height];
  return {
    media: rounded(media),
    bleed: rounded(outer),
    trim: rounded(trim),
    shift: { x: round(trim[0] - bleed), y: round(trim[3] + bleed - sheetHeight) },
  };
}

/** Two lines at each corner, in black alone: they are no part of the page. */
export function cropMarks([left, bottom, right, top]: PageBox, bleed: PageBox): string {
  const length = points(markLength);
  const near = (trim: number, edge: number) => Math.max(points(markDistance), Math.abs(trim - edge));
  const lines = [left, right].flatMap((x) => [
    [x, bottom - near(bottom, bleed[1]), x, bottom - near(bottom, bleed[1]) - length],
    [x, top + near(top, bleed[3]), x, top + near(top, bleed[3]) + length],
  ]);
  const beside = [bottom, top].flatMap((y) => [
    [left - near(left, bleed[0]), y, left - near(left, bleed[0]) - length, y],
    [right + near(right, bleed[2]), y, right + near(right, bleed[2]) + length, y],
  ]);
  const drawn = [...lines, ...beside].map((line) => line.map((each) => printNumber(round(each))));
  const strokes = drawn.map(([x, y, toX, toY]) => `${x} ${y} m\n${toX} ${toY} l\nS\n`).join('');
  return `/Artifact <</Type /Page>> BDC\nq\n0 G\n0.25 w\n${strokes}Q\nEMC\n`;
}

function rounded(box: PageBox): PageBox {
  return box.map(round) as PageBox;
}

export function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
