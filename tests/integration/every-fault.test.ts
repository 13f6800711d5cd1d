/**
 * One article with every picture of the faulty image server, through the real command, as EPUB and PDF. The server is
 * asked as a proxy that knows pictures.example, so that private addresses are refused as they are for everybody.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringsFor } from '../../src/locale/strings.ts';
import type { BuildReport } from '../../src/octavo.ts';
import { emptyCache, startOctavo, temporaryFolder } from '../support/command.ts';
import { documentsOf, type Entries, packageOf, unpack } from '../support/epub.ts';
import { imageOutcomes, limits } from '../support/image-outcomes.ts';
import { type ImageServer, startImageServer } from '../support/image-server.ts';
import { hasPoppler, pdfInfo, pdfText, unless } from '../support/judges.ts';

const host = 'http://pictures.example';
const failures = imageOutcomes.filter(({ outcome }) => outcome !== 'ok');
const codes = new Set(failures.map(({ outcome }) => outcome));

/** What the picture shows, each its own. */
const alternative = (path: string) => `Waves and shapes number ${imageOutcomes.findIndex((row) => row.path === path)}.`;

const bookYaml = `title: Every fault
language: en
images:
  timeout: ${limits.timeout}
  maximum-bytes: ${limits.maximumBytes}
articles: [one.md]
`;

const article = `---
title: One of each
url: https://articles.example/one
---

${imageOutcomes.map(({ path }) => `![${alternative(path)}](${host}${encodeURI(path)})`).join('\n\n')}
`;

const lineOf = (path: string) =>
  article.split('\n').findIndex((line) => line.includes(`(${host}${encodeURI(path)})`)) + 1;

interface Run {
  status: number | null;
  report: BuildReport;
  /** Megabytes of the main process. */
  memory: number;
}

describe('an article with every kind of image and every defect', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: ImageServer;
  let built: Run;
  let epub: Buffer;
  let entries: Entries;

  beforeAll(async () => {
    folder = await temporaryFolder();
    server = await startImageServer();
    await mkdir(join(folder.path, 'book'));
    await writeFile(join(folder.path, 'book', 'book.yaml'), bookYaml);
    await writeFile(join(folder.path, 'book', 'one.md'), article);
    built = await build();
    epub = await readFile(join(folder.path, 'dist', 'book.epub'));
    entries = await unpack(epub);
  }, 180_000);
  afterAll(async () => {
    await server.close();
    await folder[Symbol.asyncDispose]();
  });

  async function build(): Promise<Run> {
    const peaks = join(folder.path, 'peaks');
    await mkdir(peaks);
    const environment = {
      OCTAVO_CACHE: await emptyCache(folder.path),
      OCTAVO_TEST_PEAKS: peaks,
      NODE_OPTIONS: `--import=${new URL('../support/peak-memory.mjs', import.meta.url)}`,
      http_proxy: server.url,
      no_proxy: '',
    };
    const running = startOctavo(['build', 'book', '--json'], { workingFolder: folder.path, environment });
    const { status, stdout } = await running.outcome;
    const kilobytes = await readFile(join(peaks, String(running.process.pid)), 'utf8');
    return { status, report: JSON.parse(stdout) as BuildReport, memory: Number(kilobytes) / 1024 };
  }

  test('is built in less than 600 MB', () => {
    expect(built.status, JSON.stringify(built.report.diagnostics, null, 1)).toBe(0);
    expect(built.report.books[0]!.outputs.map(({ format }) => format)).toEqual(['epub', 'pdf']);
    expect(built.memory).toBeGreaterThan(20);
    expect(built.memory).toBeLessThan(600);
  });

  test.each(imageOutcomes)('reports $outcome for $path', ({ path, outcome, message, tries }) => {
    const reported = built.report.books[0]!.images.find(({ places }) => places[0]!.line === lineOf(path));
    expect(reported).toMatchObject({ outcome, tries, host: 'pictures.example', fromCache: false });
    const warnings = built.report.diagnostics.filter(({ code, line }) => codes.has(code) && line === lineOf(path));
    expect(warnings.map(({ code, severity }) => ({ code, severity }))).toEqual(
      outcome === 'ok' ? [] : [{ code: outcome, severity: 'warning' }],
    );
    if (outcome !== 'ok') expect(warnings[0]!.message).toContain(message);
  });

  test('contacts no private host and loads nothing that an image refers to', () => {
    const wanted = imageOutcomes.map(({ path }) => encodeURI(path));
    expect([...new Set(server.requests.map(({ url }) => url))].filter((url) => !wanted.includes(url))).toEqual([]);
  });

  test('is a valid EPUB', async () => {
    const { messages } = await EpubCheck.validate(epub, { version: '3.3' });
    const faults = messages.filter(({ severity }) => ['fatal', 'error', 'warning'].includes(severity));
    expect(faults.map(({ message, location }) => `${message} in ${location?.path}`)).toEqual([]);
  });

  test('contains only images that every e-reader supports', async () => {
    const images = [...entries].filter(([name]) => name.startsWith('OEBPS/images/'));
    expect(images.length).toBeGreaterThan(20);
    for (const [name, bytes] of images) {
      const content = Buffer.from(bytes as Uint8Array);
      const image = await sharp(content, { failOn: 'warning' }).metadata();
      expect(name.endsWith(image.format === 'png' ? '.png' : '.jpg'), name).toBe(true);
      expect({ name, format: image.format, pages: image.pages ?? 1, turned: image.orientation ?? 1 }).toEqual({
        name,
        format: expect.stringMatching(/^(png|jpeg)$/),
        pages: 1,
        turned: 1,
      });
      expect(image, name).toMatchObject({
        hasAlpha: false,
        depth: 'uchar',
        space: expect.stringMatching(/^(srgb|b-w)$/),
      });
      expect(image.width * image.height, name).toBeLessThanOrEqual(5.6e6);
      expect(content.includes('acTL'), `${name} has frames`).toBe(false);
      const type = image.format === 'png' ? 'image/png' : 'image/jpeg';
      expect(packageOf(entries)).toMatch(new RegExp(`<item [^>]*href="${name.slice(6)}" media-type="${type}"`));
    }
  });

  test('shows each image, or a placeholder with its alt text', () => {
    const text = documentsOf(entries)
      .map(([, document]) => document)
      .join('\n');
    expect(text.split(stringsFor('en').imageMissing)).toHaveLength(failures.length + 1);
    for (const { path, outcome } of imageOutcomes) {
      const words = alternative(path);
      const shown = text.includes(`alt="${words}"`);
      const replaced = text.includes(`<span class="missing-picture-alt">${words}</span>`);
      expect({ path, shown, replaced }).toEqual({ path, shown: outcome === 'ok', replaced: outcome !== 'ok' });
    }
  });

  test.skipIf(!hasPoppler)(`is a PDF with as many placeholders${unless(hasPoppler, 'poppler')}`, async () => {
    const pdf = join(folder.path, 'dist', 'book.pdf');
    expect(Number((await pdfInfo(pdf)).Pages)).toBeGreaterThan(5);
    expect((await pdfText(pdf)).split(stringsFor('en').imageMissing)).toHaveLength(failures.length + 1);
  });
});
