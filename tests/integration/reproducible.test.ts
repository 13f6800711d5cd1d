/** The same articles give the same bytes, whoever builds them, where and when. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseLock } from '../../src/images/lock.ts';
import { emptyCache, octavo, temporaryFolder } from '../support/command.ts';
import { type TestImages, testImages } from '../support/image-server.ts';

let images: TestImages;

beforeAll(async () => {
  images = await testImages();
});

/** Names by chance, the day of today, and the names of months. */
const diagrams = [
  'gitGraph\n  commit\n  commit\n  branch dev\n  commit',
  'gantt\n  axisFormat %b %e, %H:%M\n  dateFormat YYYY-MM-DD\n  section 甲\n  乙 :a, 2024-03-01, 3d',
  'mindmap\n  根\n    甲\n    乙',
]
  .map((source) => `\`\`\`mermaid\n${source}\n\`\`\`\n`)
  .join('\n');

/** A book with a part, links between chapters, pictures of three types, and a cover that the browser draws. */
async function writeArticles(folder: string): Promise<void> {
  await mkdir(join(folder, 'book', 'pictures'), { recursive: true });
  const files: Record<string, string | Uint8Array> = {
    'book.yaml':
      'title: 一本书\nauthors: [甲, 乙]\ncover: pictures/photo.jpg\ntags: [书, 字节]\nparts:\n  - title: 上篇\n    articles: [one.md, two.md]\n',
    'one.md': `# 第一章\n\n正文，见[下一章](two.md#end)。\n\n## 小节\n\n![一方一角](pictures/drawing.png)\n\n*图一*\n\n${'话说天下大势，分久必合，合久必分。'.repeat(60)}\n\n${diagrams}`,
    'two.md':
      '# Second\n\n| a | b |\n| - | -: |\n| 1 | 2 |\n\n```js\nlet x = 1;\n```\n\n![A moving picture](pictures/moving.gif)\n\n![A photograph](pictures/photo.webp)\n\n## End\n\nSee [the first](one.md).\n',
    'pictures/photo.jpg': images.jpeg,
    'pictures/photo.webp': images.webp,
    'pictures/drawing.png': images.png,
    'pictures/moving.gif': images.gifAnimated,
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, 'book', name), content);
  }
}

interface Built {
  epub: Buffer;
  pdf: Buffer;
}

async function build(folder: string, environment: Record<string, string>): Promise<Built> {
  const { status, stderr } = await octavo(['build', 'book', '--strict'], { workingFolder: folder, environment });
  expect(status, stderr).toBe(0);
  return {
    epub: await readFile(join(folder, 'dist', 'book.epub')),
    pdf: await readFile(join(folder, 'dist', 'book.pdf')),
  };
}

describe('byte for byte the same', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let cache: Record<string, string>;
  let first: Built;

  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeArticles(folder.path);
    cache = { OCTAVO_CACHE: await emptyCache(folder.path) };
    first = await build(folder.path, cache);
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test('is a second build of the same articles, from the cache', async () => {
    expectSame(await build(folder.path, cache), first);
  });

  test('is the build of a copy with its octavo.lock, from an empty cache, whatever the times of the files', async () => {
    const copy = join(folder.path, 'copy');
    await cp(join(folder.path, 'book'), join(copy, 'book'), { recursive: true });
    expectSame(await build(copy, { OCTAVO_CACHE: await emptyCache(copy) }), first);
    const lock = parseLock(await readFile(join(copy, 'book', 'octavo.lock'), 'utf8'));
    // Or the comparison would say nothing about the date.
    expect(first.pdf.includes(lock!.dates.get('book')!.date.slice(0, 19))).toBe(true);
  });

  test('are builds in two folders, with two caches, clocks and time zones, when SOURCE_DATE_EPOCH is the same', async () => {
    const west = await buildElsewhere('1700000000', 'America/New_York', 'west');
    const east = await buildElsewhere('1700000000', 'Asia/Shanghai', 'east-of-it');
    expectSame(east, west);
    expect(west.pdf.includes('2023-11-14T22:13:20')).toBe(true);
  });

  test('is a build after edits that move pages and their reverts, from the cache that these left', async () => {
    await using place = await temporaryFolder();
    await writeArticles(place.path);
    const environment = { OCTAVO_CACHE: await emptyCache(place.path), SOURCE_DATE_EPOCH: '1700000000' };
    const before = await build(place.path, environment);
    const path = join(place.path, 'book', 'one.md');
    const text = await readFile(path, 'utf8');
    const paragraph = `${'且夫天下非小弱也，雍州之地，崤函之固，自若也。'.repeat(30)}\n\n`;
    const edits = [
      (words: string) => words.replace('正文', paragraph + paragraph),
      (words: string) => words.replace('# 第一章', '# 第一章改名'),
      (words: string) => words.replace('[下一章](two.md#end)', '下一章'),
      (words: string) => `${words}\n## 新的一节\n\n${paragraph.repeat(4)}`,
    ];
    for (const edit of edits) {
      await writeFile(path, edit(text));
      const edited = await build(place.path, environment);
      expect(edited.pdf.equals(before.pdf)).toBe(false);
    }
    await writeFile(path, text);
    expectSame(await build(place.path, environment), before);
  });
});

async function buildElsewhere(epoch: string, zone: string, name: string): Promise<Built> {
  await using folder = await temporaryFolder();
  const place = join(folder.path, name);
  await writeArticles(place);
  return await build(place, { OCTAVO_CACHE: await emptyCache(place), SOURCE_DATE_EPOCH: epoch, TZ: zone });
}

/** Without printing megabytes when they differ. */
function expectSame(one: Built, other: Built): void {
  for (const format of ['epub', 'pdf'] as const) {
    const at = one[format].findIndex((byte, index) => byte !== other[format][index]);
    expect({ format, bytes: one[format].length, differsAt: at }).toEqual({
      format,
      bytes: other[format].length,
      differsAt: -1,
    });
  }
}
