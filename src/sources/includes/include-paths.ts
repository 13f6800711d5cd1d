/** Which file a marker means. Pure: existing files are looked up in what was listed beforehand. */
import { dirname, join, relative, resolve } from 'node:path';
import type { IncludedFiles } from '../../model/book.ts';
import type { Marker } from './markers.ts';

/** The absolute path of the file that a marker in `file` includes. */
export function includedPath(marker: Marker, file: string, included: Omit<IncludedFiles, 'files'>): string {
  const { kind, path } = marker;
  if (kind === 'note' || kind === 'image') {
    const extended = kind === 'note' && !/\.(?:md|markdown)$/i.test(path) ? `${path}.md` : path;
    return findByName(extended, file, included) ?? resolve(dirname(file), extended);
  }
  if (path.startsWith('@')) return join(included.siteFolder, path.slice(1));
  return resolve(dirname(file), path);
}

/** Obsidian's rule: beside the note, from the root, or else anywhere, where the shortest path is meant. */
function findByName(name: string, file: string, { byName, rootFolder }: Omit<IncludedFiles, 'files'>): string | null {
  const wanted = name.normalize('NFC').toLowerCase();
  const found = byName.get(wanted.split('/').at(-1)!) ?? [];
  const isPath = (path: string) => found.includes(path);
  for (const folder of [dirname(file), rootFolder]) if (isPath(resolve(folder, name))) return resolve(folder, name);
  const end = `/${wanted.replace(/^(?:\.{0,2}\/)+/, '')}`;
  const ending = found.filter((path) => path.replaceAll('\\', '/').normalize('NFC').toLowerCase().endsWith(end));
  return ending.sort((first, second) => first.length - second.length || (first < second ? -1 : 1))[0] ?? null;
}

/** A path as an article beside `file` writes it. */
export function relativePath(path: string, file: string): string {
  return relative(dirname(file), path).replaceAll('\\', '/');
}
