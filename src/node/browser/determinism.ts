/**
 * Runs in the page that draws diagrams: seeds randomness, stops the clock, and breaks lines where Chinese may break.
 */

/** Read by the browser (see `browser-diagram.ts`). */
export const determinismFunctions = { stopChance, stopTime, keepMarks };

/** Numbers by chance are the same in every drawing (mulberry32). */
function stopChance(): void {
  let state = 1;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  crypto.getRandomValues = ((numbers: Uint8Array) => {
    for (let index = 0; index < numbers.length; index += 1) numbers[index] = Math.floor(Math.random() * 256);
    return numbers;
  }) as typeof crypto.getRandomValues;
}

/** It is always noon of the first day of 2000. */
function stopTime(): void {
  const moment = 946_728_000_000;
  const page = globalThis as unknown as { Date: DateConstructor; clock?: DateConstructor };
  page.clock ??= page.Date;
  page.Date = class extends page.clock {
    constructor(...given: number[]) {
      super(...((given.length === 0 ? [moment] : given) as [number]));
    }
    static override now(): number {
      return moment;
    }
  } as DateConstructor;
}

/**
 * mermaid breaks labels between any two characters: keep closing punctuation with what precedes it, and words whole.
 */
function keepMarks(): void {
  const page = Intl as unknown as { Segmenter: typeof Intl.Segmenter; characters?: typeof Intl.Segmenter };
  page.characters ??= page.Segmenter;
  const characters = new page.characters();
  const closing = /^[\p{Pe}\p{Pf}\p{Po}…—～々ー]/u;
  const opening = /[\p{Ps}\p{Pi}]$/u;
  const letter = /[a-z0-9]$/i;
  const longestWord = 20;
  const joins = (unit: string, next: string) =>
    closing.test(next) || opening.test(unit) || (letter.test(unit) && letter.test(next) && unit.length < longestWord);
  const segment = (text: string) => {
    const units: { segment: string }[] = [];
    for (const { segment: next } of characters.segment(text)) {
      const last = units.at(-1);
      if (last !== undefined && joins(last.segment, next)) last.segment += next;
      else units.push({ segment: next });
    }
    return units;
  };
  page.Segmenter = class {
    segment = segment;
  } as unknown as typeof Intl.Segmenter;
}
