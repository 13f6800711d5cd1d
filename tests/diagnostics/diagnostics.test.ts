/**
 * Each folder has the name of a code, the input that gives it, and in expected.txt the lines that a user sees. UPDATE=1
 * writes them anew. A code without a folder is named below with the test that shows it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { typographyChecks } from '../../src/model/settings/book-keys.ts';
import { type Code, codes } from '../../src/model/diagnostics.ts';
import { makeReport } from '../../src/report/report.ts';
import { formatProblems } from '../../src/report/report-lines.ts';
import { buildInMemory, type MemoryBuildOptions, workingFolder } from '../support/build-memory.ts';
import { usualDate } from '../support/memory-host.ts';
import { drawImage } from '../support/pictures.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const update = process.env.UPDATE === '1';

/** What cannot be shown by files alone. */
const shownElsewhere: Partial<Record<Code, { test: string; reason: string }>> = {
  'image-private-host': { test: 'tests/integration/images.test.ts', reason: 'needs the check of real addresses' },
  'nesting-too-deep': { test: 'tests/unit/markdown/article.test.ts', reason: 'how deep depends on the stack' },
  'code-block-too-long': { test: 'tests/unit/markdown/code/code.test.ts', reason: 'needs thousands of lines' },
  'print-failed': { test: 'tests/unit/build.test.ts', reason: 'needs a browser that fails' },
  'page-numbers-unstable': { test: 'tests/unit/build.test.ts', reason: 'needs a browser that never prints the same' },
  'pdf-preset-violated': { test: 'tests/unit/pdf/check/printer-requirements.test.ts', reason: 'needs pages' },
  'image-low-resolution': { test: 'tests/unit/pdf/check/image-resolution.test.ts', reason: 'needs a print' },
  'cover-not-rendered': { test: 'tests/unit/build.test.ts', reason: 'every EPUB built in memory gives it' },
  'epub-invalid': { test: 'tests/unit/epub/check/validate.test.ts', reason: 'Octavo makes no such EPUB' },
  'epub-warning': { test: 'tests/unit/epub/check/validate.test.ts', reason: 'Octavo makes no such EPUB' },
  'epub-too-large': { test: 'tests/unit/verify/output-size.test.ts', reason: 'needs fifty megabytes' },
  'image-exceeds-target': { test: 'tests/unit/epub/check/preflight.test.ts', reason: 'needs millions of bytes' },
  'chapter-too-large': { test: 'tests/unit/epub/check/preflight.test.ts', reason: 'needs millions of characters' },
  'image-lock-not-written': { test: 'tests/unit/build.test.ts', reason: 'needs a disk that refuses' },
  'image-vendor-failed': { test: 'tests/unit/commands/images.test.ts', reason: 'only octavo images gives it' },
  'text-differs': { test: 'tests/unit/verify/word-check.test.ts', reason: 'Octavo loses none' },
  'pdf-standard-violated': { test: 'tests/unit/pdf/join/standards.test.ts', reason: 'needs a print, and nothing is printed in memory' },
  'pdf-not-print-ready': { test: 'tests/unit/pdf/finish/print-profile.test.ts', reason: 'needs a print, and nothing is printed in memory' },
  'path-outside-folder': { test: 'tests/unit/config/find-books.test.ts', reason: 'needs a link' },
  'cache-write-failed': { test: 'tests/unit/images/convert/convert.test.ts', reason: 'needs a disk that refuses' },
  'volume-too-large': { test: 'tests/unit/build-volumes.test.ts', reason: 'needs a limit that an article is above' },
  'output-failed': { test: 'tests/unit/build.test.ts', reason: 'needs a disk that refuses' },
};

/** What is asked for beside the folder itself. Default: HTML, which needs no browser. */
const options: Partial<Record<Code, Partial<MemoryBuildOptions>>> = {
  'image-not-cached': { build: { offline: true } },
  'image-not-locked': { build: { frozen: true } },
  'image-locked-unavailable': { build: { frozen: true } },
  'image-changed': { downloads: serving(await drawImage(8, 8)) },
  'image-download-limit': { downloads: serving(Buffer.alloc(2000)) },
  'browser-missing': { formats: ['pdf'] },
  'font-missing': { formats: ['pdf'] },
  'diagram-invalid': {
    draw: async () => ({ kind: 'invalid', reason: 'Parse error on line 2:\n...A[开始 --> B\n---^\nExpecting \'SQE\', got \'MINUS\'', line: 2 }),
  },
  'diagram-text-too-small': { formats: ['pdf'], draw: drawing(await drawImage(8, 8), 2000) },
  'glyph-missing': { formats: ['pdf'], fonts: true },
  'language-font-missing': { formats: ['pdf'] },
  'formula-too-small': { formats: ['pdf'] },
};

for (const code of ['kindle-language', 'kindle-formula', 'kindle-markup', 'kindle-style', 'cover-too-small'] as const) {
  options[code] = { formats: ['epub'], build: { targets: ['kindle'] } };
}

for (const name of typographyChecks) options[`typography-${name}`] = { task: { check: true } };

const known = Object.keys(codes) as Code[];
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name as Code);

it('every code is shown: by a folder, or by another test', () => {
  expect([...folders, ...Object.keys(shownElsewhere)].sort()).toEqual([...known].sort());
});

it.each(Object.entries(shownElsewhere))('%s is named in the test that shows it', (code, { test }) => {
  expect(readFileSync(join(folder, '../..', test), 'utf8').includes(`'${code}'`), test).toBe(true);
});

it.each(folders)('%s', async (code) => {
  const path = join(folder, code);
  const result = await buildInMemory(inputOf(path), { formats: ['html'], ...options[code] });
  const { diagnostics, status } = makeReport({ ...result, books: [] }, workingFolder);
  const lines = formatProblems(diagnostics)
    .map((line) => `${line}\n`)
    .join('');
  const expected = join(path, 'expected.txt');
  if (update) writeFileSync(expected, lines);
  expect(existsSync(expected), 'expected.txt is missing; UPDATE=1 writes it').toBe(true);
  expect(lines).toBe(readFileSync(expected, 'utf8'));
  expect(diagnostics.filter((problem) => problem.code === code).length).toBe(1);
  expect(diagnostics.find((problem) => problem.code === code)?.severity).toBe(codes[code].severity);
  expect(status === 0).toBe(!diagnostics.some(({ severity }) => severity === 'error'));
});

/** The one address of these articles, answered with these bytes. */
function serving(bytes: Uint8Array): NonNullable<MemoryBuildOptions['downloads']> {
  const url = 'https://pictures.example/one.png';
  return new Map([[url, { kind: 'body', bytes, url, mediaType: 'image/png', date: usualDate }]]);
}

/** A diagram so many pixels wide. */
function drawing(png: Uint8Array, width: number): NonNullable<MemoryBuildOptions['draw']> {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>';
  return async () => ({ kind: 'drawn', svg, png, width, height: 40, labels: ['A', 'B'] });
}

function inputOf(path: string): Record<string, Uint8Array> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1));
  return Object.fromEntries(
    paths.filter((name) => name !== 'expected.txt').map((name) => [name, readFileSync(join(path, name))]),
  );
}
