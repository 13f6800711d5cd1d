/** Finds files of installed packages by path, whatever their `exports`. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export function packageFile(specifier: string): string | null {
  return createPackageFinder()(specifier);
}

/**
 * Remembers what it found: a book asks for hundreds of slices of fonts, and a library has hundreds of books. What is not
 * there may be installed later.
 */
export function createPackageFinder(): (specifier: string) => string | null {
  const folders = new Map<string, string>();
  const files = new Set<string>();
  return (specifier) => {
    const parts = specifier.split('/');
    const length = specifier.startsWith('@') ? 2 : 1;
    const name = parts.slice(0, length).join('/');
    const folder = folders.get(name) ?? findPackage(name);
    if (folder === null) return null;
    folders.set(name, folder);
    const path = join(folder, ...parts.slice(length));
    if (!files.has(path) && !existsSync(path)) return null;
    files.add(path);
    return path;
  };
}

function findPackage(name: string): string | null {
  for (const modules of createRequire(import.meta.url).resolve.paths(name) ?? [])
    if (existsSync(join(modules, name, 'package.json'))) return join(modules, name);
  return null;
}
