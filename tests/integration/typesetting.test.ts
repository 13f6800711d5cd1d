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
/** Words of a length that brings their marks to the end of a line, one after the other. */
const han = '山水风雨云月春夏秋冬日夜江河湖海花草树木鸟鱼虫石田土金火天地人心';
const turning = Array.from(
  { length: 36 },
  (_, length) => `${han.repeat(2).slice(0, 26 + length)}——${han.slice(9)}……终。`,
);
const boxes = ['┌──────┬────┐', '│甲乙丙│abcd│', '└──────┴────┘'];

describe.skipIf(!hasPoppler)(`a Chinese page${unless(hasPoppler, 'poppler')}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let set: { text: string; left: number; right: number }[];

  beforeAll(async () => {
    folder = await temporaryFolder();
    const paragraphs = [...lines.map(([text]) => text), ...turning].join('\n\n');
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

  test('sets full-width punctuation of an English chapter at full width', async () => {
    const text = `---\nlanguage: en\n---\n\n# Title\n\n${lines.map(([words]) => words).join('\n\n')}\n`;
    await writeFile(join(folder.path, 'en.md'), text);
    const { status, stdout } = await octavo(['build', 'en.md', '-f', 'pdf'], { workingFolder: folder.path });
    expect(status, stdout).toBe(0);
    const pages = await pdfPages(join(folder.path, 'dist', 'en.pdf'));
    const english = pages.flatMap((page) => linesOf(page.words));
    // Quotation marks at the end of such words are those of the English text around them.
    for (const [words, width] of lines.filter(([words]) => !/[“”‘’]/.test(words))) {
      const line = english.find((each) => each.text === words)!;
      expect((line.right - line.left) / 10.5, words).toBeCloseTo(width, 1);
    }
  });

  test('breaks no line within a dash or an ellipsis, and begins none with a closing mark', () => {
    const broken = set.filter(({ text }) => [...text.matchAll(/—+|…+/g)].some(([marks]) => marks.length !== 2));
    expect(broken).toEqual([]);
    expect(set.filter(({ text }) => text.includes('——')).length).toBeGreaterThanOrEqual(turning.length);
    expect(set.filter(({ text }) => /^[，。、；：？！”’）》]/.test(text))).toEqual([]);
  });

  test('leaves no character alone in the last line of a paragraph', () => {
    const last = set.filter(({ text }) => text.endsWith('终。'));
    expect(last).toHaveLength(turning.length);
    expect(Math.min(...last.map(({ text }) => text.length))).toBeGreaterThanOrEqual(3);
  });

  test('sets two letters of code as wide as one Han character, and aligns box drawing', () => {
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
