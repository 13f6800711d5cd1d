/**
 * The text of a content document, each character with the place where it stands. White space and soft hyphens are left
 * out, and what is not printed on paper.
 */
import { isUnprinted } from '../../hast/unrendered.ts';
import { imagePlaceholder } from '../../model/page-text.ts';
import { charactersOf, readXhtml, type StartTag } from '../xhtml-reader.ts';

export interface DocumentText {
  words: string;
  /** Of each character in `words`. */
  places: WordPlace[];
}

export interface WordPlace {
  /** Where it stands in the document. */
  at: number;
  /** The innermost element around it. */
  within: TextElement;
}

export interface TextElement {
  name: string;
  classes: readonly string[];
  /** Where its tag begins, and where the words in it do. */
  start: number;
  inside: number;
  /** How many characters were met before it. */
  before: number;
  /** Null for the first, which is no element. */
  parent: TextElement | null;
  shown: boolean;
}

export function readDocumentText(xhtml: string): DocumentText {
  const places: WordPlace[] = [];
  let text = '';
  const root = { name: '', classes: [], start: 0, inside: 0, before: 0, parent: null, shown: true };
  let within: TextElement = root;
  for (const part of readXhtml(xhtml)) {
    if (part.kind === 'end') within = within.parent ?? root;
    else if (part.kind === 'start') {
      const opened = openElement(part, text.length, within);
      if (within.shown && isImage(part)) {
        text += imagePlaceholder;
        places.push({ at: part.start, within });
        opened.shown = false;
      }
      if (!part.empty) within = opened;
    } else if (part.kind === 'text' && within.shown) {
      for (const [character, at] of charactersOf(xhtml, part)) {
        if (unseen.test(character)) continue;
        text += character;
        for (let unit = 0; unit < character.length; unit += 1) places.push({ at, within });
      }
    }
  }
  return { words: text, places };
}

/** What two settings of a text may differ in: spaces, soft hyphens, signs that join and part. */
export const unseen = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]+$/u;

/** Characters that are seen: all but those that two settings may differ in. */
export function seenCharacters(text: string): string {
  return [...text].filter((character) => !unseen.test(character)).join('');
}

/** Signs with a text in their place, such as the box of a task, are images too. */
function isImage({ name, attributes }: StartTag): boolean {
  if (attributes.get('role') === 'img') return true;
  return name === 'img' && attributes.get('role') !== 'presentation' && attributes.get('alt') !== '';
}

function openElement({ name, classes, start, end }: StartTag, before: number, parent: TextElement): TextElement {
  const shown = parent.shown && name !== 'head' && !isUnprinted(name, classes);
  return { name, classes, start, inside: end, before, parent, shown };
}
