/** What readers of PDFs find in ours, held against what was written: headings, outline, and every word. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { octavo, temporaryFolder } from '../support/command.ts';
import { extractors, hasMuPdf, headingsOfMarkdown, missingWords, wordsOfMarkdown } from '../support/extractors.ts';
import { doubtfulFonts, hasPoppler, hasQpdf, type OutlineEntry, pdfStructure, unless } from '../support/judges.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Long words that are hyphenated, ligatures, headings that fill two lines, hold a break, a formula or code. */
const sentence =
  'An Iterator yields responsibilities to uncharacteristically efficient officers, often offline, and the Iterator of a telecommunication offers fluffy configurations. ';
const english = [
  '# Incomprehensible engineering of the Iterator: how an internationally distributed engineering team counted responsibilities',
  '',
  sentence.repeat(40),
  '## A heading of an internationally distributed engineering team that fills more than a single line',
  '',
  sentence.repeat(20),
  '## One line<br>and another',
  '',
  '## The energy $E=mc^2$ and `code` in a heading',
  '',
  'مرحبا بالعالم, שלום עולם, 𠮷野家, ㉛, zero\u200bwidth, soft\u00adhyphen.',
  '',
].join('\n');
const vertical = '# 直排的文章\n\n他说：“这是‘引号’（括号）《书名》。”\n\n## 第二节\n\n又一段文字。\n';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let handbook: string[];

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder.path, 'english.md'), `---\nlanguage: en\n---\n\n${english}`);
  await mkdir(join(folder.path, 'vertical'));
  await writeFile(join(folder.path, 'vertical', 'a.md'), vertical);
  const settings = 'title: 直排\nlanguage: zh-CN\nwriting: vertical\narticles: [a.md]\n';
  await writeFile(join(folder.path, 'vertical', 'book.yaml'), settings);
  for (const book of [
    join(folder.path, 'english.md'),
    join(folder.path, 'vertical'),
    join(root, 'articles/handbook'),
  ]) {
    const words = ['build', book, '-f', 'pdf', '-o', folder.path];
    const { status, stderr } = await octavo(words, { workingFolder: root });
    expect(status, stderr).toBe(0);
  }
  const articles = join(root, 'articles/handbook');
  const names = (await readdir(articles)).filter((name) => /^(?:zh|en)-.*\.md$/.test(name));
  handbook = await Promise.all(names.map((name) => readFile(join(articles, name), 'utf8')));
});
afterAll(() => folder[Symbol.asyncDispose]());

const pdf = (name: string) => join(folder.path, `${name}.pdf`);

describe.each(Object.keys(extractors))(`%s${unless(hasMuPdf, 'MuPDF')}`, (name) => {
  const read = (book: string) => extractors[name]!(pdf(book));

  test('finds every word of an English article, however it is broken', async () => {
    const text = await read('english');
    // What is between two words without a space is of no width.
    const expected = wordsOfMarkdown(english).replace(/zero.*hyphen/, '');
    expect(missingWords(expected, text, 8)).toEqual([]);
    expect(text.match(/Iterator/g)!.length).toBeGreaterThanOrEqual(120);
  });

  test('finds characters that are set from fonts for rare ones', async () => {
    const text = (await read('english')).normalize('NFKC');
    for (const word of ['عالم', 'עולם', '𠮷', '31', 'zerowidth', 'softhyphen'])
      expect(text.includes(word) || text.includes([...word].reverse().join('')), word).toBe(true);
  });

  test('reads the brackets of vertical lines as they were written', async () => {
    const text = (await read('vertical')).replace(/\s/g, '');
    for (const mark of '『「（）《》') expect(text).toContain(mark);
    expect(text).not.toMatch(/[\ufe10-\ufe1f\ufe30-\ufe4f]/);
  });

  test('finds every word of the handbook', async () => {
    const text = await read('handbook');
    const expected = [
      ...new Set(handbook.flatMap((each) => wordsOfMarkdown(each).match(/\p{Script=Latin}{5,}/gu) ?? [])),
    ];
    expect(missingWords(expected.join(' '), text)).toEqual([]);
  });
});

describe.skipIf(!hasQpdf)(`the outline${unless(hasQpdf, 'qpdf')}`, () => {
  const titlesOf = (entries: OutlineEntry[]): string[] =>
    entries.flatMap(({ title, children }) => [title, ...titlesOf(children)]);

  test('has the headings as they were written', async () => {
    const { outline } = await pdfStructure(pdf('english'));
    expect(titlesOf(outline).slice(1)).toEqual(headingsOfMarkdown(english).map(({ text }) => text));
  });

  test('has every heading of the handbook, in its order', async () => {
    const { outline } = await pdfStructure(pdf('handbook'));
    const titles = titlesOf(outline);
    const lost = handbook.flatMap(headingsOfMarkdown).filter(({ text }) => !titles.includes(text));
    expect(lost).toEqual([]);
  });
});

test.skipIf(!hasPoppler)(`poppler reads tags to their end${unless(hasPoppler, 'poppler')}`, async () => {
  const { stdout } = await run('pdfinfo', ['-struct-text', pdf('english')], { maxBuffer: 1 << 26 });
  expect(stdout.match(/Iterator/g)!.length).toBeGreaterThanOrEqual(120);
  expect(stdout).toContain('internationally distributed engineering team counted');
});

test.skipIf(!hasPoppler)(`only our fonts are used${unless(hasPoppler, 'poppler')}`, async () => {
  expect(await doubtfulFonts(pdf('english'))).toEqual([]);
});
