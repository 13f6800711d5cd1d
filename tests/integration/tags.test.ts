/** The tags of real prints: everything an author can write, held against the rules of PDF/UA-1, and read back. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogOf, dictionaryAt, listAt, type PdfDocument, pagesOf } from '../../src/pdf/file/document.ts';
import { decodeText } from '../../src/pdf/file/objects.ts';
import { readPdf } from '../../src/pdf/file/reader.ts';
import { elementsIn, readTags } from '../../src/pdf/tagging/structure-tree.ts';
import { readPageText } from '../../src/pdf/text/page-words.ts';
import { octavo, temporaryFolder } from '../support/command.ts';
import { testImages } from '../support/image-server.ts';
import { checkAccessibility } from '../unit/pdf/finish/finishing.ts';

const article = `# 样样都有

正文里有*着重*、**加重**、\`代码\`、[链接](https://example.com/)和注[^a]，还有{漢字|かんじ}与 1999 年。

## 列表

- 甲
  - 乙
    1. 丙
    2. 丁
- [x] 戊

#### 跳级的标题

> 引文

| 名 | 数 |
| --- | --- |
| 一 | 1 |

![一座山谷](valley.jpg)

*雨后的山谷。*

$$E = mc^2$$

\`\`\`js
const answer = 42;
\`\`\`

[^a]: 注文，又见[列表](#列表)。
`;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  const { jpeg } = await testImages();
  for (const writing of ['horizontal', 'vertical']) {
    const book = join(folder.path, writing);
    await mkdir(book);
    await writeFile(join(book, 'valley.jpg'), jpeg);
    await writeFile(join(book, 'a.md'), article);
    await writeFile(
      join(book, 'book.yaml'),
      `title: ${writing}\nlanguage: zh-CN\nwriting: ${writing}\narticles: [a.md]\n`,
    );
  }
  const { status, stderr } = await octavo(['build', '.', '-f', 'pdf', '-o', 'dist'], { workingFolder: folder.path });
  expect(status, stderr).toBe(0);
});
afterAll(() => folder[Symbol.asyncDispose]());

describe.each(['horizontal', 'vertical'])('the PDF of a book with %s lines', (writing) => {
  let bytes: Uint8Array;
  let document: PdfDocument;
  let kinds: string[];
  const elementsOf = (kind: string) =>
    [...elementsIn(readTags(document)!)].map(({ dictionary }) => dictionary).filter((each) => each.get('/S') === kind);
  beforeAll(async () => {
    bytes = await readFile(join(folder.path, 'dist', `${writing}.pdf`));
    document = readPdf(bytes);
    kinds = [...elementsIn(readTags(document)!)].map(({ dictionary }) => String(dictionary.get('/S')));
  });

  test('breaks no rule of PDF/UA-1', () => {
    expect(checkAccessibility(document)).toEqual([]);
  });

  test('has a body for every list item, and a label for those with a marker', () => {
    const count = (kind: string) => kinds.filter((each) => each === kind).length;
    expect(count('/LBody')).toBe(count('/LI'));
    expect(count('/Lbl')).toBeGreaterThanOrEqual(4);
  });

  test('has links with their text', () => {
    const links = pagesOf(document).flatMap((page) => listAt(document, dictionaryAt(document, page).get('/Annots')));
    const said = links.map((each) => decodeText(dictionaryAt(document, each).get('/Contents')));
    expect(said).toEqual(expect.arrayContaining(['链接', '1', '列表']));
    expect(said).not.toContain('');
  });

  test('has headings that skip no level', () => {
    expect(kinds.filter((kind) => /^\/H\d$/.test(kind))).toEqual(expect.arrayContaining(['/H1', '/H2', '/H3']));
    expect(kinds).not.toContain('/H4');
  });

  test('has formulas with their source as alt text', () => {
    const formulas = elementsOf('/Formula');
    expect(formulas.map((formula) => decodeText(formula.get('/Alt')))).toEqual(['E = mc^2']);
    expect(formulas[0]!.has('/Lang')).toBe(false);
  });

  test('has captions next to their figures, and notes with ids', () => {
    const [caption] = elementsOf('/Caption');
    const beside = listAt(document, dictionaryAt(document, caption!.get('/P')).get('/K'));
    expect(beside.map((kid) => dictionaryAt(document, kid).get('/S'))).toEqual(['/Figure', '/Caption']);
    const [note] = elementsOf('/Note');
    const root = dictionaryAt(document, catalogOf(document).get('/StructTreeRoot'));
    const names = listAt(document, dictionaryAt(document, root.get('/IDTree')).get('/Names'));
    const place = names[names.indexOf(note!.get('/ID')!) + 1];
    expect(dictionaryAt(document, place)).toBe(note);
  });

  test('tags everything but running heads and folios', () => {
    const { words, untagged } = readPageText(document);
    expect(words.map((each) => each.words).join('')).toMatch(/1999.*年/s);
    const heads = new RegExp(`^(${writing}|样样都有|\\d+|[ivx]+|\\s)*$`);
    for (const each of untagged) expect(each.words).toMatch(heads);
  });
});
