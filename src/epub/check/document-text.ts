/**
 * The words of a content document, each character with the place where it stands. In: XHTML as our templates and printer
 * make it: well-formed, `<` and `&` always escaped. Out: characters without white space and soft hyphens, and the elements
 * around them. Leaves out what is not printed on paper: links back from notes, what only old readers show.
 */
import { pictureSign } from '../../model/page-text.ts';

export interface DocumentWords {
  words: string;
  /** Of each character in `words`. */
  places: WordPlace[];
}

export interface WordPlace {
  /** Where it stands in the document. */
  at: number;
  /** The innermost element around it. */
  within: OpenElement;
}

export interface OpenElement {
  name: string;
  classes: string[];
  /** Where its tag begins, and where the words in it do. */
  start: number;
  inside: number;
  /** How many characters were met before it. */
  before: number;
  /** Null for the first, which is no element. */
  parent: OpenElement | null;
  shown: boolean;
}

export function readDocumentWords(xhtml: string): DocumentWords {
  const places: WordPlace[] = [];
  let words = '';
  const root = { name: '', classes: [], start: 0, inside: 0, before: 0, parent: null, shown: true };
  let within: OpenElement = root;
  const start = Math.max(0, xhtml.search(/<body[\s>]/));
  for (const { 0: piece, index } of xhtml.slice(start).matchAll(/<(?:"[^"]*"|[^">])*>|&[^;]*;|[^<&]/gu)) {
    const at = start + index;
    if (piece.startsWith('</')) within = within.parent ?? root;
    else if (piece.startsWith('<')) {
      if (!/^<[a-z]/i.test(piece)) continue;
      const opened = openElement(piece, at, words.length, within);
      if (within.shown && isPicture(piece)) {
        words += pictureSign;
        places.push({ at, within });
        opened.shown = false;
      }
      if (!piece.endsWith('/>')) within = opened;
    } else if (within.shown) {
      const character = unescapeText(piece);
      if (unseen.test(character)) continue;
      words += character;
      for (let unit = 0; unit < character.length; unit += 1) places.push({ at, within });
    }
  }
  return { words, places };
}

/** What two settings of a text may differ in: spaces, soft hyphens, signs that join and part. */
export const unseen = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]+$/u;

/** Signs with a text in their place, such as the box of a task, are pictures too. */
function isPicture(tag: string): boolean {
  return (tag.startsWith('<img ') && !/ role="presentation"| alt=""/.test(tag)) || / role="img"/.test(tag);
}

function openElement(tag: string, start: number, before: number, parent: OpenElement): OpenElement {
  const name = /^<([^\s/>]+)/.exec(tag)![1]!;
  const classes = /\sclass="([^"]*)"/.exec(tag)?.[1]?.split(/\s+/) ?? [];
  const unprinted = /^(rp|annotation|annotation-xml)$/.test(name) || classes.some((each) => /^backlinks?$/.test(each));
  return { name, classes, start, inside: start + tag.length, before, parent, shown: parent.shown && !unprinted };
}

const named: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

function unescapeText(piece: string): string {
  if (!piece.startsWith('&')) return piece;
  const code = /^&#(?:x([0-9a-f]+)|(\d+));$/i.exec(piece);
  if (code === null) return named[piece] ?? piece;
  return String.fromCodePoint(code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16));
}
