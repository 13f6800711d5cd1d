/// <reference lib="dom" />
/** The page of a catalogue in a real browser, opened from disk: read, searched, sorted and used by keyboard alone. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '../../src/node/browser/search.ts';
import { octavo, temporaryFolder } from '../support/command.ts';

const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/octavo-tests', import.meta.url));
const repository = fileURLToPath(new URL('../../../shared/repository', import.meta.url));

const library: Record<string, string> = {
  'octavo.yaml': 'title: 译文与笔记\ndescription: 这些年读过的文章。\nlanguage: zh-CN\nformats: [epub]\n',
  'ai/cost.md': article(
    '数据库的代价',
    'author: 王小波\ndate: 2024-05-12\ntags: [数据库]\nurl: https://example.org/cost/',
  ),
  'ai/guide.md': article(
    '写给译者的手册',
    'author: 鲁迅\ntranslator: 某人\ndate: 2023-01\ndescription: 怎样翻译一篇文章。',
  ),
  'data/crawl.md': article('<script>alert(1)</script>', 'author: "\\" onclick=\\"alert(1)"\ndate: 2022'),
  'data/cluster.md': article('The Cost of a Cluster', 'author: Édouard Müller\ndate: 2025-03-01\ntags: [databases]'),
  'data/salt.md': article('مدينة الملح', 'language: ar\ndate: 2021-07-07'),
  '平台 #1/100%.md': article(
    'Ａ Compiler',
    `author: Ada\ndate: 2020-02-02\ndescription: ${'A long story. '.repeat(30)}`,
  ),
};

function article(title: string, metadata: string): string {
  return `---\ntitle: '${title}'\n${metadata}\n---\n\n${/\p{Script=Han}/u.test(title) ? '这是正文。' : 'Text.'}\n`;
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let browser: Browser;

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const [name, text] of Object.entries(library)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true });
    await writeFile(join(folder.path, name), text);
  }
  const { status, stdout, stderr } = await octavo(['build'], { workingFolder: folder.path });
  expect(status, stderr).toBe(0);
  expect(stdout).toContain(`${join('dist', 'index.html')} (catalogue of 6 books)\n`);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await folder[Symbol.asyncDispose]();
});

async function launchBrowser(): Promise<Browser> {
  const settings = { executable: null, cacheFolder, onDownload: () => undefined, makeTemporary: () => folder.path };
  for await (const place of findBrowser(settings)) {
    if (place.kind !== 'found') continue;
    const { executable, shell, environment } = place;
    const headless = shell ? ('shell' as const) : true;
    return puppeteer.launch({ executablePath: executable, headless, env: environment, args: ['--no-sandbox'] });
  }
  throw new Error('there is no browser');
}

interface OpenOptions {
  width: number;
  scheme: 'light' | 'dark';
  hash: string;
  scripts: boolean;
}

interface OpenedPage extends AsyncDisposable {
  page: Page;
  /** Addresses that were loaded, and what the console said. */
  requests: string[];
  messages: string[];
}

async function open(options: Partial<OpenOptions> = {}, output = join(folder.path, 'dist')): Promise<OpenedPage> {
  const { width = 1280, scheme = 'light', hash = '', scripts = true } = options;
  const page = await browser.newPage();
  const requests: string[] = [];
  const messages: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(String(error)));
  page.on('dialog', (dialog) => {
    messages.push(dialog.message());
    dialog.dismiss();
  });
  await page.setJavaScriptEnabled(scripts);
  await page.setViewport({ width, height: 844 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(`${pathToFileURL(join(output, 'index.html'))}${hash}`);
  return { page, requests, messages, [Symbol.asyncDispose]: () => page.close() };
}

function titlesOn(page: Page): Promise<string[]> {
  return page.$$eval('.book:not([hidden]) h2', (titles) => titles.map((title) => title.textContent ?? ''));
}

function statusOn(page: Page): Promise<string | null> {
  return page.$eval('[role=status]', (status) => status.textContent);
}

/** What Tab reaches, from the top, until it leaves the page. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`Tab does not reach ${selector}`);
}

const newestFirst = [
  'The Cost of a Cluster',
  '数据库的代价',
  '写给译者的手册',
  '<script>alert(1)</script>',
  'مدينة الملح',
  'Ａ Compiler',
];

describe('the page of a catalogue', () => {
  test('shows all books newest first, and loads nothing but its own images', async () => {
    await using opened = await open();
    expect(await titlesOn(opened.page)).toEqual(newestFirst);
    expect(await statusOn(opened.page)).toBe('共 6 本书');
    await opened.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await opened.page.waitForFunction(() => [...document.images].every((image) => image.complete));
    const sizes = await opened.page.$$eval('.cover img', (images) =>
      images.map((image) => (image as HTMLImageElement).naturalWidth),
    );
    expect(sizes).toEqual(Array(6).fill(280));
    expect(opened.requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(opened.messages).toEqual([]);
  });

  test('is a complete list without its script', async () => {
    await using opened = await open({ scripts: false });
    const text = await opened.page.$eval('body', (body) => (body as HTMLElement).innerText);
    for (const title of newestFirst) expect(text).toContain(title);
    expect(text).toContain('6 本书');
    expect(text).not.toContain('搜索');
  });

  test.each([
    ['译者', ['写给译者的手册']],
    ['muller', ['The Cost of a Cluster']],
    ['a COMPILER', ['Ａ Compiler']],
    ['某人 翻译', ['写给译者的手册']],
    ['database', ['The Cost of a Cluster']],
    ['数据库', ['数据库的代价']],
    ['<script>', ['<script>alert(1)</script>']],
    ['nothing such', []],
  ])('finds `%s` in titles, people, descriptions and tags', async (words, titles) => {
    await using opened = await open();
    await opened.page.type('#query', words);
    expect(await titlesOn(opened.page)).toEqual(titles);
    expect(await statusOn(opened.page)).toBe(`6 本书中的 ${titles.length} 本`);
    expect(await opened.page.$eval('#none', (none) => (none as HTMLElement).hidden)).toBe(titles.length > 0);
  });

  test.each([
    ['oldest', newestFirst.toReversed()],
    ['title', '数据库的代价|写给译者的手册|Ａ Compiler|The Cost of a Cluster'.split('|')],
    ['author', '鲁迅|王小波|Ada|Édouard Müller'.split('|')],
  ])('sorts by %s, Chinese by pinyin', async (order, expected) => {
    await using opened = await open();
    await opened.page.select('#sort', order);
    const selector = order === 'author' ? '.book' : '.book h2';
    const found = await opened.page.$$eval(selector, (items) =>
      items.map((item) => (item as HTMLElement).dataset.author ?? item.textContent ?? ''),
    );
    expect(found.filter((each) => expected.includes(each))).toEqual(expected);
    if (order === 'author') expect(found.at(-1)).toBe('');
  });

  test('sorts by size', async () => {
    await using opened = await open();
    await opened.page.select('#sort', 'size');
    const sizes = await opened.page.$$eval('.book', (books) =>
      books.map((book) => Number((book as HTMLElement).dataset.bytes)),
    );
    expect(sizes).toEqual(sizes.toSorted((first, second) => second - first));
  });

  test('filters by language, folder and tag, and keeps the choice in its address', async () => {
    await using opened = await open();
    await opened.page.select('[data-filter=language]', 'zh');
    await opened.page.select('[data-filter=folder]', 'ai');
    expect(await titlesOn(opened.page)).toEqual(['数据库的代价', '写给译者的手册']);
    await opened.page.select('[data-filter=tag]', '数据库');
    expect(await titlesOn(opened.page)).toEqual(['数据库的代价']);
    await using again = await open({ hash: new URL(opened.page.url()).hash });
    expect(await titlesOn(again.page)).toEqual(['数据库的代价']);
  });

  test('is used by keyboard alone, with visible focus', async () => {
    await using opened = await open();
    const { page } = opened;
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    expect(await page.$eval('.skip', (link) => link.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
    await tabTo(page, '#languages [value=en]');
    await page.keyboard.press('Enter');
    expect(await page.$eval('html', (root) => root.lang)).toBe('en');
    expect(await statusOn(page)).toBe('6 books');
    await tabTo(page, '#query');
    await page.keyboard.type('cost');
    expect(await titlesOn(page)).toEqual(['The Cost of a Cluster']);
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe('solid');
    await page.keyboard.press('Escape');
    expect(await titlesOn(page)).toHaveLength(6);
    await tabTo(page, '#sort');
    await page.keyboard.press('ArrowDown');
    expect((await titlesOn(page))[0]).toBe('Ａ Compiler');
    await tabTo(page, '.files a');
    await tabTo(page, 'footer a');
    await page.keyboard.press('Home');
    await page.reload();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('books');
  });

  test('has every label in the language that is chosen', async () => {
    await using opened = await open({ hash: '#labels=en' });
    const text = await opened.page.$eval('body', (body) => (body as HTMLElement).innerText);
    expect(text).toMatch(/Search[\s\S]*Sort by[\s\S]*Language[\s\S]*12 May 2024[\s\S]*Chinese[\s\S]*Original/);
    expect(text).not.toMatch(/搜索|排序|原文/);
  });

  test.each(['light', 'dark'] as const)('fits a phone without horizontal scrolling, %s', async (scheme) => {
    await using opened = await open({ width: 390, scheme });
    const width = await opened.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(390);
    const wide = await opened.page.$$eval('body *', (elements) =>
      elements.filter((element) => element.getBoundingClientRect().right > 390.5).map(({ outerHTML }) => outerHTML),
    );
    expect(wide).toEqual([]);
  });

  test.each([
    [1280, 'light', ''],
    [390, 'dark', '#labels=en'],
    [1280, 'dark', '#q=nothing'],
    [390, 'light', ''],
  ] as const)('has no violation that axe finds at %i pixels, %s, %s', async (width, scheme, hash) => {
    await using opened = await open({ width, scheme, hash });
    await opened.page.evaluate(axe.source);
    const violations = await opened.page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(violations).toEqual([]);
  });

  test('links to files that are there', async () => {
    await using opened = await open();
    const links = await opened.page.$$eval('.files a', (anchors) =>
      anchors.map((anchor) => (anchor as HTMLAnchorElement).href),
    );
    expect(links).toHaveLength(6);
    for (const link of links) expect(existsSync(fileURLToPath(link)), link).toBe(true);
  });
});

test('a second build writes nothing', async () => {
  const before = await timesIn(join(folder.path, 'dist'));
  const { stdout } = await octavo(['build'], { workingFolder: folder.path });
  expect(stdout).toContain('catalogue of 6 books');
  expect(await timesIn(join(folder.path, 'dist'))).toEqual(before);
});

test('the build of one article keeps the others in the catalogue, and --json names its files', async () => {
  const { stdout } = await octavo(['build', '--json', join('ai', 'cost.md')], { workingFolder: folder.path });
  expect(JSON.parse(stdout)).toMatchObject({
    books: [{ name: 'ai/cost' }],
    catalogue: { books: 6, paths: ['index.html', 'catalog.xml', 'catalog.json'].map((name) => join('dist', name)) },
  });
});

async function timesIn(output: string): Promise<[string, number][]> {
  const names = (await readdir(output, { recursive: true })).sort();
  return Promise.all(
    names.map(async (name): Promise<[string, number]> => [name, (await stat(join(output, name))).mtimeMs]),
  );
}

test.skipIf(!existsSync(repository))(
  'a repository of translations has a catalogue with all its articles',
  async () => {
    await using place = await temporaryFolder();
    await cp(repository, join(place.path, 'repository'), { recursive: true });
    const { stdout } = await octavo(['build', '-f', 'epub', '--offline'], {
      workingFolder: join(place.path, 'repository'),
    });
    expect(stdout).toContain('(catalogue of 9 books)');
    const output = join(place.path, 'repository', 'dist');
    const { books } = JSON.parse(await readFile(join(output, 'catalog.json'), 'utf8'));
    for (const { source, authors } of books) {
      expect(source).toMatch(/^https:\/\/news\.example\.org\//);
      expect(authors).toHaveLength(1);
    }
    await using opened = await open({}, output);
    await opened.page.type('#query', books[4].title);
    expect(await titlesOn(opened.page)).toHaveLength(1);
  },
  240_000,
);
