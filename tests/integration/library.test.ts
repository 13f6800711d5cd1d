/**
 * A repository of translated articles as `octavo build` finds it: a folder for each article, companions beside it,
 * links by permalink. Built by the real command, with the real browser.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { octavo, temporaryFolder } from '../support/command.ts';
import { unpack } from '../support/epub.ts';

const shared = fileURLToPath(new URL('../../../shared/repository', import.meta.url));

/** Four articles in two folders, each with its original, a page of the web and what is known of it. */
async function writeRepository(folder: string): Promise<void> {
  for (const [index, name] of ['spring', 'summer', 'autumn', 'winter'].entries()) {
    const own = join(folder, index % 2 === 0 ? 'almanac' : 'weather', name);
    await mkdir(own, { recursive: true });
    const next = ['summer', 'autumn', 'winter', 'spring'][index];
    const files: Record<string, string> = {
      [`${name}.md`]: `<!--\ntitle: ${name} 的农事\n-->\n\n> 译自：[On ${name}](https://news.example.org/${name}/)\n>\n> 作者：Ada\n\n何时播种，何时收割。\n\n另见[下一篇](https://blog.example.com/2024/05/01/${next}/)。\n`,
      [`${name}.origin.md`]: `# On ${name}\n\nWhen to sow.\n`,
      [`${name}.en.md`]: `# On ${name}\n\nWhen to sow.\n`,
      [`${name}.html`]: '<p>page</p>',
      [`${name}.meta.json`]: JSON.stringify({
        title: `On ${name}`,
        author: 'Ada',
        date: `202${3 + (index % 2)}-05-0${index + 1}`,
        tags: ['农事'],
      }),
    };
    for (const [file, text] of Object.entries(files)) await writeFile(join(own, file), text);
  }
  await writeFile(
    join(folder, 'octavo.yaml'),
    'site: https://blog.example.com\nvolumes:\n  - title: 农事\n    split: folder\n  - title: 一年\n',
  );
}

/** Files by their path below a folder, with the time at which each was written. */
async function filesBelow(folder: string): Promise<Map<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const times = await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs));
  return new Map(paths.map((path, index) => [path.slice(folder.length + 1), times[index]!]));
}

const isBook = (path: string) => /\.(?:epub|pdf)$/.test(path);

test('octavo build in a repository makes a book of each article and the volumes, and the next build writes nothing', async () => {
  await using folder = await temporaryFolder();
  await writeRepository(folder.path);
  const first = await octavo(['build'], { workingFolder: folder.path });
  expect(first.status, first.stderr).toBe(0);
  const written = await filesBelow(folder.path);
  const names = [
    'almanac/autumn',
    'almanac/spring',
    'weather/summer',
    'weather/winter',
    '一年',
    '农事-almanac',
    '农事-weather',
  ];
  const books = [...written.keys()].filter(isBook).sort();
  expect(books).toEqual(names.flatMap((name) => [`dist/${name}.epub`, `dist/${name}.pdf`]));

  const epub = await unpack(await readFile(join(folder.path, 'dist', '一年.epub')));
  const chapters = [...epub].filter(([name]) => /(?:spring|summer|autumn|winter)\.xhtml$/.test(name));
  expect(chapters).toHaveLength(4);
  for (const [name, document] of chapters) expect(String(document), name).toMatch(/href="\w+\.xhtml">下一篇<\/a>/);

  // A browser could not make its profile there.
  const environment = { TMPDIR: '/proc/none' };
  const second = await octavo(['build'], { workingFolder: folder.path, environment });
  expect(second.status, second.stderr).toBe(0);
  expect(await filesBelow(folder.path)).toEqual(written);
});

test.runIf(existsSync(shared))(
  'a repository in three generations of the layout gives one EPUB and PDF per article',
  async () => {
    await using folder = await temporaryFolder();
    await cp(shared, folder.path, { recursive: true, mode: 0 });
    const { status, stderr } = await octavo(['build', '--offline'], { workingFolder: folder.path });
    expect(status, stderr).toBe(0);
    const categories = await readdir(shared);
    const expected = (
      await Promise.all(
        categories.map(async (name) => (await readdir(join(shared, name))).map((slug) => `${name}/${slug}`)),
      )
    ).flat();
    const books = [...(await filesBelow(join(folder.path, 'dist'))).keys()].filter(isBook).sort();
    expect(books).toEqual(expected.flatMap((name) => [`${name}.epub`, `${name}.pdf`]).sort());
  },
);
