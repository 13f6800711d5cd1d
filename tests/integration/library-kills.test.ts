/** A build of a library that is killed goes on where it was, and ends with the same bytes; so do its shards. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { octavo, startOctavo, temporaryFolder } from '../support/command.ts';

const articles = 12;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let environment: Record<string, string>;
beforeEach(async () => {
  folder = await temporaryFolder();
  environment = { OCTAVO_CACHE: join(folder.path, 'cache') };
  await mkdir(join(folder.path, 'library'));
  await writeFile(join(folder.path, 'library', 'octavo.yaml'), 'formats: [epub, html]\n');
  for (let index = 0; index < articles; index += 1) {
    const text = `---\ntitle: 第 ${index} 篇\ndate: 2024-01-${index + 10}\n---\n\n山里的一年。见[下一篇](${(index + 1) % articles}.md)。\n`;
    await writeFile(join(folder.path, 'library', `${index}.md`), text);
  }
});
afterEach(() => folder[Symbol.asyncDispose]());

const inLibrary = () => ({ workingFolder: join(folder.path, 'library'), environment });

async function build(out: string, ...words: string[]): Promise<string> {
  const { status, stdout, stderr } = await octavo(['build', '.', '-o', join('..', out), ...words], inLibrary());
  expect(status, stderr).toBe(0);
  return stdout;
}

async function bytesIn(out: string): Promise<Record<string, string>> {
  const entries = await readdir(join(folder.path, out), { recursive: true, withFileTypes: true });
  // What a killed process was writing stays beside its files.
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.octavo-'));
  const contents = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(join(folder.path, out).length), (await readFile(path)).toString('base64')] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}

test('a killed build of a library leaves a state from which the next gives the same bytes', {
  timeout: 120_000,
}, async () => {
  await build('whole');
  const expected = await bytesIn('whole');
  await rm(environment.OCTAVO_CACHE!, { recursive: true });
  for (const time of [400, 700, 900, 1100, 1300, 1500]) {
    const { process: child, outcome } = startOctavo(['build', '.', '-o', '../dist'], inLibrary());
    await wait(time);
    child.kill('SIGKILL');
    await outcome;
  }
  await build('dist');
  expect(await bytesIn('dist')).toEqual(expected);
  expect(await build('dist')).toContain(`built ${articles} books (${articles} unchanged)`);
});

test('shards built into folders of their own are the library when joined', { timeout: 120_000 }, async () => {
  await build('whole');
  const expected = await bytesIn('whole');
  const reports: string[] = [];
  for (const shard of ['1/3', '2/3', '3/3']) {
    const report = join(folder.path, `${shard[0]}.json`);
    await writeFile(report, await build('joined', '--shard', shard, '--json'));
    reports.push(report);
    // As if each were built by a machine of its own, whose files are then copied together.
    for (const name of ['catalog.json', 'catalog.xml', 'index.html'])
      await rm(join(folder.path, 'joined', name), { force: true });
  }
  const { status, stdout } = await octavo(['report', 'merge', ...reports.reverse(), '-o', '../joined'], inLibrary());
  expect([status, stdout]).toEqual([0, expect.stringContaining(`catalogue of ${articles} books`)]);
  expect(await bytesIn('joined')).toEqual(expected);
});
