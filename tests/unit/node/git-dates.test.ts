import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createGitDates } from '../../../src/node/git-dates.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A repository of files by day, each day a commit. */
function repository() {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-git-'));
  folders.push(folder);
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: folder, env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' }, stdio: 'pipe' });
  git('init', '-q');
  const commit = (day: string) => {
    git('add', '-A');
    git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '-qm', day, '--date', `${day}T12:00:00`);
  };
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  return { folder, git, commit, write };
}

const text = (name: string) => `# ${name}\n\n${`The words of ${name}.\n`.repeat(20)}`;

test('a file has the day of the commit that added it, whatever it was called and changed later', async () => {
  const { folder, commit, write } = repository();
  write('old/a.md', text('a'));
  commit('2021-01-02');
  write('一 篇/"b".md', text('b'));
  commit('2022-01-02');
  mkdirSync(join(folder, 'new'));
  renameSync(join(folder, 'old/a.md'), join(folder, 'new/a.md'));
  commit('2023-01-02');
  write('new/a.md', `${text('a')}More.\n`);
  write('old/a.md', text('another'));
  commit('2024-01-02');
  write('c.md', text('c'));
  const { firstCommitDate } = createGitDates(process.env);
  const dateOf = (name: string) => firstCommitDate(join(folder, name));
  expect(await dateOf('new/a.md')).toBe('2021-01-02');
  expect(await dateOf('一 篇/"b".md')).toBe('2022-01-02');
  expect(await dateOf('old/a.md')).toBe('2024-01-02');
  expect(await dateOf('c.md')).toBeNull();
  expect(await dateOf('absent/d.md')).toBeNull();
});

test('there is no date without a repository, without a commit and without git', async () => {
  const { folder, commit, write } = repository();
  write('a.md', text('a'));
  expect(await createGitDates(process.env).firstCommitDate(join(folder, 'a.md'))).toBeNull();
  commit('2021-01-02');
  expect(await createGitDates({ PATH: '/nowhere' }).firstCommitDate(join(folder, 'a.md'))).toBeNull();
  rmSync(join(folder, '.git'), { recursive: true });
  expect(await createGitDates(process.env).firstCommitDate(join(folder, 'a.md'))).toBeNull();
});

test('a shallow clone has no dates', async () => {
  const { folder, commit, write } = repository();
  write('a.md', text('a'));
  commit('2021-01-02');
  write('b.md', text('b'));
  commit('2022-01-02');
  const clone = `${folder}-clone`;
  folders.push(clone);
  execFileSync('git', ['clone', '-q', '--depth', '1', `file://${folder}`, clone], { stdio: 'pipe' });
  expect(await createGitDates(process.env).firstCommitDate(join(clone, 'a.md'))).toBeNull();
});

test('a link to a repository leads to its dates', async () => {
  const { folder, commit, write } = repository();
  write('a.md', text('a'));
  commit('2021-01-02');
  const link = `${folder}-link`;
  folders.push(link);
  symlinkSync(folder, link);
  expect(await createGitDates(process.env).firstCommitDate(join(link, 'a.md'))).toBe('2021-01-02');
});

test('nothing that the repository or the environment configures is run', async () => {
  const { folder, git, commit, write } = repository();
  write('a.md', text('a'));
  write('.gitattributes', '*.md diff=bad filter=bad\n');
  commit('2021-01-02');
  const ran = join(folder, 'ran');
  const program = join(folder, 'program.sh');
  writeFileSync(program, `#!/bin/sh\ntouch ${ran}\ncat\n`, { mode: 0o755 });
  const keys =
    'core.fsmonitor core.pager pager.log core.editor core.sshCommand core.askPass diff.external diff.bad.textconv ' +
    'diff.bad.command filter.bad.clean filter.bad.smudge filter.bad.process gpg.program gpg.ssh.program alias.log ' +
    'core.gitProxy core.alternateRefsCommand uploadpack.packObjectsHook credential.helper';
  for (const key of keys.split(' ')) git('config', key, program);
  for (const [key, value] of ['log.showSignature true', 'color.ui always', 'log.follow true', 'diff.relative true'].map(
    (each) => each.split(' '),
  ))
    git('config', key!, value!);
  rmSync(ran, { force: true });
  const { firstCommitDate } = createGitDates({ ...process.env, GIT_DIR: '/nowhere', GIT_EXTERNAL_DIFF: program });
  expect(await firstCommitDate(join(folder, 'a.md'))).toBe('2021-01-02');
  expect(existsSync(ran)).toBe(false);
});
