/**
 * The PDF as a reader, a printer and a screen reader get it: printed by the real browser, judged by poppler and qpdf.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPageNumbers } from '../../src/pdf/file/destinations.ts';
import { readPdf } from '../../src/pdf/file/reader.ts';
import { octavo, temporaryFolder } from '../support/command.ts';
import { testImages } from '../support/image-server.ts';
import {
  doubtfulFonts,
  hasPdfTools,
  type OutlineEntry,
  type PdfPage,
  type PdfStructure,
  type PdfWord,
  pdfImages,
  pdfInfo,
  pdfPages,
  pdfStructure,
  qpdfCheck,
  unlessPdfTools,
} from '../support/judges.ts';

const hanSentences = [
  '清早推开木窗，山谷里的雾还没有散，只听见溪水在石头下面响。',
  '院角那棵老梨树开了花，风一吹，落得满地都是，谁也舍不得去扫。',
  '午后下了一阵急雨，屋檐的水像一道帘子，过了半个时辰才慢慢停住。',
  '村里的木匠姓周，做的椅子用上三十年也不摇晃，价钱却总是随人给。',
  '“等稻子黄了再走吧，”他说，“那时候路上干净，夜里也凉快。”',
  '书架最下面一格放着几本旧历书，纸边发脆，翻的时候要格外小心。',
];

const latinSentences = [
  'The road left the river at the third bend and began to climb between two walls of grey stone.',
  'Nobody had told us that the inn was closed in winter, so we slept in the hay above the stable.',
  'A baker on the square sold us six loaves, and drew a map of the pass on the paper round the last one.',
  'By noon the snow had turned to rain; the mules stood still and would not be talked into going on.',
  'What we carried was little enough: two blankets, a kettle, a lamp, and the book you are reading.',
];

interface Section {
  title: string;
  children: Section[];
}

const leaf = (title: string): Section => ({ title, children: [] });

const spring: Section = {
  title: '山中一年',
  children: [
    { title: '惊蛰', children: [leaf('竹林里的声音'), leaf('新茶')] },
    { title: '清明前后', children: [{ title: '采药的人', children: [leaf('他的背篓')] }] },
    leaf('雨季'),
    { title: '割稻', children: [leaf('借来的镰刀'), leaf('晒谷场')] },
    leaf('第一场雪'),
    leaf('围炉'),
  ],
};

const road: Section = {
  title: 'Over the Pass',
  children: [
    { title: 'Leaving the valley', children: [leaf('What we carried'), leaf('The ferryman')] },
    leaf('A night above the stable'),
    { title: 'The long climb', children: [leaf('Mules & men <and snow>')] },
    leaf('Down the other side'),
  ],
};

/** Markdown of a section and what is under it, each followed by enough text to turn the page. */
function write(section: Section, sentences: string[], level = 1): string {
  const paragraphs = Array.from({ length: 5 }, (_, paragraph) =>
    Array.from(
      { length: 6 },
      (_, sentence) => sentences[(section.title.length + paragraph * 2 + sentence) % sentences.length],
    ).join(sentences === latinSentences ? ' ' : ''),
  );
  const heading = section.title.replaceAll('<', '\\<');
  return [
    `${'#'.repeat(level)} ${heading}`,
    ...paragraphs,
    ...section.children.map((child) => write(child, sentences, level + 1)),
  ].join('\n\n');
}

async function writeBook(folder: string): Promise<void> {
  const { jpeg, png } = await testImages();
  await mkdir(join(folder, 'pictures'));
  await writeFile(join(folder, 'pictures', 'valley.jpg'), jpeg);
  await writeFile(join(folder, 'pictures', 'map.png'), png);
  await writeFile(
    join(folder, 'book.yaml'),
    'title: 山居与远行\nauthors: [林下]\nlanguage: zh-CN\ndescription: 两段旧事。\nparts:\n  - title: 上卷 山居\n    articles: [spring.md]\n  - title: 下卷 远行\n    articles: [road.md]\n',
  );
  await writeFile(
    join(folder, 'spring.md'),
    `${write(spring, hanSentences)}\n\n![山谷](pictures/valley.jpg)\n\n*雨后的山谷。*\n\n见[山口](road.md#the-long-climb)，又见[网页](https://example.com/a?b=c&d=e)。\n`,
  );
  await writeFile(
    join(folder, 'road.md'),
    `${write(road, latinSentences)}\n\n![A map of the pass](pictures/map.png)\n\nBack to [the first chapter](spring.md), or [write](mailto:someone@example.com).\n`,
  );
}

describe.skipIf(!hasPdfTools)(`a book of parts and chapters${unlessPdfTools()}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let path = '';
  let structure: PdfStructure;
  let pages: PdfPage[];

  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeBook(folder.path);
    const { status, stderr, stdout } = await octavo(['build', '.', '-f', 'pdf'], { workingFolder: folder.path });
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('no problems');
    const [name] = /dist\/\S+\.pdf/.exec(stdout)!;
    path = join(folder.path, name);
    [structure, pages] = await Promise.all([pdfStructure(path), pdfPages(path)]);
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  /** The pages before the first part, which is page 1. */
  const front = () => structure.contents[0]!.page - 1;

  test('prints in its table of contents the page number to which the link leads', () => {
    expect(pages.length).toBeGreaterThan(20);
    const listed = structure.contents.map(({ title }) => title);
    const expected = ['上卷 山居', ...titlesOf(spring, 3), '下卷 远行', ...titlesOf(road, 3)];
    expect(listed).toEqual(expected.map(withoutSpaces));
    for (const line of structure.contents) expect(line).toMatchObject({ printed: line.page - front() });
    expect(new Set(structure.contents.map(({ page }) => page)).size).toBeGreaterThan(10);
  });

  test('has each listed heading on its page, and that number at the outer foot of the page', () => {
    for (const { title, printed } of structure.contents) {
      const page = pages[printed - 1 + front()]!;
      expect(page.words.map(({ text }) => text).join('')).toContain(title);
      // The page of a part is empty but for its title.
      if (title === '上卷山居' || title === '下卷远行') continue;
      const folio = lowest(page.words);
      expect(folio.text).toBe(String(printed));
      // A page of the file is a recto or a verso, whatever it is called.
      if ((printed + front()) % 2 === 1) expect(folio.left).toBeGreaterThan(page.width / 2);
      else expect(folio.right).toBeLessThan(page.width / 2);
    }
  });

  test('has destinations that its own reader finds on the same pages', async () => {
    const bytes = await readFile(path);
    const { numbers, pages: count } = readPageNumbers(readPdf(bytes));
    expect(count).toBe(pages.length);
    expect(Object.fromEntries(numbers)).toEqual(
      Object.fromEntries([...structure.destinations].map(([name, page]) => [decodeURIComponent(name.slice(1)), page])),
    );
  });

  test('has an outline of all its headings, with their nesting', () => {
    const expected = [
      leaf('目录'),
      { title: '上卷 山居', children: [spring] },
      { title: '下卷 远行', children: [road] },
    ];
    const titles = (entries: OutlineEntry[]): Section[] =>
      entries.map(({ title, children }) => ({ title, children: titles(children) }));
    expect(titles(structure.outline)).toEqual(expected);
    const at = new Map(flat(structure.outline).map(({ title, page }) => [withoutSpaces(title), page]));
    for (const { title, page } of structure.contents) expect(at.get(title)).toBe(page);
  });

  test('has only whole TrueType fonts, embedded', async () => {
    expect(await doubtfulFonts(path)).toEqual([]);
  });

  test('is tagged, titled, in its language, and A5', async () => {
    const info = await pdfInfo(path);
    expect(info).toMatchObject({ Title: '山居与远行', Author: '林下', Subject: '两段旧事。', Tagged: 'yes' });
    expect(structure.language).toBe('zh-CN');
    for (const page of pages) expectSize(page, 148, 210);
  });

  test('has no actions, and links only to the web and to email addresses', async () => {
    expect(structure.actions).toEqual([]);
    expect(new Set(structure.addresses)).toEqual(
      new Set(['https://example.com/a?b=c&d=e', 'mailto:someone@example.com']),
    );
    expect(await pdfInfo(path)).toMatchObject({ JavaScript: 'no', Form: 'none', Encrypted: 'no' });
  });

  test('passes qpdf --check', async () => {
    expect(await qpdfCheck(path)).toContain('No syntax or stream encoding errors found');
  });

  test('draws each image on a single page', async () => {
    const images = await pdfImages(path);
    expect(images).toHaveLength(2);
    expect(new Set(images.map(({ object }) => object)).size).toBe(2);
  });
});

describe.skipIf(!hasPdfTools)(`the page${unlessPdfTools()}`, () => {
  const sizes: [size: string, width: number, height: number][] = [
    ['Letter', 215.9, 279.4],
    ['6x9in', 152.4, 228.6],
    ['130x184mm', 130, 184],
  ];
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;

  beforeAll(async () => {
    folder = await temporaryFolder();
    for (const [size] of sizes) {
      const book = join(folder.path, size);
      await mkdir(book);
      await writeFile(join(book, 'book.yaml'), `title: 开本\narticles: [a.md]\npdf:\n  page: ${size}\n`);
      await writeFile(join(book, 'a.md'), `# 一章\n\n${hanSentences.join('')}\n`);
    }
    const { status, stderr } = await octavo(['build', '.', '-f', 'pdf'], { workingFolder: folder.path });
    expect(status, stderr).toBe(0);
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test.each(sizes)('of %s is %d by %d millimetres', async (size, width, height) => {
    const path = join(folder.path, 'dist', `${size}.pdf`);
    const pages = await pdfPages(path);
    expect(pages.length).toBeGreaterThanOrEqual(4);
    for (const page of pages) expectSize(page, width, height);
    const [, first, second] = /([\d.]+) x ([\d.]+) pts/.exec((await pdfInfo(path))['Page size']!)!;
    expectSize({ width: Number(first), height: Number(second) }, width, height);
  });
});

describe.skipIf(!hasPdfTools)(`what is too wide for the page${unlessPdfTools()}`, () => {
  const reference = '参照用的这一行一共有十四个字';
  const latin = 'A line of reference in Latin letters';
  const article = (title: string, nasty: string) =>
    `---\ntitle: ${title}\nlanguage: zh-CN\n---\n\n${hanSentences.join('')}\n\n${reference}\n\n${latin}\n\n${hanSentences.join('')}\n\n${nasty}\n`;
  const url = `https://example.com/${'very/long/path-of-a-page/'.repeat(12)}?query=${'0123456789'.repeat(20)}`;
  const code = `const line = "${'abcdefghij'.repeat(20)}";`;
  // Words too long for their columns, of letters that stand nowhere else.
  const header = [...'αβγδεζηθικλμ'].map((letter) => letter.repeat(6));
  const cells = [...'ΓΔΘΛΞΠΣΦΨΩЖШ'].map((letter) => letter.repeat(9));
  const row = (each: string[]) => `| ${each.join(' | ')} |`;
  const nasty = [
    'w'.repeat(300),
    [row(header), row(header.map(() => '---')), row(cells)].join('\n'),
    '![](wide.png)',
    `\`\`\`js\n${code}\n\`\`\``,
    `## ${'很长的小标题'.repeat(30)}`,
    `${url}`,
    `\`${'inlinecode'.repeat(20)}\``,
    `$$$${'x'.repeat(120)}`,
    `- - - - ${'d'.repeat(150)}`,
    `> > > > ${'q'.repeat(150)}`,
    '<svg width="3000" height="100" viewBox="0 0 3000 100"><rect width="3000" height="100" fill="#3c3"/></svg>',
  ].join('\n\n');
  const unbreakable = [
    `<kbd>${'K'.repeat(150)}</kbd>`,
    `<math><mi>${'m'.repeat(300)}</mi></math>`,
    `<ruby>${'汉'.repeat(80)}<rt>${'r'.repeat(200)}</rt></ruby>`,
    `${'- '.repeat(40)}deep`,
  ].join('\n\n');
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let path = '';
  let plain: PdfPage[];
  let wide: PdfPage[];
  let cut: PdfPage[];

  beforeAll(async () => {
    folder = await temporaryFolder();
    const image = sharp({ create: { width: 2000, height: 300, channels: 3, background: '#c33' } });
    await writeFile(join(folder.path, 'wide.png'), await image.png().toBuffer());
    await writeFile(join(folder.path, 'plain.md'), article('短题', ''));
    await writeFile(join(folder.path, 'wide.md'), article(`长题${'说的是一件很长的事'.repeat(20)}`, nasty));
    await writeFile(join(folder.path, 'cut.md'), article('短题', unbreakable));
    const { status, stdout } = await octavo(['build', '.', '-f', 'pdf'], { workingFolder: folder.path });
    expect(status, stdout).toBe(0);
    path = join(folder.path, 'dist', 'wide.pdf');
    plain = await pdfPages(join(folder.path, 'dist', 'plain.pdf'));
    wide = await pdfPages(path);
    cut = await pdfPages(join(folder.path, 'dist', 'cut.pdf'));
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test('leaves the text at its size', () => {
    for (const pages of [plain, wide, cut]) {
      const line = find(pages, reference);
      expect((line.right - line.left) / reference.length).toBeCloseTo(10.5, 3);
      for (const page of pages) expectSize(page, 148, 210);
    }
    for (const pages of [wide, cut]) {
      const before = find(plain, 'reference');
      const after = find(pages, 'reference');
      expect(after.right - after.left).toBeCloseTo(before.right - before.left, 3);
      expect(after.bottom - after.top).toBeCloseTo(before.bottom - before.top, 3);
    }
  });

  test('is all inside the text block, where it can be broken', () => {
    // The chapter begins on a verso, whose margins are those of a recto in a mirror.
    const text = plain[3]!.words;
    const left = Math.min(...text.map((word) => word.left));
    const right = Math.max(...text.map((word) => word.right));
    expect(wide.length).toBeGreaterThan(5);
    for (const [index, page] of wide.entries()) {
      if (index < 2) continue;
      const verso = index % 2 === 1;
      const [from, to] = verso ? [left, right] : [page.width - right, page.width - left];
      for (const word of page.words) {
        const where = `${word.text} on page ${index + 1}`;
        expect(word.left, where).toBeGreaterThan(from - 1);
        expect(word.right, where).toBeLessThan(to + 1);
        expect(word.bottom, where).toBeLessThan(page.height);
      }
    }
  });

  test('is printed to the last letter', () => {
    // Between the running head and the folio: a word may go on over the page.
    const inBlock = (page: PdfPage) => page.words.filter(({ top, bottom }) => top > 56 && bottom < page.height - 60);
    const words = withoutSpaces(wide.flatMap((page) => inBlock(page).map(({ text }) => text)).join(''));
    for (const whole of ['w'.repeat(300), 'd'.repeat(150), code, url, '很长的小标题'.repeat(30)]) {
      expect(words).toContain(withoutSpaces(whole));
    }
    for (const cell of [...header, ...cells]) {
      expect(words.split(cell[0]!), cell).toHaveLength(cell.length + 1);
    }
  });

  test('is set in whole TrueType fonts all the same', async () => {
    expect(await doubtfulFonts(path)).toEqual([]);
    expect((await pdfStructure(path)).actions).toEqual([]);
  });
});

function withoutSpaces(words: string): string {
  return words.replace(/\s/g, '');
}

/** A section's title and those under it, to a level. */
function titlesOf({ title, children }: Section, levels: number): string[] {
  return levels === 0 ? [] : [title, ...children.flatMap((child) => titlesOf(child, levels - 1))];
}

function flat(entries: OutlineEntry[]): OutlineEntry[] {
  return entries.flatMap((entry) => [entry, ...flat(entry.children)]);
}

function lowest(words: PdfWord[]): PdfWord {
  return words.reduce((one, other) => (other.bottom > one.bottom ? other : one));
}

function find(pages: PdfPage[], text: string): PdfWord {
  const word = pages.flatMap((page) => page.words).find((each) => each.text === text);
  if (word === undefined) throw new Error(`no word ${text}`);
  return word;
}

/** Within a pixel of the browser's grid, 1/96 inch. */
function expectSize(page: { width: number; height: number }, width: number, height: number): void {
  expect(Math.abs(page.width - (width / 25.4) * 72)).toBeLessThan(0.75);
  expect(Math.abs(page.height - (height / 25.4) * 72)).toBeLessThan(0.75);
}
