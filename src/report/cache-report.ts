/** The cache as lines of text. */
import { formatBytes } from './report.ts';

interface CacheSize {
  path: string | null;
  entries: number;
  bytes: number;
  limit: number;
  kinds: { name: string; entries: number; bytes: number }[];
}

export function formatCache({ path, entries, bytes, limit, kinds }: CacheSize): string {
  if (path === null) return 'no folder for the cache can be written; every build has a temporary one';
  const width = Math.max(5, ...kinds.map(({ name }) => name.length));
  const row = (name: string, count: number, size: number) =>
    `  ${name.padEnd(width)} ${String(count).padStart(8)} ${formatBytes(size).padStart(10)}`;
  return [
    path,
    ...kinds.map((kind) => row(kind.name, kind.entries, kind.bytes)),
    `${row('total', entries, bytes)} of ${formatBytes(limit)}`,
  ].join('\n');
}
