/** A book of vertical lines, through the real command: where its words stand on paper, and what its EPUB says. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { octavo, temporaryFolder } from '../support/command.ts';
import { chapterText, packageOf, textOf, unpack } from '../support/epub.ts';
import { doubtfulFonts, hasPdfTools, type PdfPage, pdfPages, pdfStructure, unlessPdfTools } from '../support/judges.ts';

const paragraph = '竖着写的字，从上往下，从右往左，翻页也从右往左。第 3 段写于 2024 年，说的是“天地玄黄”。\n\n';

describe.skipIf(!hasPdfTools)(`a vertical book${unlessPdfTools()}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let pages: PdfPage[];
  const pdf = () => join(folder.path, 'dist', 'book.pdf');

  beforeAll(async () => {
    folder = await temporaryFolder();
    const book = join(folder.path, 'book');
    await mkdir(book);
    const article = (title: string) => `# ${title}\n\n${paragraph.repeat(40)}## 尾声\n\n完。见[开头](a.md)。\n`;
    await writeFile(join(book, 'a.md'), article('甲章'));
    await writeFile(join(book, 'b.md'), article('乙章'));
    await writeFile(join(book, 'c.md'), '---\nlanguage: en\n---\n\n# Third\n\nSome words.\n');
    const settings = 'title: 书\nlanguage: zh-CN\nwriting: vertical\narticles: [a.md, b.md, c.md]\n';
    await writeFile(join(book, 'book.yaml'), settings);
    const { status, stdout } = await octavo(['build', 'book', '-o', 'dist'], { workingFolder: folder.path });
    expect(status, stdout).toBe(0);
    pages = await pdfPages(pdf());
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test('begins at the right, and its lines go down and to the left', () => {
    const opening = pages.find(({ words }) => words.some(({ text }) => text.startsWith('竖')))!;
    const at = (mark: string) => opening.words.filter(({ text }) => text.startsWith(mark));
    const beginnings = at('竖');
    expect(beginnings.length).toBeGreaterThan(2);
    expect(at('甲')[0]!.left).toBeGreaterThan(Math.max(...beginnings.map(({ left }) => left)));
    // Two characters below the head, all of them: each begins a paragraph.
    expect(new Set(beginnings.map(({ top }) => Math.round(top))).size).toBe(1);
  });

  test('lists in its table of contents where chapters begin, not where they end', async () => {
    const { contents, outline } = await pdfStructure(pdf());
    expect(contents.length).toBeGreaterThan(3);
    // Cover, title page and contents are not counted.
    for (const line of contents) expect(line.printed, line.title).toBe(line.page - 3);
    const chapters = contents.filter(({ title }) => /^[甲乙]章$/.test(title));
    expect(chapters).toHaveLength(2);
    for (const { title, page } of chapters) {
      expect(outline.find((entry) => entry.title === title)?.page).toBe(page);
      expect(pages[page - 1]!.words.map(({ text }) => text).join('')).toContain(title[0]);
    }
  });

  test('is bound on the right: folios are on the left of odd pages, spreads run from right to left', async () => {
    const odd = pages[4]!;
    const even = pages[5]!;
    const folio = (page: PdfPage, number: string) =>
      page.words.filter(({ text }) => text === number).sort((one, other) => other.bottom - one.bottom)[0]!;
    expect(folio(odd, '2').left).toBeLessThan(odd.width / 2);
    expect(folio(even, '3').left).toBeGreaterThan(even.width / 2);
    expect((await pdfStructure(pdf())).direction).toBe('/R2L');
  });

  test('sets nothing outside the text block, and uses the right fonts', async () => {
    expect(await doubtfulFonts(pdf())).toEqual([]);
    for (const { words, width, height } of pages.slice(1)) {
      for (const word of words) {
        expect(word.left, word.text).toBeGreaterThan(width * 0.08);
        expect(word.right, word.text).toBeLessThan(width * 0.92);
        expect(word.bottom, word.text).toBeLessThan(height * 0.95);
      }
    }
  });

  test('is an EPUB with right-to-left page progression, with one writing mode in each document', async () => {
    const epub = await unpack(await readFile(join(folder.path, 'dist', 'book.epub')));
    expect(packageOf(epub)).toContain('<spine toc="ncx" page-progression-direction="rtl">');
    expect(packageOf(epub)).toContain('<meta name="primary-writing-mode" content="vertical-rl"/>');
    expect(textOf(epub, 'OEBPS/a.xhtml')).toContain('href="vertical.css"');
    expect(chapterText(epub, 'a')).toContain('写于<span class="combined">2024</span>年，说的是『天地玄黄』');
    expect(textOf(epub, 'OEBPS/c.xhtml')).toContain('href="style.css"');
  });
});
