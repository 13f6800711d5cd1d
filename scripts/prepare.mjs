/**
 * Runs before `npm start` and `npm test`: installs what package-lock.json names when it is not there yet, and compiles
 * src/ when it changed. Uses nothing but Node, since nothing is installed before it.
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
install();
compile();

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

function compile() {
  const stamp = join(root, 'build', '.compiled');
  const sources = ['tsconfig.json', 'package-lock.json', ...files('src')];
  if (existsSync(stamp) && sources.every((file) => statSync(join(root, file)).mtimeMs < statSync(stamp).mtimeMs))
    return;
  // What was compiled from a file that has moved is published too.
  rmSync(join(root, 'build'), { recursive: true, force: true });
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', root]);
  writeFileSync(stamp, '');
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
