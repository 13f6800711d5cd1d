/**
 * Whether a file may be run: neither it nor a folder above it may be writable by another user, links resolved, as
 * OpenSSH does for keys.
 */
import type { Stats } from 'node:fs';
import { lstat, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

export async function whyUntrusted(path: string): Promise<string | null> {
  // Windows has no owners and modes of this kind; its folders of programs and of users are closed to others.
  const me = process.getuid?.();
  if (me === undefined) return null;
  try {
    // A link is as good as the folder it lies in: who can write there can make it lead elsewhere.
    for (const way of new Set([resolve(path), await realpath(path)])) {
      for (const each of upwards(way)) {
        const fault = faultOf(await lstat(each), me, each === way);
        if (fault !== null) return `${each} ${fault}`;
      }
    }
    return null;
  } catch {
    return `${path} cannot be accessed`;
  }
}

function upwards(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...upwards(above)];
}

const groupMayWrite = 0o020;
const othersMayWrite = 0o002;
const sticky = 0o1000;

function faultOf(status: Stats, me: number, isLast: boolean): string | null {
  const { uid, gid, mode } = status;
  if (uid !== me && uid !== 0) return 'belongs to another user';
  if (status.isSymbolicLink()) return null;
  // In a folder with the sticky bit, such as /tmp, nobody can replace what belongs to someone else.
  if (!isLast && (mode & sticky) !== 0) return null;
  if ((mode & othersMayWrite) !== 0) return 'is writable by every user';
  // Many systems give each user a group of their own with the same number.
  if ((mode & groupMayWrite) !== 0 && gid !== uid && gid !== 0) return 'is writable by a group';
  return null;
}
