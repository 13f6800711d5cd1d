/**
 * How long Octavo takes for many articles and how much memory, beside a plain script (plain.mjs) that does the same with
 * the same libraries. Everything is made anew in a temporary folder; the pictures come from a server on loopback. Ours
 * and the plain script take turns, so that noise meets both.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPictures, writeArticle } from './articles.mjs';
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

const count = numberAsked(60);
const rounds = count <= 100 ? 3 : 1;
/** Time of ours by time of the plain script's. */
const aims = { 'EPUB, cold': 0.5, 'EPUB, unchanged': 1.2, 'PDF, cold': 2, 'PDF, unchanged': 1.2 };

const folder = await mkdtemp(join(tmpdir(), 'octavo-bench-'));
const server = await serve();
try {
  await measureAll();
} finally {
  server.close();
  await rm(folder, { recursive: true, force: true });
}

async function measureAll() {
  const { names, bytes } = await writeArticles();
  console.log(
    `${count} articles, ${names.length} pictures of ${Math.round(bytes / names.length / 1000)} kB on average\n`,
  );
  const browser = await chooseBrowser();
  const plainRuns = { epub: [], pdf: [] };
  const ourRuns = { 'EPUB, cold': [], 'EPUB, unchanged': [], 'PDF, cold': [], 'PDF, unchanged': [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const format of ['epub', 'pdf']) {
      const environment = { ...browser, OCTAVO_CACHE: await emptyCache(join(folder, `cache-${round}-${format}`)) };
      const articles = join(folder, 'articles');
      const ours = (kind) =>
        measureBook('ours.mjs', { articles, out: join(folder, 'out'), format }, environment).then((run) => {
          ourRuns[`${format.toUpperCase()}, ${kind}`].push(run);
        });
      await ours('cold');
      const plain = { articles, out: join(folder, `plain.${format}`), format };
      plainRuns[format].push(await measureBook('plain.mjs', plain, browser));
      await ours('unchanged');
    }
  }
  print(ourRuns, plainRuns);
}

function print(ourRuns, plainRuns) {
  const rows = [];
  const stages = ['read', 'parse', 'images', 'assemble', 'epub', 'pdf', 'write'];
  for (const [name, runs] of Object.entries(ourRuns)) {
    const ours = median(runs);
    const plain = median(plainRuns[name.slice(0, name.indexOf(',')).toLowerCase()]);
    rows.push({
      '': name,
      'ours s': seconds(ours.time),
      'plain s': seconds(plain.time),
      ratio: (ours.time / plain.time).toFixed(2),
      aim: `<= ${aims[name]}`,
      met: ours.time / plain.time <= aims[name] ? 'yes' : 'NO',
      'ours MB': megabytes(ours.node),
      'plain MB': megabytes(plain.node),
      'our browser MB': megabytes(ours.browser),
      'plain browser MB': megabytes(plain.browser),
      'ours size': megabytes(ours.size / 1e6),
      'plain size': megabytes(plain.size / 1e6),
    });
  }
  printTable(rows);
  console.log(
    '\nStages, in ms (and the highest memory of Node until their end, in MB); the rest is starting and ending\n',
  );
  printTable(
    Object.entries(ourRuns).map(([name, runs]) => {
      const { said, time } = median(runs);
      const known = Object.values(said.timings).reduce((sum, each) => sum + each, 0);
      return {
        '': name,
        ...Object.fromEntries(
          stages.map((stage) => [
            stage,
            said.timings[stage] === undefined ? '' : `${said.timings[stage]} (${Math.round(said.peaks[stage])})`,
          ]),
        ),
        rest: String(Math.round(time - known)),
        pages: String(said.pages ?? ''),
      };
    }),
  );
}

async function writeArticles() {
  await mkdir(join(folder, 'articles'));
  const { port } = server.address();
  const names = [];
  const list = [];
  for (let index = 0; index < count; index += 1) {
    const { text, pictures } = writeArticle(index, `http://127.0.0.1:${port}`);
    const name = `article-${String(index + 1).padStart(4, '0')}.md`;
    await writeFile(join(folder, 'articles', name), text);
    names.push(...pictures);
    list.push(name);
  }
  await writeFile(
    join(folder, 'articles', 'book.yaml'),
    `title: Articles\nauthors: [Nobody]\nlanguage: en\narticles:\n${list.map((name) => `  - ${name}\n`).join('')}`,
  );
  const draw = await createPictures();
  let bytes = 0;
  await mkdir(join(folder, 'pictures'));
  for (const name of names) {
    const picture = await draw(name);
    bytes += picture.length;
    await writeFile(join(folder, 'pictures', name), picture);
  }
  return { names, bytes };
}

async function serve() {
  const types = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' };
  const listening = createServer(async (request, response) => {
    const name = request.url.slice(1);
    if (!/^[\d-]+\.(png|jpg|webp)$/.test(name)) return response.writeHead(404).end();
    const bytes = await readFile(join(folder, 'pictures', name));
    response.writeHead(200, { 'content-type': types[name.split('.')[1]], 'content-length': bytes.length }).end(bytes);
  });
  await new Promise((done) => listening.listen(0, '127.0.0.1', done));
  return listening;
}
