/**
 * Latin characters in CJK text: narrow apostrophes, and in vertical lines short numbers and single letters upright,
 * corner brackets for quotation marks. Code, formulas and other languages stay as they are.
 * https://www.w3.org/TR/clreq/#h-mixed_text_composition_in_vertical_writing_mode
 */
import type { Element, ElementContent, Parents, Root, RootContent, Text } from 'hast';
import { phrases } from '../hast/allow-list.ts';
import { serialize } from '../hast/serialize.ts';
import { element, pushReversed, text } from '../hast/tree.ts';
import type { Writing } from '../model/book.ts';

/** Markup of words that are not in a tree, such as a title. */
export function cjkMarkup(text: string, language: string, writing: Writing): string {
  const tree: Root = { type: 'root', children: [{ type: 'text', value: text }] };
  setCjkText(tree, language, writing);
  return serialize(tree);
}

/** The same for text that no markup can be added to: `ʼ` is narrow in fonts where `’` is not. */
export function plainCjkText(text: string, language: string, writing: Writing): string {
  const narrow = text.replace(apostrophe, '\u02bc');
  if (writing === 'horizontal') return narrow;
  const turned = turnMarks(narrow, language);
  let upright = '';
  let done = 0;
  for (const { start, end, words } of findShort(turned)) {
    if (words.length > 1) continue;
    upright += turned.slice(done, start) + String.fromCharCode(words.charCodeAt(0) + fullWidthShift);
    done = end;
  }
  return upright + turned.slice(done);
}

/** From an ASCII character to its full-width form, which stands upright in vertical lines. */
const fullWidthShift = 0xfee0;

export function setCjkText(tree: Root, language: string, writing: Writing): void {
  const pieces = new Map<Text, ElementContent[]>();
  for (const run of runsOf(tree)) {
    const text = run.map(({ value }) => value).join('');
    const standing = writing === 'vertical' ? turnMarks(text, language) : text;
    const parts = findParts(standing, writing);
    if (parts.length === 0 && standing === text) continue;
    let start = 0;
    for (const node of run) {
      const end = start + node.value.length;
      const within = parts.filter((part) => part.start >= start && part.end <= end);
      pieces.set(node, setApart(standing, start, end, within));
      start = end;
    }
  }
  putPieces(tree, pieces);
}

const apostrophe = /(?<=\p{Script=Latin})’(?=[\p{Script=Latin}\d])/gu;
/** All but apostrophes. */
const quotationMark = /[“”‘]|(?<!\p{Script=Latin})’|’(?![\p{Script=Latin}\d])/gu;

/** Mainland China starts with white corner brackets in vertical text (GB/T 15834), Taiwan with the others. */
function turnMarks(text: string, language: string): string {
  const { language: primary, script } = new Intl.Locale(language).maximize();
  const brackets = primary === 'ja' ? '〝〟「」' : script === 'Hant' ? '「」『』' : '『』「」';
  return text.replace(quotationMark, (mark) => brackets['“”‘’'.indexOf(mark)]!);
}

const inline = new Set(phrases);
const asWritten = new Set('code kbd samp var pre math svg rt rp ruby'.split(' '));

/** Texts that run on into each other, without those that stay as they are. */
function* runsOf(tree: Root): Generator<Text[]> {
  let run: Text[] = [];
  const waiting: (RootContent | 'end')[] = [...tree.children].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node !== 'end' && node.type === 'text') {
      run.push(node);
      continue;
    }
    const within = node !== 'end' && node.type === 'element' && inline.has(node.tagName) && !staysAsWritten(node);
    if (!within) {
      if (run.length > 0) yield run;
      run = [];
    }
    if (node === 'end' || node.type !== 'element' || staysAsWritten(node)) continue;
    if (!within) waiting.push('end');
    pushReversed<RootContent | 'end'>(waiting, node.children);
  }
  if (run.length > 0) yield run;
}

/** Code, formulas, readings, and what has a language of its own. */
export function staysAsWritten(node: Element): boolean {
  return asWritten.has(node.tagName) || node.properties.lang !== undefined;
}

/** A part of a run that is set in a way of its own; `start` to `end` may hold spaces that are not wanted. */
interface SetPart {
  start: number;
  end: number;
  words: string;
  name: 'apostrophe' | 'combined';
}

function findParts(run: string, writing: Writing): SetPart[] {
  const apostrophes = Array.from(run.matchAll(apostrophe), ({ 0: words, index }) => {
    return { start: index, end: index + 1, words, name: 'apostrophe' as const };
  });
  if (writing === 'horizontal') return apostrophes;
  return [...apostrophes, ...findShort(run)].sort((one, other) => one.start - other.start);
}

/** Numbers of up to four signs, and single letters. */
const short = /(?<![\d%])(?:\d{1,3}%|\d{1,4}|[A-Za-z])(?![\d%])/g;
const full =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff01-\\uff60\\u2014\\u2026\\u00b7]';
const before = new RegExp(`(?:^|${full})(\\s?)$`, 'u');
const after = new RegExp(`^(\\s?)(?:$|${full})`, 'u');

/** Only those among full-width characters: in an English name, a date or a sum a number lies with its neighbours. */
function findShort(run: string): SetPart[] {
  const found: SetPart[] = [];
  for (const { 0: words, index } of run.matchAll(short)) {
    const end = index + words.length;
    const left = before.exec(run.slice(Math.max(0, index - 3), index));
    const right = after.exec(run.slice(end, end + 3));
    if (left === null || right === null) continue;
    found.push({ start: index - left[1]!.length, end: end + right[1]!.length, words, name: 'combined' });
  }
  return found;
}

/** The text from `start` to `end`, its parts in elements of their own. */
function setApart(run: string, start: number, end: number, parts: SetPart[]): ElementContent[] {
  const pieces: ElementContent[] = [];
  let done = start;
  for (const part of parts) {
    if (part.start > done) pieces.push(text(run.slice(done, part.start)));
    pieces.push(element('span', { className: [part.name] }, [text(part.words)]));
    done = part.end;
  }
  if (done < end) pieces.push(text(run.slice(done, end)));
  return pieces;
}

function putPieces(tree: Root, pieces: ReadonlyMap<Text, ElementContent[]>): void {
  const open: Parents[] = [tree];
  for (let parent = open.pop(); parent !== undefined && pieces.size > 0; parent = open.pop()) {
    parent.children = (parent.children as ElementContent[]).flatMap((child) =>
      child.type === 'text' ? (pieces.get(child) ?? [child]) : [child],
    ) as typeof parent.children;
    for (const child of parent.children) if (child.type === 'element') open.push(child);
  }
}
