/**
 * Parses articles, or takes them from the cache. An entry belongs to a source and the dialects of its book; it lists
 * the included files that parsing looked at, so that an article is parsed again only if one of those changed. The tree
 * of a cached article is decoded when it is first needed.
 */
import type { Root } from 'hast';
import type { Article, Dialect, IncludedFile, Source } from './model/book.ts';
import type { Diagnostic, Reported } from './model/diagnostics.ts';
import type { Host } from './model/host.ts';
import { mapInBatches } from './sources/batches.ts';
import { hashOf } from './text/hash.ts';

/** In the order of the sources; `begin` gets each article as soon as it is there. */
export async function parseArticles(
  sources: Source[],
  dialects: ReadonlySet<Dialect>,
  host: Pick<Host, 'rest' | 'readCache' | 'writeCache'>,
  begin: (article: Article) => void,
): Promise<Reported<Article>[]> {
  const keys = sources.map((source) => keyOf(source, dialects));
  const hashes = new WeakMap<IncludedFile, string>();
  const found = await mapInBatches([...sources.keys()], (index) =>
    findArticle(keys[index]!, sources[index]!, hashes, host),
  );
  const writing: Promise<void>[] = [];
  const parsed: Reported<Article>[] = [];
  for (const [index, source] of sources.entries()) {
    const cached = found[index] ?? null;
    if (cached !== null) {
      parsed.push(cached);
      begin(cached.value);
      continue;
    }
    // The parsers are loaded only where an article changed.
    const { parseArticle } = await import('./markdown/article.ts');
    const key = keys[index]!;
    const { reads, source: recorded } = recordReads(source, hashes);
    const { value, diagnostics } = parseArticle(recorded, dialects);
    const article = { ...value, source, inputs: inputsOf(key, reads) };
    parsed.push({ value: article, diagnostics });
    begin(article);
    writing.push(host.writeCache(key, encode({ article, diagnostics, reads })));
    // A signal is to end a build at once, and images are loaded meanwhile.
    await host.rest();
  }
  await Promise.all(writing);
  return parsed;
}

/** What parsing looked up, and the hash of what it found. */
type Reads = [kind: 'file' | 'name', key: string, hash: string | null][];

/** Included files are looked at one by one: those that an article does not include do not matter to it. */
function keyOf({ included, ...source }: Source, dialects: ReadonlySet<Dialect>): string {
  const site = included && { ...included, files: null, byName: null };
  return `articles/${hashOf([source, site, [...dialects].sort()])}.json`;
}

function inputsOf(key: string, reads: Reads): string {
  return hashOf([key, reads]);
}

function recordReads(source: Source, hashes: WeakMap<IncludedFile, string>): { source: Source; reads: Reads } {
  const { included } = source;
  const reads: Reads = [];
  if (included === undefined) return { source, reads };
  const known = new Set<string>();
  const record = <T>(kind: 'file' | 'name', from: { get(key: string): T | undefined }) => ({
    get(key: string): T | undefined {
      if (!known.has(`${kind} ${key}`)) reads.push([kind, key, hashOfRead(kind, key, included, hashes)]);
      known.add(`${kind} ${key}`);
      return from.get(key);
    },
  });
  const recorded = { ...included, files: record('file', included.files), byName: record('name', included.byName) };
  return { source: { ...source, included: recorded }, reads };
}

function hashOfRead(
  kind: 'file' | 'name',
  key: string,
  { files, byName }: NonNullable<Source['included']>,
  hashes: WeakMap<IncludedFile, string>,
): string | null {
  if (kind === 'name') {
    const paths = byName.get(key);
    return paths === undefined ? null : hashOf(paths);
  }
  const file = files.get(key);
  if (file === undefined) return null;
  const hash = hashes.get(file) ?? hashOf(file);
  hashes.set(file, hash);
  return hash;
}

interface Entry {
  article: Article;
  diagnostics: Diagnostic[];
  reads: Reads;
}

const lineEnd = 10;

/** A line of everything but the tree, and the tree. */
function encode({ article, diagnostics, reads }: Entry): Uint8Array {
  const { tree, source: _, origins, inputs: __, ...head } = article;
  const lines = [{ head, origins: [...origins], diagnostics, reads }, tree];
  return new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join('\n'));
}

/** Null where it is missing or an included file changed. */
async function findArticle(
  key: string,
  source: Source,
  hashes: WeakMap<IncludedFile, string>,
  host: Pick<Host, 'readCache'>,
): Promise<Reported<Article> | null> {
  const bytes = await host.readCache(key);
  if (bytes === null) return null;
  const end = bytes.indexOf(lineEnd);
  const { head, origins, diagnostics, reads } = JSON.parse(decode(bytes.subarray(0, end))) as {
    head: Omit<Article, 'tree' | 'source' | 'origins'>;
    origins: [];
    diagnostics: Diagnostic[];
    reads: Reads;
  };
  const { included } = source;
  const isCurrent = reads.every(
    ([kind, name, hash]) => included !== undefined && hashOfRead(kind, name, included, hashes) === hash,
  );
  if (!isCurrent) return null;
  let encoded: Uint8Array | null = bytes.subarray(end + 1);
  let tree: Root = { type: 'root', children: [] };
  const article: Article = {
    ...head,
    source,
    origins: new Map(origins),
    inputs: inputsOf(key, reads),
    get tree() {
      if (encoded !== null) tree = JSON.parse(decode(encoded)) as Root;
      encoded = null;
      return tree;
    },
  };
  return { value: article, diagnostics };
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
