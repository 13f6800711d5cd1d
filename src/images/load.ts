/**
 * Every picture of a book, ready to be shown. In: the places that show pictures. Out: Assets, a Diagnostic for each
 * place whose picture could not be had, and what happened to each picture for the report. A picture used ten times is
 * fetched and converted once. A missing picture never stops the build: the book shows a placeholder.
 */
import { isAbsolute, relative, sep } from 'node:path';
import type { AssetRef, Assets, BookConfig, MissingPicture, Picture } from '../book.ts';
import type { Diagnostic, Reported } from '../diagnostics.ts';
import { problem } from '../diagnostics.ts';
import type { Host } from '../host.ts';
import { decodeData, readAddress, showAddress } from './address.ts';
import { assetKey } from './collect.ts';
import { convertImage, findPicture } from './convert.ts';
import type { Failure, ImageCode } from './failure.ts';
import { failure, smallerHint } from './failure.ts';
import type { NetworkState, Original } from './fetch.ts';
import { createNetworkState, fetchImage, findOriginal, hashBytes, keepOriginal, readOriginal } from './fetch.ts';
import { identifyImage } from './identify.ts';
import type { Limiter } from './limit.ts';
import { createLimiter } from './limit.ts';

/** What happened to one picture, for `--json`. */
export interface ImageReport {
  /** As written, without credentials. */
  url: string;
  /** The first place that shows it; absolute. */
  file: string;
  line: number | null;
  outcome: 'ok' | ImageCode;
  /** Null for files and data: URLs. */
  host: string | null;
  /** The last HTTP status of this build; null when there was no answer, or no question. */
  status: number | null;
  /** Requests sent in this build. */
  tries: number;
  /** The original came from the cache. */
  fromCache: boolean;
  /** Of the original; null when it could not be had. */
  bytesBefore: number | null;
  /** Of the file for e-readers. */
  bytesAfter: number | null;
  /** Of the file for e-readers, in pixels. */
  width: number | null;
  height: number | null;
}

export interface LoadedImages {
  assets: Assets;
  /** One for each distinct picture, in the order of the book. */
  images: ImageReport[];
}

export type ImageHost = Pick<
  Host,
  'readFile' | 'realPath' | 'download' | 'wait' | 'clock' | 'readCache' | 'writeCache' | 'cachePath' | 'progress'
>;

/**
 * `pages` gives the address where an article was published by the path of its file (see `publishedPages`): some hosts
 * give a picture only to the page it was made for.
 */
export async function loadImages(
  refs: AssetRef[],
  config: BookConfig,
  host: ImageHost,
  pages: ReadonlyMap<string, string> = new Map(),
): Promise<Reported<LoadedImages>> {
  const firstPlaces = new Map<string, AssetRef>();
  for (const ref of refs) {
    const key = assetKey(ref);
    if (!firstPlaces.has(key)) firstPlaces.set(key, ref);
  }
  const work: Work = {
    config,
    host,
    pages,
    folder: (await host.realPath(config.folder)) ?? config.folder,
    network: createNetworkState(),
    // Decoding takes 4 bytes a pixel; sixteen pictures of 50 million at once would take 3 GB.
    converting: createLimiter(2, 2),
  };
  const loading = createLimiter(16, 4);
  let done = 0;
  const total = firstPlaces.size;
  host.progress({ book: config.name, stage: 'images', done, total });
  const outcomes = await Promise.all(
    Array.from(firstPlaces, async ([key, ref]) => {
      const address = readAddress(ref.url, ref.at.file);
      const outcome = await loading(address.kind === 'remote' ? address.url.host : null, () => loadOne(ref, work));
      done += 1;
      host.progress({ book: config.name, stage: 'images', done, total });
      return [key, outcome] as const;
    }),
  );
  return conclude(refs, firstPlaces, new Map(outcomes));
}

/** What all pictures of one build share. */
interface Work {
  config: BookConfig;
  host: ImageHost;
  pages: ReadonlyMap<string, string>;
  /** The folder of the book with every link resolved. */
  folder: string;
  network: NetworkState;
  converting: Limiter;
}

interface Outcome {
  picture: Picture | Failure;
  host: string | null;
  status: number | null;
  tries: number;
  fromCache: boolean;
  bytesBefore: number | null;
}

function loadOne(ref: AssetRef, work: Work): Promise<Outcome> {
  const address = readAddress(ref.url, ref.at.file);
  switch (address.kind) {
    case 'remote':
      return loadRemote(address.url, work.pages.get(ref.at.file) ?? work.config.meta.url, work);
    case 'data':
      return loadBytes(readData(address.url), work);
    case 'file':
      return loadFile(address.path, work);
    case 'invalid':
      return loadBytes(failure('image-address-invalid', `not used (${address.reason})`, addressHint), work);
  }
}

const addressHint = 'write a path relative to the article, or an http or https URL';

async function loadRemote(url: URL, page: string | null, work: Work): Promise<Outcome> {
  const { host, config } = work;
  const facts = await findOriginal(url, host);
  const earlier = facts === null ? null : await findPicture(facts.sha256, host);
  const cached = { host: url.host, status: null, tries: 0, fromCache: true };
  if (earlier !== null) return { picture: earlier, ...cached, bytesBefore: earlier.original.bytes };
  const original = facts === null ? null : await readOriginal(url, host);
  if (original !== null) {
    return { picture: await convert(original.bytes, work), ...cached, bytesBefore: original.bytes.length };
  }
  if (config.images.offline) {
    const picture = failure('image-offline', 'not in the cache', 'build once without --offline');
    return { picture, ...cached, fromCache: false, bytesBefore: null };
  }
  const { answer, tries, status } = await fetchImage({ url, page }, config.images, host, work.network);
  const report = { host: url.host, status, tries, fromCache: false };
  if (answer.kind === 'failed') return { picture: answer, ...report, bytesBefore: null };
  const picture = await convert(answer.bytes, work);
  if (isWorthKeeping(answer, picture)) await keepOriginal(answer, host);
  return { picture, ...report, bytesBefore: answer.bytes.length };
}

// A page that says "not found" with status 200, or half a picture, may be a picture tomorrow.
function isWorthKeeping(original: Original, picture: Picture | Failure): boolean {
  if (picture.kind === 'picture') return true;
  const type = identifyImage(original.bytes);
  return picture.code !== 'image-damaged' && type !== 'html' && type !== 'unknown';
}

async function loadFile(path: string, work: Work): Promise<Outcome> {
  return loadBytes(await readInside(path, work), work);
}

/** A file of the book: links are resolved first, so that none leads out of its folder. */
async function readInside(path: string, { config, folder, host }: Work): Promise<Uint8Array | Failure> {
  const outside = failure('image-outside', 'outside the folder of the book', 'copy it into that folder');
  const missing = failure('image-missing', 'not found', 'correct the path; it starts from the folder of the article');
  const real = await host.realPath(path);
  if (real === null) return isInside(path, config.folder) ? missing : outside;
  if (!isInside(real, folder)) return outside;
  const answer = await host.readFile(real);
  switch (answer.kind) {
    case 'file':
      if (answer.bytes.length <= config.images.maximumBytes) return answer.bytes;
      return failure('image-too-large', `larger than ${Math.round(config.images.maximumBytes / 1e6)} MB`, smallerHint);
    case 'missing':
      return missing;
    case 'folder':
      return failure('image-not-a-picture', 'is a folder, not a picture');
    case 'refused':
      return failure('image-missing', `cannot be read (${answer.reason})`);
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function readData(url: string): Uint8Array | Failure {
  return decodeData(url) ?? failure('image-address-invalid', 'not used (it is not a valid data: URL)', addressHint);
}

async function loadBytes(bytes: Uint8Array | Failure, work: Work): Promise<Outcome> {
  const report = { host: null, status: null, tries: 0, fromCache: false };
  if (!(bytes instanceof Uint8Array)) return { picture: bytes, ...report, bytesBefore: null };
  return { picture: await convert(bytes, work), ...report, bytesBefore: bytes.length };
}

async function convert(bytes: Uint8Array, { config, host, converting }: Work): Promise<Picture | Failure> {
  const sha256 = hashBytes(bytes);
  return (
    (await findPicture(sha256, host)) ??
    (await converting(null, () => convertImage(bytes, sha256, config.images, host)))
  );
}

function conclude(
  refs: AssetRef[],
  firstPlaces: ReadonlyMap<string, AssetRef>,
  outcomes: ReadonlyMap<string, Outcome>,
): Reported<LoadedImages> {
  const assets = new Map<string, Picture | MissingPicture>();
  const images: ImageReport[] = [];
  for (const [key, ref] of firstPlaces) {
    const outcome = outcomes.get(key)!;
    const { picture } = outcome;
    assets.set(key, picture.kind === 'picture' ? picture : { kind: 'missing', reason: describe(picture, ref) });
    images.push(reportImage(ref, outcome));
  }
  const diagnostics: Diagnostic[] = refs.flatMap((ref) => {
    const { picture } = outcomes.get(assetKey(ref))!;
    return picture.kind === 'failed' ? [problem(picture.code, describe(picture, ref), ref.at, picture.hint)] : [];
  });
  return { value: { assets, images }, diagnostics };
}

function describe(reason: Failure, ref: AssetRef): string {
  const shown = showAddress(ref.url);
  return `${ref.use === 'cover' ? 'cover' : 'image'} ${reason.problem}${shown === '' ? '' : `: ${shown}`}`;
}

function reportImage(ref: AssetRef, outcome: Outcome): ImageReport {
  const { picture, host, status, tries, fromCache, bytesBefore } = outcome;
  const shown = picture.kind === 'picture' ? picture.screen : null;
  return {
    url: showAddress(ref.url, Number.POSITIVE_INFINITY),
    file: ref.at.file,
    line: ref.at.line,
    outcome: picture.kind === 'picture' ? 'ok' : picture.code,
    host,
    status,
    tries,
    fromCache,
    bytesBefore,
    bytesAfter: shown?.bytes ?? null,
    width: shown?.width ?? null,
    height: shown?.height ?? null,
  };
}
