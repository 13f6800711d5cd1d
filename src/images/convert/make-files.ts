/**
 * Converts an image of any type to files every reading system and print shop accepts: upright, opaque, sRGB, 8 bits,
 * one frame, no metadata. Deterministic. Runs in a worker process.
 */
import type { Metadata, Sharp } from 'sharp';
import sharp from 'sharp';
import type { ConversionAnswer, ConversionJob, ImageForm, MadeFile } from '../../model/host.ts';
import type { Failure } from '../failure.ts';
import { failure, smallerHint } from '../failure.ts';
import {
  encode,
  encodePhotograph,
  isBlank,
  type JpegOptions,
  type Kind,
  type Pixels,
  readPixels,
  timeout,
} from './encode.ts';
import { identifyImage, imageTypes } from './identify.ts';
import { stripJpeg } from './jpeg.ts';
import { anewHint, type Opened, openImage, refuseType, type Size } from './open.ts';
import { stripPng } from './png.ts';

/** Frames that are looked at when the first ones show nothing. */
const lookedAt = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89];

export async function makeFiles(job: Omit<ConversionJob, 'fonts'>): Promise<ConversionAnswer> {
  const type = identifyImage(job.bytes);
  const refusal = refuseType(type, job.bytes);
  if (refusal !== null) return refusal;
  try {
    const opened = await openImage(job.bytes, type, job.maximumPixels);
    if (opened.kind === 'failed') return opened;
    const { width, height } = opened;
    return {
      kind: 'made',
      files: await encodeAll(opened, job.forms),
      mediaType: imageTypes[type].mediaType,
      width,
      height,
    };
  } catch (error) {
    // sharp says so when a file is damaged; nothing else in here can fail.
    return describeDamage(error);
  }
}

/** The largest first: the others are made from its pixels, and two of one size are one file. */
async function encodeAll(opened: Opened, forms: ImageForm[]): Promise<MadeFile[]> {
  const sizes = forms.map((form) => fitInto(opened.pixels, form));
  const made = new Map<string, MadeFile>();
  let pixels: Pixels | null = null;
  let kind = kindOf(opened);
  for (const [index, size] of [...sizes.entries()].sort(([, first], [, second]) => second.width - first.width)) {
    if (isVector(opened, forms[index]!) || made.has(nameOf(size))) continue;
    let file = isSame(size, opened.pixels) ? await passThrough(opened) : null;
    if (file === null && sizes.length === 1 && kind === 'photograph' && isPlain(opened)) {
      // In one go, without the pixels in between.
      file = await encodePhotograph(frame(opened, size, 0, grounds[0]), careFor(opened, size));
    } else if (file === null) {
      pixels = pixels === null ? await decode(opened, size) : await shrink(pixels, size);
      file = await encode(pixels, kind, careFor(opened, size));
    }
    // A smaller photograph may look like line art to the encoder.
    if (file.mediaType === 'image/jpeg') kind = 'photograph';
    made.set(nameOf(size), file);
  }
  return forms.map((form, index) => (isVector(opened, form) ? vectorFile(opened) : made.get(nameOf(sizes[index]!))!));
}

/** The largest size with the same proportions that fits, never larger than it is. */
function fitInto({ width, height }: Size, box: Size): Size {
  const scale = Math.min(1, box.width / width, box.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function isSame(first: Size, second: Size): boolean {
  return first.width === second.width && first.height === second.height;
}

function nameOf({ width, height }: Size): string {
  return `${width}x${height}`;
}

function isVector(opened: Opened, form: ImageForm): boolean {
  return form.name === 'print' && opened.drawing !== null && opened.drawing.length <= longestVector;
}

/** Characters of an SVG beyond which a printer is better served with pixels. */
const longestVector = 1_000_000;

function vectorFile({ drawing, width, height }: Opened): MadeFile {
  return { bytes: new TextEncoder().encode(drawing!), mediaType: 'image/svg+xml', width, height };
}

/** The file itself, when a reader and a printer can take it as it is; null when it must be made again. */
async function passThrough({ input, options, metadata, type }: Opened): Promise<MadeFile | null> {
  const { width, height, orientation = 1, space, icc } = metadata;
  if (orientation !== 1 || (space !== 'srgb' && space !== 'b-w')) return null;
  if (icc !== undefined && !isStandardProfile(icc)) return null;
  const stripped = type === 'jpeg' ? plainJpeg(input, metadata) : type === 'png' ? smallPng(input, metadata) : null;
  if (stripped === null) return null;
  // Decoded to an eighth, which is quick for a JPEG and still meets every damaged byte.
  await sharp(input, options)
    .resize(Math.ceil(width / 8))
    .timeout({ seconds: timeout })
    .raw()
    .toBuffer();
  return { bytes: stripped, mediaType: type === 'png' ? 'image/png' : 'image/jpeg', width, height };
}

function plainJpeg(bytes: Uint8Array, { isProgressive }: Metadata): Uint8Array | null {
  return isProgressive ? null : stripJpeg(bytes);
}

/** Bytes a pixel: a PNG with more is a photograph, which a JPEG holds in a third of it. */
const lineArt = 0.75;

function isLineArt(bytes: Uint8Array, { width, height }: Size): boolean {
  return bytes.length <= width * height * lineArt;
}

function smallPng(bytes: Uint8Array, metadata: Metadata): Uint8Array | null {
  return isLineArt(bytes, metadata) ? stripPng(bytes) : null;
}

function isStandardProfile(icc: Buffer): boolean {
  // The description is ASCII in version 2 of the format and UTF-16 in version 4.
  return icc.includes('sRGB', 0, 'latin1') || icc.includes(Buffer.from('\0s\0R\0G\0B', 'latin1'));
}

/** What was saved with loss was a photograph, or looks like one now; a PNG with few bytes a pixel is line art. */
function kindOf({ type, input, width, height }: Opened): Kind {
  if (type === 'jpeg' || type === 'avif') return 'photograph';
  if (type === 'webp' && isLossy(input)) return 'photograph';
  return type === 'png' && isLineArt(input, { width, height }) ? 'line art' : 'unknown';
}

/** https://www.rfc-editor.org/rfc/rfc9649#name-simple-file-format-lossy */
function isLossy(webp: Uint8Array): boolean {
  return Buffer.from(webp.subarray(0, 64)).includes('VP8 ', 0, 'latin1');
}

/** Chroma as fine as the original's, and no higher quality than a lossy original that is not scaled down. */
function careFor({ type, input, metadata, pixels }: Opened, size: Size): JpegOptions {
  const lossy = type === 'jpeg' || type === 'avif' || (type === 'webp' && isLossy(input));
  const half = type === 'webp' ? lossy : metadata.chromaSubsampling?.startsWith('4:2:0') === true;
  return { quality: lossy && isSame(size, pixels) ? 82 : 86, colour: half ? '4:2:0' : '4:4:4' };
}

/** Neither frames nor transparency: the first look at it shows all of it. */
function isPlain({ metadata: { pages = 1, hasAlpha } }: Opened): boolean {
  return pages === 1 && !hasAlpha;
}

/** The ground that transparent images stand on: the page; a dark one for what is white itself. */
const grounds = ['#ffffff', '#3c3c3c'] as const;

/** The first frame that shows something; the first one when none does. */
async function decode(opened: Opened, size: Size): Promise<Pixels> {
  const { pages = 1, hasAlpha } = opened.metadata;
  const pixels = await decodeFrame(opened, size, 0, grounds[0]);
  if (isPlain(opened) || !isBlank(pixels)) return pixels;
  for (const page of lookedAt.filter((number) => number < pages)) {
    const later = await decodeFrame(opened, size, page, grounds[0]);
    if (!isBlank(later)) return later;
  }
  const onDark = hasAlpha ? await decodeFrame(opened, size, 0, grounds[1]) : pixels;
  return isBlank(onDark) ? pixels : onDark;
}

function decodeFrame(opened: Opened, size: Size, page: number, ground: string): Promise<Pixels> {
  return readPixels(frame(opened, size, page, ground));
}

function frame({ input, options, type }: Opened, size: Size, page: number, ground: string): Sharp {
  const paged = type === 'gif' || type === 'webp' ? { page } : {};
  const image = sharp(input, { ...options, ...paged })
    .autoOrient()
    .resize({ ...size, fit: 'fill' });
  return image.flatten({ background: ground }).toColourspace('srgb');
}

function shrink(pixels: Pixels, size: Size): Promise<Pixels> {
  return readPixels(sharp(pixels.data, { raw: pixels.raw }).resize({ ...size, fit: 'fill' }));
}

function describeDamage(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  if (/pixel limit|too large|too wide|too high/i.test(reason)) {
    return failure('image-too-large', 'has too many pixels', smallerHint);
  }
  const slow = /^timeout/i.test(reason) ? `takes longer than ${timeout} s to decode` : 'is damaged or incomplete';
  return failure('image-damaged', slow, anewHint);
}
