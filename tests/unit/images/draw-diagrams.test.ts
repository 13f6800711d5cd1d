/** Diagrams from their fence to the book, drawn by somebody else: what is asked for, kept, said, and shown when it fails. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { manageImages } from '../../../src/commands/images.ts';
import { lineInSource, shortReason } from '../../../src/diagrams/diagram-errors.ts';
import { diagramAddress } from '../../../src/diagrams/diagram-source.ts';
import type { DrawAnswer, DrawJob } from '../../../src/model/host.ts';
import { buildInMemory, buildOptions, type MemoryBuildOptions, workingFolder } from '../../support/build-memory.ts';
import { chapterText, packageOf } from '../../support/epub.ts';
import { memoryHost } from '../../support/memory-host.ts';
import { drawImage } from '../../support/pictures.ts';

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><text>开始</text><script>alert(1)</script></svg>';
let png: Buffer;
beforeAll(async () => {
  png = await drawImage(160, 80);
});

const article = '# 流程\n\n第一段。\n\n```mermaid\nflowchart LR\n  A[开始] --> B[结束]\n```\n\n第二段。\n';

async function buildWith(
  answer: Partial<DrawAnswer>,
  text = article,
  options: Partial<MemoryBuildOptions> = {},
  files: Record<string, string> = {},
) {
  const jobs: DrawJob[] = [];
  const drawn = { kind: 'drawn', svg, png, width: 80, height: 40, labels: ['开始', '结束'] };
  const built = await buildInMemory(
    { 'a.md': text, ...files },
    {
      ...options,
      draw: async (job) => {
        jobs.push(job);
        return { ...drawn, ...answer } as DrawAnswer;
      },
    },
  );
  return { ...built, jobs, chapter: chapterText(built.epub, 'a') };
}

describe('a diagram', () => {
  it('is an image with its labels as alt text', async () => {
    const { chapter, diagnostics, epub } = await buildWith({});
    expect(chapter).toMatch(
      /<figure><img src="images\/[0-9a-f]{16}\.png" alt="流程图：开始、结束" width="80" height="40"\/><\/figure>/,
    );
    expect(diagnostics).toEqual([]);
    expect(packageOf(epub)).toContain('alternativeText');
  });

  it('is drawn with what an author cannot change', async () => {
    const { jobs } = await buildWith({});
    const [{ settings, source, html, files }] = jobs as [DrawJob];
    expect(source).toBe('flowchart LR\n  A[开始] --> B[结束]');
    expect(settings).toMatchObject({ securityLevel: 'strict', htmlLabels: false, startOnLoad: false });
    for (const key of ['securityLevel', 'htmlLabels', 'themeCSS', 'fontFamily', 'secure', 'maxEdges'])
      expect(settings.secure).toContain(key);
    expect(html).toContain('<html lang="zh-CN">');
    expect(files.get('mermaid.js')).toBe('/packages/mermaid/dist/mermaid.min.js');
  });

  it('is drawn once, however often it is shown', async () => {
    const twice = `${article}\n${article.split('\n').slice(4, 8).join('\n')}\n`;
    const { jobs, books, host } = await buildWith({}, twice);
    expect(jobs.length).toBe(1);
    expect(books[0]!.images).toMatchObject([{ outcome: 'ok', host: null, tries: 0, places: [{}, {}] }]);
    const notes = [...host.cache].filter(([key]) => key.startsWith('diagrams/'));
    expect(notes.length).toBe(1);
    // The cache may be moved.
    expect(new TextDecoder().decode(notes[0]![1])).not.toContain('/cache/');
  });

  it('keeps nothing of a script in its drawing', async () => {
    const { host } = await buildWith({});
    const drawings = [...host.cache].filter(([key]) => key.endsWith('.svg'));
    expect(drawings.length).toBe(1);
    expect(new TextDecoder().decode(drawings[0]![1])).not.toContain('script');
  });

  it('has the alt text of its author if there is one', async () => {
    const text = article.replace('flowchart LR', 'flowchart LR\n  accTitle: 订票\n  accDescr: 从选座到付款');
    expect((await buildWith({}, text)).chapter).toContain('alt="订票：从选座到付款"');
  });

  it('takes its alt text from images.alt.yaml too', async () => {
    const address = diagramAddress({ source: 'flowchart LR\n  A[开始] --> B[结束]', language: 'zh-CN' });
    const key = `data:${createHash('sha256').update(address).digest('hex')}`;
    const { chapter } = await buildWith({}, article, {}, { 'images.alt.yaml': `"${key}": 从开始到结束的一步` });
    expect(chapter).toContain('alt="从开始到结束的一步"');
  });

  it('has a caption from behind its fence, or from the italics below', async () => {
    expect((await buildWith({}, article.replace('```mermaid', '```mermaid title="订票"'))).chapter).toContain(
      '<figcaption>订票</figcaption>',
    );
    expect((await buildWith({}, article.replace('第二段。', '*图一*'))).chapter).toContain(
      '<figcaption>图一</figcaption>',
    );
  });

  it('is not among the images that `octavo images` manages', async () => {
    const host = memoryHost({ [`${workingFolder}/a.md`]: article });
    for (const task of ['list', 'missing-alt', 'update'] as const) {
      const { books, diagnostics } = await manageImages(buildOptions(), task, host);
      expect([books[0]!.images, books[0]!.written, diagnostics]).toEqual([[], [], []]);
    }
  });

  it('is drawn without a network, also when nothing may be fetched', async () => {
    for (const build of [{ offline: true }, { frozen: true }]) {
      const { chapter, host, diagnostics } = await buildWith({}, `---\ndate: 2024-01-02\n---\n\n${article}`, { build });
      expect(chapter).toContain('<img');
      expect([host.requests, diagnostics]).toEqual([[], []]);
      expect([...host.files.keys()].some((name) => name.endsWith('octavo.lock'))).toBe(false);
    }
  });
});

describe('a diagram that cannot be drawn', () => {
  it('is the block of code that it is, with a warning at its line', async () => {
    const { chapter, diagnostics } = await buildWith({ kind: 'invalid', reason: 'Parse error on line 2:', line: 2 });
    expect(chapter).toContain(
      '<pre class="short" role="group" aria-label="代码: Mermaid"><code class="language-mermaid">',
    );
    expect(chapter.replace(/<[^>]*>/g, '')).toContain('A[开始] --&gt; B[结束]');
    expect(chapter).not.toContain('missing-picture');
    expect(diagnostics).toMatchObject([
      { code: 'diagram-invalid', severity: 'warning', place: { file: `${workingFolder}/a.md`, line: 7 } },
    ]);
  });

  it('keeps its caption', async () => {
    const text = article.replace('第二段。', '*图一*');
    const { chapter } = await buildWith({ kind: 'failed', reason: 'gone' }, text);
    expect(chapter).toMatch(/<figure class="code"><pre.*<\/pre><figcaption>图一<\/figcaption><\/figure>/s);
  });

  it('is remembered when its author is wrong, and tried again when the browser was', async () => {
    const wrong = await buildWith({ kind: 'invalid', reason: 'no', line: null });
    const failed = await buildWith({ kind: 'failed', reason: 'the browser is gone' });
    const notes = ({ host }: typeof wrong) => [...host.cache.keys()].filter((key) => key.startsWith('diagrams/'));
    expect([notes(wrong).length, notes(failed).length]).toEqual([1, 0]);
    expect(failed.diagnostics).toMatchObject([{ code: 'diagram-not-rendered' }]);
  });

  it('is not even tried when it is larger than any diagram', async () => {
    const { jobs, diagnostics } = await buildWith({}, article.replace('A[开始]', `A[${'长'.repeat(50_000)}]`));
    expect(jobs).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'diagram-not-rendered', message: expect.stringContaining('50000') }]);
  });
});

describe('the line of a mistake', () => {
  it.each([
    ['flowchart LR\n  A[x --> B', 2, 2],
    ['%% said\nflowchart LR\n  A[x --> B', 2, 3],
    ['---\ntitle: x\n---\nflowchart LR\n  A[x --> B', 2, 5],
    ['%%{init: {"theme": "dark"}}%%\nflowchart LR\n  A[x --> B', 2, 3],
    ['%%{init: {\n "theme": "dark"\n}}%%\nflowchart LR\n\n  %% said\n  A[x --> B', 2, 7],
    ['\n\nflowchart LR\n  A\n  %% said\n  B[x', 3, 6],
    ['flowchart LR\r\n%% said\r\n  A[x', 2, 3],
    // The end of the text is below its last line.
    ['flowchart LR\n  A[x\n', 3, 2],
    ['', 1, 1],
  ])('in %j that mermaid calls %i is %i', (source, line, expected) => {
    expect(lineInSource(source, line)).toBe(expected);
  });
});

describe('the reason of a mistake', () => {
  it.each([
    [
      "Parse error on line 4:\n...好] -->  B[坏\n---------------------^\nExpecting 'SQE', 'TAGEND', got '1'",
      '...好] --> B[坏: unexpected 1',
    ],
    [
      "Parsing failed: Parse error on line 3, column 7: Expecting token of type ':' but found `2`.",
      "Expecting token of type ':' but found `2`",
    ],
    ['No diagram type detected matching given configuration for text: nonsense\n  A --> B', 'No diagram type detected'],
    [`Error: ${'x'.repeat(500)}`, `${'x'.repeat(159)}…`],
  ])('is one line: %#', (words, expected) => {
    expect(shortReason(words)).toBe(expected);
  });
});
