/**
 * Converts an image to the sizes the outputs need. Results are cached by the original's hash and the size, so that an
 * unchanged rebuild decodes nothing. Decoding happens in worker processes (`make-files.ts`).
 */
import { crc32 } from 'node:zlib';
import type { AssetRef, BookConfig, Image, StoredImage } from '../../model/book.ts';
import type { Host, ImageForm, MadeFile } from '../../model/host.ts';
import { figureSpace } from '../../pdf/geometry/text-block.ts';
import { sha256Of } from '../../text/hash.ts';
import type { Failure } from '../failure.ts';
import { failure } from '../failure.ts';

import { type DrawingFontHost, drawingFonts, fontsFingerprint } from './drawing-fonts.ts';

/** Pixels of the longest side on a reading system; the stores take 5.6 million in all. */
const longestSide = 2000;

/** Height of a cover in pixels, as KDP recommends; Apple asks for 1400 on the shorter side, which it usually gives. */
const coverHeight = 2560;

/** Pixels to the inch on paper: 300, and a few more, since browsers stretch a page by a hair. */
const resolution = 303;

/** What to make of an image for the formats of its book and the places that show it. */
export function formsFor(uses: ReadonlySet<AssetRef['use']>, config: BookConfig): ImageForm[] {
  const forms: ImageForm[] = [];
  if (config.formats.some((format) => format !== 'pdf')) {
    forms.push({ name: 'screen', width: longestSide, height: uses.has('cover') ? coverHeight : longestSide });
  }
  if (config.formats.includes('pdf')) {
    const { width, height } = uses.has('cover') ? coverSpace(config) : figureSpace(config);
    forms.push({ name: 'print', width: toPixels(width), height: toPixels(height) });
  }
  return forms;
}

/** On a cover sheet the image fills the page and its bleed, whatever its own shape. */
function coverSpace({ page, pdf }: BookConfig): BookConfig['page'] {
  const share = pdf.wrap === null ? 1 : 1.5;
  return { width: page.width * share, height: page.height * share };
}

function toPixels(millimetres: number): number {
  return Math.ceil((millimetres / 25.4) * resolution);
}

type CacheHost = Pick<Host, 'readCache' | 'storedFile' | 'packageFile' | 'readFile'>;

/** The image made of these bytes by earlier builds; null when a form of it is not there. */
export async function findImage(
  sha256: string,
  forms: ImageForm[],
  language: string,
  host: CacheHost,
): Promise<Image | null> {
  const found = await Promise.all(forms.map((form) => findForm(sha256, form, language, host)));
  return asImage(forms, found);
}

/** The image of these bytes: forms that are in the cache are taken from there, the others are made. */
export async function convertImage(
  bytes: Uint8Array,
  sha256: string,
  forms: ImageForm[],
  { maximumPixels, language }: { maximumPixels: number; language: string },
  host: CacheHost & DrawingFontHost & Pick<Host, 'convert'>,
): Promise<Image | Failure> {
  const found = await Promise.all(forms.map((form) => findForm(sha256, form, language, host)));
  const wanted = forms.filter((_, index) => found[index] === null);
  if (wanted.length === 0) return asImage(forms, found)!;
  const fonts = await drawingFonts(bytes, language, host);
  const answer = await host.convert({ bytes, maximumPixels, forms: wanted, fonts });
  if (answer.kind === 'died') return describeDeath(answer.reason);
  if (answer.kind === 'failed') return failure(answer.code as Failure['code'], answer.problem, answer.hint);
  const { mediaType, width, height } = answer;
  const drawnWith = fonts === null ? null : await fontsFingerprint(language, host);
  const original = { mediaType, bytes: bytes.length, width, height };
  for (const [index, form] of wanted.entries()) {
    const image = await store(answer.files[index]!, host);
    if ('kind' in image) return image;
    const made = { image, original, drawnWith };
    await host.writeCache(formKey(sha256, form), new TextEncoder().encode(JSON.stringify(withoutPath(made))));
    found[forms.indexOf(form)] = made;
  }
  return asImage(forms, found)!;
}

/** One file of an image, with what its original was. */
interface MadeForm {
  image: StoredImage;
  original: Image['original'];
  /** The fonts of its words; null where it has none. */
  drawnWith: string | null;
}

async function findForm(sha256: string, form: ImageForm, language: string, host: CacheHost): Promise<MadeForm | null> {
  const note = await host.readCache(formKey(sha256, form));
  if (note === null) return null;
  try {
    const { image, original, drawnWith } = JSON.parse(new TextDecoder().decode(note)) as MadeForm;
    if (drawnWith !== null && drawnWith !== (await fontsFingerprint(language, host))) return null;
    const stored = await findStored(image, host);
    return stored === null ? null : { image: stored, original, drawnWith };
  } catch {
    return null;
  }
}

/** A form that no output wants is the same as the other one: nobody looks at it. */
function asImage(forms: ImageForm[], found: (MadeForm | null)[]): Image | null {
  const made = (name: ImageForm['name']) => found[forms.findIndex((form) => form.name === name)];
  const screen = made('screen') ?? made('print');
  const print = made('print') ?? made('screen');
  if (found.includes(null) || screen == null || print == null) return null;
  return { kind: 'image', screen: screen.image, print: print.image, original: screen.original };
}

/** A file in the cache, named by its content. */
export async function store(made: MadeFile, host: Pick<Host, 'storeFile'>): Promise<StoredImage | Failure> {
  const { bytes, mediaType, width, height } = made;
  const name = `${sha256Of(bytes).slice(0, hashDigits)}.${extensions[mediaType]}`;
  const answer = await host.storeFile(imageKey(name), bytes);
  if (answer.kind === 'failed') {
    return failure('cache-write-failed', `cannot be written to the cache: ${answer.reason}`, cacheHint);
  }
  return { name, mediaType, width, height, bytes: bytes.length, crc32: crc32(bytes), file: answer.path };
}

export const cacheHint = 'free some disk space, or choose another folder: `OCTAVO_CACHE=/path/to/cache`';

/** The same file where the cache is now; null when it is not there as it was stored. */
export async function findStored(image: StoredImage, host: Pick<Host, 'storedFile'>): Promise<StoredImage | null> {
  const file = await host.storedFile(imageKey(image.name), image.name.slice(0, hashDigits));
  return file === null ? null : { ...image, file };
}

const hashDigits = 16;

const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/svg+xml': 'svg' };

// The cache may be moved or shared between machines: it holds no absolute path.
function withoutPath({ image, ...rest }: MadeForm): MadeForm {
  return { image: { ...image, file: '' }, ...rest };
}

/** Where the cache has a file of that name. */
function imageKey(name: string): string {
  return `images/${name}`;
}

function formKey(sha256: string, { name, width, height }: ImageForm): string {
  return `conversions/${sha256}-${name}-${width}x${height}.json`;
}

function describeDeath(reason: 'crash' | 'hang'): Failure {
  const what = reason === 'crash' ? 'crashes the image decoder' : 'takes too long to decode';
  return failure('image-damaged', what, 'open it in an image editor and save it again');
}
