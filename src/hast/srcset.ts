/**
 * Parses `srcset` as the HTML standard does, skipping what is malformed, and chooses the largest useful candidate.
 * https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute
 */

/** Where pages that load images late keep the real addresses: WeChat, Zhihu (twice), Jianshu, WordPress and more. */
export const lateAddresses = ['dataSrc', 'dataOriginal', 'dataActualsrc', 'dataOriginalSrc', 'dataLazySrc'];
export const lateSets = ['dataSrcset', 'dataLazySrcset'];

export interface Candidate {
  address: string;
  /** Pixels, from a descriptor such as `1200w`. */
  width: number | null;
  /** Pixels for a CSS pixel, from a descriptor such as `2x`. */
  density: number | null;
  /** The narrowest window that gets it, in CSS pixels; 0 when every window does. */
  window: number;
}

/** More than figures need on a page of A4 or on a reading system: what is wider is only made smaller again. */
const widestUseful = 2400;
/** No screen of a reader is denser. */
const densestUseful = 3;

/** An address without a descriptor. */
export function plainCandidate(address: string): Candidate {
  return { address, width: null, density: null, window: 0 };
}

export function parseSourceSet(text: string): Candidate[] {
  const candidates: Candidate[] = [];
  let at = 0;
  while (at < text.length) {
    while (at < text.length && (isSpace(text[at]!) || text[at] === ',')) at += 1;
    const start = at;
    while (at < text.length && !isSpace(text[at]!)) at += 1;
    const address = text.slice(start, at);
    if (address === '') break;
    // An address may hold commas, and one at its end closes the candidate.
    const closed = withoutCommas(address);
    if (closed.length < address.length) {
      candidates.push(plainCandidate(closed));
      continue;
    }
    const descriptors = readDescriptors(text, at);
    at = descriptors.end;
    const size = readSize(descriptors.words);
    if (size !== null) candidates.push({ address, ...size, window: 0 });
  }
  return candidates;
}

/** White space of HTML. JavaScript's `\s` knows more, which may stand in an address. */
function isSpace(character: string): boolean {
  return /[ \t\n\f\r]/.test(character);
}

function withoutCommas(address: string): string {
  let end = address.length;
  while (end > 0 && address[end - 1] === ',') end -= 1;
  return address.slice(0, end);
}

/** The words up to the next comma that stands in no parentheses. */
function readDescriptors(text: string, from: number): { words: string[]; end: number } {
  const words: string[] = [];
  let word = '';
  let enclosed = false;
  let at = from;
  for (; at < text.length && (enclosed || text[at] !== ','); at += 1) {
    const character = text[at]!;
    if (!enclosed && isSpace(character)) {
      words.push(word);
      word = '';
      continue;
    }
    if (character === '(') enclosed = true;
    if (character === ')') enclosed = false;
    word += character;
  }
  return { words: [...words, word].filter((each) => each !== ''), end: at };
}

/** Null when a descriptor is malformed, or two contradict each other. */
function readSize(words: string[]): Pick<Candidate, 'width' | 'density'> | null {
  let width: number | null = null;
  let density: number | null = null;
  let height: number | null = null;
  for (const word of words) {
    const value = Number(word.slice(0, -1));
    if (/^\d+w$/.test(word) && value > 0 && width === null && density === null) width = value;
    else if (/^\d+h$/.test(word) && value > 0 && height === null && density === null) height = value;
    else if (/^(?:\d+|\d*\.\d+)(?:e[+-]?\d+)?x$/i.test(word) && words.length === 1) density = value;
    else return null;
  }
  if (height !== null && width === null) return null;
  return [width, density].some((value) => value !== null && !Number.isFinite(value)) ? null : { width, density };
}

/** By width: the smallest sufficient, else the widest. By density: the densest useful one. The first of equals. */
export function largestUseful(candidates: Candidate[]): string | null {
  const wide = candidates.filter(({ width }) => width !== null);
  if (wide.length > 0) {
    const enough = wide.filter(({ width }) => width! >= widestUseful);
    return enough.length > 0 ? least(enough, ({ width }) => width!) : least(wide, ({ width }) => -width!);
  }
  const window = candidates.reduce((widest, each) => Math.max(widest, each.window), 0);
  const dense = candidates.filter((each) => each.window === window);
  const densityOf = ({ density }: Candidate) => density ?? 1;
  const shown = dense.filter((each) => densityOf(each) <= densestUseful);
  return shown.length > 0 ? least(shown, (each) => -densityOf(each)) : least(dense, densityOf);
}

function least(candidates: Candidate[], measure: (candidate: Candidate) => number): string | null {
  let best: Candidate | null = null;
  for (const each of candidates) if (best === null || measure(each) < measure(best)) best = each;
  return best?.address ?? null;
}
