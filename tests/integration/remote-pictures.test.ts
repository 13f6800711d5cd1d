/**
 * An article as the first users collect them: front matter in a comment, a remote cover, figures of three types, one of
 * them decorative, each with an italic caption after it. Real downloads from a server on loopback, real outputs.
 */
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringsFor } from '../../src/locale/strings.ts';
import type { BuildReport } from '../../src/octavo.ts';
import { emptyCache, octavo, temporaryFolder } from '../support/command.ts';
import { documentsOf, type Entries, packageOf, unpack } from '../support/epub.ts';
import { type ImageServer, startImageServer } from '../support/image-server.ts';
import { hasPoppler, pdfImages, pdfText, unless } from '../support/judges.ts';

const missing = stringsFor('zh-CN').imageMissing;

const article = (server: string) => `<!-- 
title: 回声：一台会听雨的机器
cover: ${server}/photo.jpg
 -->

> 转自某人的博客 [Echo: a machine that listens to rain](https://blog.example.com/echo/) 。

机器放在屋檐下面，整整听了一个夏天。它不懂什么是雨，只记得每一滴落下来隔了多久。

![六月的雨，一分钟一格](${server}/no-extension)

*图 1：六月的记录，一格是一分钟。*

## 听见的和没有听见的

雨小的时候，它常常把风声也算进去。工程师们说：**“这不是错误。”**他们换了一块铜板。

![同一场雨，换了铜板](${server}/moving.gif)

*图 2：铜板换过以后，同一场雨。*

到了秋天，Echo 1.0 已经能分出屋瓦上的雨和竹叶上的雨。

<img src="${server}/photo.webp" alt="">

*图 3：第一台机器，背面。*

完。
`;

interface Run {
  report: BuildReport;
  epub: Buffer;
  entries: Entries;
  pdf: string;
}

describe('an article with remote images', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: ImageServer;
  let text = '';
  let built: Run;
  let cache: Record<string, string>;

  beforeAll(async () => {
    folder = await temporaryFolder();
    server = await startImageServer();
    text = article(server.url);
    await writeFile(join(folder.path, 'echo.md'), text);
    cache = { OCTAVO_CACHE: await emptyCache(folder.path) };
    built = await run(['--allow-private-hosts', '-o', 'dist'], cache);
  });
  afterAll(async () => {
    await server.close();
    await folder[Symbol.asyncDispose]();
  });

  async function run(words: string[], environment: Record<string, string>): Promise<Run> {
    const { status, stdout } = await octavo(['build', 'echo.md', '--json', ...words], {
      workingFolder: folder.path,
      environment,
    });
    expect(status, stdout).toBe(0);
    const report = JSON.parse(stdout) as BuildReport;
    const [epub, pdf] = report.books[0]!.outputs.map(({ path }) => join(folder.path, path));
    const bytes = await readFile(epub!);
    return { report, epub: bytes, entries: await unpack(bytes), pdf: pdf! };
  }

  test('is built without diagnostics, requesting each image once', () => {
    expect(built.report.diagnostics).toEqual([]);
    expect(built.report.books[0]!.images.map(({ outcome, tries }) => ({ outcome, tries }))).toEqual(
      Array(4).fill({ outcome: 'ok', tries: 1 }),
    );
    expect(server.requests.map(({ url }) => url).toSorted()).toEqual([
      '/moving.gif',
      '/no-extension',
      '/photo.jpg',
      '/photo.webp',
    ]);
  });

  test('has all of them in the EPUB, in formats that every e-reader supports', async () => {
    const images = [...built.entries].filter(([name]) => name.startsWith('OEBPS/images/'));
    expect(images).toHaveLength(4);
    for (const [name, bytes] of images) {
      const image = await sharp(bytes as Uint8Array, { failOn: 'warning' }).metadata();
      expect(['png', 'jpeg']).toContain(image.format);
      expect(name.endsWith(image.format === 'png' ? '.png' : '.jpg'), name).toBe(true);
      expect(image).toMatchObject({ hasAlpha: false, space: 'srgb', depth: 'uchar' });
      expect(image.pages ?? 1).toBe(1);
      expect(image.orientation).toBeUndefined();
      expect(image.width * image.height).toBeLessThanOrEqual(5.6e6);
    }
  });

  test('shows the three figures with their captions, and the decorative one without alt text', () => {
    const text = documentsOf(built.entries).find(([name]) => name.endsWith('/echo.xhtml'))![1];
    const figures = text.matchAll(/<figure[^>]*><img [^>]*alt="([^"]*)"[^>]*\/><figcaption>(图 \d)/g);
    expect([...figures].map(([, alt, number]) => `${number} ${alt}`)).toEqual([
      '图 1 六月的雨，一分钟一格',
      '图 2 同一场雨，换了铜板',
      '图 3 ',
    ]);
    expect(text).not.toContain(missing);
  });

  test('has the downloaded cover as its cover image', async () => {
    const item = /<item [^>]*properties="cover-image"[^>]*>/.exec(packageOf(built.entries))![0];
    const name = /href="([^"]+)"/.exec(item)![1]!;
    const cover = sharp(built.entries.get(`OEBPS/${name}`) as Uint8Array);
    expect(await cover.metadata()).toMatchObject({ format: 'jpeg', width: 1600, height: 2560 });
    // The photograph is coloured waves; a cover drawn without it has no more than two colours.
    const { channels } = await cover.extract({ left: 200, top: 200, width: 1200, height: 400 }).stats();
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(20);
  });

  test.skipIf(!hasPoppler)(`prints all four in the PDF${unless(hasPoppler, 'poppler')}`, async () => {
    const images = await pdfImages(built.pdf);
    expect(new Set(images.map(({ object }) => object)).size).toBe(4);
    expect(images[0]!.page).toBe(1);
    expect(images.slice(1).every(({ page }) => page > 3)).toBe(true);
    expect(await pdfText(built.pdf)).not.toContain(missing);
  });

  test('is built with placeholders and four warnings at their lines if private hosts are not allowed', async () => {
    const asked = server.requests.length;
    const refused = await run(['-o', 'refused'], { OCTAVO_CACHE: await emptyCache(join(folder.path, 'fresh')) });
    expect(server.requests.length).toBe(asked);
    expect(refused.report.diagnostics.map(({ code, severity, line }) => ({ code, severity, line }))).toEqual(
      imageLines(text).map((line) => ({ code: 'image-private-host', severity: 'warning', line })),
    );
    const content = documentsOf(refused.entries).map(([, document]) => document);
    expect(content.join('').split(missing)).toHaveLength(1 + 3);
    expect([...refused.entries.keys()].filter((name) => name.startsWith('OEBPS/images/'))).toHaveLength(1);
    if (hasPoppler) expect((await pdfText(refused.pdf)).split(missing)).toHaveLength(1 + 3);
  });

  test('gives the same bytes when it is built again offline without the server', async () => {
    await server.close();
    const before = await readFile(built.pdf);
    // The PDF is not taken from the cache but printed anew, with the pictures that the cache holds.
    await rm(join(cache.OCTAVO_CACHE!, 'prints'), { recursive: true });
    for (const option of ['--offline', '--frozen']) {
      const again = await run(['-o', 'again', option], cache);
      expect(again.report.diagnostics).toEqual([]);
      expect(again.epub.equals(built.epub)).toBe(true);
      expect((await readFile(again.pdf)).equals(before)).toBe(true);
    }
  });

  test('gives the same bytes from the vendored copies, with neither server nor cache', async () => {
    const images = (words: string[]) =>
      octavo(['images', 'echo.md', ...words], { workingFolder: folder.path, environment: cache });
    const { stdout } = await images(['--vendor']);
    expect(stdout.match(/^wrote octavo\.images\/[0-9a-f]{16}\.(?:png|jpeg|gif|webp)$/gm)).toHaveLength(4);
    const fresh = { OCTAVO_CACHE: await emptyCache(join(folder.path, 'none')) };
    const frozen = await run(['-o', 'years-later', '--frozen'], fresh);
    expect(frozen.report.diagnostics).toEqual([]);
    expect(frozen.epub.equals(built.epub)).toBe(true);
    expect((await readFile(frozen.pdf)).equals(await readFile(built.pdf))).toBe(true);
  });
});

const gemini = fileURLToPath(new URL('../../../shared/articles/gemini.md', import.meta.url));
const hasGemini = existsSync(gemini);

describe.skipIf(!hasGemini)(`gemini.md${hasGemini ? '' : ' (skipped: it is not beside this repository)'}`, () => {
  test('is built unchanged without a network, with a warning at the line of each image and of each image without alt text', async () => {
    await using folder = await temporaryFolder();
    const text = await readFile(gemini, 'utf8');
    await writeFile(join(folder.path, 'gemini.md'), text);
    const { status, stdout } = await octavo(['build', 'gemini.md', '--offline', '--json'], {
      workingFolder: folder.path,
      environment: { OCTAVO_CACHE: await emptyCache(folder.path) },
    });
    expect(status, stdout).toBe(0);
    const { books, diagnostics } = JSON.parse(stdout) as BuildReport;
    const lines = imageLines(text);
    expect(lines).toHaveLength(4);
    const warnings = diagnostics.filter(({ code, severity }) => severity === 'warning' && code !== 'image-alt-missing');
    expect(warnings.map(({ code, file, line }) => ({ code, file, line }))).toEqual(
      lines.map((line) => ({ code: 'image-not-cached', file: 'gemini.md', line })),
    );
    const undescribed = diagnostics.filter(({ code }) => code === 'image-alt-missing');
    expect(undescribed.map(({ line }) => line)).toEqual(lines.slice(1));
    expect(books[0]!.outputs.map(({ path }) => path)).toEqual(['dist/gemini.epub', 'dist/gemini.pdf']);
  });
});

/** Lines of the cover and of each figure, counted from 1. */
function imageLines(text: string): number[] {
  return text.split('\n').flatMap((line, index) => (/^cover:|!\[|<img /.test(line) ? [index + 1] : []));
}
