/**
 * The day on which a file was first committed, from one `git log` per repository. Nothing that a repository configures
 * is run: no hook, pager, monitor, filter, signature program or transport. No git, no repository or an incomplete
 * history: no date.
 */
import { execFile } from 'node:child_process';
import { lstat, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addLeftover } from './leftovers.ts';

/** Milliseconds; fifty thousand commits take a few seconds. */
const longest = 60_000;

export function createGitDates(environment: Record<string, string | undefined>) {
  const repositories = new Map<string, Promise<ReadonlyMap<string, string>>>();
  const roots = new Map<string, Promise<string | null>>();

  /** The folder with `.git` that a folder is in. Each folder is looked at once. */
  function rootOf(folder: string): Promise<string | null> {
    const found = roots.get(folder) ?? findRoot(folder);
    roots.set(folder, found);
    return found;
  }

  async function findRoot(folder: string): Promise<string | null> {
    const isRoot = await lstat(join(folder, '.git')).then(
      () => true,
      () => false,
    );
    if (isRoot) return folder;
    return dirname(folder) === folder ? null : rootOf(dirname(folder));
  }

  async function firstCommitDate(path: string): Promise<string | null> {
    const folder = await realpath(dirname(path)).catch(() => null);
    const root = folder === null ? null : await rootOf(folder);
    if (folder === null || root === null) return null;
    const dates = repositories.get(root) ?? readDates(root, environment);
    repositories.set(root, dates);
    const inside = join(folder, path.slice(dirname(path).length))
      .slice(root.length)
      .replace(/\\/g, '/');
    return (await dates).get(inside.replace(/^\/+/, '')) ?? null;
  }

  return { firstCommitDate };
}

async function readDates(root: string, environment: Record<string, string | undefined>) {
  // A shallow clone has no first commits, and its oldest one seems to add every file.
  const shallow = await runGit(root, ['rev-parse', '--is-shallow-repository'], environment);
  if (shallow?.trim() !== 'false') return new Map<string, string>();
  const log = await runGit(root, [...logCommand, '--', ':(icase)*.md', ':(icase)*.markdown'], environment);
  return parseLog(log ?? '');
}

/** Every commit that adds or renames files, the newest first: its day, then the files. */
const logCommand = [
  ...['log', '-z', '--format=tformat:%x01%as', '--name-status', '--diff-filter=AR', '--find-renames', '-l2000'],
  ...['--no-ext-diff', '--no-textconv', '--no-show-signature', '--no-mailmap', '--diff-merges=off', '--no-color'],
  '--no-relative',
];

/** Settings of a repository that would run a program. */
const harmless = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.pager=cat', 'log.showSignature=false'];

function runGit(root: string, command: string[], environment: Record<string, string | undefined>) {
  // Variables such as GIT_DIR would choose another repository.
  const others = Object.entries(environment).filter(([name]) => !name.startsWith('GIT_'));
  const env = {
    ...Object.fromEntries(others),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // Objects missing in a partial clone are not downloaded: newer versions of git know the first, all the second.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
  };
  const words = ['--no-pager', ...harmless.flatMap((setting) => ['-c', setting]), ...command];
  return new Promise<string | null>((resolve) => {
    const options = { cwd: root, env, timeout: longest, maxBuffer: 1 << 28, windowsHide: true };
    const child = execFile('git', words, options, (error, stdout) => {
      forget();
      resolve(error === null ? stdout : null);
    });
    const forget = addLeftover(() => child.kill('SIGKILL'));
  });
}

/** The names that files have today, each with the day of the oldest commit that added it under any of its names. */
function parseLog(log: string): ReadonlyMap<string, string> {
  const dates = new Map<string, string>();
  /** An older name -> the name of today. */
  const renamed = new Map<string, string>();
  const words = log.split('\0');
  let date = '';
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!.replace(/^\n/, '');
    if (word.startsWith('\u0001')) date = word.slice(1);
    else if (word === 'A') {
      at += 1;
      dates.set(renamed.get(words[at]!) ?? words[at]!, date);
    } else if (word.startsWith('R')) {
      const [older, newer] = [words[at + 1]!, words[at + 2]!];
      at += 2;
      renamed.set(older, renamed.get(newer) ?? newer);
    }
  }
  return dates;
}
