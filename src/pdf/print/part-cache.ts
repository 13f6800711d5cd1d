/** Parts as they were printed and finished, in the cache, by a hash of all that they are made from. */
import type { BrowserAnswer, Host } from '../../model/host.ts';
import { sha256Of } from '../../text/hash.ts';
import { readPageNumbers } from '../file/destinations.ts';
import { readPdf } from '../file/reader.ts';
import { type FinishedPart, finishPart, type PartOptions } from '../finish/finish-part.ts';
import { unbrokenWords } from '../text/line-ends.ts';
import type { MeasuredPart } from './pagination.ts';

export type PartCacheHost = Pick<Host, 'readCache' | 'writeCache' | 'storeFile' | 'storedFile' | 'readFile'>;

/** A finished part whose PDF is read when it is needed. */
export interface StoredPart extends Omit<FinishedPart, 'bytes'> {
  /** The same for the same part. */
  key: string;
  load(): Promise<Uint8Array>;
}

type FailedAnswer = Exclude<BrowserAnswer, { kind: 'bytes' }>;

export interface PartCache {
  finished(
    body: string,
    options: Omit<PartOptions, 'words'>,
    print: () => Promise<BrowserAnswer>,
  ): Promise<{ kind: 'part'; part: StoredPart } | FailedAnswer>;
  draft(
    body: string,
    print: () => Promise<BrowserAnswer>,
  ): Promise<{ kind: 'draft'; draft: MeasuredPart } | FailedAnswer>;
}

/** `page`: the page around every part; `files`: what it may load. */
export function createPartCache(
  page: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  host: PartCacheHost,
): PartCache {
  const made = [...files].flatMap(([name, content]) =>
    typeof content === 'string' ? [] : [`${name} ${sha256Of(content)}`],
  );
  const pageHash = sha256Of(`${page}\n${made.join('\n')}`);
  return {
    async finished(body, options, print) {
      const choices = { ...options, titles: [...options.titles] };
      const key = sha256Of(`${pageHash}\n${JSON.stringify(choices)}\n${body}`).slice(0, 32);
      const stored = await readPart(key, host);
      if (stored !== null) return { kind: 'part', part: stored };
      const answer = await print();
      if (answer.kind !== 'bytes') return answer;
      const finished = finishPart(readPdf(answer.bytes), { ...options, words: unbrokenWords(body) });
      return { kind: 'part', part: await writePart(key, finished, host) };
    },
    async draft(body, print) {
      const key = `prints/${sha256Of(`${pageHash}\n${body}`).slice(0, 32)}-draft.json`;
      const stored = parseJson(await host.readCache(key));
      if (stored !== null) return { kind: 'draft', draft: { ...stored, numbers: new Map(stored.numbers) } };
      const answer = await print();
      if (answer.kind !== 'bytes') return answer;
      const { pages, numbers } = readPageNumbers(readPdf(answer.bytes));
      await host.writeCache(key, encodeJson({ pages, numbers: [...numbers] }));
      return { kind: 'draft', draft: { pages, numbers } };
    },
  };
}

function parseJson(bytes: Uint8Array | null) {
  if (bytes === null) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

function encodeJson(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

async function readPart(key: string, host: PartCacheHost): Promise<StoredPart | null> {
  const note = parseJson(await host.readCache(`prints/${key}.json`));
  if (note === null) return null;
  const { sha256, numbers, ...rest } = note;
  const path = await host.storedFile(`prints/${sha256.slice(0, 32)}.pdf`, sha256);
  if (path === null) return null;
  return { ...rest, numbers: new Map(numbers), key, load: () => loadFile(path, host) };
}

async function writePart(key: string, { bytes, ...finished }: FinishedPart, host: PartCacheHost): Promise<StoredPart> {
  const sha256 = sha256Of(bytes);
  const answer = await host.storeFile(`prints/${sha256.slice(0, 32)}.pdf`, bytes);
  const note = { ...finished, sha256, numbers: [...finished.numbers] };
  await host.writeCache(`prints/${key}.json`, encodeJson(note));
  // A disk that takes nothing costs memory.
  const load = answer.kind === 'stored' ? () => loadFile(answer.path, host) : async () => bytes;
  return { ...finished, key, load };
}

async function loadFile(path: string, host: Pick<Host, 'readFile'>): Promise<Uint8Array> {
  const answer = await host.readFile(path, Number.POSITIVE_INFINITY);
  if (answer.kind !== 'file') throw new Error(`the cache lost ${path} while it was in use`);
  return answer.bytes;
}
