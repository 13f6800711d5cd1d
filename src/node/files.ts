/**
 * Files for real. In: absolute paths. Out: the answers of Host: what is missing or refused is a value. It reads regular
 * files only (a FIFO or a device would hang the build), and what it writes is there as a whole or not at all.
 */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  copyFile,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile as readWhole,
  realpath,
  rename,
  rm,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Piece, StoredFile } from '../book.ts';
import type { FileAnswer, FolderAnswer, Host } from '../host.ts';
import { codeOf, describeError } from './system-error.ts';

export async function readFile(path: string): Promise<FileAnswer> {
  try {
    // Without O_NONBLOCK, opening a FIFO waits for a writer that may never come. Windows knows neither.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = await handle.stat();
      if (status.isDirectory()) return { kind: 'folder' };
      if (!status.isFile()) return { kind: 'refused', reason: 'not a regular file' };
      return { kind: 'file', bytes: await handle.readFile(), modified: status.mtime };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return describeUnreadable(error);
  }
}

export async function listFolder(path: string): Promise<FolderAnswer> {
  try {
    const entries = (await readdir(path, { withFileTypes: true })).filter((entry) => !entry.name.startsWith('.'));
    const answer: FolderAnswer = { kind: 'folder', files: [], folders: [] };
    for (const entry of entries) {
      const kind = entry.isSymbolicLink() ? await targetKind(join(path, entry.name)) : entry;
      if (kind?.isFile()) answer.files.push(entry.name);
      if (kind?.isDirectory()) answer.folders.push(entry.name);
    }
    // By code unit: the same on every machine, whatever its language.
    answer.files.sort();
    answer.folders.sort();
    return answer;
  } catch {
    return { kind: 'missing' };
  }
}

export async function realPath(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch {
    return null;
  }
}

export async function writeFiles(files: Parameters<Host['writeFiles']>[0]): ReturnType<Host['writeFiles']> {
  const moves: Move[] = files.map(({ path }) => planMove(path));
  let current = '';
  try {
    for (const [index, move] of moves.entries()) {
      current = move.path;
      await writeTemporary(move, files[index]!.pieces);
    }
    for (const move of moves) {
      current = move.path;
      await keepOld(move);
    }
    for (const move of moves) {
      current = move.path;
      await rename(move.temporary, move.path);
      move.done = true;
    }
    return { kind: 'written' };
  } catch (error) {
    await undo(moves);
    return { kind: 'failed', path: current, reason: describeError(error) };
  } finally {
    // Where even this fails there is nothing left to try.
    const leftovers = moves.flatMap(({ temporary, old }) => [temporary, old]);
    await Promise.allSettled(leftovers.map((path) => rm(path, { force: true })));
  }
}

/** One file on its way to its place. */
interface Move {
  path: string;
  temporary: string;
  /** Where the file that stood there is kept until all are in place. */
  old: string;
  replaces: boolean;
  done: boolean;
}

// In the same folder, since a rename between two disks is a copy; hidden, and short: names may be 255 bytes at most.
function planMove(path: string): Move {
  const stem = join(dirname(path), `.octavo-${randomUUID()}`);
  return { path, temporary: `${stem}.new`, old: `${stem}.old`, replaces: false, done: false };
}

async function writeTemporary(move: Move, pieces: Piece[]): Promise<void> {
  await mkdir(dirname(move.path), { recursive: true });
  const handle = await open(move.temporary, 'wx');
  try {
    for (const piece of pieces) await handle.writeFile(piece instanceof Uint8Array ? piece : await readStored(piece));
    // Else a power cut after the rename could leave an empty file in place of the old one.
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readStored({ file, bytes, crc32: expected }: StoredFile): Promise<Uint8Array> {
  const content = await readWhole(file);
  if (content.length !== bytes || crc32(content) !== expected) {
    throw new Error(`${file} is not what was stored there; delete it and build again`);
  }
  return content;
}

async function keepOld(move: Move): Promise<void> {
  const status = await lstat(move.path).catch(() => null);
  if (status === null) return;
  if (status.isDirectory()) throw new Error(`${basename(move.path)} is a folder`);
  // A second name for the old file costs nothing and never leaves its place empty; not every disk knows them.
  await link(move.path, move.old).catch(() => copyFile(move.path, move.old));
  move.replaces = true;
}

async function undo(moves: Move[]): Promise<void> {
  for (const move of moves.filter(({ done }) => done)) {
    if (move.replaces) await rename(move.old, move.path).catch(() => undefined);
    else await rm(move.path, { force: true }).catch(() => undefined);
  }
}

async function targetKind(path: string) {
  try {
    return await lstat(await realpath(path));
  } catch {
    return null;
  }
}

function describeUnreadable(error: unknown): FileAnswer {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  // Windows does not open folders.
  if (code === 'EISDIR') return { kind: 'folder' };
  return { kind: 'refused', reason: describeError(error) };
}
