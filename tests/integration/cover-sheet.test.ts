/** The cover as one sheet, by the real browser: how large it is, what stands on which side of it, where nothing may be. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { octavo, temporaryFolder } from '../support/command.ts';
import { doubtfulFonts, hasPoppler, pdfBoxes, pdfInfo, pdfPages, unless } from '../support/judges.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  const text = '清早推开木窗，山谷里的雾还没有散。'.repeat(24);
  const article = `# 山居\n\n${Array.from({ length: 180 }, () => text).join('\n\n')}\n`;
  for (const writing of ['horizontal', 'vertical']) {
    const book = join(folder.path, writing);
    await mkdir(book);
    await writeFile(join(book, 'a.md'), article);
    await writeFile(
      join(book, 'book.yaml'),
      `title: 山居\nauthors: [林溪]\npublisher: 溪上社\ndescription: 山里的一年。\nlanguage: zh-CN\nwriting: ${writing}\narticles: [a.md]\npdf:\n  profiles: [print]\n  bleed: 3mm\n  cover: wrap\n  paper: 0.5mm\n`,
    );
  }
  const { status, stdout, stderr } = await octavo(['build', '.', '-f', 'pdf', '-o', 'dist'], {
    workingFolder: folder.path,
  });
  expect(status, stderr).toBe(0);
  // Transparency would be reported.
  expect(stdout, stderr).toContain('no problems');
});
afterAll(() => folder[Symbol.asyncDispose]());

describe.skipIf(!hasPoppler).each(['horizontal', 'vertical'])(
  `the cover sheet of a book with %s lines${unless(hasPoppler, 'poppler')}`,
  (writing) => {
    const file = (end: string) => join(folder.path, 'dist', `${writing}-${end}.pdf`);
    /** Millimetres: half a one for each page, which is one side of a leaf. */
    const spineWidth = async () => (Number((await pdfInfo(file('print'))).Pages) / 2) * 0.5;

    test('is two pages and a spine wide, and has a bleed on all sides', async () => {
      const { TrimBox = [], BleedBox = [], MediaBox = [] } = await pdfBoxes(file('cover'));
      const millimetres = (box: number[]) => [box[2]! - box[0]!, box[3]! - box[1]!].map((side) => (side / 72) * 25.4);
      const [width, height] = millimetres(TrimBox);
      const spine = await spineWidth();
      expect(spine).toBeGreaterThan(6);
      expect(width).toBeCloseTo(148 * 2 + spine, 2);
      expect(height).toBeCloseTo(210, 2);
      expect(millimetres(BleedBox)[0]).toBeCloseTo(148 * 2 + spine + 6, 2);
      expect(MediaBox).toEqual(BleedBox);
      expect((await pdfInfo(file('cover'))).Pages).toBe('1');
    });

    test('has its front where the book opens, its title down the spine, its description on the back', async () => {
      const [page] = await pdfPages(file('cover'));
      const spine = ((await spineWidth()) / 25.4) * 72;
      const middle = page!.width / 2;
      const words = page!.words.map((word) => ({ ...word, from: (word.left + word.right) / 2 - middle }));
      const sideOf = (from: number) =>
        Math.abs(from) < spine / 2 ? 'spine' : from > 0 === (writing === 'horizontal') ? 'front' : 'back';
      const on = (side: string) => words.flatMap(({ from, text }) => (sideOf(from) === side ? [text] : [])).join('');
      expect(on('front')).toMatch(/山.*居/);
      expect(on('front')).toContain('林溪');
      expect(on('spine')).toMatch(/山.*居/);
      expect(on('back')).toMatch(/山里的一年/);
      expect(await doubtfulFonts(file('cover'))).toEqual([]);
    });

    test('leaves white space for the barcode at the foot of the back, next to the spine', async () => {
      const path = join(folder.path, writing);
      await promisify(execFile)('pdftoppm', ['-r', '25.4', '-png', '-singlefile', file('cover'), path]);
      const { data, info } = await sharp(`${path}.png`).greyscale().raw().toBuffer({ resolveWithObject: true });
      const inside = (at: number, side: number) => at > 1 && at < side - 2;
      // The edge of the sheet ends in the middle of a point.
      const white = Array.from(data.entries()).filter(
        ([place, grey]) =>
          grey === 255 && inside(place % info.width, info.width) && inside(Math.floor(place / info.width), info.height),
      );
      const across = white.map(([place]) => place % info.width);
      const down = white.map(([place]) => Math.floor(place / info.width));
      const [left, right] = [Math.min(...across), Math.max(...across)];
      const [top, bottom] = [Math.min(...down), Math.max(...down)];
      // A point of this picture is a millimetre.
      expect(right - left).toBeGreaterThan(40);
      expect(bottom - top).toBeGreaterThan(25);
      expect(white.length).toBeGreaterThan((right - left) * (bottom - top) * 0.98);
      expect(left < info.width / 2).toBe(writing === 'horizontal');
      expect(top).toBeGreaterThan(info.height / 2);
    });
  },
);
