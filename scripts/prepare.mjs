/**
 * Runs before `npm start` and `npm test`: installs what package-lock.json names when it is not there yet, compiles src/
 * when it changed, and bundles what is started. Uses nothing but Node until then, since nothing is installed before it.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Octavo requires Node 20.19 or later; this is ${process.version}.`);
  process.exit(1);
}
/** Packages that are large, have files of their own, or are compiled for one machine. */
const loadedOnDemand = [
  '@babel/parser',
  '@likecoin/epubcheck-ts',
  '@puppeteer/browsers',
  'epub-gen-memory',
  'hyphen',
  'puppeteer',
  'sharp',
  'subset-font',
  'tar-fs',
  'undici',
];

install();
await compile();

function install() {
  const stamp = join(root, 'node_modules', '.octavo-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing dependencies (about 800 MB, once) ...');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

async function compile() {
  const stamp = join(root, 'build', '.compiled');
  const sources = ['tsconfig.json', 'package-lock.json', 'scripts/prepare.mjs', ...files('src')];
  if (existsSync(stamp) && sources.every((file) => statSync(join(root, file)).mtimeMs < statSync(stamp).mtimeMs))
    return;
  // What was compiled from a file that has moved is published too.
  rmSync(join(root, 'build'), { recursive: true, force: true });
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', root]);
  await bundle();
  writeFileSync(join(root, 'build', 'version'), versionOf(files('src')));
  writeFileSync(stamp, '');
}

/** The programs in few files, which start in a fraction of the time; the modules beside them are for tests. */
async function bundle() {
  const { rolldown } = await import('rolldown');
  const entries = ['cli', 'octavo', 'images/convert/worker'];
  const bundled = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, join(root, 'src', `${name}.ts`)])),
    platform: 'node',
    external: (id) => loadedOnDemand.some((name) => id === name || id.startsWith(`${name}/`)),
  });
  const { output } = await bundled.write({
    dir: join(root, 'build'),
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  await bundled.close();
  for (const name of entries) rmSync(join(root, 'build', `${name}.js.map`), { force: true });
  writeFileSync(join(root, 'build', 'LICENSES.txt'), licencesOf(output.flatMap(({ moduleIds }) => moduleIds ?? [])));
}

/** Of the packages whose code is in the bundle. */
function licencesOf(modules) {
  const folders = new Set(
    modules.flatMap((path) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path) ?? []),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
      const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
      return `${name} ${version}\n\n${text}\n`;
    })
    .join('\n----\n\n');
}

function versionOf(sources) {
  const hash = createHash('sha256');
  for (const file of [...sources].sort()) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function files(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.parentPath.slice(join(root, folder).length), entry.name));
}

function run(command, words) {
  const windows = process.platform === 'win32' && command === 'npm';
  const { status } = spawnSync(command, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: windows });
  if (status !== 0) process.exit(status ?? 1);
}
