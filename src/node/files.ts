/** Reads files and folders. Regular files only: a FIFO or device would hang the build. */
import { constants } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileAnswer, FolderAnswer } from '../model/host.ts';
import { showBytes } from '../text/quantities.ts';
import { codeOf, describeError } from './system-error.ts';

/** Bytes; the largest article known has a hundredth of it. */
const usualMaximum = 200_000_000;

export async function readFile(path: string, maximumBytes = usualMaximum): Promise<FileAnswer> {
  try {
    // Without O_NONBLOCK, opening a FIFO waits for a writer that may never come. Windows knows neither.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = await handle.stat();
      if (status.isDirectory()) return { kind: 'folder' };
      if (!status.isFile()) return { kind: 'refused', reason: 'not a regular file' };
      if (status.size > maximumBytes) {
        return { kind: 'refused', reason: `larger than ${showBytes(maximumBytes)}`, size: status.size };
      }
      return { kind: 'file', bytes: await handle.readFile() };
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
