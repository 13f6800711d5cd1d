/**
 * The tags of the books in articles/, held against the text of these books by programs that share no line with what wrote them: PDFBox
 * reads them for the comparison with the book, and poppler and pdf.js must see the same as PDFBox.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dictionaryAt, listAt, type PdfDocument } from '../../src/pdf/file/document.ts';
import { readPdf } from '../../src/pdf/file/reader.ts';
import { writePdf } from '../../src/pdf/file/writer.ts';
import { elementsIn, readTags, type TagElement } from '../../src/pdf/tagging/structure-tree.ts';
import { octavo, temporaryFolder } from '../support/command.ts';
import { hasPoppler, unless } from '../support/judges.ts';
import {
  hasPdfBox,
  linesOf,
  readWithPdfBox,
  readWithPdfJs,
  readWithPoppler,
  type TagNode,
} from '../support/tag-readers.ts';
import { differences, knownDifferences, recordsOfPage, recordsOfTags, type TagRecord } from '../support/tag-records.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const judged = hasPdfBox && hasPoppler;
const books = [
  { name: 'handbook', vertical: false },
  { name: 'page-and-type', vertical: false },
  { name: 'upright', vertical: true },
  { name: 'specimen', vertical: false },
];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const trees = new Map<string, TagNode>();
const pages = new Map<string, TagRecord[]>();
const pdf = (name: string) => join(folder.path, `${name}.pdf`);

beforeAll(async () => {
  if (!judged) return;
  folder = await temporaryFolder();
  const specimen = join(folder.path, 'specimen');
  await mkdir(specimen);
  for (const name of ['zh-specimen.md', 'en-specimen.md']) {
    const text = await readFile(join(root, 'articles', 'handbook', name), 'utf8');
    const here = (address: string) => join(root, 'articles', 'handbook', address);
    await writeFile(
      join(specimen, name),
      text.replace(/\]\((pictures\/[^)\s]*)/g, (_, address) => `](${here(address)}`),
    );
  }
  const settings = 'pdf:\n  profiles: [print, screen]\n  preset: kdp\n  page: 6x9in\n  lists: [figures, tables]\n';
  await writeFile(
    join(specimen, 'book.yaml'),
    `title: Specimen\nlanguage: en\narticles: [zh-specimen.md, en-specimen.md]\n${settings}`,
  );
  const build = async (words: string[]) => {
    const { status, stderr } = await octavo(['build', ...words, '-f', 'pdf,html', '-o', folder.path], {
      workingFolder: root,
    });
    expect(status, stderr).toBe(0);
  };
  await build([]);
  await build([specimen]);
  for (const { name } of books) {
    trees.set(name, await readWithPdfBox(pdf(name)));
    pages.set(name, recordsOfPage(await readFile(join(folder.path, `${name}.html`), 'utf8')));
  }
});
afterAll(() => folder?.[Symbol.asyncDispose]());

const absent = unless(judged, 'PDFBox, poppler and a compiler of Java');

describe.skipIf(!judged).each(books)(`the tags of $name${absent}`, ({ name, vertical }) => {
  test('have the type, text, alt text and order of every element of the book', () => {
    const page = pages.get(name)!;
    const tags = recordsOfTags(trees.get(name)!, page);
    expect(page.length).toBeGreaterThan(50);
    expect(differences(page, tags, vertical)).toEqual([]);
  });

  test('are the same for poppler as for PDFBox', async () => {
    const options = { alt: false, page: null };
    expect(linesOf(await readWithPoppler(pdf(name)), options)).toEqual(linesOf(trees.get(name)!, options));
  });

  test('are the same for pdf.js as for PDFBox, page by page', async () => {
    for (const [index, found] of (await readWithPdfJs(pdf(name))).entries()) {
      const options = { alt: true, page: index + 1 };
      expect(linesOf(found, options), `page ${index + 1}`).toEqual(linesOf(trees.get(name)!, options));
    }
  });
});

describe.skipIf(!judged)(`the judges of tags${absent}`, () => {
  test('find no tags in the file for a printer', async () => {
    const path = join(folder.path, 'specimen-print.pdf');
    expect((await readWithPdfBox(path)).kids).toEqual([]);
    expect((await readWithPoppler(path)).kids).toEqual([]);
    for (const page of await readWithPdfJs(path)) expect(page.kids).toEqual([]);
  });

  test.each<[what: string, spoil: (elements: TagElement[], document: PdfDocument) => void]>([
    ['a wrong type', (elements) => last(elements, '/P').set('/S', '/BlockQuote')],
    ['a wrong level', (elements) => last(elements, '/H2').set('/S', '/H3')],
    [
      'a wrong order',
      (elements, document) => {
        const parent = dictionaryAt(document, last(elements, '/P').get('/P'));
        parent.set('/K', listAt(document, parent.get('/K')).toReversed());
      },
    ],
    ['a lost element', (elements) => last(elements, '/P').set('/K', [])],
  ])('find %s, each of them', async (_, spoil) => {
    const spoiled = await spoiledFile('page-and-type', spoil);
    const plainly = { alt: false, page: null };
    const box = await readWithPdfBox(spoiled);
    const page = pages.get('page-and-type')!;
    expect(differences(page, recordsOfTags(box, page), false)).not.toEqual([]);
    const whole = linesOf(trees.get('page-and-type')!, plainly);
    expect(linesOf(await readWithPoppler(spoiled), plainly)).not.toEqual(whole);
    const found = (await readWithPdfJs(spoiled)).map((each, index) => linesOf(each, { alt: true, page: index + 1 }));
    const good = found.map((__, index) => linesOf(trees.get('page-and-type')!, { alt: true, page: index + 1 }));
    expect(found).not.toEqual(good);
  });

  test('find a lost alt text, those of them that read it', async () => {
    const spoiled = await spoiledFile('page-and-type', (elements) => last(elements, '/Figure').delete('/Alt'));
    const page = pages.get('page-and-type')!;
    expect(differences(page, recordsOfTags(await readWithPdfBox(spoiled), page), false)).toHaveLength(2);
    const found = (await readWithPdfJs(spoiled)).map((each, index) => linesOf(each, { alt: true, page: index + 1 }));
    const good = found.map((__, index) => linesOf(trees.get('page-and-type')!, { alt: true, page: index + 1 }));
    expect(found).not.toEqual(good);
  });

  test.each(knownDifferences)('need the known difference: $reason', (difference) => {
    const others = knownDifferences.filter((each) => each !== difference);
    const found = books.flatMap(({ name, vertical }) => {
      const page = pages.get(name)!;
      return differences(page, recordsOfTags(trees.get(name)!, page), vertical, others);
    });
    expect(found).not.toEqual([]);
  });
});

/** The last one: the first ones stand on title pages, which the comparison leaves out. */
function last(elements: TagElement[], type: string) {
  return elements.findLast(({ dictionary }) => dictionary.get('/S') === type)!.dictionary;
}

async function spoiledFile(
  name: string,
  spoil: (elements: TagElement[], document: PdfDocument) => void,
): Promise<string> {
  const document = readPdf(await readFile(pdf(name)));
  spoil([...elementsIn(readTags(document)!)], document);
  const path = join(folder.path, 'spoiled.pdf');
  await writeFile(path, writePdf(document));
  return path;
}
