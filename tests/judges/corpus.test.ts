/**
 * Twenty real issues of a weekly, full of links, pictures and what people paste, judged by EPUBCheck as one book and as
 * twenty. They lie beside this repository, not in it. Their pictures are not fetched.
 */
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { octavo, temporaryFolder } from '../support/command.ts';
import { epubCheck, hasJava, unless } from '../support/judges.ts';
import { aceFaults } from './ace.ts';
import { containerFaults } from './container.ts';

const weekly = fileURLToPath(new URL('../../../shared/corpus/weekly', import.meta.url));
const here = existsSync(weekly) && hasJava;
const why = existsSync(weekly) ? unless(hasJava, 'Java') : ' (skipped: the corpus is not beside this repository)';

describe.skipIf(!here)(`twenty issues of a weekly${why}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let issues: string[];

  beforeAll(async () => {
    folder = await temporaryFolder();
    await cp(weekly, join(folder.path, 'weekly'), { recursive: true });
    issues = (await readdir(weekly)).filter((name) => name.endsWith('.md'));
    expect(issues).toHaveLength(20);
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  async function build(out: string): Promise<string[]> {
    const { status, stderr } = await octavo(['build', 'weekly', '-f', 'epub', '--offline', '-o', out], {
      workingFolder: folder.path,
    });
    expect(status, stderr).toBe(0);
    const names = (await readdir(join(folder.path, out))).filter((name) => name.endsWith('.epub'));
    return names.map((name) => join(folder.path, out, name));
  }

  test('are twenty valid books', async () => {
    const paths = await build('twenty');
    expect(paths).toHaveLength(20);
    const said: Record<string, string[]> = {};
    const waiting = [...paths];
    // Two at a time: each is a Java machine of its own.
    await Promise.all(
      [0, 1].map(async () => {
        for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) said[path] = await epubCheck(path);
      }),
    );
    expect(said).toEqual(Object.fromEntries(paths.map((path) => [path, []])));
    for (const path of paths) expect(containerFaults(await readFile(path))).toEqual([]);
  });

  test('are one valid book', async () => {
    const list = issues.map((name) => `  - ${name}\n`).join('');
    await writeFile(join(folder.path, 'weekly', 'book.yaml'), `title: 周刊\narticles:\n${list}`);
    const [path, ...others] = await build('one');
    expect(others).toEqual([]);
    expect(await epubCheck(path!)).toEqual([]);
    expect(await aceFaults(path!)).toEqual([]);
    expect(containerFaults(await readFile(path!))).toEqual([]);
  });
});
