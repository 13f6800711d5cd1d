/** Finds files of installed packages by path, whatever their `exports`. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export function packageFile(specifier: string): string | null {
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  const name = parts.slice(0, length).join('/');
  for (const modules of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    if (!existsSync(join(modules, name, 'package.json'))) continue;
    const path = join(modules, name, ...parts.slice(length));
    return existsSync(path) ? path : null;
  }
  return null;
}
