/**
 * Where the parts of a cover stand. Lengths are hundredths of the sheet's width, so that every sheet looks alike; only
 * its height differs. A portrait image is the whole cover; any other is a band above the title; without an image the
 * cover is typographic, for Han text a title slip as pasted on a thread-bound book.
 */
import type { Advance } from '../fonts/advances.ts';
import { type BrokenLines, breakLines } from '../typography/display-lines.ts';

export type CoverShape = 'full' | 'band' | 'slip' | 'plain';

export interface CoverText {
  title: string;
  subtitle: string | null;
  /** A line for each kind of people. */
  people: string[];
  publisher: string | null;
}

export interface CoverMeasures {
  bold: Advance;
  regular: Advance;
}

/** Lines of one size; `x` and `y` are where the baseline of each begins, of a vertical one the middle of its top. */
export interface CoverBlock {
  size: number;
  lines: { x: number; y: number; text: string }[];
}

export interface CoverLayout {
  title: CoverBlock;
  subtitle: CoverBlock;
  people: CoverBlock;
  publisher: CoverBlock;
  /** The rules above and below the title, or the short one above it. */
  rules: Box[];
  slip: Box | null;
  picture: Box | null;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Of the em: from line to line, and from the top of a line to its baseline. */
const pitch = 1.35;
const rise = 1.04;

const margin = 10;
const across = 100 - margin * 2;

export const bandHeight = 62;

const empty: CoverBlock = { size: 0, lines: [] };

export function layoutCover(
  shape: CoverShape,
  text: CoverText,
  measures: CoverMeasures,
  height: number,
  direction: 'ltr' | 'rtl',
): CoverLayout {
  const picture = { x: 0, y: 0, width: 100, height: shape === 'full' ? height : Math.min(bandHeight, height * 0.5) };
  if (shape === 'full')
    return { title: empty, subtitle: empty, people: empty, publisher: empty, rules: [], slip: null, picture };
  const start = shape === 'slip' ? 100 - margin : direction === 'rtl' ? 100 - margin : margin;
  const foot = layoutFoot(text, measures, height, start);
  // The title ends above the names.
  const end = foot.top - 6;
  switch (shape) {
    case 'band':
      return { ...layoutBand(text, measures, picture.height, end, direction), ...foot, slip: null, picture };
    case 'plain':
      return { ...layoutPlain(text, measures, height, end, direction), ...foot, slip: null, picture: null };
    case 'slip':
      return { ...layoutSlip(text, measures, end), ...foot, rules: [], picture: null };
  }
}

interface Foot {
  people: CoverBlock;
  publisher: CoverBlock;
  top: number;
}

/** Sizes of names, the first that leaves the title its place. */
const footSizes = [4, 3.6, 3.2, 2.8, 2.4];

function layoutFoot({ people, publisher }: CoverText, { regular }: CoverMeasures, height: number, start: number): Foot {
  const bottom = height - 8;
  const publisherLines = publisher === null ? [] : breakLines(publisher, across / 3, regular).lines;
  const publisherHeight = publisherLines.length * 3 * pitch + (publisher === null ? 0 : 2);
  let size = footSizes[0]!;
  let lines: string[] = [];
  for (size of footSizes) {
    lines = people.flatMap((line) => breakLines(line, across / size, regular).lines);
    if (lines.length * size * pitch <= height * 0.24) break;
  }
  const top = bottom - publisherHeight - lines.length * size * pitch;
  return {
    people: blockAt(lines, size, start, top),
    publisher: blockAt(publisherLines, 3, start, bottom - publisherLines.length * 3 * pitch),
    top,
  };
}

function layoutBand(
  text: CoverText,
  measures: CoverMeasures,
  pictureEnd: number,
  end: number,
  direction: 'ltr' | 'rtl',
): Pick<CoverLayout, 'title' | 'subtitle' | 'rules'> {
  const start = direction === 'rtl' ? 100 - margin : margin;
  const top = pictureEnd + 10;
  const room = end - top - 6;
  const { title, subtitle } = stack(text, measures, start, top + 6, room);
  return { title, subtitle, rules: [{ x: direction === 'rtl' ? start - 12 : start, y: top, width: 12, height: 0.9 }] };
}

function layoutPlain(
  text: CoverText,
  measures: CoverMeasures,
  height: number,
  end: number,
  direction: 'ltr' | 'rtl',
): Pick<CoverLayout, 'title' | 'subtitle' | 'rules'> {
  const start = direction === 'rtl' ? 100 - margin : margin;
  const top = Math.min(22, height * 0.14);
  const padding = 7;
  const rule = 0.5;
  const { title, subtitle, bottom } = stack(
    text,
    measures,
    start,
    top + rule + padding,
    end - top - 2 * (rule + padding),
  );
  return {
    title,
    subtitle,
    rules: [
      { x: margin, y: top, width: across, height: rule },
      { x: margin, y: bottom + padding, width: across, height: rule },
    ],
  };
}

/** Title and subtitle below each other, in a room of that height. */
function stack(
  { title, subtitle }: CoverText,
  { bold, regular }: CoverMeasures,
  start: number,
  top: number,
  room: number,
): Pick<CoverLayout, 'title' | 'subtitle'> & { bottom: number } {
  const size = 4.2;
  const gap = 3;
  const below = subtitle === null ? [] : breakLines(subtitle, across / size, regular).lines;
  const subtitleHeight = below.length === 0 ? 0 : gap + below.length * size * pitch;
  const fit = fitTitle(title, bold, across, Math.min(70, room - subtitleHeight));
  const titleEnd = top + fit.lines.length * fit.size * pitch;
  return {
    title: blockAt(fit.lines, fit.size, start, top),
    subtitle: blockAt(below, size, start, titleEnd + gap),
    bottom: titleEnd + subtitleHeight,
  };
}

/** Distance between the edge of the slip and its words, along and across the lines; its frame lies within. */
const slipPadding = { along: 6, across: 4.4 };
const slipSpacing = 0.06;

/** Lines run from top to bottom, the first at the right. */
function layoutSlip(
  { title, subtitle }: CoverText,
  { bold, regular }: CoverMeasures,
  end: number,
): Pick<CoverLayout, 'title' | 'subtitle' | 'slip'> {
  const left = 9;
  const top = 9;
  const size = 3.6;
  const gap = 2;
  const longest = Math.min(112, end - top) - slipPadding.along * 2;
  const below = subtitle === null ? [] : breakLines(subtitle, longest / size, regular).lines;
  const subtitleWidth = below.length === 0 ? 0 : gap + below.length * size * pitch;
  const fit = fitTitle(title, bold, longest, 54 - subtitleWidth, slipSpacing);
  const width = Math.max(17, fit.lines.length * fit.size * pitch + subtitleWidth + slipPadding.across * 2);
  const lengthOf = (lines: string[], advance: Advance, em: number, spacing: number) =>
    Math.max(0, ...lines.map((line) => Array.from(line).reduce((sum, each) => sum + advance(each) + spacing, 0))) * em;
  const length = Math.max(lengthOf(fit.lines, bold, fit.size, slipSpacing), lengthOf(below, regular, size, 0));
  const box = { x: left, y: top, width, height: length + slipPadding.along * 2 };
  const used = fit.lines.length * fit.size * pitch + subtitleWidth;
  const right = left + width - (width - used) / 2;
  const columns = (lines: string[], em: number, from: number) =>
    lines.map((line, index) => ({ x: from - (index + 0.5) * em * pitch, y: top + slipPadding.along, text: line }));
  return {
    title: { size: fit.size, lines: columns(fit.lines, fit.size, right) },
    subtitle: { size, lines: columns(below, size, right - fit.lines.length * fit.size * pitch - gap) },
    slip: box,
  };
}

const largest = 10;
const smallest = 3;

/** The size of a title and its lines: as large as it can be without bad breaks. */
export function fitTitle(
  title: string,
  advance: Advance,
  along: number,
  acrossLines: number,
  spacing = 0,
): BrokenLines & { size: number } {
  let best: (BrokenLines & { size: number }) | null = null;
  for (let size = largest; size >= smallest; size -= 0.25) {
    // What is better than this has larger letters.
    if (best !== null && (largest - size) * costOfSize >= best.cost) break;
    const broken = breakLines(title, along / size, advance, spacing);
    if (broken.lines.length * size * pitch > acrossLines && size > smallest) continue;
    const cost = broken.cost + (largest - size) * costOfSize;
    if (best === null || cost < best.cost) best = { ...broken, size, cost };
  }
  return best!;
}

/** What a hundredth of the width in the size of a title is worth, next to breaks. */
const costOfSize = 1.2;

function blockAt(lines: string[], size: number, start: number, top: number): CoverBlock {
  return { size, lines: lines.map((text, index) => ({ x: start, y: top + (index * pitch + rise) * size, text })) };
}
