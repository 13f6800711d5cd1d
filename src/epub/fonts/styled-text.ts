/** The characters of an EPUB by style, read from finished documents, so that templates of a book are covered too. */
import { isHiddenElement } from '../../hast/unrendered.ts';
import { readXhtml, type StartTag, textBetween } from '../xhtml-reader.ts';
import { plainStyle, styleOf, type TextStyle } from './font-styles.ts';

export interface StyledText {
  style: TextStyle;
  characters: Set<string>;
}

export function collectStyledText(documents: string[]): StyledText[] {
  const texts = new Map<string, StyledText>();
  const add = (style: TextStyle, text: string) => {
    const key = JSON.stringify(style);
    if (!texts.has(key)) texts.set(key, { style, characters: new Set() });
    for (const character of text) texts.get(key)!.characters.add(character);
  };
  for (const document of documents) readDocument(document, add);
  return [...texts.values()];
}

interface StyledElement {
  name: string;
  style: TextStyle;
  shown: boolean;
}

function readDocument(document: string, add: (style: TextStyle, text: string) => void): void {
  const open: StyledElement[] = [{ name: '', style: plainStyle, shown: true }];
  // Vertical lists are counted in Han numbers, their notes in figures.
  const numbers = document.includes(' href="vertical.css"') ? '一二三四五六七八九十百零、0123456789. ' : '0123456789. ';
  for (const part of readXhtml(document)) {
    const { name: inside, style, shown } = open.at(-1)!;
    if (part.kind === 'end') open.pop();
    else if (part.kind === 'start') {
      const element = styledElement(part, style, shown);
      if (element.shown)
        for (const text of generatedText(part, element.style, inside, numbers)) add(element.style, text);
      if (!part.empty) open.push(element);
    } else if (part.kind === 'text' && shown) {
      const text = withoutEmoji(textBetween(document, part));
      add(style, inside === 'mi' ? `${text}${slanted(text)}` : text);
    }
  }
}

function styledElement({ name, classes, attributes }: StartTag, parent: TextStyle, shown: boolean): StyledElement {
  const hidden = attributes.has('hidden') || name === 'head' || isHiddenElement(name);
  return { name, style: styleOf([name, ...classes.map((each) => `.${each}`)], parent), shown: shown && !hidden };
}

/**
 * Text that reading systems generate: list and line numbers, quotation marks, emphasis dots, radical signs, hyphens.
 */
function generatedText(
  { name, classes, attributes }: StartTag,
  style: TextStyle,
  inside: string,
  numbers: string,
): string[] {
  return [
    ...(name === 'li' && inside === 'ol' ? [numbers] : []),
    ...(name === 'msqrt' || name === 'mroot' ? ['√'] : []),
    ...(name === 'q' ? ['“”‘’「」『』'] : []),
    ...(classes.includes('east-asian') ? ['•'] : []),
    ...(attributes.has('data-number') ? ['0123456789'] : []),
    // Where a word is split at the end of a line.
    ...(name === 'p' && style.role === 'text' ? ['-'] : []),
  ];
}

/** Emoji are left to the device, which has them in colour. */
function withoutEmoji(text: string): string {
  return text.replace(/\p{Cc}|\p{Emoji}\ufe0f\u20e3?|\p{Emoji_Presentation}/gu, '');
}

/** The italic form of a single letter in a formula. https://www.w3.org/TR/mathml-core/#italic-mappings */
function slanted(text: string): string {
  const letter = text.trim();
  if (letter === 'h') return '\u210e';
  const code = letter.codePointAt(0) ?? 0;
  if (letter.length !== 1) return '';
  const start = slantedFrom.find(([first, last]) => code >= first && code <= last);
  return start === undefined ? '' : String.fromCodePoint(start[2] + code - start[0]);
}

const slantedFrom: [first: number, last: number, slanted: number][] = [
  [0x41, 0x5a, 0x1d434],
  [0x61, 0x7a, 0x1d44e],
  [0x131, 0x131, 0x1d6a4],
  [0x237, 0x237, 0x1d6a5],
  [0x391, 0x3a9, 0x1d6e2],
  [0x3b1, 0x3c9, 0x1d6fc],
  [0x2202, 0x2202, 0x1d715],
  [0x3f5, 0x3f5, 0x1d716],
  [0x3d1, 0x3d1, 0x1d717],
  [0x3f0, 0x3f0, 0x1d718],
  [0x3d5, 0x3d5, 0x1d719],
  [0x3f1, 0x3f1, 0x1d71a],
  [0x3d6, 0x3d6, 0x1d71b],
  [0x2207, 0x2207, 0x1d6fb],
];
