/**
 * Writes files all or none. A file that has the same bytes already is left alone, for those who sync or back up books.
 */
import { randomUUID } from 'node:crypto';
import { copyFileSync, linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { type FileHandle, lstat, open, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { StoredFile } from '../model/book.ts';
import type { Host } from '../model/host.ts';
import type { Chunk, NewFile } from '../model/output.ts';
import { makeFolder } from './folders.ts';
import { addTemporary } from './leftovers.ts';
import { describeError } from './system-error.ts';

export async function writeFiles(files: NewFile[]): ReturnType<Host['writeFiles']> {
  const moves: Move[] = [];
  let current = '';
  try {
    for (const { path, chunks } of files) {
      current = path;
      if (await isWritten(path, chunks)) continue;
      const move = planMove(path);
      moves.push(move);
      await writeTemporary(move, chunks);
    }
    // From here on nothing is waited for: no signal can come between two files of one book.
    for (const move of moves) {
      current = move.path;
      keepOld(move);
    }
    for (const move of moves) {
      current = move.path;
      renameSync(move.temporary, move.path);
      move.done = true;
    }
    return { kind: 'written' };
  } catch (error) {
    for (const move of moves) undo(move);
    return { kind: 'failed', path: current, reason: describeError(error) };
  } finally {
    for (const { temporary, old, forget } of moves) {
      removeQuietly(temporary);
      removeQuietly(old);
      forget();
    }
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
  /** Takes the temporary file off the list of what a signal leaves to be removed. */
  forget: () => void;
}

// In the same folder, since a rename between two disks is a copy; hidden, and short: names may be 255 bytes at most.
function planMove(path: string): Move {
  const stem = join(dirname(path), `.octavo-${randomUUID()}`);
  const temporary = `${stem}.new`;
  return { path, temporary, old: `${stem}.old`, replaces: false, done: false, forget: addTemporary(temporary) };
}

async function writeTemporary(move: Move, chunks: Chunk[]): Promise<void> {
  makeFolder(dirname(move.path));
  const handle = await open(move.temporary, 'wx');
  try {
    for (const chunk of chunks) await handle.writeFile(chunk instanceof Uint8Array ? chunk : await readStored(chunk));
    // Else a power cut after the rename could leave an empty file in place of the old one.
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readStored({ file, bytes, crc32: expected }: StoredFile): Promise<Uint8Array> {
  const content = await readFile(file);
  if (content.length !== bytes || crc32(content) !== expected) {
    throw new Error(`${file} was changed since it was cached; delete it and build again`);
  }
  return content;
}

function keepOld(move: Move): void {
  const status = lstatSync(move.path, { throwIfNoEntry: false });
  if (status === undefined) return;
  if (status.isDirectory()) throw new Error(`${basename(move.path)} is a folder`);
  // A second name for the old file costs nothing and never leaves its place empty; not every disk knows them.
  try {
    linkSync(move.path, move.old);
  } catch {
    copyFileSync(move.path, move.old);
  }
  move.replaces = true;
}

/** Where even this fails there is nothing left to try. */
function undo({ done, replaces, path, old }: Move): void {
  if (!done) return;
  if (!replaces) return removeQuietly(path);
  try {
    renameSync(old, path);
  } catch {
    // The old file is gone, or its folder is.
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is not there, or its folder is not.
  }
}

/** Whether these bytes stand there already. */
async function isWritten(path: string, chunks: Chunk[]): Promise<boolean> {
  // A pipe must not be opened: it would wait for a writer.
  const status = await lstat(path).catch(() => null);
  if (!status?.isFile() || status.size !== chunks.reduce((sum, chunk) => sum + sizeOf(chunk), 0)) return false;
  const handle = await open(path).catch(() => null);
  if (handle === null) return false;
  try {
    let at = 0;
    for (const chunk of chunks) {
      const old = await readPart(handle, at, sizeOf(chunk));
      at += old.length;
      // An image in an archive has its checksum in the bytes before it, too, and its name is a hash of it.
      if (chunk instanceof Uint8Array ? Buffer.compare(old, chunk) !== 0 : crc32(old) !== chunk.crc32) return false;
    }
    return true;
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

function sizeOf(chunk: Chunk): number {
  return chunk instanceof Uint8Array ? chunk.length : chunk.bytes;
}

async function readPart(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
