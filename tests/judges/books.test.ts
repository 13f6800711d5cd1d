/** Every outside judge of the books in articles/: what `npm start` makes is what is judged here. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epubName } from '../../src/config/output-name.ts';
import { targets } from '../../src/model/book.ts';
import { octavo, temporaryFolder } from '../support/command.ts';
import { packageOf, unpack } from '../support/epub.ts';
import {
  doubtfulFonts,
  epubCheck,
  hasJava,
  hasOlderEpubCheck,
  hasPdfTools,
  olderEpubCheck,
  pdfInfo,
  pdfStructure,
  qpdfCheck,
  unless,
  unlessPdfTools,
} from '../support/judges.ts';
import { aceFaults } from './ace.ts';
import { containerFaults } from './container.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** In articles/: an article, and a folder with a book.yaml. */
const names = ['handbook', 'page-and-type', 'upright'];
const epubs = names.flatMap((name) => targets.map((target) => epubName(name, target)));

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  const words = ['build', '--target', targets.join(), '-o', folder.path];
  const { status, stderr } = await octavo(words, { workingFolder: root });
  expect(status, stderr).toBe(0);
});
afterAll(() => folder[Symbol.asyncDispose]());

test('these are all the books of articles/', async () => {
  const catalogue = ['catalog.json', 'catalog.xml', 'catalogue', 'index.html'];
  const pdfs = names.map((name) => `${name}.pdf`);
  expect((await readdir(folder.path)).sort()).toEqual([...catalogue, ...epubs, ...pdfs].sort());
});

describe.each(epubs)('%s', (name) => {
  const path = () => join(folder.path, name);

  test.skipIf(!hasJava)(`passes EPUBCheck${unless(hasJava, 'Java')}`, async () => {
    expect(await epubCheck(path())).toEqual([]);
  });

  const older = unless(hasOlderEpubCheck, 'EPUBCheck 4.2.6');
  test.skipIf(!hasOlderEpubCheck)(`passes the EPUBCheck version that Kobo uses${older}`, async () => {
    expect(await epubCheck(path(), olderEpubCheck)).toEqual([]);
  });

  test('passes Ace', async () => {
    expect(await aceFaults(path())).toEqual([]);
  });

  test('conforms to the EPUB container specification', async () => {
    expect(containerFaults(await readFile(path()))).toEqual([]);
  });

  test('contains only images that every e-reader supports', async () => {
    const entries = await unpack(await readFile(path()));
    const images = [...entries].filter(([entry]) => entry.startsWith('OEBPS/images/'));
    expect(images.length).toBeGreaterThan(1);
    for (const [entry, bytes] of images) {
      const {
        format,
        pages = 1,
        hasAlpha,
        space,
        depth,
        width,
        height,
        orientation,
      } = await sharp(bytes as Uint8Array, { failOn: 'warning' }).metadata();
      const type = format === 'png' ? 'image/png' : 'image/jpeg';
      const href = entry.slice('OEBPS/'.length);
      expect(packageOf(entries)).toMatch(new RegExp(`<item [^>]*href="${href}" media-type="${type}"`));
      expect({ entry, format, pages, hasAlpha, depth, orientation }).toEqual({
        entry,
        format: expect.stringMatching(/^(png|jpeg)$/),
        pages: 1,
        hasAlpha: false,
        depth: 'uchar',
        orientation: undefined,
      });
      expect(['srgb', 'b-w']).toContain(space);
      expect(width * height).toBeLessThanOrEqual(5.6e6);
    }
  });

  test('contains no local paths, and nothing that runs', async () => {
    for (const [entry, content] of await unpack(await readFile(path()))) {
      const text = typeof content === 'string' ? content : Buffer.from(content).toString('latin1');
      expect(text.includes(folder.path) || text.includes(root), entry).toBe(false);
      if (typeof content === 'string' && !entry.endsWith('.css')) {
        expect(content, entry).not.toMatch(/<script|<[^>]*\s(on[a-z]+|href="javascript:)=/i);
      }
    }
  });
});

describe.skipIf(!hasPdfTools).each(names)(`%s.pdf${unlessPdfTools()}`, (name) => {
  const path = () => join(folder.path, `${name}.pdf`);

  test('has only whole TrueType fonts, embedded', async () => {
    expect(await doubtfulFonts(path())).toEqual([]);
  });

  test('passes qpdf --check', async () => {
    expect(await qpdfCheck(path())).toContain('No syntax or stream encoding errors found');
  });

  test('is tagged, and has no actions', async () => {
    expect(await pdfInfo(path())).toMatchObject({ Tagged: 'yes', JavaScript: 'no', Form: 'none', Encrypted: 'no' });
    const { actions, language, addresses } = await pdfStructure(path());
    expect(actions).toEqual([]);
    expect(language).toBe('zh-CN');
    expect(addresses.filter((address) => !/^(https?|mailto):/.test(address))).toEqual([]);
  });

  test('prints in its table of contents the page number to which the link leads', async () => {
    const { contents, labels } = await pdfStructure(path());
    // The pages before the text have Roman numbers.
    const first = Number(labels.find(([, style]) => style === '/D')![0]);
    expect(first).toBeGreaterThan(2);
    expect(contents.length).toBeGreaterThan(5);
    for (const line of contents) expect(line).toMatchObject({ printed: line.page - first + 1 });
  });
});
