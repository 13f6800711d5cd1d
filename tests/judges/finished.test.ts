/** What Chrome printed of the books in articles/, finished in every way there is, before judges from outside. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dictionaryAt } from '../../src/pdf/file/document.ts';
import { decodeText } from '../../src/pdf/file/objects.ts';
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
  pdfText,
  preflight,
  qpdfCheck,
  unless,
  unlessPdfTools,
} from '../support/judges.ts';
import { checkAccessibility, type FinishOptions, finishBytes } from '../unit/pdf/finish/finishing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let prints: { bytes: Uint8Array; vertical: boolean }[];

beforeAll(async () => {
  folder = await temporaryFolder();
  const cache = join(folder.path, 'cache');
  const { status, stderr } = await octavo(['build', '-f', 'pdf', '-o', folder.path], {
    workingFolder: root,
    environment: { OCTAVO_CACHE: cache },
  });
  expect(status, stderr).toBe(0);
  const names = (await readdir(join(cache, 'prints'))).filter((name) => name.endsWith('.pdf')).sort();
  const files = await Promise.all(names.map((name) => readFile(join(cache, 'prints', name))));
  // The cache adds hashes of its own.
  const printed = files.map((bytes) => bytes.subarray(0, bytes.lastIndexOf('%%EOF') + '%%EOF\n'.length));
  prints = printed.map((bytes) => ({ bytes, vertical: titleOf(bytes).includes('直排') }));
  expect(prints.map(({ vertical }) => vertical).sort()).toEqual([false, false, true]);
});
afterAll(() => folder[Symbol.asyncDispose]());

function titleOf(bytes: Uint8Array): string {
  const file = readPdf(bytes);
  return decodeText(dictionaryAt(file, file.trailer.get('/Info')).get('/Title'));
}

async function finish(index: number, more: FinishOptions) {
  const { bytes, vertical } = prints[index]!;
  const binding = vertical ? 'right' : 'left';
  const finished = await finishBytes(bytes, { binding, ...more });
  const path = join(folder.path, `finished-${index}-${Object.values(more).join('-')}.pdf`);
  await writeFile(path, finished.bytes);
  return { path, ...finished };
}

describe.skipIf(!hasPdfTools).each([0, 1, 2])(`print %i${unlessPdfTools()}`, (index) => {
  test('for a screen conforms to PDF/UA-1, and has no tag that poppler complains about', async () => {
    const { path, document, diagnostics } = await finish(index, { standard: 'ua-1' });
    expect(diagnostics).toEqual([]);
    expect(checkAccessibility(document)).toEqual([]);
    expect(await pdfTagFaults(path)).toEqual([]);
    expect(await qpdfCheck(path)).toContain('No syntax or stream encoding errors found');
  });

  const absent = unless(hasPreflight, 'PDFBox');
  test.skipIf(!hasPreflight)(
    `for an archive has nothing that PDFBox minds but what PDF/A-2 allows${absent}`,
    async () => {
      const { path, diagnostics } = await finish(index, { standard: 'a-2b' });
      expect(diagnostics).toEqual([]);
      const lines = await preflight(path);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((line) => !allowedSince.some((each) => each.test(line)))).toEqual([]);
    },
  );

  test('for print has the same text, complete fonts and exact boxes, and nothing for a screen', async () => {
    const screen = await finish(index, {});
    const { path } = await finish(index, { profile: 'print', marks: true });
    expect(await qpdfCheck(path)).toContain('No syntax or stream encoding errors found');
    expect(lettersOf(await pdfText(path))).toBe(lettersOf(await pdfText(screen.path)));
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

/** Poppler guesses lines and columns by tags too: the letters count, and how often. */
function lettersOf(text: string): string {
  return [...text.replace(/\s/g, '')].sort().join('');
}
