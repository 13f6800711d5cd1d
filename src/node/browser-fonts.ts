/**
 * The fonts of a page, loaded before it is laid out; runs in the page that is printed. In: a document that is not shown on a
 * screen. Out: nothing; every font that its letters need is there. Chrome lays out a whole book anew for each font
 * that comes late, and asks for fonts that it would not need with the first ones there: that is four fifths of a print.
 */

/** Between its head and its end; a book is laid out once, on paper. */
export const unseenStyle = '<style>@media screen { body > :not(.letters-of-the-book) { display: none } }</style>';

/** Each letter once in each font it is set in, as a paragraph that is shown until the fonts it asks for have come. */
export async function loadFontsOfPage(): Promise<void> {
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
  // What a font turns out to lack is asked of the next one.
  const loaded = () => [...document.fonts].filter(({ status }) => status === 'loaded').length;
  let count = -1;
  for (let round = 0; round < 20 && count !== loaded(); round += 1) {
    count = loaded();
    shown.getBoundingClientRect();
    await document.fonts.ready;
  }
  shown.remove();
}

interface PageElement {
  className: string;
  textContent: string;
  setAttribute(name: string, value: string): void;
  getBoundingClientRect(): unknown;
  append(child: PageElement): void;
  remove(): void;
}

declare const document: {
  body: PageElement;
  createElement(name: string): PageElement;
  createTreeWalker(
    root: PageElement,
    kinds: number,
  ): { nextNode(): { data: string; parentElement: PageElement } | null };
  fonts: Iterable<{ status: string }> & { ready: Promise<unknown> };
};
declare const getComputedStyle: (element: PageElement) => {
  fontStyle: string;
  fontWeight: string;
  fontFamily: string;
};
