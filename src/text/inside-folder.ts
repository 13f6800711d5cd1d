/**
 * Whether a path lies in a folder. In: absolute paths. Out: yes or no. It touches no disk: whoever asks about links gives paths
 * with every link resolved.
 */
import { isAbsolute, relative, sep } from 'node:path';

export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
