/**
 * The real command in a process of its own. In: arguments. Out: exit status and what was printed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sharedCache = join(root, 'node_modules', '.cache', 'octavo-tests');

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  process: ChildProcess;
  outcome: Promise<Outcome>;
}

export interface CommandOptions {
  workingFolder: string;
  environment?: Record<string, string>;
}

export function octavo(words: string[], options: CommandOptions): Promise<Outcome> {
  return startOctavo(words, options).outcome;
}

export function startOctavo(words: string[], options: CommandOptions): Running {
  const child = spawn(process.execPath, [join(root, 'build', 'cli.js'), ...words], {
    cwd: options.workingFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SOURCE_DATE_EPOCH: '', OCTAVO_CACHE: sharedCache, ...options.environment },
  });
  const outcome: Outcome = { status: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    outcome.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    outcome.stderr += text;
  });
  return {
    process: child,
    outcome: new Promise((resolve) => child.on('close', (status) => resolve({ ...outcome, status }))),
  };
}

/** A folder that is removed after the test. */
export async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'octavo-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A cache that holds nothing but the browser, which takes seconds to unpack. */
export async function emptyCache(folder: string): Promise<string> {
  const cache = join(folder, 'cache');
  await mkdir(join(sharedCache, 'browser'), { recursive: true });
  await mkdir(cache, { recursive: true });
  await symlink(join(sharedCache, 'browser'), join(cache, 'browser'), 'junction');
  return cache;
}
