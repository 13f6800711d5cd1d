/** The books in articles/, built to each standard and for print, before judges from outside. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPdf } from '../../src/pdf/file/reader.ts';
import { octavo, temporaryFolder } from '../support/command.ts';
import {
  allowedSince,
  doubtfulFonts,
  hasPdfTools,
  hasPreflight,
  pdfBoxes,
  pdfInfo,
  pdfStructure,
  pdfTagFaults,
  preflight,
  qpdfCheck,
  unless,
  unlessPdfTools,
} from '../support/judges.ts';
import { checkAccessibility } from '../unit/pdf/finish/finishing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
/** Settings of all books, by the folder they are built into. */
const settings = {
  accessible: 'pdf: {standard: ua-1}',
  archival: 'pdf: {standard: a-2b}',
  printed: 'pdf: {profiles: [print], bleed: 3, crop-marks: true}',
};

const books = ['handbook', 'page-and-type', 'upright'];

beforeAll(async () => {
  folder = await temporaryFolder();
  const environment = { OCTAVO_CACHE: join(folder.path, 'cache') };
  for (const [name, defaults] of Object.entries(settings)) {
    const workingFolder = join(folder.path, name);
    await mkdir(workingFolder);
    await cp(join(root, 'articles'), join(workingFolder, 'articles'), { recursive: true });
    await writeFile(join(workingFolder, 'octavo.yaml'), `${defaults}\n`);
    const { status, stderr, stdout } = await octavo(['build', '-f', 'pdf', '-o', 'out'], {
      workingFolder,
      environment,
    });
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('built 3 books: no problems');
  }
});
afterAll(() => folder[Symbol.asyncDispose]());

const pathOf = (kind: keyof typeof settings, book: string) =>
  join(folder.path, kind, 'out', 'articles', `${book}${kind === 'printed' ? '-print' : ''}.pdf`);

describe.skipIf(!hasPdfTools).each(books)(`%s${unlessPdfTools()}`, (book) => {
  test('for a screen conforms to PDF/UA-1, and has no tag that poppler complains about', async () => {
    const path = pathOf('accessible', book);
    expect(checkAccessibility(readPdf(await readFile(path)))).toEqual([]);
    expect(await pdfTagFaults(path)).toEqual([]);
    expect(await qpdfCheck(path)).toContain('No syntax or stream encoding errors found');
  });

  const absent = unless(hasPreflight, 'PDFBox');
  test.skipIf(!hasPreflight)(
    `for an archive has nothing that PDFBox minds but what PDF/A-2 allows${absent}`,
    async () => {
      const lines = await preflight(pathOf('archival', book));
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((line) => !allowedSince.some((each) => each.test(line)))).toEqual([]);
    },
  );

  test('for print has complete fonts and exact boxes, and nothing for a screen', async () => {
    const path = pathOf('printed', book);
    expect(await qpdfCheck(path)).toContain('No syntax or stream encoding errors found');
    expect(await doubtfulFonts(path)).toEqual([]);
    expect(await pdfInfo(path)).toMatchObject({
      Tagged: 'no',
      'Metadata Stream': 'no',
      JavaScript: 'no',
      Encrypted: 'no',
    });
    const { outline, addresses, destinations } = await pdfStructure(path);
    expect({ outline, addresses, destinations: destinations.size }).toEqual({
      outline: [],
      addresses: [],
      destinations: 0,
    });
    const { TrimBox: [left = 0, bottom = 0, right = 0, top = 0] = [], MediaBox = [] } = await pdfBoxes(path);
    expect(right - left).toBeCloseTo((148 / 25.4) * 72, 1);
    expect(top - bottom).toBeCloseTo((210 / 25.4) * 72, 1);
    expect(MediaBox.slice(0, 2)).toEqual([0, 0]);
    expect(left).toBeGreaterThan(20);
  });
});
