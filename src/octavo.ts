/**
 * Octavo as a library: `import { build, images } from 'octavo'`. Gives the report that `--json` prints; never prints or
 * ends the process.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBooks } from './build.ts';
import { writeMergedCatalogue } from './catalogue/write-catalogue.ts';
import { type ImageTask, manageImages } from './commands/images.ts';
import { describeArticles } from './commands/metadata.ts';
import type { BuildOptions } from './config/search.ts';
import { parseShard } from './library/shards.ts';
import type { Format, Profile, Target } from './model/book.ts';
import type { Host, Progress } from './model/host.ts';
import { clearCache, measureCache } from './node/cache-size.ts';
import { type Environment, readEnvironment } from './node/environment.ts';
import { createHost } from './node/host.ts';
import { mergeReports } from './report/merge-reports.ts';
import { type MetadataReport, makeMetadataReport } from './report/metadata-report.ts';
import {
  type BuildReport,
  type ImagesReport,
  makeImagesReport,
  makeReport,
  reportOutcome,
  shownFrom,
} from './report/report.ts';

export type { ImageTask } from './commands/images.ts';
export type { Format, Profile, Target } from './model/book.ts';
export type { Progress, Stage } from './model/host.ts';
export type { MetadataReport } from './report/metadata-report.ts';
export type { BuildReport, ImagesReport } from './report/report.ts';

export interface BuildRequest {
  /**
   * Articles and folders, relative to `workingFolder`. Default: the folder itself where it has an octavo.yaml, a
   * book.yaml or the configuration of a site, else `articles` if there is one, else the folder itself.
   */
  paths?: string[];
  /** Default: `dist`. */
  out?: string;
  /** Default: what book.yaml says, else epub and pdf. */
  formats?: Format[];
  /** The devices an EPUB is made for. Default: what book.yaml says, else `generic`. */
  targets?: Target[];
  /** What a PDF is for. Default: what book.yaml says, else `screen`. */
  profiles?: Profile[];
  /** All outputs in one folder, whatever folders the articles are in. Default: what octavo.yaml says, else false. */
  flat?: boolean;
  /** Use only what the image cache holds. Default: false. */
  offline?: boolean;
  /** Fetch nothing, and use only the images that octavo.lock names. Default: false. */
  frozen?: boolean;
  /** A warning fails the book. Default: false. */
  strict?: boolean;
  /** Let images come from loopback and private addresses. Default: false. */
  allowPrivateHosts?: boolean;
  /** Build a part of the books, such as `2/5`: the second of five parts. Default: all. */
  shard?: string;
  /** Validate, and write nothing. Default: false. */
  check?: boolean;
  /** Write every stage's value there. */
  debug?: string;
  /** Default: the process's. */
  workingFolder?: string;
  /** Told what is being done. */
  onProgress?: (progress: Progress) => void;
}

/** What to look after. See `ImageTask`. */
export interface ImagesRequest
  extends Pick<BuildRequest, 'paths' | 'allowPrivateHosts' | 'workingFolder' | 'onProgress'> {
  /** Default: `list`. */
  task?: ImageTask;
}

/** Builds books. Problems with the input are in the report's `diagnostics`; an exception is a bug in Octavo. */
export async function build(request: BuildRequest = {}): Promise<BuildReport> {
  return withHost(request, async ({ host, options, workingFolder }) => {
    const { debug, check = false, strict = false } = request;
    const debugFolder = debug === undefined ? null : resolve(workingFolder, debug);
    const shard = request.shard === undefined ? null : parseShard(request.shard);
    if (shard === null && request.shard !== undefined) throw new RangeError(`not a shard: ${request.shard}`);
    const result = await buildBooks(options, { check, strict, debugFolder }, host, shard);
    return makeReport(result, workingFolder);
  });
}

/**
 * Joins the reports of builds of the shards of a library. With `out`, where the outputs of all of them are, writes the
 * catalogue there.
 */
export async function mergeShards(
  reports: BuildReport[],
  request: Pick<BuildRequest, 'out' | 'workingFolder'> = {},
): Promise<BuildReport> {
  const merged = mergeReports(reports);
  if (request.out === undefined || merged.catalogue === null) return merged;
  const { catalogue } = merged;
  return withHost(request, async ({ host, options, workingFolder }) => {
    const { value, diagnostics } = await writeMergedCatalogue([catalogue.record], options, host);
    const shown = shownFrom(workingFolder);
    const paths = (value ?? []).map(shown);
    const problems = reportOutcome({ diagnostics, badInput: false, failed: value === null }, shown);
    return {
      ...merged,
      catalogue: value === null ? null : { ...catalogue, paths },
      diagnostics: [...merged.diagnostics, ...problems.diagnostics],
      status: Math.max(merged.status, problems.status) as BuildReport['status'],
    };
  });
}

/** Lists the images of books, and does what the task says. Problems are reported as by `build`. */
export async function images(request: ImagesRequest = {}): Promise<ImagesReport> {
  return withHost(request, async ({ host, options, workingFolder }) => {
    const result = await manageImages(options, request.task ?? 'list', host);
    return makeImagesReport(result, workingFolder);
  });
}

/** The metadata of articles, and where each value comes from. Problems are reported as by `build`. */
export async function metadata(request: Pick<BuildRequest, 'paths' | 'workingFolder'> = {}): Promise<MetadataReport> {
  return withHost(request, async ({ host, options, workingFolder }) =>
    makeMetadataReport(await describeArticles(options, host), workingFolder),
  );
}

/** The cache on this machine. */
export interface CacheReport {
  /** Absolute; null where no folder can be written, so that each build has a temporary one. */
  path: string | null;
  entries: number;
  bytes: number;
  /** In bytes; what was used longest ago is removed beyond it. */
  limit: number;
  /** By folder, the largest first. */
  kinds: { name: string; entries: number; bytes: number }[];
}

/** Measures the cache, and empties it before where that is the task. */
export async function cache(task: 'show' | 'clear' = 'show'): Promise<CacheReport> {
  const { cacheFolder: path, cacheLimit: limit } = readEnvironment();
  if (path !== null && task === 'clear') await clearCache(path);
  const kinds = path === null ? [] : await measureCache(path);
  const sum = (key: 'entries' | 'bytes') => kinds.reduce((total, kind) => total + kind[key], 0);
  return { path, entries: sum('entries'), bytes: sum('bytes'), limit, kinds };
}

interface HostContext {
  host: Host;
  options: BuildOptions;
  workingFolder: string;
}

async function withHost<T>(request: BuildRequest, work: (around: HostContext) => Promise<T>): Promise<T> {
  const environment: Environment = readEnvironment();
  const workingFolder = resolve(request.workingFolder ?? environment.workingFolder);
  const host = createHost({
    cacheFolder: environment.cacheFolder,
    cacheLimit: environment.cacheLimit,
    browser: environment.browser,
    // The same whether this file runs as it is or compiled.
    decoder: new URL('../build/images/convert/worker.js', import.meta.url),
    environment: environment.variables,
    progress: request.onProgress ?? (() => undefined),
  });
  const options: BuildOptions = {
    paths: (request.paths ?? []).map((path) => resolve(workingFolder, path)),
    workingFolder,
    outputFolder: resolve(workingFolder, request.out ?? 'dist'),
    formats: request.formats ?? null,
    targets: request.targets ?? null,
    profiles: request.profiles ?? null,
    flat: request.flat ?? null,
    offline: request.offline ?? false,
    frozen: request.frozen ?? false,
    update: false,
    allowPrivateHosts: request.allowPrivateHosts ?? false,
    templateFolder: fileURLToPath(new URL('../templates', import.meta.url)),
    fixedDate: environment.fixedDate,
  };
  try {
    return await work({ host, options, workingFolder });
  } finally {
    await host.close();
  }
}
