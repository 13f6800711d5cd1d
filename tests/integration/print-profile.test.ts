/**
 * The file for a printer, by the real browser: what is on which side, what the numbers say, where nothing is printed.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operationsIn } from '../../src/pdf/file/content.ts';
import { readPageNumbers } from '../../src/pdf/file/destinations.ts';
import { drawingOf, pagesOf } from '../../src/pdf/file/document.ts';
import { readPdf } from '../../src/pdf/file/reader.ts';
import { octavo, temporaryFolder } from '../support/command.ts';
import {
  hasPdfTools,
  hasPoppler,
  type PdfPage,
  type PdfStructure,
  pdfPages,
  pdfStructure,
  unless,
  unlessPdfTools,
} from '../support/judges.ts';

const sentence = '清早推开木窗，山谷里的雾还没有散，只听见溪水在石头下面响。';

function chapter(title: string, paragraphs: number, end = ''): string {
  return `# ${title}\n\n${Array.from({ length: paragraphs }, () => sentence.repeat(6)).join('\n\n')}\n\n${end}\n`;
}

describe.skipIf(!hasPdfTools)(`the print profile${unlessPdfTools()}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let structure: PdfStructure;
  let pages: PdfPage[];
  let report: { books: { outputs: { profile: string | null; path: string; pages: number | null }[] }[] };
  const path = () => join(folder.path, 'dist', 'book-print.pdf');

  beforeAll(async () => {
    folder = await temporaryFolder();
    await mkdir(join(folder.path, 'book'));
    await writeFile(
      join(folder.path, 'book', 'book.yaml'),
      'title: 山居\nlanguage: zh-CN\nparts:\n  - title: 上卷\n    articles: [a.md, b.md]\n  - title: 下卷\n    articles: [c.md]\npdf:\n  preset: kdp\n  profiles: [screen, print]\n  lists: [figures]\n  colophon: 成于灯下。\n',
    );
    const links = '见[丙](c.md)，又见[网站](https://example.com/a?b=c)。';
    await writeFile(join(folder.path, 'book', 'a.md'), chapter('甲', 12, links));
    await writeFile(join(folder.path, 'book', 'b.md'), chapter('乙', 4));
    await writeFile(join(folder.path, 'book', 'c.md'), chapter('丙', 9));
    const { status, stdout, stderr } = await octavo(['build', 'book', '-o', 'dist', '--json'], {
      workingFolder: folder.path,
    });
    expect(status, stderr).toBe(0);
    report = JSON.parse(stdout);
    [structure, pages] = await Promise.all([pdfStructure(path()), pdfPages(path())]);
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  const textOf = (page: PdfPage) => page.words.map(({ text }) => text).join('');
  /** A file for a printer has no links: titles begin pages, and the contents are read as words. */
  const placeOf = (title: string) => {
    const page = pages.findIndex((each, index) => index > 4 && textOf(each).startsWith(title)) + 1;
    const printed = Number(new RegExp(`${title}[….]*(\\d+)`).exec(textOf(pages[4]!))?.[1]);
    return { page, printed };
  };
  const places = () => ['上卷', '甲', '乙', '下卷', '丙'].map(placeOf);
  const first = () => places()[0]!.page;

  test('is a separate file next to that for the screen', () => {
    const files = report.books[0]!.outputs.filter(({ profile }) => profile !== null);
    expect(files.map(({ profile, path }) => `${profile} ${path}`)).toEqual([
      'screen dist/book.pdf',
      'print dist/book-print.pdf',
    ]);
    expect(files.map(({ pages }) => pages)).toEqual([expect.any(Number), pages.length]);
  });

  test('begins with the half title and has the imprint after the title page', () => {
    expect(textOf(pages[0]!)).toBe('山居');
    expect(textOf(pages[1]!)).toBe('');
    expect(textOf(pages[2]!)).toContain('山居');
    expect(textOf(pages[3]!)).toContain('字体');
    expect(textOf(pages[4]!)).toContain('目录');
  });

  test('has every part and chapter on a recto, after truly blank pages', () => {
    const starts = places().map(({ page }) => page);
    expect(new Set(starts).size).toBe(5);
    for (const page of starts) expect(page % 2).toBe(1);
    const blank = pages.flatMap(({ words }, index) => (words.length === 0 ? [index + 1] : []));
    expect(blank.length).toBeGreaterThan(2);
    expect(pages.length % 2).toBe(0);
  });

  test('numbers the text from 1 in the table of contents, at the foot and in page labels', () => {
    for (const { printed, page } of places()) expect(printed).toBe(page - first() + 1);
    const second = pages[first() + 2]!;
    expect(second.words.map(({ text }) => text)).toContain('4');
    expect(pages[4]!.words.map(({ text }) => text)).toContain('v');
    expect(structure.labels).toEqual([
      [1, '/r'],
      [first(), '/D'],
    ]);
  });

  test('contains nothing that is meant for a screen', () => {
    expect([structure.outline, structure.addresses, structure.actions]).toEqual([[], [], []]);
  });

  test('prints where a link leads', () => {
    const page = pages.map(textOf).find((text) => text.includes('又见网站'))!;
    expect(page).toContain(`丙（第${placeOf('丙').printed}页）`);
    const notes = pages.map(textOf).find((text) => text.includes('example.com/a?b=c'))!;
    expect(notes).toContain('[1]');
  });

  test('keeps its margins: the gutter of a thin book, and a quarter of an inch elsewhere', () => {
    for (const [index, { words, width, height }] of pages.entries()) {
      const [left, right] = index % 2 === 0 ? [27, 18] : [18, 27];
      for (const word of words) {
        expect(word.left, word.text).toBeGreaterThan(left);
        expect(word.right, word.text).toBeLessThan(width - right);
        expect(word.bottom, word.text).toBeLessThan(height - 18);
      }
    }
  });

  test('is printed again only when something changed, to the same bytes', async () => {
    const before = await readFile(path());
    await octavo(['build', 'book', '-o', 'dist'], { workingFolder: folder.path });
    expect((await readFile(path())).equals(before)).toBe(true);
    expect(readPageNumbers(readPdf(before.subarray(0, before.indexOf('%%EOF') + 6))).pages).toBe(pages.length);
  });
});

describe.skipIf(!hasPoppler)(`a booklet${unless(hasPoppler, 'poppler')}`, () => {
  test('has two pages on each side of A4 sheets, in the order in which folded sheets are read', async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'book'));
    const book = 'title: 山居\nlanguage: zh-CN\narticles: [a.md, b.md]\npdf:\n  preset: booklet\n';
    await writeFile(join(folder.path, 'book', 'book.yaml'), book);
    await writeFile(join(folder.path, 'book', 'a.md'), chapter('甲', 1));
    await writeFile(join(folder.path, 'book', 'b.md'), chapter('乙', 1));
    const { status, stderr } = await octavo(['build', 'book', '-o', 'dist', '-f', 'pdf'], {
      workingFolder: folder.path,
    });
    expect(status, stderr).toBe(0);
    const sides = await pdfPages(join(folder.path, 'dist', 'book-print.pdf'));
    expect(sides.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual(
      sides.map(() => [842, 595]),
    );
    const halves = sides.map(({ words, width }) =>
      [0, 1].map((half) =>
        words
          .filter(({ left }) => left >= width / 2 === (half === 1))
          .map(({ text }) => text)
          .join(''),
      ),
    );
    // Twelve pages: half title, blank, title, imprint, contents, blank; the text; blanks to the end of the sheet.
    expect(halves.length).toBe(6);
    expect(halves[0]).toEqual(['', '山居']);
    expect(halves[2]![1]).toContain('山居');
    expect(halves[3]![0]).toContain('字体');
    expect(halves[4]![1]).toContain('目录');
    expect(halves[5]![1]).toMatch(/^甲.*1$/s);
    expect(halves[3]![1]).toMatch(/^乙.*3$/s);
  });
});

describe.skipIf(!hasPoppler)(`long lines of code${unless(hasPoppler, 'poppler')}`, () => {
  test('have a continuation mark, and nothing that a printer considers transparent', async () => {
    await using folder = await temporaryFolder();
    const line = 'const value = compute(valley, river, window, garden, bridge, station, morning, evening);';
    const build = async (name: string, code: string) => {
      await writeFile(join(folder.path, `${name}.md`), `# Code\n\n\`\`\`js\n${code}\n\`\`\`\n`);
      const { stdout, stderr } = await octavo(['build', `${name}.md`, '-f', 'pdf', '-p', 'print', '-o', 'dist'], {
        workingFolder: folder.path,
      });
      expect(stdout, stderr).toContain('no problems');
      return hooksOn(join(folder.path, 'dist', `${name}-print.pdf`), 7);
    };
    expect(await build('broken', line)).toBe(1);
    expect(await build('whole', line.slice(0, 40))).toBe(0);
  });
});

describe('small type', () => {
  test('is never under seven points, even code in a wide table, symbols in notes and page numbers in captions', async () => {
    await using folder = await temporaryFolder();
    const words = 'valley river window garden';
    const row = (cell: string) => `|${` ${cell} |`.repeat(9)}`;
    const table = [row('`head`'), row('---'), row('`code` H<sub>2</sub>O^[A note in a cell: 10<sup>3</sup>, `code`.]')];
    const figure = '![A river](river.png "See [the valley](#valley), 10<sup>3</sup> and `code`")';
    const text = `# Small\n\n## Valley\n\n${words}.[^a]\n\n${table.join('\n')}\n\nTable: All of \`code\`\n\n${figure}\n\n> quoted 10<sup>3</sup> \`code\`, see [valley](#valley)\n\n[^a]: See [valley](#valley), H<sub>2</sub>O and \`code\`.\n`;
    const river = sharp({ create: { width: 900, height: 600, channels: 3, background: '#777' } });
    for (const page of ['6x9', '16开']) {
      const book = join(folder.path, page);
      await mkdir(book);
      await writeFile(join(book, 'book.yaml'), `title: Small\narticles: [a.md]\npdf:\n  page: ${page}\n`);
      await writeFile(join(book, 'a.md'), text);
      await river.clone().png().toFile(join(book, 'river.png'));
      const { status, stderr } = await octavo(['build', page, '-f', 'pdf', '-p', 'print', '-o', 'dist'], {
        workingFolder: folder.path,
      });
      expect(status, stderr).toBe(0);
      const sizes = sizesOfType(await readFile(join(folder.path, 'dist', `${page}-print.pdf`)));
      expect(Math.max(...sizes)).toBeGreaterThan(15);
      expect(Math.min(...sizes)).toBeGreaterThan(6.99);
    }
  });
});

/** In points, of all type on all pages: ISO 32000-1, 9.4.4, where nothing is turned. */
function sizesOfType(bytes: Buffer): Set<number> {
  const document = readPdf(bytes);
  const sizes = new Set<number>();
  for (const page of pagesOf(document)) {
    const scales = [1];
    let [size, matrix] = [0, 1];
    for (const { operator, operands } of operationsIn(drawingOf(document, page))) {
      if (operator === 'q') scales.push(scales.at(-1)!);
      else if (operator === 'Q') scales.pop();
      else if (operator === 'cm') scales.push(scales.pop()! * Math.abs(Number(operands[3])));
      else if (operator === 'Tm') matrix = Math.abs(Number(operands[3]));
      else if (operator === 'Tf') size = Number(operands[1]);
      else if (operator === 'Tj' || operator === 'TJ') sizes.add(Number((scales.at(-1)! * matrix * size).toFixed(3)));
    }
  }
  return sizes;
}

/** Corners in the grey of a hook, from which a stroke goes up and another to the right; 144 pixels to the inch. */
async function hooksOn(path: string, page: number): Promise<number> {
  const options = ['-r', '144', '-gray', '-png', '-f', `${page}`, '-l', `${page}`, path];
  const { stdout } = await promisify(execFile)('pdftoppm', options, { encoding: 'buffer', maxBuffer: 1 << 28 });
  const { data, info } = await sharp(stdout).greyscale().raw().toBuffer({ resolveWithObject: true });
  const isGrey = (x: number, y: number) => Math.abs(data[(y * info.width + x) * info.channels]! - 0x77) <= 3;
  const far = [1, 2, 3, 4, 5];
  let hooks = 0;
  for (let y = 6; y < info.height; y += 1) {
    for (let x = 1; x < info.width - 6; x += 1) {
      const isCorner = isGrey(x, y) && !isGrey(x - 1, y) && !(y + 1 < info.height && isGrey(x, y + 1));
      if (isCorner && far.every((step) => isGrey(x, y - step) && isGrey(x + step, y))) hooks += 1;
    }
  }
  return hooks;
}
