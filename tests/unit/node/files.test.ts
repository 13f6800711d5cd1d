import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile as read, readdir, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewFile } from '../../../src/model/output.ts';
import { listFolder, readFile, realPath } from '../../../src/node/files.ts';
import { writeFiles } from '../../../src/node/write-files.ts';

let folder = '';
beforeEach(async () => {
  folder = (await realPath(await mkdtemp(join(tmpdir(), 'octavo-files-'))))!;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const output = (path: string, text: string): NewFile => ({ path, chunks: [Buffer.from(text)] });

describe('reading', () => {
  it('returns the bytes of a file, and distinguishes a folder from a missing file', async () => {
    await writeFile(join(folder, '文.md'), 'text');
    const answer = await readFile(join(folder, '文.md'));
    expect(answer.kind === 'file' && Buffer.from(answer.bytes).toString()).toBe('text');
    expect(await readFile(folder)).toEqual({ kind: 'folder' });
    expect(await readFile(join(folder, 'none'))).toEqual({ kind: 'missing' });
    expect(await readFile(join(folder, '文.md', 'below'))).toEqual({ kind: 'missing' });
  });

  it.skipIf(process.platform === 'win32')('rejects devices and FIFOs without waiting for them', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await readFile(join(folder, 'pipe'))).toEqual({ kind: 'refused', reason: 'not a regular file' });
    expect(await readFile('/dev/zero')).toEqual({ kind: 'refused', reason: 'not a regular file' });
  });

  it('does not read a file that is larger than the limit', async () => {
    const path = join(folder, 'large');
    await writeFile(path, 'x'.repeat(2001));
    expect(await readFile(path, 2000)).toEqual({ kind: 'refused', reason: 'larger than 2 kB', size: 2001 });
    await truncate(path, 3_000_000_000);
    expect(await readFile(path)).toMatchObject({ kind: 'refused', size: 3_000_000_000 });
  });

  it('lists a folder sorted, without hidden names, links by what they lead to', async () => {
    await mkdir(join(folder, 'b'));
    await mkdir(join(folder, '.git'));
    for (const name of ['c.md', 'a.md', 'B.md', '.hidden.md']) await writeFile(join(folder, name), '');
    await symlink(join(folder, 'b'), join(folder, 'link'));
    await symlink(join(folder, 'a.md'), join(folder, 'link.md'));
    await symlink(join(folder, 'none'), join(folder, 'broken'));
    expect(await listFolder(folder)).toEqual({
      kind: 'folder',
      files: ['B.md', 'a.md', 'c.md', 'link.md'],
      folders: ['b', 'link'],
    });
    expect(await listFolder(join(folder, 'none'))).toEqual({ kind: 'missing' });
    expect(await listFolder(join(folder, 'a.md'))).toEqual({ kind: 'missing' });
  });

  it('resolves every link of a path', async () => {
    await writeFile(join(folder, 'a.md'), '');
    await symlink(join(folder, 'a.md'), join(folder, 'link.md'));
    expect(await realPath(join(folder, 'link.md'))).toBe(join(folder, 'a.md'));
    expect(await realPath(join(folder, 'none'))).toBeNull();
  });
});

describe('writing', () => {
  it('makes folders, replaces old files and leaves nothing else', async () => {
    const paths = [join(folder, 'dist', '书.epub'), join(folder, 'dist', '书.pdf')];
    for (const text of ['old', 'new']) {
      expect(await writeFiles(paths.map((path) => output(path, text)))).toEqual({ kind: 'written' });
    }
    expect((await readdir(join(folder, 'dist'))).sort()).toEqual(['书.epub', '书.pdf']);
    for (const path of paths) expect(await read(path, 'utf8')).toBe('new');
  });

  it('puts chunks together, those that are files among them', async () => {
    const path = join(folder, 'a.epub');
    await writeFile(join(folder, 'picture'), 'middle');
    const image = { file: join(folder, 'picture'), bytes: 6, crc32: crc32('middle') };
    const chunks = [Buffer.from('from the '), image, Buffer.from(' to the end')];
    expect(await writeFiles([{ path, chunks }])).toEqual({ kind: 'written' });
    expect(await read(path, 'utf8')).toBe('from the middle to the end');
  });

  it('leaves a file alone that holds the same bytes already', async () => {
    const path = join(folder, 'a.epub');
    await writeFile(join(folder, 'picture'), 'middle');
    const image = { file: join(folder, 'picture'), bytes: 6, crc32: crc32('middle') };
    const chunks = [Buffer.from('from the '), image];
    const nodes: number[] = [];
    for (const next of [chunks, chunks, [Buffer.from('from the middle')], [Buffer.from('from the muddle')]]) {
      expect(await writeFiles([{ path, chunks: next }])).toEqual({ kind: 'written' });
      nodes.push((await stat(path)).ino);
    }
    expect(new Set(nodes.slice(0, 3)).size).toBe(1);
    expect(nodes[3]).not.toBe(nodes[0]);
    expect(await read(path, 'utf8')).toBe('from the muddle');
  });

  it('writes nothing when a piece is not what was stored', async () => {
    const path = join(folder, 'a.epub');
    await writeFile(path, 'old');
    await writeFile(join(folder, 'picture'), 'muddle');
    const image = { file: join(folder, 'picture'), bytes: 6, crc32: crc32('middle') };
    expect(await writeFiles([{ path, chunks: [image] }])).toEqual({
      kind: 'failed',
      path,
      reason: `${image.file} was changed since it was cached; delete it and build again`,
    });
    expect(await read(path, 'utf8')).toBe('old');
    expect((await readdir(folder)).sort()).toEqual(['a.epub', 'picture']);
  });

  it('writes a name of 255 bytes', async () => {
    const path = join(folder, `${'书'.repeat(83)}.epub`);
    expect(await writeFiles([output(path, 'a')])).toEqual({ kind: 'written' });
  });

  it('leaves the old files when one of the new cannot be put in its place', async () => {
    const good = join(folder, 'a.epub');
    await writeFile(good, 'old');
    await mkdir(join(folder, 'b.pdf'));
    const answer = await writeFiles([output(good, 'new'), output(join(folder, 'b.pdf'), 'new')]);
    expect(answer).toEqual({ kind: 'failed', path: join(folder, 'b.pdf'), reason: 'b.pdf is a folder' });
    expect(await read(good, 'utf8')).toBe('old');
    expect((await readdir(folder)).sort()).toEqual(['a.epub', 'b.pdf']);
  });

  it('leaves the old files when a folder cannot be made', async () => {
    const good = join(folder, 'a.epub');
    await writeFile(good, 'old');
    const answer = await writeFiles([output(good, 'new'), output(join(good, 'below.pdf'), 'new')]);
    expect(answer).toMatchObject({ kind: 'failed', path: join(good, 'below.pdf') });
    expect(await read(good, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a.epub']);
  });

  it('takes back what it renamed when a later rename fails', async () => {
    const [first, second] = [join(folder, 'a.epub'), join(folder, 'new.epub')];
    await writeFile(first, 'old');
    const long = join(folder, 'x'.repeat(256));
    const answer = await writeFiles([output(first, 'new'), output(second, 'new'), output(long, 'new')]);
    expect(answer).toEqual({ kind: 'failed', path: long, reason: 'the file name is too long' });
    expect(await read(first, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a.epub']);
  });
});
