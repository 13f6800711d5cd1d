/**
 * Each folder of tests/diagnostics whose code the input stage reports is built up to the sources, and must give the
 * lines of its expected.txt: what a user sees.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Code, codes, type Diagnostic } from '../../../src/diagnostics.ts';
import { findBooks } from '../../../src/input/find-books.ts';
import { splitFrontMatter } from '../../../src/input/front-matter.ts';
import { readSources } from '../../../src/input/read-sources.ts';
import { memoryHost } from '../../support/memory-host.ts';

const folder = new URL('../../diagnostics/', import.meta.url).pathname;
const reported = [
  'path-not-found',
  'no-articles',
  'book-yaml-invalid',
  'value-invalid',
  'front-matter-invalid',
  'front-matter-value',
  'key-unknown',
  'not-utf8',
  'output-name-taken',
] as const satisfies Code[];

test.each(reported)('%s', async (code) => {
  const diagnostics = await diagnosticsOf(join(folder, code));
  const expected = readFileSync(join(folder, code, 'expected.txt'), 'utf8');
  expect(`${diagnostics.map(line).join('\n')}\n`).toBe(expected);
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  expect(diagnostics[0]?.severity).toBe(codes[code].severity);
});

async function diagnosticsOf(path: string): Promise<Diagnostic[]> {
  const host = memoryHost(
    Object.fromEntries(readdirSync(path).map((name) => [`/work/${name}`, readFileSync(join(path, name))])),
  );
  const options = {
    paths: ['/work'],
    workingFolder: '/work',
    outputFolder: '/work/dist',
    formats: null,
    offline: true,
    allowPrivateHosts: false,
    templateFolder: '/templates',
    fixedDate: null,
  };
  const books = await findBooks(options, host);
  const diagnostics = [...books.diagnostics];
  for (const book of books.value) {
    const sources = await readSources(book, host);
    diagnostics.push(...sources.diagnostics);
    for (const source of sources.value) diagnostics.push(...splitFrontMatter(source).diagnostics);
  }
  return diagnostics;
}

function line({ code, severity, message, place, hint }: Diagnostic): string {
  const where =
    place === null ? '' : `${place.file.replace('/work/', '')}${place.line === null ? '' : `:${place.line}`}: `;
  return `${where}${severity}: ${message} [${code}]${hint === null ? '' : `\n    ${hint}`}`;
}
