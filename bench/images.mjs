/**
 * How long many remote pictures take, how much memory, and how large the books become. Beside the fetching and converting
 * of large pictures: sharp alone with the same bytes. Beside the books of small ones, such as articles of the web have: those
 * of the plain script (plain.mjs), which gives Chrome the WebP as it is. Pictures are drawn anew into a temporary folder; they come from four hosts on loopback that answer slowly. Cold
 * means with an empty cache.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { createDice, drawPhoto, writeGallery } from './articles.mjs';
import { chooseBrowser, emptyCache, measure, measureBook, numberAsked, printTable } from './measure.mjs';

const count = numberAsked(1000);
const few = Math.max(1, Math.round(count / 10));
const perArticle = 50;
const hosts = 4;
const latency = 50;
/** Pixels, and the grain that makes them of about 100 and 40 kB. */
const sets = {
  large: { width: 1200, height: 800, grain: 16 },
  small: { width: 800, height: 533, grain: 14 },
};

const folder = await mkdtemp(join(tmpdir(), 'octavo-bench-'));
const server = await startServer();
// Minutes long, and gigabytes: whoever has seen enough need not tidy up.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
try {
  await measureAll();
} finally {
  server.process.kill();
  await rm(folder, { recursive: true, force: true });
}

function stop() {
  server.process.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(1);
}

async function measureAll() {
  const browser = await chooseBrowser();
  console.log(`Another number of images: npm run bench images 200\n`);
  await announce('large');
  const many = await writeArticles('large', count);
  const fewer = await writeArticles('large', few);
  printEpubs(await measureEpubs(many, fewer, browser));
  await announce('small');
  const articles = await writeArticles('small', count);
  const out = join(folder, 'out-small');
  const epub = await measureOurs('small-epub', { articles, out, format: 'epub' }, browser);
  const pdf = await measureOurs('small-pdf', { articles, out, format: 'pdf' }, browser);
  const plain = { articles, out: join(folder, 'plain.pdf'), format: 'pdf' };
  // Chrome prints no more than about two gigabytes.
  printBooks(epub, pdf, await measureBook('plain.mjs', plain, browser).catch(() => null));
}

async function announce(set) {
  const kilobytes = Math.round((await drawPictures(set)) / count / 1000);
  const { width, height } = sets[set];
  const about = `${width} × ${height}, ${kilobytes} kB on average, from ${hosts} hosts that wait ${latency} ms`;
  console.log(`\n${count} WebP images of ${about}\n`);
}

async function measureEpubs(many, fewer, browser) {
  // Sharp before and after ours, so that noise meets both.
  const before = await measureFloor('before');
  const environment = { ...browser, OCTAVO_CACHE: await emptyCache(join(folder, 'cache-epub')) };
  const book = { articles: many, out: join(folder, 'out'), format: 'epub' };
  const cold = await measureBook('ours.mjs', book, environment);
  const again = await measureBook('ours.mjs', book, environment);
  const after = await measureFloor('after');
  const small = await measureOurs('few', { ...book, articles: fewer }, browser);
  return { cold, again, small, floor: (before + after) / 2 };
}

async function measureOurs(name, book, browser) {
  return measureBook('ours.mjs', book, { ...browser, OCTAVO_CACHE: await emptyCache(join(folder, `cache-${name}`)) });
}

async function measureFloor(name) {
  const out = join(folder, `sharp-${name}`);
  await mkdir(out);
  const { time } = await measure('sharp-alone.mjs', [join(folder, 'pictures', 'large'), out], {});
  await rm(out, { recursive: true });
  return time;
}

function printEpubs({ cold, again, small, floor }) {
  const images = (run) => run.said.timings.images / 1000;
  printTable([
    row('s: stage images, cold / sharp alone', images(cold), floor / 1000, 1.25),
    row('s: stage images, unchanged / cold', images(again), images(cold), 0.05),
    row('s: whole build, unchanged / cold', again.time / 1000, cold.time / 1000, 0.05),
    row(`MB of memory: ${count} pictures / ${few}`, cold.node, small.node, null),
    row(`MB of memory of its processes: ${count} pictures / ${few}`, cold.browser, small.browser, null),
  ]);
  printStages('the EPUB, cold', cold);
  printStages('the EPUB, unchanged', again);
}

function printBooks(epub, pdf, plain) {
  const other = plain === null ? ', which failed: try fewer pictures' : '';
  console.log(`The PDF (${pdf.said.pages} pages), cold, beside that of the plain script${other}\n`);
  const beside = plain ?? { time: null, size: null, node: null, browser: null };
  printTable([
    row('s: PDF, whole build', pdf.time / 1000, beside.time && beside.time / 1000, 0.3),
    row('MB: EPUB / 60 kB a picture', epub.size / 1e6, (count * 60) / 1000, 1),
    row('MB: PDF', pdf.size / 1e6, beside.size && beside.size / 1e6, 0.1),
    row('MB of memory', pdf.node, beside.node, null),
    row('MB of memory of its processes', pdf.browser, beside.browser, null),
  ]);
  printStages('the PDF, cold', pdf);
}

function printStages(name, { said }) {
  console.log(
    `\nStages of ${name}, in ms: ${Object.entries(said.timings)
      .map((each) => each.join(' '))
      .join(', ')}`,
  );
}

/** Null where nothing could be measured. */
function row(name, ours, beside, aim) {
  const ratio = ours === null || beside === null ? null : ours / beside;
  return {
    '': name,
    ours: amount(ours),
    beside: amount(beside),
    ratio: ratio === null ? '–' : ratio.toFixed(3),
    aim: aim === null ? '' : `<= ${aim}`,
    met: aim === null || ratio === null ? '' : ratio <= aim ? 'yes' : 'NO',
  };
}

function amount(value) {
  return value === null ? '–' : value.toFixed(value < 10 ? 2 : 0);
}

/** All pictures of a set; the sum of their bytes. Windows on one large photograph, since drawing each would take minutes. */
async function drawPictures(set) {
  const { width, height, grain } = sets[set];
  const photo = await drawPhoto(2400, 1600, grain);
  await mkdir(join(folder, 'pictures', set), { recursive: true });
  let bytes = 0;
  let next = 0;
  const drawRest = async () => {
    for (let index = next++; index < count; index = next++) {
      const dice = createDice(index + 1);
      const picture = await sharp(photo.data, { raw: photo.info })
        .extract({ left: dice(photo.info.width - width), top: dice(photo.info.height - height), width, height })
        .webp({ quality: 78, effort: 0 })
        .toBuffer();
      bytes += picture.length;
      await writeFile(join(folder, 'pictures', set, `${index}.webp`), picture);
    }
  };
  await Promise.all([drawRest(), drawRest()]);
  return bytes;
}

/** A book of the first pictures; its folder. */
async function writeArticles(set, number) {
  const place = join(folder, `${set}-${number}`, 'articles');
  await mkdir(place, { recursive: true });
  const list = [];
  for (let from = 0; from < number; from += perArticle) {
    const urls = Array.from({ length: Math.min(perArticle, number - from) }, (_, at) => urlOf(set, from + at));
    const file = `gallery-${String(list.length + 1).padStart(3, '0')}.md`;
    await writeFile(join(place, file), writeGallery(list.length, urls));
    list.push(`  - ${file}\n`);
  }
  await writeFile(
    join(place, 'book.yaml'),
    `title: Pictures\nauthors: [Nobody]\nlanguage: en\narticles:\n${list.join('')}`,
  );
  return place;
}

function urlOf(set, index) {
  return `http://127.0.0.1:${server.ports[index % hosts]}/${set}/${index}.webp`;
}

async function startServer() {
  const script = fileURLToPath(new URL('picture-server.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, join(folder, 'pictures'), hosts, latency].map(String), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise((done) => child.stdout.once('data', done));
  return { process: child, ports: JSON.parse(line) };
}
