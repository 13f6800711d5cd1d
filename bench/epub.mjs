/**
 * How long an EPUB of many long articles takes, without pictures: reading, setting and packing alone, beside the plain
 * script, which checks nothing. They take turns in one run.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeArticle } from './articles.mjs';
import {
  chooseBrowser,
  emptyCache,
  measureBook,
  median,
  megabytes,
  numberAsked,
  printTable,
  seconds,
} from './measure.mjs';

const count = numberAsked(400);
const rounds = 3;
/** Time of ours by time of the plain script's, and MB of the main process. */
const aims = { ratio: 0.35, memory: 600 };

const folder = await mkdtemp(join(tmpdir(), 'octavo-bench-'));
try {
  await measureAll();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measureAll() {
  // Unpacked before, for the cover.
  await chooseBrowser();
  const articles = join(folder, 'articles');
  const size = await writeArticles(articles);
  console.log(`${count} articles of ${Math.round(size / count / 1000)} kB\n`);
  const runs = { ours: [], plain: [] };
  for (let round = 0; round < rounds; round += 1) {
    const environment = { OCTAVO_CACHE: await emptyCache(join(folder, `cache-${round}`)) };
    runs.ours.push(await measureBook('ours.mjs', { articles, out: join(folder, 'out'), format: 'epub' }, environment));
    runs.plain.push(await measureBook('plain.mjs', { articles, out: join(folder, 'plain.epub'), format: 'epub' }, {}));
  }
  const [ours, plain] = [median(runs.ours), median(runs.plain)];
  const row = (name, run) => ({
    '': name,
    s: seconds(run.time),
    'memory MB': megabytes(run.node),
    'EPUB MB': megabytes(run.size / 1e6),
  });
  printTable([row('ours', ours), row('plain script', plain)]);
  const ratio = ours.time / plain.time;
  const met = (holds) => (holds ? 'met' : 'NOT met');
  console.log(`\nours / plain: ${ratio.toFixed(2)}, aim <= ${aims.ratio}, ${met(ratio <= aims.ratio)}`);
  console.log(`memory: ${megabytes(ours.node)} MB, aim <= ${aims.memory}, ${met(ours.node <= aims.memory)}\n`);
  printTable(Object.entries(ours.said.timings).map(([stage, ms]) => ({ stage, ms: String(ms) })));
}

async function writeArticles(articles) {
  await mkdir(articles);
  const names = [];
  let size = 0;
  for (let index = 0; index < count; index += 1) {
    const name = `article-${String(index).padStart(4, '0')}.md`;
    const text = writeArticle(index, '').text.replace(/^!\[.*\n/gm, '');
    size += Buffer.byteLength(text);
    await writeFile(join(articles, name), text);
    names.push(name);
  }
  await writeFile(join(articles, 'book.yaml'), `title: Articles\nlanguage: zh-CN\narticles: [${names.join(', ')}]\n`);
  return size;
}
