/**
 * Loads the fonts of a page before layout. Chrome lays out a whole book again for each font that arrives late, and
 * requests fonts it would not need with the first ones present: four fifths of a print. Text printed before its font
 * has arrived is blank.
 */
import type { Page } from 'puppeteer';

/** Between its head and its end; a book is laid out once, on paper. */
export const unseenStyle = '<style>@media screen { body > :not(.letters-of-the-book) { display: none } }</style>';

/** A font that lacks a letter is followed by the next in its list: this many rounds, for lists that end. */
const mostRounds = 60;

export async function loadFontsOfPage(page: Page): Promise<void> {
  await page.evaluate(showLetters);
  let asked = -1;
  // Chrome asks for the next font some time after it has the one before.
  for (let round = 0, same = 0; round < mostRounds && same < 2; round += 1) {
    const now = await page.evaluate(countFonts);
    same = now === asked ? same + 1 : 0;
    asked = now;
  }
  await page.evaluate(hideLetters);
}

/** Fonts that the page asked for so far, when all of them have come. */
export function countFontsOf(page: Page): Promise<number> {
  return page.evaluate(countFonts);
}

/** Runs in the page: each letter once in each font it is set in, as a paragraph. */
function showLetters(): void {
  const letters = new Map<string, Set<string>>();
  const texts = document.createTreeWalker(document.body, 4);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const { fontStyle, fontWeight, fontFamily } = getComputedStyle(text.parentElement);
    const font = `font-style: ${fontStyle}; font-weight: ${fontWeight}; font-family: ${fontFamily}`;
    const known = letters.get(font) ?? new Set();
    letters.set(font, known);
    // A letter with its marks is set in one font.
    const found = /\p{M}/u.test(text.data) ? (text.data.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []) : text.data;
    for (const letter of found) known.add(letter);
  }
  const shown = document.createElement('div');
  shown.className = 'letters-of-the-book';
  for (const [font, known] of letters) {
    const line = document.createElement('p');
    line.setAttribute('style', font);
    line.textContent = [...known].join('');
    shown.append(line);
  }
  document.body.append(shown);
}

/** Runs in the page. */
async function countFonts(): Promise<number> {
  document.body.getBoundingClientRect();
  await document.fonts.ready;
  const loading = [...document.fonts].filter(({ status }) => status === 'loading');
  // One that is damaged is asked for no more.
  await Promise.all(loading.map(({ loaded }) => loaded.catch(() => undefined)));
  return [...document.fonts].filter(({ status }) => status !== 'unloaded').length;
}

/** Runs in the page. */
function hideLetters(): void {
  document.querySelector('.letters-of-the-book')?.remove();
}

interface FontElement {
  className: string;
  textContent: string;
  setAttribute(name: string, value: string): void;
  getBoundingClientRect(): unknown;
  append(child: FontElement): void;
  remove(): void;
}

declare const document: {
  body: FontElement;
  createElement(name: string): FontElement;
  querySelector(selector: string): FontElement | null;
  createTreeWalker(
    root: FontElement,
    kinds: number,
  ): { nextNode(): { data: string; parentElement: FontElement } | null };
  fonts: Iterable<{ status: string; loaded: Promise<unknown> }> & { ready: Promise<unknown> };
};
declare const getComputedStyle: (element: FontElement) => {
  fontStyle: string;
  fontWeight: string;
  fontFamily: string;
};
