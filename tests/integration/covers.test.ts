/** Generated covers, drawn without a browser. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { octavo, temporaryFolder } from '../support/command.ts';
import { packageOf, unpack } from '../support/epub.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

async function build(settings: string, templates: Record<string, string> = {}) {
  await mkdir(join(folder.path, 'templates'));
  await writeFile(join(folder.path, 'a.md'), '# 一\n\n山里的一年。\n');
  await writeFile(join(folder.path, 'book.yaml'), `articles: [a.md]\n${settings}`);
  for (const [name, text] of Object.entries(templates)) await writeFile(join(folder.path, 'templates', name), text);
  const { status, stderr } = await octavo(['build', '.', '-f', 'epub', '-o', 'dist', '--json'], {
    workingFolder: folder.path,
    environment: { OCTAVO_BROWSER: join(folder.path, 'no-browser') },
  });
  expect(status, stderr).toBe(0);
  const epub = await readFile(join(folder.path, 'dist', `${folder.path.split('/').at(-1)}.epub`));
  const entries = await unpack(epub);
  const href = /<item [^>]*properties="cover-image"[^>]*>/.exec(packageOf(entries))?.[0].match(/href="([^"]+)"/)?.[1];
  return { stderr, cover: href === undefined ? null : (entries.get(`OEBPS/${href}`) as Uint8Array) };
}

/** Pixels of the colour of ink in a part of the cover, in hundredths of its width. */
async function inkIn(cover: Uint8Array, left: number, top: number, width: number, height: number): Promise<number> {
  const part = { left: left * 16, top: top * 16, width: width * 16, height: height * 16 };
  const { data } = await sharp(cover).extract(part).greyscale().raw().toBuffer({ resolveWithObject: true });
  return data.filter((value) => value > 200).length;
}

test.each([
  ['Chinese', 'zh-CN', '长安的荔枝：一个小吏的天宝十四载与帝国物流系统的崩溃始末'],
  ['English', 'en', 'The Life and Strange Surprizing Adventures of Robinson Crusoe, of York, Mariner'],
  ['Arabic', 'ar', 'رحلة طويلة إلى الجبال البعيدة'],
  ['English that looks like code', 'en', '<b onclick="alert(1)"> & url(#x) \\ }} {{title}} (2nd ed.)'],
])(
  'an EPUB in %s has a cover of 1600 by 2560 pixels without a browser, with its words inside the margins',
  async (_, language, title) => {
    const { cover } = await build(`title: ${JSON.stringify(title)}\nlanguage: ${language}\nauthors: [林溪]\n`);
    expect(await sharp(cover!).metadata()).toMatchObject({ format: 'png', width: 1600, height: 2560 });
    expect(await inkIn(cover!, 9, 9, 82, 142)).toBeGreaterThan(5000);
    expect(await inkIn(cover!, 0, 0, 8, 160)).toBe(0);
    expect(await inkIn(cover!, 92, 0, 8, 160)).toBe(0);
  },
);

test('a book in Arabic has its title at the right', async () => {
  const { cover } = await build('title: سفر\nlanguage: ar\n');
  expect(await inkIn(cover!, 50, 30, 45, 12)).toBeGreaterThan(1000);
  expect(await inkIn(cover!, 5, 30, 45, 12)).toBe(0);
});

test("a book's own cover.svg replaces the built-in one, in the fonts of the book", async () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{width}} {{height}}" width="{{size.width}}" height="{{size.height}}"><rect width="100" height="160" fill="#102030"/><text x="10" y="80" font-size="8" style="font-family: {{sans}}" fill="#fff">{{title}}</text></svg>`;
  const { cover } = await build('title: 山居\n', { 'cover.svg': svg, 'cover.css': '' });
  expect([...(await sharp(cover!).extract({ left: 0, top: 0, width: 1, height: 1 }).raw().toBuffer())]).toEqual([
    16, 32, 48,
  ]);
  expect(await inkIn(cover!, 10, 70, 20, 14)).toBeGreaterThan(1000);
});
