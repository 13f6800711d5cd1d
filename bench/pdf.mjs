/**
 * How long a PDF takes for generated books that are like real ones (real-books.mjs): cold; with the EPUB, after one line
 * was edited and unchanged; beside the plain script, which sets no Han text, breaks no page and tags nothing itself, and
 * beside the browser alone, which prints the finished page once. With `BENCH_CHROME=/usr/bin/chromium` (Debian:
 * `apt-get install chromium`), also beside the plain script in a full browser. All take turns in one run.
 */
import { appendFile, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadFonts } from '../build/fonts/load-fonts.js';
import { packageFile } from '../build/node/packages.js';
import { build } from '../build/octavo.js';
import {
  chooseBrowser,
  emptyCache,
  measure,
  measureBook,
  median,
  megabytes,
  numberAsked,
  printTable,
  seconds,
} from './measure.mjs';
import { realBooks, writeRealBook } from './real-books.mjs';

const rounds = numberAsked(1);
const fullBrowser = process.env.BENCH_CHROME;
/** Time of a cold build by that of the plain script in a full browser; of a build after an edit by that of a cold one. */
const aims = { es6: 1, rust: 0.8, weekly: 0.5, edited: 0.05 };

const folder = await mkdtemp(join(tmpdir(), 'octavo-bench-'));
try {
  const browser = await chooseBrowser();
  const rows = [];
  for (const name of Object.keys(realBooks)) rows.push(await measureRealBook(name, browser));
  printTable(rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measureRealBook(name, browser) {
  const articles = join(folder, name, 'articles');
  await writeRealBook(name, articles);
  const html = await finishedPage(name, articles);
  const plainPdf = { articles, out: join(folder, name, 'plain.pdf'), format: 'pdf' };
  const runs = { cold: [], both: [], once: [], plain: [], full: [], unchanged: [], edited: [] };
  for (let round = 0; round < rounds; round += 1) {
    const environment = { OCTAVO_CACHE: await emptyCache(join(folder, name, `cache-${round}`)) };
    const whole = { OCTAVO_CACHE: await emptyCache(join(folder, name, `cache-both-${round}`)) };
    const out = join(folder, name, 'out');
    const ours = (format, cache) => measureBook('ours.mjs', { articles, out, format }, cache);
    runs.cold.push(await ours('pdf', environment));
    runs.once.push(await measure('print-once.mjs', [html, join(folder, name, 'once.pdf')], browser));
    runs.plain.push(await measureBook('plain.mjs', plainPdf, browser));
    if (fullBrowser) runs.full.push(await measureBook('plain.mjs', plainPdf, { BENCH_BROWSER: fullBrowser }));
    runs.both.push(await ours('epub,pdf', whole));
    runs.unchanged.push(await ours('epub,pdf', whole));
    await appendFile(join(articles, 'chapter-007.md'), `\nOne line more, ${round}.\n`);
    runs.edited.push(await ours('epub,pdf', whole));
  }
  const { cold, both, once, plain, full, unchanged, edited } = Object.fromEntries(
    Object.entries(runs).map(([kind, each]) => [kind, each.length === 0 ? null : median(each)]),
  );
  const ratio = (full ?? plain).time;
  return {
    '': name,
    pages: String(cold.said.pages),
    'cold s': seconds(cold.time),
    'once s': seconds(once.time),
    'plain s': seconds(plain.time),
    'full s': full === null ? '' : seconds(full.time),
    [full === null ? 'cold / plain' : 'cold / full']: (cold.time / ratio).toFixed(2),
    aim: `<= ${aims[name]}`,
    'EPUB + PDF s': seconds(both.time),
    'edited s': seconds(edited.time),
    'edited / cold': (edited.time / both.time).toFixed(2),
    'aim ': `<= ${aims.edited}`,
    'unchanged s': seconds(unchanged.time),
    'memory MB': megabytes(cold.node + cold.browser),
    'PDF MB': megabytes(cold.size / 1e6),
  };
}

/** The bodies of all parts that Octavo prints, as `--debug` keeps them, in one page with its fonts beside it. */
async function finishedPage(name, articles) {
  const debug = join(folder, name, 'debug');
  await build({ workingFolder: articles, paths: ['.'], out: join(folder, name, 'out'), formats: ['pdf'], debug });
  const parts = join(debug, 'articles', 'pdf-screen');
  const names = (await readdir(parts)).filter((each) => each !== '_furniture.html').sort();
  const pages = await Promise.all(names.map((each) => readFile(join(parts, each), 'utf8')));
  const bodies = pages.map((page) => /<body[^>]*>([\s\S]*)<\/body>/.exec(page)[1]);
  const path = join(folder, name, 'page.html');
  await writeFile(
    path,
    pages[0].replace(/(<body[^>]*>)[\s\S]*<\/body>/, (_, tag) => `${tag}${bodies.join('\n')}</body>`),
  );
  const host = { packageFile, readFile: async (file) => ({ kind: 'file', bytes: await readFile(file) }) };
  for (const [file, content] of (await loadFonts('zh-CN', host)).value.files) {
    const beside = join(dirname(path), file);
    await mkdir(dirname(beside), { recursive: true });
    await copyFile(content, beside);
  }
  return path;
}
