/** The command line as people meet it: what is printed, where, and the exit status. */
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { emptyCache, octavo, startOctavo, temporaryFolder } from '../support/command.ts';

const article = '<!--\ntitle: 一篇短文\nauthor: 某人\n-->\n\n第一段。\n\n## 小结\n\n完。\n';

describe('usage', () => {
  test('help lists every command and option of the table', async () => {
    await using folder = await temporaryFolder();
    const { status, stdout, stderr } = await octavo(['--help'], { workingFolder: folder.path });
    expect(status).toBe(0);
    expect(stderr).toBe('');
    for (const [name, { options }] of Object.entries(commands)) {
      expect(stdout).toContain(`octavo ${name}`);
      for (const option of Object.keys(options)) expect(stdout).toContain(`--${option}`);
    }
  });

  test('the version is that of the package', async () => {
    await using folder = await temporaryFolder();
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    expect((await octavo(['--version'], { workingFolder: folder.path })).stdout).toBe(`${version}\n`);
  });

  test.each([
    [['bild'], 'unknown command "bild"', 'octavo build'],
    [['build', '--ofline'], 'unknown option --ofline', '--offline'],
    [['build', '-f', 'mobi'], 'unknown format "mobi"', 'epub, pdf, html'],
    [['build', '-t', 'kindle,nook'], 'unknown target "nook"', 'generic, kindle, kobo, apple'],
    [['build', '--out'], '--out', 'octavo --help'],
    [['build', 'nowhere.md'], 'nowhere.md', ''],
  ])('bad usage %j exits with 2 and says what to do', async (words, message, hint) => {
    await using folder = await temporaryFolder();
    const { status, stderr } = await octavo(words, { workingFolder: folder.path });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test('an empty folder exits with 2', async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'articles'));
    const { status, stderr } = await octavo(['build'], { workingFolder: folder.path });
    expect(status).toBe(2);
    expect(stderr).toContain('[no-articles]');
  });

  test('a broken book.yaml exits with 2 and names its line', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'book.yaml'), 'title: x\narticles: [a.md\n');
    const { status, stderr } = await octavo(['build', '.'], { workingFolder: folder.path });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^book\.yaml:\d: error: .*\[book-yaml-invalid\]/m);
  });
});

describe('build', () => {
  test('an article becomes dist/<name>.epub and dist/<name>.pdf, with one line per stage', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, '短文.md'), article);
    const { status, stdout, stderr } = await octavo(['build', '短文.md'], { workingFolder: folder.path });
    expect(stderr.split('\n').filter((line) => line.includes('parsing'))).toHaveLength(1);
    expect(stderr).not.toContain('\r');
    expect(stdout).toMatch(
      /dist\/短文\.epub \(\d+ kB\)\ndist\/短文\.pdf \(\d+ kB, \d+ pages\)\nbuilt 1 book: no problems\n/,
    );
    expect(status).toBe(0);
    expect((await readdir(join(folder.path, 'dist'))).sort()).toEqual(['短文.epub', '短文.pdf']);
  });

  test('--json prints one document and nothing else', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'a.md'), `${article}\n![一只缺口的碗](missing.png)\n`);
    const { status, stdout, stderr } = await octavo(['build', 'a.md', '--json', '-o', 'out'], {
      workingFolder: folder.path,
    });
    expect(status).toBe(0);
    expect(stderr).toBe('');
    const report = JSON.parse(stdout);
    expect(report.books).toMatchObject([
      {
        name: 'a',
        title: '一篇短文',
        inputs: ['a.md'],
        outputs: [
          { format: 'epub', path: 'out/a.epub', bytes: expect.any(Number) },
          { format: 'pdf', path: 'out/a.pdf', bytes: expect.any(Number) },
        ],
        images: [{ url: 'missing.png', outcome: 'image-missing', places: [{ file: 'a.md', line: 12 }] }],
        pages: expect.any(Number),
        timings: { pdf: expect.any(Number) },
      },
    ]);
    expect(report.diagnostics).toMatchObject([{ code: 'image-missing', severity: 'warning', file: 'a.md', line: 12 }]);
  });

  test('--strict makes a warning an error and does not change the last book', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'a.md'), article);
    await octavo(['build', 'a.md', '-f', 'epub'], { workingFolder: folder.path });
    const before = await readFile(join(folder.path, 'dist', 'a.epub'));
    await writeFile(join(folder.path, 'a.md'), `${article}\n![](missing.png)\n`);
    const { status } = await octavo(['build', 'a.md', '-f', 'epub', '--strict'], { workingFolder: folder.path });
    expect(status).toBe(1);
    expect(await readFile(join(folder.path, 'dist', 'a.epub'))).toEqual(before);
  });

  test('an article that is not UTF-8 exits with 1 and writes nothing', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'a.md'), Buffer.from([0x23, 0x20, 0xb1, 0xea, 0xcc, 0xe2, 0x0a]));
    const { status, stderr } = await octavo(['build', 'a.md', '-f', 'epub'], { workingFolder: folder.path });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^a\.md:1: error: .*\[not-utf8\]/m);
    expect(await readdir(folder.path)).toEqual(['a.md']);
  });

  test('an output folder that cannot be written exits with 1 and a message', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'a.md'), article);
    // Root may write where the mode forbids it, but nobody can make a folder below a file.
    await writeFile(join(folder.path, 'occupied'), '');
    await chmod(join(folder.path, 'occupied'), 0o400);
    const { status, stderr } = await octavo(['build', 'a.md', '-f', 'epub', '-o', 'occupied/dist'], {
      workingFolder: folder.path,
    });
    expect(status).toBe(1);
    expect(stderr).toContain('[output-failed]');
  });

  test('a build that is killed at any moment leaves complete books', async () => {
    await using folder = await temporaryFolder();
    const cache = await emptyCache(folder.path);
    const path = join(folder.path, 'a.md');
    const options = { workingFolder: folder.path, environment: { OCTAVO_CACHE: cache } };
    await writeFile(path, article);
    expect((await octavo(['build', 'a.md'], options)).status).toBe(0);
    const good = await Promise.all(['a.epub', 'a.pdf'].map((name) => readFile(join(folder.path, 'dist', name))));
    for (const moment of [120, 250, 400, 600]) {
      await writeFile(path, `${article}\n第 ${moment} 次。\n`);
      const running = startOctavo(['build', 'a.md'], options);
      await wait(moment);
      const ended = running.process.exitCode !== null;
      running.process.kill('SIGKILL');
      await running.outcome;
      if (ended) break;
      const now = await Promise.all(['a.epub', 'a.pdf'].map((name) => readFile(join(folder.path, 'dist', name))));
      expect(now).toEqual(good);
    }
    expect((await octavo(['build', 'a.md'], options)).status).toBe(0);
  });

  test('a cache folder that cannot be created does not fail the build', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'a.md'), article);
    await writeFile(join(folder.path, 'occupied'), '');
    const { status, stdout } = await octavo(['build', 'a.md', '-f', 'html'], {
      workingFolder: folder.path,
      environment: { OCTAVO_CACHE: join(folder.path, 'occupied', 'cache'), TMPDIR: folder.path },
    });
    expect(stdout).toContain('built 1 book: no problems');
    expect(status).toBe(0);
  });

  test('--debug writes the result of every stage, and the page of every profile', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'a.md'), article);
    const environment = { OCTAVO_CACHE: join(folder.path, 'cache') };
    await octavo(['build', 'a.md', '--debug', 'stages', '-p', 'screen,print'], {
      workingFolder: folder.path,
      environment,
    });
    const kept = await readdir(join(folder.path, 'stages', 'a'));
    expect(kept.sort()).toEqual([
      'articles.json',
      'assets.json',
      'book.json',
      'config.json',
      'pdf-print',
      'pdf-screen',
    ]);
    expect((await readdir(join(folder.path, 'stages', 'a', 'pdf-screen'))).sort()).toEqual([
      '_front.html',
      '_furniture.html',
      'a.html',
    ]);
  });

  test('check --metadata lists the metadata of articles and builds nothing', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'a.md'), article);
    await writeFile(join(folder.path, 'a.json'), '{"url": "https://example.org/a"}');
    const table = await octavo(['check', 'a.md', '--metadata'], { workingFolder: folder.path });
    expect(table).toMatchObject({ status: 0, stderr: '' });
    expect(table.stdout).toMatch(/^a\.md\n {2}title {5}一篇短文 +front matter, line 2\n/);
    expect(table.stdout).toMatch(/^ {2}url {7}https:\/\/example\.org\/a +a\.json$/m);
    const { stdout } = await octavo(['check', 'a.md', '--metadata', '--json'], { workingFolder: folder.path });
    expect(JSON.parse(stdout)).toMatchObject({
      articles: [
        {
          path: 'a.md',
          fields: expect.arrayContaining([{ name: 'language', value: 'zh-CN', origin: 'detected', line: null }]),
        },
      ],
      diagnostics: [],
      status: 0,
    });
    expect(await readdir(folder.path)).toEqual(['a.json', 'a.md']);
  });

  test('check validates and writes nothing', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'a.md'), article);
    const { status, stdout } = await octavo(['check', 'a.md'], { workingFolder: folder.path });
    expect(stdout).toContain('checked 1 book: no problems');
    expect(status).toBe(0);
    expect(await readdir(folder.path)).toEqual(['a.md']);
  });
});
