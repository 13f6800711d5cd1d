/**
 * What every bench needs. In: a script and what it is to make. Out: its time, its memory, what it said, and the size of what
 * it made; tables of them. Each measure is a process of its own, from its start to its end.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../build/node/browser/search.js';

const cacheFolder = fileURLToPath(new URL('../node_modules/.cache/octavo-bench', import.meta.url));

/** The number among the arguments. */
export function numberAsked(usual) {
  return Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? usual);
}

/** Makes books of a folder with ours.mjs or plain.mjs. */
export async function measureBook(script, { articles, out, format }, environment) {
  const run = await measure(script, [articles, out, format], environment);
  const said = script === 'ours.mjs' ? JSON.parse(run.text) : null;
  if (said?.problems.length > 0) throw new Error(said.problems.join('\n'));
  const file = (await stat(out)).isDirectory() ? join(out, `articles.${format.split(',').at(-1)}`) : out;
  return { ...run, said, size: (await stat(file)).size };
}

/** Runs a script to its end. Memory in MB, null where /proc does not tell. */
export async function measure(script, words, environment) {
  const start = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...words], {
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
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
  return { time, node, browser, text };
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
export async function chooseBrowser() {
  for await (const place of findBrowser({ executable: null, cacheFolder, onDownload: () => undefined })) {
    if (place.kind === 'nowhere') continue;
    await mkdir(join(cacheFolder, 'browser'), { recursive: true });
    const { LD_LIBRARY_PATH } = place.environment;
    return { BENCH_BROWSER: place.executable, ...(LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH }) };
  }
  throw new Error('there is no browser');
}

/** A cache that holds nothing but the browser, which takes seconds to unpack. */
export async function emptyCache(cache) {
  await mkdir(cache);
  await symlink(join(cacheFolder, 'browser'), join(cache, 'browser'), 'junction');
  return cache;
}

/** The run of middle length. */
export function median(runs) {
  return runs.toSorted((one, other) => one.time - other.time)[Math.floor(runs.length / 2)];
}

export function seconds(milliseconds) {
  return (milliseconds / 1000).toFixed(2);
}

export function megabytes(amount) {
  return amount === null ? '–' : amount.toFixed(amount < 10 ? 1 : 0);
}

export function printTable(rows) {
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
