/** What a walk through folders leaves out: `.octavoignore` files and the `ignore` list of octavo.yaml. */
import { join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Host } from '../model/host.ts';
import { decodeText } from '../sources/decode.ts';
import { isInside } from '../text/file-names.ts';

/** Patterns in gitignore syntax, relative to their folder. */
interface Rules {
  folder: string;
  patterns: Ignore;
}

export type Ignored = readonly Rules[];

const ignoreFile = '.octavoignore';

export function ignoring(folder: string, patterns: readonly string[]): Ignored {
  return patterns.length === 0 ? [] : [{ folder, patterns: ignore().add([...patterns]) }];
}

/** The rules of a folder: those that hold around it, and those of its own file. */
export async function rulesIn(folder: string, around: Ignored, host: Pick<Host, 'readFile'>): Promise<Ignored> {
  const answer = await host.readFile(join(folder, ignoreFile));
  const decoded = answer.kind === 'file' ? decodeText(answer.bytes) : null;
  if (decoded?.kind !== 'text') return around;
  return [...around, { folder, patterns: ignore().add(decoded.text) }];
}

export function isIgnored(path: string, kind: 'file' | 'folder', rules: Ignored): boolean {
  return rules.some(({ folder, patterns }) => {
    if (path === folder || !isInside(path, folder)) return false;
    const way = relative(folder, path).replaceAll(sep, '/');
    return patterns.ignores(kind === 'folder' ? `${way}/` : way);
  });
}
