/** What cached files depend on: the code that made them, and for some the browser. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package: this file is in `src`, compiled in `build`, or a part of a bundle there. */
function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Folders of the cache whose files hold for any version: what came from outside, and its hashes. */
const lasting: readonly string[] = ['downloads', 'originals'];

/** Folders of the cache whose files depend on the browser. */
const fromBrowser: readonly string[] = ['built', 'cover-sheets', 'diagrams', 'prints'];

export interface Version {
  /** Of Octavo; '' for what holds in any version. */
  tool: string;
  /** Of the browser; null where none is installed, or none was needed: then what any browser made will do. */
  browser: string | null;
}

/** `identifyBrowser` is asked once, when a file depends on it. */
export function createVersions(identifyBrowser: () => Promise<string | null>): (key: string) => Promise<Version> {
  let tool: string | null = null;
  let browser: Promise<string | null> | null = null;
  return async (key) => {
    const folder = key.split('/')[0]!;
    if (lasting.includes(folder)) return { tool: '', browser: null };
    tool ??= readVersion();
    if (!fromBrowser.includes(folder)) return { tool, browser: null };
    browser ??= identifyBrowser();
    return { tool, browser: await browser };
  };
}

/** Of the package and its dependencies; and of its files, since a clone has one version for many states of the code. */
function readVersion(): string {
  const root = findRoot();
  const hash = createHash('sha256').update(readFileSync(join(root, 'package.json')));
  const isSource = fileURLToPath(import.meta.url).startsWith(join(root, 'src'));
  return hash.update(isSource ? describeFiles(join(root, 'src')) : readBuildVersion(join(root, 'build'))).digest('hex');
}

/** What `scripts/prepare.mjs` wrote beside what it compiled. */
function readBuildVersion(build: string): string {
  const path = join(build, 'version');
  return existsSync(path) ? readFileSync(path, 'utf8') : describeFiles(build);
}

function describeFiles(folder: string): string {
  const lines: string[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.[jt]s$/.test(name)) continue;
    const { size, mtimeMs } = statSync(join(folder, name));
    lines.push(`${name} ${size} ${mtimeMs}\n`);
  }
  return lines.join('');
}
