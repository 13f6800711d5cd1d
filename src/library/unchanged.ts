/**
 * Tells books that need not be built again. A record in the cache holds everything that a build depended on: settings,
 * the answers of the Host about files and packages, its part of octavo.lock, and what it wrote. The record itself is
 * sealed with the versions of Octavo and of the browser. A book with a problem that may pass has no record.
 */
import type { ImageReport } from '../images/load.ts';
import { type Lock, lockName, lockPath, readLock } from '../images/lock.ts';
import type { BookConfig } from '../model/book.ts';
import type { Code, Diagnostic, Reported } from '../model/diagnostics.ts';
import { isError } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { sha256Of } from '../text/hash.ts';
import { parseUrl } from '../text/urls.ts';
import { type BuiltBook, type BuiltVolumes, packBook, unpackBook } from './built-book.ts';
import {
  createComparison,
  createRetry,
  type Dependency,
  digestOfFile,
  type FailedDownload,
  type Recording,
  recordAnswers,
} from './recording-host.ts';

interface BookRecord {
  dependencies: Dependency[];
  lockPart: string;
  /** The lock's entries that concern the book: its name, and the addresses of its images. */
  lockNames: { books: string[]; addresses: string[] };
  failedDownloads: FailedDownload[];
  outputs: [path: string, digest: string][];
  books: unknown[];
  diagnostics: Diagnostic[];
}

type Build = (host: Host) => Promise<Reported<BuiltVolumes>>;

/** Builds a book, or several volumes of one configuration, unless nothing has changed. */
export type BuildUnlessUnchanged = (
  config: BookConfig,
  settings: unknown,
  host: Host,
  build: Build,
) => Promise<Reported<BuiltBook[]>>;

export function createUnchangedCheck(host: Host): BuildUnlessUnchanged {
  const isSame = createComparison(host);
  const stillFail = createRetry(host);
  return async (config, settings, own, build) => {
    const key = `built/${sha256Of(serializeSettings([config, settings])).slice(0, 32)}.json`;
    const earlier = await findRecord(key, config, { isSame, stillFail }, host);
    if (earlier !== null) return earlier;
    const recording = recordAnswers(own, (path) => path === lockPath(config));
    const { value, diagnostics } = await build(recording.host);
    const { books, addresses } = value;
    if (isLasting(books, diagnostics, recording.failedDownloads()))
      await writeRecord(key, config, { books, addresses, diagnostics }, recording, host);
    return { value: books, diagnostics };
  };
}

async function findRecord(
  key: string,
  config: BookConfig,
  { isSame, stillFail }: { isSame: ReturnType<typeof createComparison>; stillFail: ReturnType<typeof createRetry> },
  host: Host,
): Promise<Reported<BuiltBook[]> | null> {
  const bytes = await host.readCache(key);
  if (bytes === null) return null;
  const record = JSON.parse(new TextDecoder().decode(bytes)) as BookRecord;
  if (!(await isSame(record.dependencies))) return null;
  if ((await readLockPart(config, record.lockNames, host)) !== record.lockPart) return null;
  for (const [path, digest] of record.outputs)
    if (digestOfFile(await host.readFile(path, Number.POSITIVE_INFINITY)) !== digest) return null;
  const { hosts, timeout } = config.images;
  if (!(await stillFail(record.failedDownloads, { hosts, timeout }))) return null;
  const books: BuiltBook[] = [];
  for (const packed of record.books) {
    const book = await unpackBook(packed, host);
    if (book === null) return null;
    books.push(book);
  }
  return { value: books, diagnostics: record.diagnostics };
}

async function writeRecord(
  key: string,
  config: BookConfig,
  built: BuiltVolumes & { diagnostics: Diagnostic[] },
  recording: Recording,
  host: Host,
): Promise<void> {
  const dependencies = await recording.dependencies();
  if (dependencies === null) return;
  const lockNames = { books: built.books.map(({ name }) => name), addresses: [...new Set(built.addresses)].sort() };
  const outputs: BookRecord['outputs'] = [];
  for (const { path } of built.books.flatMap((book) => book.outputs))
    outputs.push([path, digestOfFile(await host.readFile(path, Number.POSITIVE_INFINITY))]);
  const record: BookRecord = {
    dependencies,
    lockPart: await readLockPart(config, lockNames, host),
    lockNames,
    failedDownloads: recording.failedDownloads(),
    outputs,
    books: built.books.map(packBook),
    diagnostics: built.diagnostics,
  };
  await host.writeCache(key, new TextEncoder().encode(JSON.stringify(record)));
}

/** Problems that the next build may not have, although nothing has changed. */
const passing: ReadonlySet<Code> = new Set<Code>([
  'cache-write-failed',
  'cover-not-rendered',
  'diagram-not-rendered',
  'image-changed',
  'image-lock-not-written',
  'page-numbers-unstable',
]);

/** What happens to an image as long as nothing about it changes. */
const lastingOutcomes: ReadonlySet<ImageReport['outcome']> = new Set<ImageReport['outcome']>([
  'ok',
  'image-missing',
  'image-outside-folder',
  'image-private-host',
  'image-type-unsupported',
  'image-address-invalid',
]);

function isLasting(books: BuiltBook[], diagnostics: Diagnostic[], failed: FailedDownload[]): boolean {
  const failedHosts = new Set(failed.map(({ request }) => parseUrl(request.url)?.host));
  // These are tried again each time.
  const isTried = ({ outcome, host }: ImageReport) =>
    outcome === 'image-download-failed' && host !== null && failedHosts.has(host);
  return (
    books.length > 0 &&
    books.every(({ outputs }) => outputs.length > 0) &&
    books.every(({ images }) => images.every((image) => lastingOutcomes.has(image.outcome) || isTried(image))) &&
    !diagnostics.some((each) => isError(each) || passing.has(each.code))
  );
}

/** Articles that share a lock depend on their own entries of it. */
async function readLockPart(
  config: BookConfig,
  { books, addresses }: BookRecord['lockNames'],
  host: Pick<Host, 'readFile'>,
): Promise<string> {
  const { value: lock, diagnostics } = await readLock(config, host);
  if (diagnostics.length > 0) return `invalid ${lockName}`;
  return sha256Of(
    JSON.stringify(config.file === null ? partOf(lock, books, addresses) : [[...lock.images], [...lock.dates]]),
  );
}

function partOf({ images, dates }: Lock, books: string[], addresses: string[]): unknown {
  return [addresses.map((address) => images.get(address) ?? null), books.map((name) => dates.get(name) ?? null)];
}

/** Settings hold sets and dates, which JSON would drop. */
function serializeSettings(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each instanceof Set || each instanceof Map ? { entries: [...each] } : each,
  );
}
