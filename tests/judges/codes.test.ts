/** The codes beside addresses, read from the printed page as a telephone reads them. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import reader from 'jsqr';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { octavo, temporaryFolder } from '../support/command.ts';
import { hasPoppler, unless } from '../support/judges.ts';

const addresses = [
  'https://example.com/',
  'https://zh.example.org/wiki/%E4%B8%AD%E6%96%87?a=1&b=2#%E6%B3%A8',
  `https://example.net/${'long/'.repeat(30)}`,
];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const writing of ['horizontal', 'vertical']) {
    const book = join(folder.path, writing);
    await mkdir(book);
    for (const [index, address] of addresses.entries())
      await writeFile(join(book, `${index}.md`), `# 出处 ${index}\n\n见[这里](${address})。\n`);
    const pdf = 'pdf:\n  profiles: [print]\n  links: qr\n';
    await writeFile(
      join(book, 'book.yaml'),
      `language: zh-CN\nwriting: ${writing}\narticles: [0.md, 1.md, 2.md]\n${pdf}`,
    );
  }
  const { status, stderr } = await octavo(['build', '.', '-f', 'pdf', '-o', 'dist'], { workingFolder: folder.path });
  expect(status, stderr).toBe(0);
});
afterAll(() => folder[Symbol.asyncDispose]());

describe.skipIf(!hasPoppler).each(['horizontal', 'vertical'])(
  `codes in a book with %s lines${unless(hasPoppler, 'poppler')}`,
  (writing) => {
    test('say the addresses', async () => {
      const pages = join(folder.path, `${writing}-pages`);
      await mkdir(pages);
      const pdf = join(folder.path, 'dist', `${writing}-print.pdf`);
      await promisify(execFile)('pdftoppm', ['-r', '200', '-gray', '-png', pdf, join(pages, 'p')]);
      const found: string[] = [];
      for (const name of (await readdir(pages)).sort()) found.push(...(await codeOn(join(pages, name))));
      expect(found.sort()).toEqual([...addresses].sort());
    });
  },
);

/** The reader used here finds one code in a picture. */
async function codeOn(path: string): Promise<string[]> {
  const { data, info } = await sharp(path)
    .ensureAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const code = reader.default(new Uint8ClampedArray(data), info.width, info.height);
  return code === null ? [] : [code.data];
}
