/**
 * Loads the images of a book: Assets, diagnostics for each place, and the report. An image used ten times is
 * downloaded and converted once. A missing image never fails the build.
 */
import type { AssetRef, Assets, BookConfig, Image, MissingImage } from '../model/book.ts';
import { type Diagnostic, type Place, problem, type Reported } from '../model/diagnostics.ts';
import type { ImageForm } from '../model/host.ts';
import { showAddress } from '../text/image-address.ts';
import { formsFor } from './convert/convert.ts';
import type { Failure, ImageCode } from './failure.ts';
import { createNetworkState } from './fetch.ts';
import { createLimiter } from './limiter.ts';
import { type ImageLock, nextLock } from './lock.ts';
import { type ImageHost, type ImageOutcome, type ImageWork, obtainImage } from './obtain.ts';
import type { OriginalFacts } from './originals.ts';

/** What happened to one image, for `--json`. */
export interface ImageReport {
  /** As written, without credentials. */
  url: string;
  /** Everywhere it is shown, in the order of the book; paths absolute. */
  places: Place[];
  outcome: 'ok' | ImageCode;
  /** Null for files and data: URLs. */
  host: string | null;
  /** The last HTTP status of this build; null when there was no answer, or no question. */
  status: number | null;
  /** Requests sent in this build. */
  tries: number;
  /** The original came from the cache or from the copies of the book. */
  fromCache: boolean;
  /** Of the original; null when it is missing. */
  bytesBefore: number | null;
  /** Of the file for e-readers; for paper when nothing else is made. */
  bytesAfter: number | null;
  /** Of that file, in pixels. */
  width: number | null;
  height: number | null;
}

export interface LoadedImages {
  assets: Assets;
  /** One for each distinct image, in the order of the book. */
  images: ImageReport[];
  /** What octavo.lock should say after this build. */
  lock: ImageLock;
}

/** Downloads at once, in all and for each host. */
const downloads = { all: 16, host: 4 };

/** Images in memory to be converted: one for each of a few processes, and some that wait. */
const maxInMemory = 6;

export interface LoaderOptions {
  config: BookConfig;
  host: ImageHost;
  lock?: ImageLock;
  /** Where articles were published, since some hosts require it; may grow while images are loaded. */
  pages?: ReadonlyMap<string, string>;
  /** Of the book, when the first image is loaded. */
  language?: () => string;
}

/** Loads images while the articles that show them are still being parsed. */
export interface ImageLoader {
  /** Begins to load the images of an article; articles come in reading order. */
  begin(refs: AssetRef[]): void;
  /** All images of the book: those that were begun, and the others. */
  finish(refs: AssetRef[]): Promise<Reported<LoadedImages>>;
}

export function createImageLoader({
  config,
  host,
  lock = new Map(),
  pages = new Map(),
  language = () => 'en',
}: LoaderOptions): ImageLoader {
  const begun = new Map<string, { forms: string; outcome: Promise<ImageOutcome> }>();
  let preparing: Promise<ImageWork> | null = null;
  const obtain = async (ref: AssetRef, forms: ImageForm[]) => {
    preparing ??= prepareWork({ config, host, lock, pages, language: language() });
    return obtainImage(ref, forms, await preparing);
  };
  const load = (key: string, places: AssetRef[]): Promise<ImageOutcome> => {
    const forms = formsFor(new Set(places.map(({ use }) => use)), config);
    const earlier = begun.get(key);
    if (earlier?.forms === JSON.stringify(forms)) return earlier.outcome;
    // An image that is the cover too has other forms.
    const outcome = Promise.resolve(earlier?.outcome).then(() => obtain(places[0]!, forms));
    begun.set(key, { forms: JSON.stringify(forms), outcome });
    return outcome;
  };
  return {
    begin(refs) {
      for (const [key, places] of groupByImage(refs)) if (!begun.has(key)) load(key, places).catch(() => undefined);
    },
    async finish(refs) {
      const uses = groupByImage(refs);
      let done = 0;
      const total = uses.size;
      host.progress({ book: config.name, stage: 'images', done, total });
      const outcomes = await Promise.all(
        Array.from(uses, async ([key, places]) => {
          const outcome = await load(key, places);
          done += 1;
          host.progress({ book: config.name, stage: 'images', done, total });
          return [key, outcome] as const;
        }),
      );
      return conclude(uses, new Map(outcomes), { config, lock });
    },
  };
}

async function prepareWork({
  config,
  host,
  lock,
  pages,
  language,
}: Pick<ImageWork, 'config' | 'host' | 'lock' | 'pages' | 'language'>): Promise<ImageWork> {
  return {
    config,
    host,
    lock,
    language,
    pages,
    folders: await Promise.all(
      [config.folder, ...config.images.folders].map(async (folder) => (await host.realPath(folder)) ?? folder),
    ),
    network: createNetworkState(),
    downloading: createLimiter(downloads.all, downloads.host),
    converting: createLimiter(maxInMemory, maxInMemory),
    made: new Map(),
  };
}

type Uses = ReadonlyMap<string, AssetRef[]>;

function groupByImage(refs: AssetRef[]): Uses {
  const uses = new Map<string, AssetRef[]>();
  for (const ref of refs) {
    const places = uses.get(ref.key);
    if (places === undefined) uses.set(ref.key, [ref]);
    else places.push(ref);
  }
  return uses;
}

function conclude(
  uses: Uses,
  outcomes: ReadonlyMap<string, ImageOutcome>,
  { config, lock }: Pick<ImageWork, 'config' | 'lock'>,
): Reported<LoadedImages> {
  const assets = new Map<string, Image | MissingImage>();
  const images: ImageReport[] = [];
  const fetched = new Map<string, OriginalFacts | null>();
  const diagnostics: Diagnostic[] = [];
  for (const [key, refs] of uses) {
    const outcome = outcomes.get(key)!;
    const { image, remark, facts } = outcome;
    const reason = image.kind === 'failed' ? image : null;
    assets.set(key, image.kind === 'image' ? image : { kind: 'missing', reason: describe(image, refs[0]!) });
    images.push(reportImage(refs, outcome));
    for (const fault of [reason, remark]) if (fault !== null) diagnostics.push(...complain(fault, refs));
    if (outcome.host !== null) fetched.set(key, facts);
  }
  return { value: { assets, images, lock: nextLock(lock, fetched, config) }, diagnostics };
}

function complain(fault: Failure, refs: AssetRef[]): Diagnostic[] {
  return refs.map((ref) => problem(fault.code, describe(fault, ref), placeOf(fault, ref), fault.hint));
}

/** The source of a diagram begins below its fence. */
function placeOf({ line }: Failure, { at }: AssetRef): Place {
  return line === undefined || at.line === null ? at : { file: at.file, line: at.line + line };
}

function describe(reason: Failure, ref: AssetRef): string {
  if (reason.code.startsWith('diagram-')) return `diagram ${reason.problem}`;
  const shown = showAddress(ref.url);
  return `${ref.use === 'cover' ? 'cover' : 'image'} ${reason.problem}${shown === '' ? '' : `: ${shown}`}`;
}

function reportImage(refs: AssetRef[], outcome: ImageOutcome): ImageReport {
  const { image, host, status, tries, fromCache, bytesBefore } = outcome;
  const shown = image.kind === 'image' ? image.screen : null;
  return {
    url: showAddress(refs[0]!.url, Number.POSITIVE_INFINITY),
    places: refs.map(({ at }) => at),
    outcome: image.kind === 'image' ? 'ok' : image.code,
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
