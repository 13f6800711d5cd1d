/**
 * How long the PDF of a thick Chinese book takes, without pictures: cold, and again unchanged, beside a script that lets the
 * browser print the finished page once, with its fonts; beside Octavo's own printer doing so, which is faster; and beside the
 * plain script with that browser and with an installed Chrome, if there is one. They take turns in one run.
 */
import { access, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import puppeteer from 'puppeteer';
import { loadFonts } from '../build/fonts/load-fonts.js';
import { packageFile } from '../build/node/packages.js';
import { writeArticle } from './articles.mjs';
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

const count = numberAsked(100);
const rounds = count <= 30 ? 3 : 1;
/** Time of ours by that of the other. */
const aims = { unchanged: 1.15, cold: 1.6, plain: 0.6 };

const folder = await mkdtemp(join(tmpdir(), 'octavo-bench-'));
try {
  await measureAll();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measureAll() {
  const browser = await chooseBrowser();
  const chrome = await installedChrome();
  const articles = join(folder, 'articles');
  await writeArticles(articles);
  const html = await finishedPage(articles);
  const runs = { cold: [], unchanged: [], once: [], 'once, fonts first': [], plain: [], 'plain, Chrome': [] };
  for (let round = 0; round < rounds; round += 1) {
    const cache = await emptyCache(join(folder, `cache-${round}`));
    const ours = () =>
      measureBook('ours.mjs', { articles, out: join(folder, 'out'), format: 'pdf' }, { OCTAVO_CACHE: cache });
    const plain = (environment) =>
      measureBook('plain.mjs', { articles, out: join(folder, 'plain.pdf'), format: 'pdf' }, environment);
    runs.cold.push(await ours());
    runs.once.push(await measure('print-once.mjs', [html, join(folder, 'once.pdf')], browser));
    runs['once, fonts first'].push(
      await measure('print-fonts-first.mjs', [html, join(folder, 'first.pdf'), cache], {}),
    );
    runs.unchanged.push(await ours());
    runs.plain.push(await plain(browser));
    if (chrome !== null) runs['plain, Chrome'].push(await plain({ BENCH_BROWSER: chrome }));
  }
  report(runs);
}

function report(runs) {
  const measured = Object.entries(runs).filter(([, each]) => each.length > 0);
  const middle = Object.fromEntries(measured.map(([name, each]) => [name, median(each)]));
  console.log(`${count} articles, ${middle.cold.said.pages} pages\n`);
  printTable(
    Object.entries(middle).map(([name, run]) => ({
      '': name,
      s: seconds(run.time),
      'memory MB': megabytes(run.node),
      'browser MB': megabytes(run.browser),
      'PDF MB': run.size === undefined ? '' : megabytes(run.size / 1e6),
    })),
  );
  const compare = (name, one, other, aim) => {
    if (other === undefined) return console.log(`${name}: not measured`);
    const ratio = one.time / other.time;
    console.log(`${name}: ${ratio.toFixed(2)}, aim <= ${aim}, ${ratio <= aim ? 'met' : 'NOT met'}`);
  };
  console.log('');
  compare('unchanged / printed once', middle.unchanged, middle.once, aims.unchanged);
  compare('cold / printed once', middle.cold, middle.once, aims.cold);
  const fontsFirst = middle['once, fonts first'];
  compare('unchanged / printed once, fonts first', middle.unchanged, fontsFirst, aims.unchanged);
  compare('cold / printed once, fonts first', middle.cold, fontsFirst, aims.cold);
  compare('cold / plain script, Chrome', middle.cold, middle['plain, Chrome'], aims.plain);
}

/** The page that Octavo prints, as `--debug` keeps it, with its fonts beside it. */
async function finishedPage(articles) {
  const { build } = await import('../build/octavo.js');
  const debug = join(folder, 'debug');
  await build({ workingFolder: articles, paths: ['.'], out: join(folder, 'out'), formats: ['pdf'], debug });
  const page = join(debug, 'articles', 'print.html');
  const host = { packageFile, readFile: async (path) => ({ kind: 'file', bytes: await readFile(path) }) };
  for (const [name, path] of (await loadFonts('zh-CN', host)).value.files) {
    const beside = join(dirname(page), name);
    await mkdir(dirname(beside), { recursive: true });
    await copyFile(path, beside);
  }
  return page;
}

async function installedChrome() {
  const path = puppeteer.executablePath();
  return access(path).then(
    () => path,
    () => null,
  );
}

async function writeArticles(articles) {
  await mkdir(articles);
  const names = [];
  for (let index = 0; index < count; index += 1) {
    const name = `article-${String(index).padStart(4, '0')}.md`;
    // Every third is in Chinese.
    await writeFile(join(articles, name), writeArticle(index * 3, '').text.replace(/^!\[.*\n/gm, ''));
    names.push(name);
  }
  await writeFile(join(articles, 'book.yaml'), `title: Articles\nlanguage: zh-CN\narticles: [${names.join(', ')}]\n`);
}
