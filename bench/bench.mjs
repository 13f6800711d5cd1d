/**
 * How long Octavo takes and how much memory, beside a plain script (plain.mjs) that does the same with the same
 * libraries: `npm run bench`, or `npm run bench -- 200` for 200 articles. Everything is made anew in a temporary folder;
 * the pictures come from a server on loopback. Each measure is a process of its own, from its start to its end; ours and
 * the plain script's take turns, so that noise meets both.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../build/node/browser-search.js';
import { createPictures, writeArticle } from './articles.mjs';

const count = Number(process.argv[2] ?? 60);
const rounds = count <= 100 ? 3 : 1;
const cacheFolder = fileURLToPath(new URL('../node_modules/.cache/octavo-bench', import.meta.url));
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
      const cache = join(folder, `cache-${round}-${format}`);
      await mkdir(cache);
      await symlink(join(cacheFolder, 'browser'), join(cache, 'browser'), 'junction');
      const environment = { ...browser, OCTAVO_CACHE: cache };
      const ours = (kind) =>
        measure('ours.mjs', join(folder, 'out'), format, environment).then((run) => {
          ourRuns[`${format.toUpperCase()}, ${kind}`].push(run);
        });
      await ours('cold');
      plainRuns[format].push(await measure('plain.mjs', join(folder, `plain.${format}`), format, browser));
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

/** Runs a script to its end. Memory in MB, null where /proc does not tell. */
async function measure(script, out, format, environment) {
  const start = performance.now();
  const words = [fileURLToPath(new URL(script, import.meta.url)), join(folder, 'articles'), out, format];
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const peaks = watchMemory(child.pid);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    text += piece;
  });
  const status = await new Promise((done) => child.on('close', done));
  const time = performance.now() - start;
  const { node, browser } = await peaks.stop();
  if (status !== 0) throw new Error(`${script} ${format} ended with ${status}`);
  const said = script === 'ours.mjs' ? JSON.parse(text) : null;
  if (said?.problems.length > 0) throw new Error(said.problems.join('\n'));
  const file = (await stat(out)).isDirectory() ? join(out, `articles.${format}`) : out;
  return { time, node, browser, said, size: (await stat(file)).size };
}

/** Looks at a process and its descendants, the browser's, ten times a second. */
function watchMemory(pid) {
  let node = null;
  let browser = null;
  const look = async () => {
    const own = await memoryOf(pid, 'VmHWM');
    if (own !== null) node = Math.max(node ?? 0, own);
    const others = await Promise.all((await descendants(pid)).map((each) => memoryOf(each, 'RssAnon')));
    const sum = others.reduce((total, each) => total + (each ?? 0), 0);
    if (sum > 0) browser = Math.max(browser ?? 0, sum);
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, 100);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      return { node, browser };
    },
  };
}

async function descendants(pid) {
  const tasks = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const children = tasks.trim().split(/\s+/).filter(Boolean);
  return [...children, ...(await Promise.all(children.map(descendants))).flat()];
}

async function memoryOf(pid, key) {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(text)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

/** The browser Octavo would take, for both. */
async function chooseBrowser() {
  for await (const place of findBrowser({ executable: null, cacheFolder, onDownload: () => undefined })) {
    if (place.kind === 'nowhere') continue;
    await mkdir(join(cacheFolder, 'browser'), { recursive: true });
    const { LD_LIBRARY_PATH } = place.environment;
    return { BENCH_BROWSER: place.executable, ...(LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH }) };
  }
  throw new Error('there is no browser');
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

function median(runs) {
  return runs.toSorted((one, other) => one.time - other.time)[Math.floor(runs.length / 2)];
}

function seconds(milliseconds) {
  return (milliseconds / 1000).toFixed(2);
}

function megabytes(amount) {
  return amount === null ? '–' : amount.toFixed(amount < 10 ? 1 : 0);
}

function printTable(rows) {
  const keys = Object.keys(rows[0]);
  const widths = keys.map((key) => Math.max(key.length, ...rows.map((row) => row[key].length)));
  const line = (cells) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  console.log(
    [
      line(keys),
      line(widths.map((width) => '-'.repeat(width))),
      ...rows.map((row) => line(keys.map((key) => row[key]))),
    ].join('\n'),
  );
}
