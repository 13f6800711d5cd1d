/** Diagrams as mermaid and the real browser draw them: in the PDF and the EPUB, from the cache, wrong ones, hostile ones. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { obtainDiagram } from '../../src/images/draw-diagrams.ts';
import type { Image } from '../../src/model/book.ts';
import { createHost } from '../../src/node/host.ts';
import { emptyCache, octavo, temporaryFolder } from '../support/command.ts';
import { chapterText, type Entries, unpack } from '../support/epub.ts';
import { doubtfulFonts, hasPoppler, pdfPages, pdfText, unless } from '../support/judges.ts';

/** Every common kind, with words that must be found again. */
const kinds: Record<string, { source: string; words: string[] }> = {
  flowchart: {
    source: 'flowchart TD\n  A[选择日期] --> B{还有座位？}\n  B -- 没有 --> A\n  B -->|有| C[(订单 database)]',
    words: ['选择日期', '还有座位？', '没有', '订单 database'],
  },
  sequence: {
    source: 'sequenceDiagram\n  participant 读者\n  读者->>服务器: 请求第一章\n  Note over 读者: 缓存一天',
    words: ['读者', '服务器', '请求第一章', '缓存一天'],
  },
  class: {
    source: 'classDiagram\n  书 *-- 章节 : 包含\n  class 书 {\n    +打开() bool\n  }',
    words: ['章节', '包含', '打开'],
  },
  state: { source: 'stateDiagram-v2\n  [*] --> 草稿\n  草稿 --> 发布 : 通过', words: ['草稿', '发布', '通过'] },
  er: {
    source: 'erDiagram\n  作者 ||--o{ 文章 : 写\n  文章 {\n    string 标题 PK\n  }',
    words: ['作者', '文章', '标题'],
  },
  gantt: {
    source: 'gantt\n  title 出书计划\n  dateFormat YYYY-MM-DD\n  section 制作\n  排版设计 :a, 2024-01-01, 12d',
    words: ['出书计划', '制作', '排版设计', '01-'],
  },
  pie: { source: 'pie title 读者从哪里来\n  "书店" : 30\n  "网上" : 70', words: ['读者从哪里来', '书店', '70%'] },
  mindmap: { source: 'mindmap\n  root((电子书))\n    格式\n    设备', words: ['电子书', '格式', '设备'] },
  timeline: { source: 'timeline\n  title 活字小史\n  1040 : 泥活字', words: ['活字小史', '1040', '泥活字'] },
  journey: { source: 'journey\n  title 买书\n  section 出门\n    走路: 3: 我', words: ['买书', '出门', '走路'] },
  git: { source: 'gitGraph\n  commit id: "初稿"\n  commit', words: ['main', '初', '稿'] },
  quadrant: {
    source: 'quadrantChart\n  title 轻重缓急\n  x-axis 不紧急 --> 紧急\n  quadrant-1 马上做\n  写作: [0.3, 0.8]',
    words: ['轻重缓急', '马上做', '写作'],
  },
  chart: {
    source: 'xychart-beta\n  title "每月销量"\n  x-axis ["一月", "二月"]\n  bar [30, 55]',
    words: ['每月销量', '一月'],
  },
};

const fence = (source: string) => `\`\`\`mermaid\n${source}\n\`\`\`\n`;

async function write(folder: string, name: string, sources: string[]): Promise<void> {
  await writeFile(join(folder, name), `# 图\n\n${sources.map(fence).join('\n')}`);
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let environment: Record<string, string>;
beforeAll(async () => {
  folder = await temporaryFolder();
  environment = { SOURCE_DATE_EPOCH: '1700000000', OCTAVO_CACHE: await emptyCache(folder.path) };
});
afterAll(() => folder[Symbol.asyncDispose]());

const build = (name: string, ...words: string[]) =>
  octavo(['build', name, ...words], { workingFolder: folder.path, environment });
const hostWith = (cacheFolder: string) =>
  createHost({
    cacheFolder,
    browser: null,
    decoder: new URL('../../build/images/convert/worker.js', import.meta.url),
    environment: {},
    progress: () => undefined,
  });
const output = (name: string) => join(folder.path, 'dist', name);

describe.skipIf(!hasPoppler)(`diagrams of every kind${unless(hasPoppler, 'poppler')}`, () => {
  let epub: Entries;
  beforeAll(async () => {
    await write(
      folder.path,
      'all.md',
      Object.values(kinds).map(({ source }) => source),
    );
    const { status, stdout, stderr } = await build('all.md', '-f', 'epub,pdf', '--frozen');
    expect(status, stderr).toBe(0);
    expect(stdout, stderr).toContain('no problems');
    epub = await unpack(await readFile(output('all.epub')));
  });

  test('are text on paper, in embedded TrueType fonts', async () => {
    // The labels of commits are turned, and their letters come from the bottom to the top.
    const bare = (words: string) => words.replace(/\s+/g, '');
    const text = bare(await pdfText(output('all.pdf')));
    const lost = Object.values(kinds).flatMap(({ words }) => words.filter((each) => !text.includes(bare(each))));
    expect(lost).toEqual([]);
    expect(await doubtfulFonts(output('all.pdf'))).toEqual([]);
  });

  test('stay between the margins', async () => {
    const pages = await pdfPages(output('all.pdf'));
    const outside = pages.flatMap(({ width, words }) =>
      words.filter(({ left, right }) => left < 40 || right > width - 40),
    );
    expect(outside.map(({ text }) => text)).toEqual([]);
  });

  test('have text of eight or nine points on paper if they fit', async () => {
    const words = (await pdfPages(output('all.pdf'))).flatMap((page) => page.words);
    const [word] = words.filter(({ text }) => text === '选择日期');
    // A Han letter is as wide as it is high.
    expect((word!.right - word!.left) / 4).toBeGreaterThan(8);
    expect((word!.right - word!.left) / 4).toBeLessThan(9);
  });

  test('are images with alt text for e-readers', async () => {
    const images = [...chapterText(epub, 'all').matchAll(/<img src="([^"]+)" alt="([^"]+)"/g)];
    expect(images.length).toBe(Object.keys(kinds).length);
    for (const [index, { words }] of Object.values(kinds).entries()) {
      const said = words.filter((word) => /\p{sc=Han}/u.test(word));
      expect(said.filter((word) => !images[index]![2]!.includes(word))).toEqual([]);
    }
    for (const [, address] of images) {
      const { format, width, height, hasAlpha } = await sharp(epub.get(`OEBPS/${address}`) as Uint8Array).metadata();
      expect([format, hasAlpha, Math.max(width, height) <= 2000]).toEqual(['png', false, true]);
    }
  });

  test('contain nothing that a printer rejects', async () => {
    const { stdout, stderr } = await build('all.md', '-f', 'pdf', '--profile', 'print', '-o', 'print');
    expect(stdout, stderr).toContain('no problems');
  });

  test('have deterministic names', async () => {
    expect(await pdfText(output('all.pdf'))).not.toMatch(/\d-[0-9a-f]{7}/);
  });

  test('need no browser when cached', async () => {
    const before = await readFile(output('all.epub'));
    const { status, stdout, stderr } = await octavo(['build', 'all.md', '-f', 'epub,pdf'], {
      workingFolder: folder.path,
      environment: { ...environment, OCTAVO_BROWSER: '/nowhere/chrome' },
    });
    expect(status, stderr).toBe(0);
    expect(stdout, stderr).toContain('no problems');
    expect((await readFile(output('all.epub'))).equals(before)).toBe(true);
  });

  test('are the same in another order and next to other diagrams', async () => {
    const sources = Object.values(kinds).map(({ source }) => source);
    await mkdir(join(folder.path, 'other'));
    await write(join(folder.path, 'other'), 'all.md', [...sources.reverse(), 'flowchart LR\n  甲 --> 乙']);
    const { stderr } = await octavo(['build', 'other/all.md', '-f', 'epub', '-o', 'other'], {
      workingFolder: folder.path,
      environment: { OCTAVO_CACHE: await emptyCache(join(folder.path, 'other')) },
    });
    const other = await unpack(await readFile(join(folder.path, 'other', 'all.epub')));
    const names = (entries: Entries) => [...entries.keys()].filter((name) => name.endsWith('.png'));
    expect(
      names(epub).filter((name) => !names(other).includes(name)),
      stderr,
    ).toEqual([]);
  });

  test('do not inherit the size of the previous diagram', async () => {
    const host = hostWith(await emptyCache(join(folder.path, 'sizes')));
    const draw = (source: string) => obtainDiagram({ source, language: 'zh-CN' }, host);
    await draw('flowchart LR\n  甲');
    const after = (await draw(kinds.chart!.source)) as Image;
    await host.close();
    expect(after.labels).toContain('每月销量');
    const images = [...epub].filter(([name]) => name.endsWith('.png')).map(([, bytes]) => bytes as Uint8Array);
    const bytes = await readFile(after.screen.file);
    expect(images.some((image) => bytes.equals(image))).toBe(true);
  });
});

describe('a wrong diagram', () => {
  test('is reported with its line and shown as code; the others are rendered', async () => {
    await write(folder.path, 'wrong.md', [
      '---\ntitle: 一\n---\n%% 说明\nflowchart LR\n  A[好] --> B[坏',
      'pie\n  "甲" : 1\n  "乙" 2',
      'nonsense\n  A --> B',
      'flowchart LR\n  A[一] --> B[二]',
    ]);
    const { status, stderr } = await build('wrong.md', '-f', 'html', '--verbose');
    expect(status).toBe(0);
    const lines = stderr.split('\n').filter((line) => line.includes('diagram-invalid'));
    expect(lines.map((line) => /^wrong\.md:(\d+): warning: diagram has a syntax error: ./.exec(line)?.[1])).toEqual([
      '9',
      '15',
      '18',
    ]);
    const html = await readFile(output('wrong.html'), 'utf8');
    expect(html.match(/<code class="language-mermaid">/g)?.length).toBe(3);
    expect(html.match(/<img [^>]*alt="流程图：一、二"/g)?.length).toBe(1);
  });

  test('has its own warning without a browser', async () => {
    await write(folder.path, 'alone.md', ['flowchart LR\n  甲 --> 丙']);
    const { status, stderr } = await octavo(['build', 'alone.md', '-f', 'html'], {
      workingFolder: folder.path,
      environment: { ...environment, OCTAVO_BROWSER: '/nowhere/chrome' },
    });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^alone\.md:3: warning: diagram cannot be rendered: .*\[diagram-not-rendered\]$/m);
    expect(await readFile(output('alone.html'), 'utf8')).toContain('<code class="language-mermaid">');
  });
});

describe('a hostile diagram', () => {
  let server: Server;
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  test('requests nothing, runs nothing and returns no HTML', async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await write(folder.path, 'hostile.md', [
      [
        `%%{init: {"securityLevel":"loose","htmlLabels":true,"flowchart":{"htmlLabels":true},"secure":[],"theme":"dark","themeCSS":"@import url(${url}/1); * {background:url(${url}/2)}","themeVariables":{"fontFamily":"x;} * {background:url(${url}/3)"}}}%%`,
        'flowchart TD',
        `  A["<img src=${url}/4 onerror=alert(1)>图"] --> B["<script>fetch('${url}/5')</script>脚本"]`,
        '  click A "javascript:alert(1)" "tip"',
        `  click B "${url}/6" _blank`,
      ].join('\n'),
      `---\nconfig:\n  htmlLabels: true\n  securityLevel: loose\n  look: handDrawn\n  themeCSS: "@font-face{font-family:q;src:url(${url}/7)}"\n---\nflowchart LR\n  C["<b>粗</b>"] --> D`,
      `flowchart LR\n  E@{ img: "${url}/8", label: "图片", h: 60, w: 60 }`,
      `sequenceDiagram\n  participant A as <iframe src=${url}/9>甲\n  link A: 页 @ javascript:alert(1)\n  A->>A: <a href="javascript:alert(1)">点</a>`,
    ]);
    const { status, stderr } = await build('hostile.md', '-f', 'html,pdf', '--debug', 'debug');
    expect(status, stderr).toBe(0);
    expect(asked).toEqual([]);
    const drawings = (
      await readFile(join(folder.path, 'debug', 'hostile', 'pdf-screen', 'hostile.html'), 'utf8')
    ).match(/<svg class="diagram".*?<\/svg>/gs);
    expect(drawings?.length).toBe(3);
    for (const drawing of drawings ?? []) {
      expect(drawing).not.toMatch(
        /<(?:script|style|foreignObject|image|a|iframe)\b|\s(?:on\w+|style|class|href)="(?!diagram")/i,
      );
      expect(drawing.replace(/\surl\(#diagram-[0-9a-f]{12}-\d+\)/g, '')).not.toMatch(/="[^"]*url\((?!#)/);
    }
  });

  test('that never ends is cancelled after its time limit, and the next one is rendered', async () => {
    const host = hostWith(environment.OCTAVO_CACHE!);
    const script = (parse: string) =>
      Buffer.from(`mermaid = { initialize() {}, parse() { ${parse} }, render: async () => ({ svg: '' }) };`);
    const ask = (parse: string) =>
      host.draw({
        html: `<!DOCTYPE html><title>${parse}</title><script src="mermaid.js"></script>`,
        files: new Map([['mermaid.js', script(parse)]]),
        source: 'flowchart',
        settings: {},
        name: 'one',
        family: 'serif',
        letters: 14,
        longestSide: 100,
        timeout: 3000,
      });
    const [endless, next] = await Promise.all([ask('for (;;);'), ask('throw new Error("on line 7")')]);
    await host.close();
    expect(endless).toEqual({ kind: 'failed', reason: 'it takes longer than 3 s' });
    expect(next).toMatchObject({ kind: 'invalid', line: 7 });
  });
});
