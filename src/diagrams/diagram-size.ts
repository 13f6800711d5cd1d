/** The size of a diagram on paper, and of its letters. It is shrunk to fit and never enlarged. */
import { figureSpace, type TextBlockConfig, toPixels } from '../pdf/geometry/text-block.ts';

/** CSS pixels of its letters on screens: a little smaller than the text. */
export const lettersOnScreen = 14;

/** Points of its letters on paper, as those of a caption. */
const lettersOnPaper = 8.5;

/** CSS pixels, as the size it was drawn at; the letters in points. */
export function sizeOnPaper(
  drawn: { width: number; height: number },
  setting: TextBlockConfig,
): { width: number; height: number; letters: number } {
  const space = figureSpace(setting);
  const usual = (lettersOnPaper / 72) * (96 / lettersOnScreen);
  const share = Math.min(usual, toPixels(space.width) / drawn.width, toPixels(space.height) / drawn.height);
  // Rounded down: a hair too wide, and Chrome shrinks the whole book.
  const rounded = (size: number) => Math.floor(size * share * 100) / 100;
  return {
    width: rounded(drawn.width),
    height: rounded(drawn.height),
    letters: Math.round((lettersOnPaper * share * 10) / usual) / 10,
  };
}
