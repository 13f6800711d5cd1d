/** Messages of system and library exceptions. */

/** For a reader who wrote a path or chose a folder. */
export function describeError(error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EROFS':
      return 'the disk is read-only';
    case 'ENAMETOOLONG':
      return 'the file name is too long';
    case 'EBUSY':
      return 'the file is in use';
    case 'ENXIO':
      return 'not a regular file';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/** Of an error of the system, such as ENOENT; null for any other. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** The first line; the rest is for the authors of what threw it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
