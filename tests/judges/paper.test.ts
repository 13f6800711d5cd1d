/** Three long books through the real command, in both profiles, before judges of paper. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { octavo, temporaryFolder } from '../support/command.ts';
import {
  allowedSince,
  doubtfulFonts,
  hasPdfTools,
  hasPreflight,
  type PdfWord,
  pdfBoxesOfPages,
  pdfImages,
  pdfInfo,
  pdfPages,
  pdfStructure,
  pdfTagFaults,
  preflight,
  qpdfCheck,
  unless,
  unlessPdfTools,
} from '../support/judges.ts';
import {
  darkestOf,
  drawnPages,
  labelOf,
  miscounted,
  sourceWords,
  squeeze,
  withoutFurniture,
} from '../support/paper-reading.ts';
import { type Tongue, titleOf, writeChapter } from '../support/paper-writing.ts';
import { testImages } from '../support/test-pictures.ts';

const chapters = 12;
const points = (millimetres: number) => (millimetres / 25.4) * 72;
const codeLine = /constvalue\d+=compute\(\d+\);/g;

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

// Each file is read once: most of a judge's time goes into that.
const pagesOf = remember(pdfPages);
const structureOf = remember(pdfStructure);
const imagesOf = remember(pdfImages);
const drawnOf = remember(drawnPages);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const sources = new Map<string, string[]>();

beforeAll(async () => {
  if (!hasPdfTools) return;
  folder = await temporaryFolder();
  const { jpegLarge, jpeg, webp, gifAnimated } = await testImages();
  const alpha = await sharp(jpegLarge).resize(1600).ensureAlpha(0.5).png().toBuffer();
  const images = {
    'large.jpg': jpegLarge,
    'small.jpg': jpeg,
    'photo.webp': webp,
    'frames.gif': gifAnimated,
    'alpha.png': alpha,
  };
  const build = async (book: PaperBook) => {
    const path = join(folder.path, book.name);
    await mkdir(path);
    for (const [name, bytes] of Object.entries(images)) await writeFile(join(path, name), bytes);
    const written = Array.from({ length: chapters }, (_, index) =>
      writeChapter(book.tongue, index, book.length, Object.keys(images)),
    );
    sources.set(book.name, written);
    for (const [index, text] of written.entries()) await writeFile(join(path, `chapter-${index}.md`), text);
    const part = (title: string, from: number) =>
      `  - title: ${title}\n    articles: [${[0, 1, 2, 3, 4, 5].map((each) => `chapter-${from + each}.md`).join(', ')}]\n`;
    const titles = parts(book);
    await writeFile(
      join(path, 'book.yaml'),
      `title: ${book.tongue === 'zh' ? '长书' : 'A long book'}\nlanguage: ${book.tongue === 'zh' ? 'zh-CN' : 'en'}\nwriting: ${book.vertical ? 'vertical' : 'horizontal'}\nparts:\n${part(titles[0]!, 0)}${part(titles[1]!, 6)}pdf:\n  page: ${book.width}x${book.height}mm\n  preset: ${book.preset}\n  profiles: [screen, print]\n  standard: a-2b\n`,
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

describe.skipIf(!hasPdfTools).each(books)(`$name${unlessPdfTools()}`, (book) => {
  const screen = () => join(folder.path, 'dist', `${book.name}.pdf`);
  const print = () => join(folder.path, 'dist', `${book.name}-print.pdf`);

  test('has at least 120 pages, an even number, and starts text on rectos', async () => {
    const pages = await pagesOf(print());
    expect(pages.length).toBeGreaterThanOrEqual(book.preset === 'kdp' ? 151 : 120);
    expect(pages.length % 2).toBe(0);
    if (book.preset === 'ingram') expect(pages.at(-1)!.words).toEqual([]);
    const { labels, outline } = await structureOf(print());
    expect(outline).toEqual([]);
    expect(Number(labels.find(([, style]) => style === '/D')![0]) % 2).toBe(1);
  });

  test('has exact boxes on every page, in both files', async () => {
    const paper = await pdfBoxesOfPages(print());
    expect(paper.length).toBe((await pagesOf(print())).length);
    for (const [index, boxes] of paper.entries()) expectBoxes(boxes, book, boundLeft(book, index), `page ${index + 1}`);
    const cut = { ...book, bleed: 0 };
    for (const [index, boxes] of (await pdfBoxesOfPages(screen())).entries())
      expectBoxes(boxes, cut, true, `screen ${index + 1}`);
  });

  test('keeps every word within its margins, the inner ones by the count of pages', async () => {
    const pages = await pagesOf(print());
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

  test('has complete fonts and valid files', async () => {
    for (const path of [screen(), print()]) {
      expect(await doubtfulFonts(path)).toEqual([]);
      expect(await qpdfCheck(path)).toContain('No syntax or stream encoding errors found');
      expect(await pdfInfo(path)).toMatchObject({ JavaScript: 'no', Encrypted: 'no' });
    }
  });

  test('draws images without masks in print, at the resolution their sources allow', async () => {
    const images = await imagesOf(print());
    expect(images.filter(({ kind }) => kind !== 'image')).toEqual([]);
    // A drawing of 40 pixels is no photograph.
    const photographs = images.filter(({ width }) => width > 100);
    expect(photographs.length).toBeGreaterThanOrEqual(chapters);
    expect(photographs.filter(({ encoding }) => encoding !== 'jpeg')).toEqual([]);
    const large = photographs.filter(({ width }) => width > 500);
    expect(large.length).toBeGreaterThanOrEqual(chapters / 2);
    expect(large.filter(({ pixelsPerInch }) => pixelsPerInch < 300)).toEqual([]);
  });

  test('has only valid links on screen, and none in print', async () => {
    const { annotations, targets, destinations } = await structureOf(screen());
    expect(targets.length).toBeGreaterThan(chapters * 5);
    expect(targets.filter((target) => !((destinations.get(target) ?? 0) > 0))).toEqual([]);
    expect(annotations).toBeGreaterThanOrEqual(targets.length + chapters);
    expect((await structureOf(print())).annotations).toBe(0);
  });

  test('prints on each page the number that viewers show for it, and none on a title', async () => {
    for (const path of [print(), screen()]) {
      const { labels } = await structureOf(path);
      const silent = new Set(silentWords(book));
      const faults = (await pagesOf(path)).flatMap(({ words, width }, index) => {
        const contents = index >= (path === print() ? 4 : 2);
        const folio = contents && words.length > 0 && !silent.has(joined(words)) ? labelOf(index + 1, labels) : '';
        const { word, outer } = lowest(words, width, boundLeft(book, index));
        const fits = folio === '' ? !/^([ivx]+|\d+)$/.test(word) : word === folio && outer;
        return fits ? [] : [`${path} ${index + 1}: ${word}, not ${folio}`];
      });
      expect(faults).toEqual([]);
    }
  });

  const absent = unless(hasPreflight, 'PDFBox');
  test.skipIf(!hasPreflight)(
    `has nothing on the screen that PDFBox minds but what PDF/A-2 allows${absent}`,
    async () => {
      const lines = await preflight(screen());
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((line) => !allowedSince.some((each) => each.test(line)))).toEqual([]);
    },
  );

  test('leaves pages without text white', async () => {
    for (const path of [print(), screen()]) {
      const imaged = new Set((await imagesOf(path)).map(({ page }) => page));
      const blank = (await pagesOf(path)).flatMap(({ words }, index) =>
        words.length === 0 && !imaged.has(index + 1) ? [index + 1] : [],
      );
      if (path === print()) expect(blank.length).toBeGreaterThanOrEqual(3);
      const inked = await Promise.all(blank.map(async (page) => ({ page, darkest: await darkestOf(path, page) })));
      expect(inked.filter(({ darkest }) => darkest < 255)).toEqual([]);
    }
  });

  test('begins parts and chapters on rectos in print, as the table of contents says', async () => {
    const { labels } = await structureOf(print());
    const { body, contents } = await readBook(book, print());
    const openings = [...parts(book), ...chapterTitles(book)].map((title) => ({
      title,
      pages: body.flatMap(({ text, page, furnished }) => (text.startsWith(title) && !furnished ? [page] : [])),
    }));
    expect(openings.filter(({ pages }) => pages.length !== 1 || pages[0]! % 2 !== 1)).toEqual([]);
    const lines = sources.get(book.name)!.flatMap((source) => sourceWords(source).titles);
    lines.splice(lines.indexOf(chapterTitles(book)[6]!), 0, parts(book)[1]!);
    let rest = contents;
    for (const title of [parts(book)[0]!, ...lines]) {
      expect(rest.startsWith(title), `${title} before ${rest.slice(0, 40)}`).toBe(true);
      const [number = ''] = /^\d+/.exec(rest.slice(title.length)) ?? [];
      rest = rest.slice(title.length + number.length);
      const page = body.find((each) => labelOf(each.page, labels) === number);
      expect(page?.text, `${title} on ${number}`).toContain(title);
    }
    expect(rest).toBe('');
  });

  test('has every paragraph and heading of its source once, complete and in order', async () => {
    const { body } = await readBook(book, print());
    const drawn = body.map(({ text }) => text).join('');
    const written = sources.get(book.name)!.map(sourceWords);
    // Numbered lines of code are painted over the text of their page, so after it.
    const code = written.flatMap(({ code }) => code);
    const lines = [...drawn.matchAll(codeLine)].map(([line]) => line);
    expect(lines).toEqual(code);
    const text = drawn.replace(codeLine, '');
    let from = 0;
    for (const each of written.flatMap(({ plain }) => plain)) {
      const at = text.indexOf(each, from);
      expect(at, `${each.slice(0, 60)} … after ${text.slice(from, from + 60)}`).toBeGreaterThanOrEqual(0);
      if (each.length > 60) expect(text.indexOf(each, at + 1), `${each.slice(0, 60)} … twice`).toBe(-1);
      from = at + each.length;
    }
  });

  test.skipIf(book.tongue === 'en')('has each Han character as often as its source', async () => {
    const { body } = await readBook(book, print());
    // What the design adds: titles of parts, pages of references, numbers of lists whose lines are upright,
    // and above the addresses of a chapter, what they are.
    const drawn = body
      .map(({ text }) => text)
      .join('')
      .replace(/（第[\d〇一二三四五六七八九十百]+页）/g, '')
      .replace(/链接(?=\[1\])/g, '')
      .replace(/[一二]、/g, '');
    const due = sources.get(book.name)!.map((source) => sourceWords(source).all);
    expect(miscounted(drawn, [...parts(book), ...due].join(''))).toEqual([]);
  });

  test('is tagged for the screen, and its table of contents matches the outline', async () => {
    expect(await pdfTagFaults(screen())).toEqual([]);
    const { contents, labels, outline, addresses } = await structureOf(screen());
    const first = Number(labels.find(([, style]) => style === '/D')![0]);
    expect(contents.length).toBeGreaterThan(chapters);
    for (const line of contents) expect(line).toMatchObject({ printed: line.page - first + 1 });
    const titles = outline.flatMap(({ children }) => children.map(({ title }) => title));
    for (let index = 0; index < chapters; index += 1) expect(titles).toContain(titleOf(book.tongue, index));
    expect(addresses.length).toBeGreaterThanOrEqual(chapters);
  });
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

function parts({ tongue }: PaperBook): string[] {
  return tongue === 'zh' ? ['上卷', '下卷'] : ['Morning', 'Evening'];
}

function chapterTitles({ tongue }: PaperBook): string[] {
  return Array.from({ length: chapters }, (_, index) => squeeze(titleOf(tongue, index)));
}

/** All that stands on a page that has neither head nor folio. */
function silentWords(book: PaperBook): string[] {
  return [...parts(book), book.tongue === 'zh' ? '长书' : 'Alongbook'].flatMap((each) => [
    each,
    // Upright words come from the foot.
    [...each].toReversed().join(''),
  ]);
}

function joined(words: readonly PdfWord[]): string {
  return words.map(({ text }) => text).join('');
}

/** The word nearest the foot, and whether it stands on the half of the page away from the spine. */
function lowest(words: readonly PdfWord[], width: number, atLeft: boolean): { word: string; outer: boolean } {
  const found = words.toSorted((one, other) => other.bottom - one.bottom)[0];
  return { word: found?.text ?? '', outer: found !== undefined && found.left > width / 2 === atLeft };
}

interface BodyPage {
  page: number;
  text: string;
  /** With a running head. */
  furnished: boolean;
}

/** The pages of the text and the words of the contents, without heads and folios. */
async function readBook(book: PaperBook, path: string): Promise<{ body: BodyPage[]; contents: string }> {
  const { labels } = await structureOf(path);
  const heads = [...parts(book), ...chapterTitles(book), squeeze(book.tongue === 'zh' ? '长书' : 'A long book')];
  const first = Number(labels.find(([, style]) => style === '/D')![0]);
  const pages = (await drawnOf(path)).map((drawn, index) => {
    const folio = labelOf(index + 1, labels);
    const text = withoutFurniture(drawn, folio, heads);
    return { page: index + 1, text, furnished: drawn.length > text.length + folio.length };
  });
  const title = book.tongue === 'zh' ? '目录' : 'Contents';
  const front = pages.slice(4, first - 1).map(({ text }) => text);
  return { body: pages.slice(first - 1), contents: front.join('').replace(title, '') };
}

function remember<Read>(read: (path: string) => Promise<Read>): (path: string) => Promise<Read> {
  const known = new Map<string, Promise<Read>>();
  return (path) => {
    const found = known.get(path) ?? read(path);
    known.set(path, found);
    return found;
  };
}
