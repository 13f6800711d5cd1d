/**
 * Obtains one image. A remote one is looked for as octavo.lock names it, in the cache, among the book's copies, and on
 * the network last.
 */
import { join } from 'node:path';
import { sizeOnPaper } from '../diagrams/diagram-size.ts';
import { type DiagramSource, diagramIn } from '../diagrams/diagram-source.ts';
import type { AssetRef, BookConfig, Image } from '../model/book.ts';
import type { Host, ImageForm } from '../model/host.ts';
import { sha256Of } from '../text/hash.ts';
import { decodeData, readAddress } from '../text/image-address.ts';
import { convertImage, findImage } from './convert/convert.ts';
import { identifyImage } from './convert/identify.ts';
import { obtainDiagram } from './draw-diagrams.ts';
import type { Failure } from './failure.ts';
import { failure } from './failure.ts';
import { fetchImage, type NetworkState } from './fetch.ts';
import { readImageFile } from './image-file.ts';
import { begin, type Limiter } from './limiter.ts';
import { type ImageLock, type LockEntry, lockFolder, lockName } from './lock.ts';
import { factsOf, findOriginal, keepOriginal, type Original, type OriginalFacts, readOriginal } from './originals.ts';

export type ImageHost = Pick<
  Host,
  | 'readFile'
  | 'realPath'
  | 'download'
  | 'wait'
  | 'clock'
  | 'readCache'
  | 'writeCache'
  | 'storeFile'
  | 'storedFile'
  | 'convert'
  | 'draw'
  | 'packageFile'
  | 'progress'
>;

/** What all images of one build share. */
export interface ImageWork {
  config: BookConfig;
  host: ImageHost;
  lock: ImageLock;
  /** Of the book: its fonts set the words of SVG images. */
  language: string;
  /** Where each article was published, by the path of its file. */
  pages: ReadonlyMap<string, string>;
  /** The folder of the book and those of `static:`, with every link resolved. */
  folders: readonly string[];
  network: NetworkState;
  /** Downloads at once, in all and for each host. */
  downloading: Limiter;
  /** Images whose bytes are in memory to be converted. */
  converting: Limiter;
  /** What is being made, or was: two addresses of one image are one work. */
  made: Map<string, Promise<Image | Failure>>;
}

export interface ImageOutcome {
  image: Image | Failure;
  host: string | null;
  status: number | null;
  tries: number;
  fromCache: boolean;
  bytesBefore: number | null;
  /** Of an image of the web that could be had. */
  facts: OriginalFacts | null;
  /** A problem beside the outcome: the book shows the image all the same. */
  remark: Failure | null;
}

const nothing = { host: null, status: null, tries: 0, fromCache: false, bytesBefore: null, facts: null, remark: null };

export function obtainImage(ref: AssetRef, forms: ImageForm[], work: ImageWork): Promise<ImageOutcome> {
  const address = readAddress(ref.url, ref.at.file);
  switch (address.kind) {
    case 'remote':
      return obtainRemote(address.url, work.pages.get(ref.at.file) ?? work.config.meta.url, forms, work);
    case 'data': {
      const diagram = diagramIn(address.url);
      if (diagram !== null) return obtainDrawn(diagram, work);
      return obtainBytes(async () => readData(address.url), forms, work);
    }
    case 'file':
      return obtainBytes(() => readImageFile(address.path, work), forms, work);
    case 'invalid':
      return obtainBytes(
        async () => failure('image-address-invalid', `has an invalid address (${address.reason})`, addressHint),
        forms,
        work,
      );
  }
}

const addressHint = 'write a path relative to the article, or an http or https URL';

async function obtainRemote(url: URL, page: string | null, forms: ImageForm[], work: ImageWork): Promise<ImageOutcome> {
  const { images } = work.config;
  const locked = work.lock.get(url.href) ?? null;
  const known = images.update ? [] : await knownOriginals(url, locked, work);
  for (const facts of known) {
    const kept = await obtainKept(facts, forms, work);
    if (kept !== null) return { ...kept, host: url.host, remark: remarkOn(facts, locked) };
  }
  if (images.frozen || images.offline) {
    return { ...nothing, host: url.host, image: describeAbsence(images.frozen, locked) };
  }
  const fetched = await download(url, page, forms, work);
  if (fetched.image.kind === 'image') return { ...fetched, remark: remarkOn(fetched.facts, locked) };
  // A host that has nothing any more takes nothing away from the book.
  const kept = locked === null || !images.update ? null : await obtainKept(locked, forms, work);
  return kept === null ? fetched : { ...fetched, image: kept.image, facts: locked, remark: fetched.image };
}

/** The images that will do, the best first: what the lock names, else what the address gave last. */
async function knownOriginals(url: URL, locked: LockEntry | null, { config, host }: ImageWork): Promise<LockEntry[]> {
  const { frozen, offline } = config.images;
  if (locked !== null && !offline) return [locked];
  const last = frozen ? null : await findOriginal(url.href, host);
  return [locked, last === null ? null : { ...last, file: null }].filter((entry) => entry !== null);
}

/** An image from the cache or from the copy beside the book; null when neither has it. */
async function obtainKept(facts: LockEntry, forms: ImageForm[], work: ImageWork): Promise<ImageOutcome | null> {
  const { host } = work;
  const known = { ...nothing, fromCache: true, bytesBefore: facts.bytes, facts };
  const made = await findImage(facts.sha256, forms, work.language, host);
  if (made !== null) return { ...known, image: made };
  return work.converting(null, async () => {
    const bytes = (await readOriginal(facts.sha256, host)) ?? (await readCopy(facts, work));
    if (bytes === null) return null;
    const image = await makeImage(bytes, facts.sha256, forms, work);
    return { ...known, image, facts: lockable(facts, image) };
  });
}

async function readCopy({ file, sha256 }: LockEntry, work: ImageWork): Promise<Uint8Array | null> {
  const bytes = file === null ? null : await readImageFile(join(lockFolder(work.config), file), work);
  return bytes instanceof Uint8Array && sha256Of(bytes) === sha256 ? bytes : null;
}

function describeAbsence(frozen: boolean, locked: LockEntry | null): Failure {
  if (!frozen)
    return failure(
      'image-not-cached',
      'not cached, and `--offline` prevents downloading it',
      'build once without `--offline`',
    );
  return locked === null
    ? failure(
        'image-not-locked',
        `not in ${lockName}, and \`--frozen\` prevents downloading it`,
        'build once without `--frozen`',
      )
    : failure(
        'image-locked-unavailable',
        `is in ${lockName}, but neither cached nor vendored`,
        'build once without `--frozen`',
      );
}

function remarkOn(facts: OriginalFacts | null, locked: LockEntry | null): Failure | null {
  if (facts === null || locked === null || facts.sha256 === locked.sha256) return null;
  const hint =
    'check the new image; `octavo images --vendor` stores copies, so that later changes do not affect the book';
  return failure('image-changed', `differs from ${lockName}; using the new one`, hint);
}

async function download(url: URL, page: string | null, forms: ImageForm[], work: ImageWork): Promise<ImageOutcome> {
  const { config, host, network } = work;
  const begun = await work.downloading(url.host, async () => {
    const { answer, tries, status } = await fetchImage({ url, page }, config.images, host, network);
    const report = { ...nothing, host: url.host, status, tries };
    if (answer.kind === 'failed') return { end: Promise.resolve({ ...report, image: answer }) };
    // The next download waits for room on the desk, not for this image to be ready.
    return begin(work.converting, null, async () => {
      const image = await convertOriginal(answer, forms, work);
      return { ...report, image, bytesBefore: answer.bytes, facts: lockable(factsOf(answer), image) };
    });
  });
  return begun.end;
}

/** The lock names what a book can show. */
function lockable(facts: OriginalFacts, image: Image | Failure): OriginalFacts | null {
  return image.kind === 'image' ? facts : null;
}

async function convertOriginal(original: Original, forms: ImageForm[], work: ImageWork): Promise<Image | Failure> {
  const { content, sha256 } = original;
  const image = await makeImage(content, sha256, forms, work);
  if (isWorthKeeping(content, image)) await keepOriginal(original, work.host);
  return image;
}

/** From the cache, else by conversion. */
function makeImage(
  bytes: Uint8Array,
  sha256: string,
  forms: ImageForm[],
  { host, config, language, made }: ImageWork,
): Promise<Image | Failure> {
  const { maximumPixels } = config.images;
  const key = JSON.stringify([sha256, forms]);
  const image = made.get(key) ?? convertImage(bytes, sha256, forms, { maximumPixels, language }, host);
  made.set(key, image);
  return image;
}

// A page that says "not found" with status 200, or half an image, may be an image tomorrow.
function isWorthKeeping(content: Uint8Array, image: Image | Failure): boolean {
  if (image.kind === 'image') return true;
  const type = identifyImage(content);
  return image.code !== 'image-damaged' && type !== 'html' && type !== 'unknown';
}

function readData(url: string): Uint8Array | Failure {
  return (
    decodeData(url) ?? failure('image-address-invalid', 'has an invalid address (not a valid data: URL)', addressHint)
  );
}

function obtainBytes(
  read: () => Promise<Uint8Array | Failure>,
  forms: ImageForm[],
  work: ImageWork,
): Promise<ImageOutcome> {
  return work.converting(null, async () => {
    const bytes = await read();
    if (!(bytes instanceof Uint8Array)) return { ...nothing, image: bytes };
    return { ...nothing, image: await makeImage(bytes, sha256Of(bytes), forms, work), bytesBefore: bytes.length };
  });
}

function obtainDrawn(diagram: DiagramSource, { config, host, converting }: ImageWork): Promise<ImageOutcome> {
  const bytesBefore = Buffer.byteLength(diagram.source);
  return converting(null, async () => {
    const image = await obtainDiagram(diagram, host);
    const remark = image.kind === 'image' && config.formats.includes('pdf') ? remarkOnSize(image, config) : null;
    return { ...nothing, image, bytesBefore, remark };
  });
}

/** Points; what is smaller is no longer read. */
const leastLetters = 5;

function remarkOnSize({ original }: Image, config: BookConfig): Failure | null {
  const { letters } = sizeOnPaper(original, config);
  if (letters >= leastLetters) return null;
  const hint = 'lay it out from top to bottom (flowchart TD), shorten the labels, or split it into several diagrams';
  return failure('diagram-text-too-small', `is too large: its text is only ${letters} pt high on paper`, hint);
}
