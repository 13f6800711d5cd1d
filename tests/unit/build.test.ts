/** The stages together: what is written when, and what a host that fails makes of a build. */
import { describe, expect, it } from 'vitest';
import { type BuildResult, buildBooks, type Task } from '../../src/build.ts';
import type { ConversionAnswer, Host } from '../../src/model/host.ts';
import { buildInMemory, buildOptions, type MemoryBuildOptions, workingFolder } from '../support/build-memory.ts';
import { memoryHost, usualDate } from '../support/memory-host.ts';
import { makeBook } from '../support/pdf.ts';
import { drawImage } from '../support/pictures.ts';

const article = { 'a.md': '# 题\n\n正文。\n\n## 小结\n' };
const warning = { 'a.md': '# T\n\n[x](none.md)\n' };

function outputsOf(files: ReadonlyMap<string, Uint8Array>): string[] {
  return [...files.keys()].filter((path) => path.startsWith('/dist/')).sort();
}

/** A build with a host that differs from memory in some answers. */
async function buildWith(
  answers: Partial<Host>,
  formats: ('epub' | 'pdf' | 'html')[],
  files: Record<string, string> = article,
): Promise<BuildResult> {
  const { host } = await buildInMemory(files, { task: { check: true } });
  return buildBooks({ ...buildOptions(), formats }, { check: false, strict: false, debugFolder: null } satisfies Task, {
    ...memoryHost(Object.fromEntries(host.files)),
    ...answers,
  });
}

describe('a build', () => {
  it('writes every format under the name of the source', async () => {
    const { host, books, failed } = await buildInMemory({ '文章.md': '# T\n\nx\n' }, { formats: ['epub', 'html'] });
    expect(outputsOf(host.files)).toEqual(['/dist/文章.epub', '/dist/文章.html']);
    expect(books.map(({ name, title }) => [name, title])).toEqual([['文章', 'T']]);
    expect(failed).toBe(false);
  });

  it('of several books writes those without an error', async () => {
    const { host, books, failed } = await buildInMemory(
      { 'good.md': 'x', 'bad.md': Buffer.from([0x23, 0xff, 0xfe]) },
      { formats: ['html'] },
    );
    expect(outputsOf(host.files)).toEqual(['/dist/good.html']);
    expect(books.map(({ outputs }) => outputs.length)).toEqual([0, 1]);
    expect(failed).toBe(true);
  });

  it('without a browser writes what needs none, and fails all the same', async () => {
    const { host, failed, diagnostics } = await buildInMemory(article, { formats: ['epub', 'html', 'pdf'] });
    expect(diagnostics.map(({ code }) => code)).toContain('browser-missing');
    expect([failed, outputsOf(host.files)]).toEqual([true, ['/dist/a.epub', '/dist/a.html']]);
  });

  it('with a warning fails only when it is strict', async () => {
    const lenient = await buildInMemory(warning, { formats: ['html'] });
    expect([lenient.failed, outputsOf(lenient.host.files)]).toEqual([false, ['/dist/a.html']]);
    const strict = await buildInMemory(warning, { formats: ['html'], task: { strict: true } });
    expect([strict.failed, outputsOf(strict.host.files)]).toEqual([true, []]);
  });

  it('that only checks writes nothing', async () => {
    const { host, failed, diagnostics } = await buildInMemory(article, { task: { check: true } });
    expect([outputsOf(host.files), failed, diagnostics]).toEqual([[], false, []]);
  });

  it('writes the result of every stage with `debug`', async () => {
    const { host } = await buildInMemory(article, { formats: ['html', 'pdf'], task: { debugFolder: '/debug' } });
    const kept = [...host.files.keys()].filter((path) => path.startsWith('/debug/')).sort();
    expect(kept).toEqual(
      ['articles.json', 'assets.json', 'book.json', 'config.json', 'pdf-screen/a.html'].map(
        (name) => `/debug/a/${name}`,
      ),
    );
  });

  it('writes octavo.lock once its images are downloaded, and again only if it changed', async () => {
    const url = 'https://a.example/b.png';
    const bytes = await drawImage(8, 8);
    const downloads = new Map([[url, { kind: 'body' as const, bytes, url, mediaType: null, date: usualDate }]]);
    const files = { 'a.md': `# T\n\n![A slope](${url})\n` };
    const { host } = await buildInMemory(files, { formats: ['html'], downloads });
    const lock = new TextDecoder().decode(host.files.get(`${workingFolder}/octavo.lock`));
    expect(lock).toContain(`{"url":"${url}",`);
    const again = await buildInMemory({ ...files, 'octavo.lock': `${lock} ` }, { formats: ['html'], downloads });
    expect(new TextDecoder().decode(again.host.files.get(`${workingFolder}/octavo.lock`))).toBe(`${lock} `);
  });

  it.each<[string, Partial<MemoryBuildOptions>]>([
    ['is only checked', { task: { check: true } }],
    ['is frozen', { build: { frozen: true } }],
    ['is offline', { build: { offline: true } }],
    ['fails', { task: { strict: true } }],
  ])('writes no octavo.lock when it %s', async (_, options) => {
    const url = 'https://a.example/b.png';
    const bytes = await drawImage(8, 8);
    const downloads = new Map([[url, { kind: 'body' as const, bytes, url, mediaType: null, date: usualDate }]]);
    const { host } = await buildInMemory(
      { 'a.md': `---\ndate: 2024-01-02\n---\n\n# T\n\n![](${url})\n` },
      { formats: ['html'], downloads, ...options },
    );
    expect(host.files.has(`${workingFolder}/octavo.lock`)).toBe(false);
  });

  it('is complete, with a note, if octavo.lock cannot be written next to it', async () => {
    const url = 'https://a.example/b.png';
    const bytes = await drawImage(8, 8);
    const { diagnostics, failed, books } = await buildWith(
      {
        download: async () => ({ kind: 'body', bytes, url, mediaType: null, date: usualDate }),
        writeFiles: async ([file]) =>
          file!.path.endsWith('octavo.lock')
            ? { kind: 'failed', path: file!.path, reason: 'read-only' }
            : { kind: 'written' },
      },
      ['html'],
      { 'a.md': `# T\n\n![A slope](${url})\n` },
    );
    expect(diagnostics).toMatchObject([{ code: 'image-lock-not-written', severity: 'note' }]);
    expect([failed, books[0]?.outputs.length]).toEqual([false, 1]);
  });

  it('parts its paragraphs by space where book.yaml says so', async () => {
    const files = { 'a.md': '# 题\n\n甲。\n', 'book.yaml': 'articles: [a.md]\nparagraphs: block\n' };
    expect((await buildInMemory(files, { formats: ['html'] })).html).toContain('class="chapter han block"');
    expect((await buildInMemory(article, { formats: ['html'] })).html).toContain('class="chapter han"');
    const wrong = await buildInMemory({ ...files, 'book.yaml': 'articles: [a.md]\nparagraphs: wide\n' });
    expect(wrong.diagnostics).toMatchObject([{ code: 'value-invalid', place: { line: 2 } }]);
  });

  it('reports its stages in order', async () => {
    const { host } = await buildInMemory(article, { formats: ['html'] });
    const stages = host.told.map(({ stage }) => stage);
    expect([...new Set(stages)]).toEqual(['books', 'read', 'parse', 'images', 'assemble', 'html', 'write']);
  });
});

describe('a host that fails', () => {
  it.each<[code: string, answers: Partial<Host>, formats: ('epub' | 'pdf')[]]>([
    [
      'output-failed',
      { writeFiles: async () => ({ kind: 'failed', path: '/dist/a.epub', reason: 'disk full' }) },
      ['epub'],
    ],
    ['print-failed', { print: async () => ({ kind: 'failed', reason: 'crashed' }) }, ['pdf']],
    ['browser-missing', { print: async () => ({ kind: 'no-browser', reason: 'none' }) }, ['pdf']],
  ])('gives %s, and writes nothing', async (code, answers, formats) => {
    const { diagnostics, failed, books } = await buildWith(answers, formats);
    expect(diagnostics.map((problem) => problem.code)).toContain(code);
    expect([failed, books.map(({ outputs }) => outputs)]).toEqual([true, [[]]]);
  });

  it('that crashes at one chapter is reported with that chapter', async () => {
    const files = {
      'book.yaml': 'articles: [a.md, b.md]\n',
      'a.md': '# 好\n\n甲。\n',
      'b.md': '# 坏\n\n乙。\n',
    };
    const print = (fatal: (body: string) => boolean): Partial<Host> => ({
      print: async ({ body }) =>
        fatal(body ?? '') ? { kind: 'crashed', reason: 'it is gone' } : { kind: 'bytes', bytes: makeBook('') },
    });
    const one = await buildWith(
      print((body) => body.includes('乙。')),
      ['pdf'],
      files,
    );
    expect(one.diagnostics.filter(({ code }) => code === 'print-failed')).toMatchObject([
      { message: expect.stringContaining('`坏` (it is gone)'), place: { file: '/desk/b.md' } },
    ]);
    const contents = await buildWith(
      print((body) => body.includes('id="contents"')),
      ['pdf'],
      files,
    );
    expect(contents.diagnostics.filter(({ code }) => code === 'print-failed')).toMatchObject([
      { message: expect.stringContaining('the browser crashed twice'), place: null },
    ]);
  });

  it.each<[string, Partial<Host>, string[]]>([
    ['that crashes', {}, ['cover-not-rendered']],
    [
      'that cannot draw it',
      { rasterize: async () => ({ kind: 'failed', code: 'image-damaged', problem: 'is empty', hint: null }) },
      ['cover-not-rendered'],
    ],
    ['that draws it', { rasterize: async () => drawnCover }, []],
  ])('a cover, by a process %s, never stops the EPUB', async (_, answers, codes) => {
    const { diagnostics, failed, books } = await buildWith(answers, ['epub']);
    expect(diagnostics.map(({ code }) => code).filter((code) => code === 'cover-not-rendered')).toEqual(codes);
    expect([failed, books[0]?.outputs.length]).toEqual([false, 1]);
  });
});

const drawnCover: ConversionAnswer = {
  kind: 'made',
  files: [{ bytes: new Uint8Array([0xff, 0xd8]), mediaType: 'image/jpeg', width: 1600, height: 2560 }],
  mediaType: 'image/svg+xml',
  width: 1600,
  height: 2560,
};

describe('printing', () => {
  it('is done part by part in one page, the contents last, with the numbers of the pages', async () => {
    const pages = new Set<string>();
    const bodies: string[] = [];
    const { books, failed } = await buildWith(
      {
        print: async ({ html, body, tagged }) => {
          pages.add(html);
          bodies.push(`${tagged} ${body}`);
          const places = '/a [11 0 R /Fit] /a_小结 [13 0 R /Fit]'.replace('小结', '#25E5#25B0#258F#25E7#25BB#2593');
          return { kind: 'bytes', bytes: makeBook(body?.includes('class="chapter') ? places : '') };
        },
      },
      ['pdf'],
    );
    expect(bodies).toHaveLength(3);
    const [chapter, contents, furniture] = bodies;
    expect(chapter).toMatch(/^true <section/);
    // The first chapter begins the text.
    const numbers = Array.from(contents!.matchAll(/data-text="([^"]*)">(\d+)</g), ([, id, number]) => [id, number]);
    expect(numbers).toEqual([
      ['a', '1'],
      ['a_小结', '4'],
    ]);
    expect(furniture).toMatch(/^false <div class="page-furniture">/);
    // The same page, so that its fonts need not be loaded again.
    expect(pages.size).toBe(1);
    expect([failed, books[0]?.outputs.map((file) => file.kind === 'pdf' && file.pages)]).toEqual([false, [10]]);
  });

  it('is reported where the numbers of its pages do not settle, and tried again', async () => {
    const { host: memory } = await buildInMemory({ 'a.md': '# A\n\n## B\n\n[B](#b)\n' });
    let count = 0;
    const places = ['10 0 R', '12 0 R', '13 0 R', '14 0 R'];
    const print: Host['print'] = async () => {
      count += 1;
      const bytes = makeBook(`/a [11 0 R /Fit] /a.link-1 [11 0 R /Fit] /a_b [${places[count % 4]} /Fit]`);
      return { kind: 'bytes', bytes };
    };
    const task = { check: false, strict: false, debugFolder: null };
    const { diagnostics } = await buildBooks({ ...buildOptions(), formats: ['pdf'] }, task, { ...memory, print });
    expect(diagnostics.map(({ code }) => code)).toContain('page-numbers-unstable');
  });

  it('is not done again for a book that did not change', async () => {
    const { host } = await buildInMemory(article, { task: { check: true } });
    let prints = 0;
    const same: Host = {
      ...memoryHost(Object.fromEntries(host.files)),
      print: async () => {
        prints += 1;
        return { kind: 'bytes', bytes: makeBook('/a [12 0 R /Fit]') };
      },
    };
    const build = () => buildWith(same, ['pdf']);
    const first = await build();
    const printed = prints;
    const second = await build();
    expect(printed).toBeGreaterThan(0);
    expect(prints).toBe(printed);
    expect(second.books[0]?.outputs[0]?.chunks).toEqual(first.books[0]?.outputs[0]?.chunks);
  });
});
