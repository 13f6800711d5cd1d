/** What happens to a machine and not to a book: signals, full disks, damaged caches, other users. */
import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { emptyCache, octavo, startOctavo, temporaryFolder } from '../support/command.ts';
import { drawImage } from '../support/pictures.ts';

const article = `---
title: A short article
author: Somebody
---

The first paragraph.

![A square of one colour](square.png)

## Diagram

\`\`\`mermaid
flowchart TD
  A[Begin] --> B[End]
\`\`\`
`;

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const asRoot = isRoot ? '' : ' (skipped: needs root)';
/** The user `nobody`. */
const stranger = 65534;

describe.skipIf(process.platform === 'win32')('a signal', () => {
  const signals = [
    { signal: 'SIGHUP', status: 129 },
    { signal: 'SIGINT', status: 130 },
    { signal: 'SIGTERM', status: 143 },
  ] as const;

  test.each(signals)('$signal ends a build with $status and leaves nothing behind', async ({ signal, status }) => {
    await using folder = await temporaryFolder();
    const temporary = join(folder.path, 'temporary');
    const cache = await emptyCache(folder.path);
    await mkdir(temporary);
    await mkdir(join(folder.path, 'dist'));
    await writeFile(join(folder.path, 'dist', 'a.epub'), 'as it was');
    await writeFile(join(folder.path, 'dist', 'a.pdf'), 'as it was');
    await writeFile(join(folder.path, 'square.png'), await drawImage(40, 40));
    await writeFile(join(folder.path, 'a.md'), `${article}\n${'A paragraph of a long book.\n\n'.repeat(2000)}`);
    const statuses: (number | null)[] = [];
    for (const moment of [60, 500, 1100, 1800, 2600]) {
      const environment = { OCTAVO_CACHE: cache, TMPDIR: temporary };
      const running = startOctavo(['build', 'a.md'], { workingFolder: folder.path, environment });
      await wait(moment);
      if (running.process.exitCode !== null) break;
      running.process.kill(signal);
      // For a build that does not answer.
      const killed = setTimeout(() => running.process.kill('SIGKILL'), 60_000);
      const outcome = await running.outcome;
      clearTimeout(killed);
      // Before Node has read the program, the signal is not ours to answer, and ends the process without a status.
      const ended = outcome.status ?? running.process.signalCode;
      expect([status, signal], `after ${moment} ms`).toContain(ended);
      statuses.push(outcome.status);
      expect(await readdir(temporary)).toEqual([]);
      expect((await readdir(join(folder.path, 'dist'))).sort()).toEqual(['a.epub', 'a.pdf']);
      const texts = await Promise.all(['a.epub', 'a.pdf'].map((name) => readFile(join(folder.path, 'dist', name))));
      expect(new Set(texts.map((text) => text.toString() === 'as it was')).size, 'both files or none').toBe(1);
      expect(await commandLines()).not.toContain(temporary);
    }
    expect(statuses).toContain(status);
  });
});

/** Of every process of this machine. */
async function commandLines(): Promise<string> {
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(processes.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.join('\n');
}

describe('a damaged cache', () => {
  test('gives the same book as an empty one, whichever file is corrupt', async () => {
    await using folder = await temporaryFolder();
    const cache = await emptyCache(folder.path);
    const environment = { OCTAVO_CACHE: cache, SOURCE_DATE_EPOCH: '1700000000' };
    const options = { workingFolder: folder.path, environment };
    await mkdir(join(folder.path, 'book'));
    await writeFile(join(folder.path, 'book', 'square.png'), await drawImage(40, 40));
    await writeFile(join(folder.path, 'book', 'a.md'), article);
    await writeFile(
      join(folder.path, 'book', 'book.yaml'),
      'title: One\nlanguage: en\nformats: [epub, pdf, html]\nepub: { fonts: embed }\narticles: [a.md]\n',
    );
    expect((await octavo(['build', 'book'], options)).status).toBe(0);
    const good = await read(join(folder.path, 'dist'));
    const entries = (await readdir(cache, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.parentPath.includes('browser'))
      .map((entry) => join(entry.parentPath, entry.name));
    const kinds = new Set(entries.map((path) => path.slice(cache.length + 1).split('/')[0]));
    expect([...kinds].sort()).toEqual(
      [
        ...['articles', 'books', 'built', 'documents', 'epubs', 'findings'],
        ...['characters', 'conversions', 'covers', 'diagrams', 'drawing-fonts', 'fonts', 'images'],
        ...['merged-fonts', 'prints'],
      ].sort(),
    );
    for (const path of entries) {
      const bytes = await readFile(path);
      bytes[bytes.length >> 1]! ^= 0x20;
      await writeFile(path, bytes);
    }
    await rm(join(folder.path, 'dist'), { recursive: true });
    const { status, stderr } = await octavo(['build', 'book'], options);
    expect(stderr).not.toContain('internal error');
    expect(status).toBe(0);
    expect(await read(join(folder.path, 'dist'))).toEqual(good);
  });
});

async function read(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, (await readFile(join(folder, name))).toString('base64')])),
  );
}

describe('a disk that cannot be written to', () => {
  test('under /proc is an error and no endless loop', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'a.md'), '# A\n\nText.\n');
    const { status, stderr } = await octavo(['build', 'a.md', '-f', 'html', '-o', '/proc/octavo/out'], {
      workingFolder: folder.path,
    });
    expect(status).toBe(1);
    expect(stderr).toContain('[output-failed]');
  });

  test('as a cache costs time but no book', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'square.png'), await drawImage(40, 40));
    await writeFile(join(folder.path, 'a.md'), article);
    await writeFile(join(folder.path, 'occupied'), '');
    const temporary = join(folder.path, 'temporary');
    await mkdir(temporary);
    const { status, stderr } = await octavo(['build', 'a.md'], {
      workingFolder: folder.path,
      environment: { OCTAVO_CACHE: join(folder.path, 'occupied', 'cache'), TMPDIR: temporary },
    });
    expect(stderr).not.toContain('error');
    expect(status).toBe(0);
    expect(await readdir(temporary)).toEqual([]);
  });
});

describe.skipIf(!isRoot)(`a browser that another user can modify${asRoot}`, () => {
  test.each([
    { what: 'in a cache that belongs to them', owner: stranger, mode: 0o755 },
    { what: 'in a cache that everybody can write', owner: 0, mode: 0o777 },
  ])('$what is not run', async ({ owner, mode }) => {
    await using folder = await temporaryFolder();
    await chmod(folder.path, 0o755);
    const cache = join(folder.path, 'cache');
    const manifest = new URL('../../node_modules/@sparticuz/chromium/package.json', import.meta.url);
    const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
    const shell = join(cache, 'browser', `headless-shell-${version}`);
    await mkdir(shell, { recursive: true });
    const proof = join(folder.path, 'was-run');
    await writeFile(join(shell, 'headless_shell'), `#!/bin/sh\ntouch ${proof}\n`, { mode: 0o755 });
    for (const path of [join(shell, 'headless_shell'), shell, join(cache, 'browser'), cache]) {
      await chmod(path, mode);
      await chown(path, owner, owner);
    }
    await writeFile(join(folder.path, 'a.md'), '# A\n\nText.\n');
    const temporary = join(folder.path, 'temporary');
    await mkdir(temporary);
    const { status } = await octavo(['build', 'a.md', '-f', 'pdf'], {
      workingFolder: folder.path,
      environment: { OCTAVO_CACHE: cache, TMPDIR: temporary },
    });
    expect(status).toBe(0);
    expect(await readdir(folder.path)).not.toContain('was-run');
    expect(await readdir(temporary)).toEqual([]);
  });

  test('in the folder for temporary files is ignored', async () => {
    await using folder = await temporaryFolder();
    const temporary = join(folder.path, 'temporary');
    const guessed = join(temporary, 'octavo-cache-0');
    await mkdir(join(guessed, 'browser'), { recursive: true });
    await writeFile(join(folder.path, 'a.md'), '# A\n\nText.\n');
    const before = await readdir(guessed, { recursive: true });
    const { status } = await octavo(['build', 'a.md', '-f', 'epub'], {
      workingFolder: folder.path,
      environment: { OCTAVO_CACHE: '', XDG_CACHE_HOME: '/dev/null', TMPDIR: temporary },
    });
    expect(status).toBe(0);
    expect(await readdir(guessed, { recursive: true })).toEqual(before);
    expect(await readdir(temporary)).toEqual(['octavo-cache-0']);
  });
});

describe.skipIf(!isRoot || !canMount())(`a disk that is full${asRoot}`, () => {
  test('fails the book that needs it, by name, and no other', async () => {
    await using folder = await temporaryFolder();
    const small = join(folder.path, 'small');
    await mkdir(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small]);
    try {
      await writeFile(join(folder.path, 'a.md'), `# A\n\n${'Many words. '.repeat(20_000)}\n`);
      await writeFile(join(folder.path, 'b.md'), '# B\n\nText.\n');
      const { status, stderr } = await octavo(['build', 'a.md', 'b.md', '-f', 'html', '-o', 'small'], {
        workingFolder: folder.path,
      });
      expect(stderr).toContain('small/a.html: error: cannot write the file: the disk is full [output-failed]');
      expect(await readdir(small)).toEqual(['b.html']);
      expect(status).toBe(1);
    } finally {
      execFileSync('umount', [small]);
    }
  });
});

function canMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
