/** Makes folders with their parents. Node's own `recursive` never ends under /proc. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './system-error.ts';

/** `mode` is for folders that are made. */
export function makeFolder(folder: string, mode = 0o777): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    const code = codeOf(error);
    const above = dirname(folder);
    if (code === 'EEXIST' && isFolder(folder)) return;
    if (code !== 'ENOENT' || above === folder) throw error;
    if (isFolder(above)) throw new Error(`cannot create a folder in ${above}`);
    makeFolder(above, mode);
    makeFolder(folder, mode);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
