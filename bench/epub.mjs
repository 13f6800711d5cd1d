/**
 * How long an EPUB takes for generated books that are like real ones (real-books.mjs): cold, after one line was edited,
 * and unchanged, beside the plain script, which checks and caches nothing. All take turns in one run.
 */
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { realBooks, writeRealBook } from './real-books.mjs';

const rounds = numberAsked(3);
/** Time of a cold build by that of the plain script. */
const aims = { es6: 2, rust: 1.5, weekly: 0.8 };

const folder = await mkdtemp(join(tmpdir(), 'octavo-bench-'));
try {
  // Unpacked before, for the cover.
  await chooseBrowser();
  const rows = [];
  for (const name of Object.keys(realBooks)) rows.push(await measureRealBook(name));
  printTable(rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measureRealBook(name) {
  const articles = join(folder, name, 'articles');
  await writeRealBook(name, articles);
  const runs = { cold: [], edited: [], unchanged: [], plain: [] };
  for (let round = 0; round < rounds; round += 1) {
    const environment = { OCTAVO_CACHE: await emptyCache(join(folder, name, `cache-${round}`)) };
    const ours = () =>
      measureBook('ours.mjs', { articles, out: join(folder, name, 'out'), format: 'epub' }, environment);
    runs.cold.push(await ours());
    runs.plain.push(
      await measureBook('plain.mjs', { articles, out: join(folder, name, 'plain.epub'), format: 'epub' }, {}),
    );
    runs.unchanged.push(await ours());
    await appendFile(join(articles, 'chapter-007.md'), `\nOne line more, ${round}.\n`);
    runs.edited.push(await ours());
  }
  const [cold, edited, unchanged, plain] = [runs.cold, runs.edited, runs.unchanged, runs.plain].map(median);
  const ratio = cold.time / plain.time;
  return {
    '': name,
    'cold s': seconds(cold.time),
    'plain s': seconds(plain.time),
    ratio: ratio.toFixed(2),
    aim: `<= ${aims[name]}`,
    met: ratio <= aims[name] ? 'yes' : 'NO',
    'edited s': seconds(edited.time),
    'unchanged s': seconds(unchanged.time),
    'memory MB': megabytes(cold.node),
    'EPUB MB': megabytes(cold.size / 1e6),
    ...Object.fromEntries(
      ['read', 'parse', 'images', 'assemble', 'epub'].map((stage) => [stage, String(cold.said.timings[stage] ?? '')]),
    ),
  };
}
