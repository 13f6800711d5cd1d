/** Three long books through the real command, in both profiles, before judges of paper. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { octavo, temporaryFolder } from '../support/command.ts';
import {
  doubtfulFonts,
  hasPoppler,
  hasQpdf,
  pdfBoxesOfPages,
  pdfInfo,
  pdfPages,
  pdfStructure,
  pdfTagFaults,
  pdfText,
  qpdfCheck,
  unless,
} from '../support/judges.ts';
import { type Tongue, titleOf, writeChapter } from '../support/paper-writing.ts';
import { testPictures } from '../support/test-pictures.ts';

const run = promisify(execFile);
const judged = hasPoppler && hasQpdf;
const chapters = 12;
const points = (millimetres: number) => (millimetres / 25.4) * 72;
const counted = (text: string) => [...text.normalize('NFC').matchAll(/\p{Script=Han}/gu)].length;

interface PaperBook {
  name: string;
  tongue: Tongue;
  length: number;
  width: number;
  height: number;
  bleed: number;
  preset: string;
  vertical: boolean;
  /** Millimetres: the least at the bound edge for so many pages, and elsewhere. */
  inside: (pages: number) => number;
  edges: number;
}

const books: PaperBook[] = [
  {
    name: 'a5',
    tongue: 'zh',
    length: 40,
    width: 148,
    height: 210,
    bleed: 0,
    preset: 'home-duplex',
    vertical: false,
    inside: () => 15,
    edges: 8,
  },
  {
    name: 'trade',
    tongue: 'en',
    length: 60,
    width: 152.4,
    height: 228.6,
    bleed: 3.175,
    preset: 'kdp',
    vertical: false,
    inside: (pages) => (pages > 300 ? 15.875 : pages > 150 ? 12.7 : 9.525),
    edges: 9.525,
  },
  {
    name: 'upright',
    tongue: 'zh',
    length: 60,
    width: 185,
    height: 260,
    bleed: 3.175,
    preset: 'ingram',
    vertical: true,
    inside: () => 12.7,
    edges: 12.7,
  },
];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const sources = new Map<string, string>();

beforeAll(async () => {
  if (!judged) return;
  folder = await temporaryFolder();
  const { jpegLarge, jpeg, webp, gifAnimated } = await testPictures();
  const alpha = await sharp(jpegLarge).resize(1600).ensureAlpha(0.5).png().toBuffer();
  const pictures = {
    'large.jpg': jpegLarge,
    'small.jpg': jpeg,
    'photo.webp': webp,
    'frames.gif': gifAnimated,
    'alpha.png': alpha,
  };
  const build = async (book: PaperBook) => {
    const path = join(folder.path, book.name);
    await mkdir(path);
    for (const [name, bytes] of Object.entries(pictures)) await writeFile(join(path, name), bytes);
    const written = Array.from({ length: chapters }, (_, index) =>
      writeChapter(book.tongue, index, book.length, Object.keys(pictures)),
    );
    sources.set(book.name, written.join('\n'));
    for (const [index, text] of written.entries()) await writeFile(join(path, `chapter-${index}.md`), text);
    const part = (title: string, from: number) =>
      `  - title: ${title}\n    articles: [${[0, 1, 2, 3, 4, 5].map((each) => `chapter-${from + each}.md`).join(', ')}]\n`;
    const titles = book.tongue === 'zh' ? ['上卷', '下卷'] : ['Morning', 'Evening'];
    await writeFile(
      join(path, 'book.yaml'),
      `title: ${book.tongue === 'zh' ? '长书' : 'A long book'}\nlanguage: ${book.tongue === 'zh' ? 'zh-CN' : 'en'}\nwriting: ${book.vertical ? 'vertical' : 'horizontal'}\nparts:\n${part(titles[0]!, 0)}${part(titles[1]!, 6)}pdf:\n  page: ${book.width}x${book.height}mm\n  preset: ${book.preset}\n  profiles: [screen, print]\n`,
    );
    const { status, stderr } = await octavo(['build', book.name, '-f', 'pdf', '-o', 'dist'], {
      workingFolder: folder.path,
    });
    expect(status, stderr).toBe(0);
  };
  await Promise.all([build(books[0]!), build(books[1]!)]);
  await build(books[2]!);
});
afterAll(() => folder?.[Symbol.asyncDispose]());

describe.skipIf(!judged).each(books)(`$name${unless(judged, 'poppler and qpdf')}`, (book) => {
  const screen = () => join(folder.path, 'dist', `${book.name}.pdf`);
  const print = () => join(folder.path, 'dist', `${book.name}-print.pdf`);

  test('has 120 pages and more, an even number, with text on rectos first', async () => {
    const pages = await pdfPages(print());
    expect(pages.length).toBeGreaterThanOrEqual(book.preset === 'kdp' ? 151 : 120);
    expect(pages.length % 2).toBe(0);
    if (book.preset === 'ingram') expect(pages.at(-1)!.words).toEqual([]);
    const { labels, outline } = await pdfStructure(print());
    expect(outline).toEqual([]);
    expect(Number(labels.find(([, style]) => style === '/D')![0]) % 2).toBe(1);
  });

  test('has exact boxes on every page, in both files', async () => {
    const paper = await pdfBoxesOfPages(print());
    expect(paper.length).toBe((await pdfPages(print())).length);
    for (const [index, boxes] of paper.entries()) expectBoxes(boxes, book, boundLeft(book, index), `page ${index + 1}`);
    const cut = { ...book, bleed: 0 };
    for (const [index, boxes] of (await pdfBoxesOfPages(screen())).entries())
      expectBoxes(boxes, cut, true, `screen ${index + 1}`);
  });

  test('keeps every word within its margins, the inner ones by the count of pages', async () => {
    const pages = await pdfPages(print());
    const [inside, edge] = [points(book.inside(pages.length)), points(book.edges)];
    for (const [index, { words, width, height }] of pages.entries()) {
      const atLeft = boundLeft(book, index);
      // No bleed at the bound edge.
      const trim = atLeft ? { left: 0, right: width - points(book.bleed) } : { left: points(book.bleed), right: width };
      const low = height - points(book.bleed) - edge;
      const astray = words.filter(
        ({ left, right, top, bottom }) =>
          left < trim.left + (atLeft ? inside : edge) - 0.5 ||
          right > trim.right - (atLeft ? edge : inside) + 0.5 ||
          top < points(book.bleed) + edge - 0.5 ||
          bottom > low + 0.5,
      );
      expect(astray, `page ${index + 1}`).toEqual([]);
    }
  });

  test('has whole fonts, files in order, and pictures without masks in print', async () => {
    for (const path of [screen(), print()]) {
      expect(await doubtfulFonts(path)).toEqual([]);
      expect(await qpdfCheck(path)).toContain('No syntax or stream encoding errors found');
      expect(await pdfInfo(path)).toMatchObject({ JavaScript: 'no', Encrypted: 'no' });
    }
    const { stdout } = await run('pdfimages', ['-list', print()]);
    const rows = stdout
      .trim()
      .split('\n')
      .slice(2)
      .map((each) => each.trim().split(/\s+/));
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((cells) => cells[2] === 'smask')).toEqual([]);
    // The one photograph that is large enough.
    for (const cells of rows.filter((each) => Number(each[3]) > 1200))
      expect(Number(cells[12])).toBeGreaterThanOrEqual(300);
  });

  test('is tagged for the screen, and its contents say the pages of the outline', async () => {
    expect(await pdfTagFaults(screen())).toEqual([]);
    const { contents, labels, outline, addresses } = await pdfStructure(screen());
    const first = Number(labels.find(([, style]) => style === '/D')![0]);
    expect(contents.length).toBeGreaterThan(chapters);
    for (const line of contents) expect(line).toMatchObject({ printed: line.page - first + 1 });
    const titles = outline.flatMap(({ children }) => children.map(({ title }) => title));
    for (let index = 0; index < chapters; index += 1) expect(titles).toContain(titleOf(book.tongue, index));
    expect(addresses.length).toBeGreaterThanOrEqual(chapters);
  });

  test.skipIf(book.tongue === 'en')(
    'has about as many Han characters as its source; the contents repeat some',
    async () => {
      const printed = counted(await pdfText(print()));
      expect(printed).toBeGreaterThan(counted(sources.get(book.name)!) * 0.99);
    },
  );
});

/** The first page is a recto, bound at the left where lines are horizontal. */
function boundLeft({ vertical }: PaperBook, index: number): boolean {
  return (index % 2 === 0) !== vertical;
}

/** No bleed at the bound edge; poppler prints two decimals. */
function expectBoxes(
  boxes: Record<string, number[]>,
  { width, height, bleed }: PaperBook,
  atLeft: boolean,
  where: string,
) {
  const [wide, high, room] = [points(width), points(height), points(bleed)];
  const whole = [0, 0, wide + room, high + 2 * room];
  const left = atLeft ? 0 : room;
  const due = { MediaBox: whole, CropBox: whole, BleedBox: whole, TrimBox: [left, room, left + wide, room + high] };
  for (const [name, box] of Object.entries(due))
    for (const [index, number] of box.entries())
      expect(Math.abs(boxes[name]![index]! - number), `${where}: ${name} ${boxes[name]}, not ${box}`).toBeLessThan(
        0.015,
      );
}
