/** How lines are set on paper, measured in the PDF: the widths that clreq asks for. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { octavo, temporaryFolder } from '../support/command.ts';
import { hasPoppler, type PdfWord, pdfPages, unless } from '../support/judges.ts';

/** A line of the article -> its width in characters. */
const lines: [text: string, width: number, why: string][] = [
  ['甲。“乙', 3.5, 'an opening mark after a closing one takes half'],
  ['甲”。乙', 3.5, 'so does a closing one before another'],
  ['甲’。”乙', 4, 'and each of three'],
  ['甲，《乙', 3.5, 'also with a comma'],
  ['甲。乙', 3, 'a mark between letters takes its whole width'],
  ['甲……乙', 4, 'an ellipsis takes two'],
  ['甲——乙', 4, 'and so does a dash'],
];
const boxes = ['┌──────┬────┐', '│甲乙丙│abcd│', '└──────┴────┘'];

describe.skipIf(!hasPoppler)(`a Chinese page${unless(hasPoppler, 'poppler')}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let set: { text: string; left: number; right: number }[];

  beforeAll(async () => {
    folder = await temporaryFolder();
    const paragraphs = lines.map(([text]) => text).join('\n\n');
    const text = `---\nlanguage: zh-CN\n---\n\n# 题\n\n${paragraphs}\n\n\`\`\`\n${boxes.join('\n')}\n\`\`\`\n`;
    await writeFile(join(folder.path, 'a.md'), text);
    const { status, stdout } = await octavo(['build', 'a.md', '-f', 'pdf'], { workingFolder: folder.path });
    expect(status, stdout).toBe(0);
    set = (await pdfPages(join(folder.path, 'dist', 'a.pdf'))).flatMap((page) => linesOf(page.words));
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test.each(lines)('sets %s %d characters wide: %s', (text, width) => {
    const line = set.find((each) => each.text === text)!;
    expect((line.right - line.left) / 10.5).toBeCloseTo(width, 1);
  });

  test('sets two letters of code as wide as one Han character, and boxes in line', () => {
    const [top, middle, foot] = boxes.map((line) => set.find((each) => each.text === line)!);
    for (const line of [middle!, foot!]) {
      expect(line.left).toBeCloseTo(top!.left, 1);
      expect(line.right).toBeCloseTo(top!.right, 1);
    }
  });
});

/** Words at one height are a line; trimmed marks may end a word for who extracts them. */
function linesOf(words: PdfWord[]) {
  const lines = new Map<number, PdfWord[]>();
  for (const word of words) {
    // Characters of two sizes stand on one line.
    const known = [...lines.keys()].find((middle) => Math.abs(middle - (word.top + word.bottom) / 2) < 3);
    const middle = known ?? (word.top + word.bottom) / 2;
    lines.set(middle, [...(lines.get(middle) ?? []), word]);
  }
  return [...lines.values()].map((line) => ({
    text: line.map(({ text }) => text).join(''),
    left: Math.min(...line.map(({ left }) => left)),
    right: Math.max(...line.map(({ right }) => right)),
  }));
}
