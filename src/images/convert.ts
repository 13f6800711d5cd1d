/**
 * Makes a picture that every e-reader and every printer takes. In: the bytes of a picture of any type. Out: a Picture,
 * its files in the cache as PNG or JPEG: upright, opaque, sRGB, 8 bits, the first frame, without metadata, small enough;
 * or a Failure. The same bytes give the same files. What was converted once is found again by the hash of the original,
 * so that an unchanged rebuild decodes nothing. It never reaches the network, and no file but the cache.
 *
 * Why not leave WebP or a GIF's frames as they are: tests/../docs say which readers fail on which.
 */
import type { Metadata, SharpOptions } from 'sharp';
import sharp from 'sharp';
import type { ImagePolicy, Picture, StoredImage } from '../book.ts';
import type { Host } from '../host.ts';
import { type Encoded, encode, type Kind, type Pixels, patience, readPixels } from './encode.ts';
import type { Failure } from './failure.ts';
import { failure, smallerHint } from './failure.ts';
import { hashBytes } from './fetch.ts';
import type { ImageType } from './identify.ts';
import { identifyImage, imageTypes } from './identify.ts';
import { stripJpeg } from './jpeg.ts';
import { stripPng } from './png.ts';
import { cleanSvg } from './svg.ts';

/** Change it whenever the same original would become other files. */
const settings = 'v3';

/** Longest side in pixels. For print: 300 to the inch on a page about 200 mm wide. */
const longestSide = { screen: 2000, print: 2400 } as const;

/** The Picture made of these bytes by an earlier build; null when there is none, or a file of it is gone. */
export async function findPicture(
  sha256: string,
  host: Pick<Host, 'readCache' | 'cachePath'>,
): Promise<Picture | null> {
  const bytes = await host.readCache(conversionKey(sha256));
  if (bytes === null) return null;
  try {
    const picture = JSON.parse(new TextDecoder().decode(bytes)) as Picture;
    const screen = await findStored(picture.screen, host);
    const print = picture.print.name === screen?.name ? screen : await findStored(picture.print, host);
    if (screen === null || print === null) return null;
    return { kind: 'picture', screen, print, original: picture.original };
  } catch {
    return null;
  }
}

export async function convertImage(
  bytes: Uint8Array,
  sha256: string,
  policy: ImagePolicy,
  host: Pick<Host, 'writeCache'>,
): Promise<Picture | Failure> {
  const type = identifyImage(bytes);
  const refusal = refuseType(type, bytes);
  if (refusal !== null) return refusal;
  const made = await makeFiles(bytes, type, policy);
  if (made.kind === 'failed') return made;
  const { mediaType } = imageTypes[type];
  const picture: Picture = {
    kind: 'picture',
    screen: await store(made.screen, host),
    print: await store(made.print, host),
    original: { mediaType, bytes: bytes.length, width: made.width, height: made.height },
  };
  await host.writeCache(conversionKey(sha256), new TextEncoder().encode(JSON.stringify(withoutPaths(picture))));
  return picture;
}

/** A picture opened, not yet decoded. Sizes are natural ones, upright. */
interface Opened {
  kind: 'opened';
  input: Uint8Array;
  options: SharpOptions;
  metadata: Metadata;
  width: number;
  height: number;
  /** Pixels its decoding gives at most. */
  pixelWidth: number;
  pixelHeight: number;
}

interface MadeFiles {
  kind: 'made';
  screen: Encoded;
  print: Encoded;
  width: number;
  height: number;
}

function refuseType(type: ImageType, bytes: Uint8Array): Failure | null {
  const code = 'image-not-a-picture';
  switch (type) {
    case 'png':
    case 'jpeg':
    case 'gif':
    case 'webp':
    case 'avif':
    case 'tiff':
    case 'svg':
      return null;
    case 'bmp':
    case 'ico':
    case 'heic':
    case 'jxl':
      return failure(code, `is ${imageTypes[type].title}, which Octavo cannot read`, 'save it as PNG or JPEG');
    case 'html':
    case 'pdf':
      return failure(code, `is ${imageTypes[type].title}, not a picture`, 'use the address of the picture itself');
    case 'unknown':
      return bytes.length === 0
        ? failure(code, 'is empty')
        : failure(code, 'is not a picture of a known type', 'save it as PNG or JPEG');
  }
}

/** Both files, and the natural size of what they were made from. */
async function makeFiles(bytes: Uint8Array, type: ImageType, policy: ImagePolicy): Promise<MadeFiles | Failure> {
  try {
    const opened = type === 'svg' ? await readDrawing(bytes, policy) : await readPhotograph(bytes, policy);
    if (opened.kind === 'failed') return opened;
    const { width, height } = opened;
    return { kind: 'made', ...(await encodeBoth(opened, type, bytes)), width, height };
  } catch (error) {
    // sharp says so when a file is damaged; nothing else in here can fail.
    return describeDamage(error);
  }
}

async function readPhotograph(bytes: Uint8Array, policy: ImagePolicy): Promise<Opened | Failure> {
  // The header alone: no limit yet, so that the message can name the size.
  const metadata = await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata();
  const { width, height } = metadata.autoOrient;
  if (width * height > policy.maximumPixels) return describeSize(width, height, policy);
  const options: SharpOptions = { limitInputPixels: policy.maximumPixels, pages: 1, failOn: 'error' };
  return { kind: 'opened', input: bytes, options, metadata, width, height, pixelWidth: width, pixelHeight: height };
}

// Drawn at twice its natural size, since lines drawn at 96 to the inch look poor in print.
async function readDrawing(bytes: Uint8Array, policy: ImagePolicy): Promise<Opened | Failure> {
  const svg = cleanSvg(bytes);
  if (svg.kind === 'failed') return svg;
  const input = new TextEncoder().encode(svg.text);
  const metadata = await sharp(input, { limitInputPixels: false, density: 72 }).metadata();
  const { width, height } = metadata;
  const scale = Math.min(2, longestSide.print / Math.max(width, height));
  // One dot to the inch is the least that can be asked for.
  if (scale * 72 < 1) return describeSize(width, height, policy);
  const options: SharpOptions = { limitInputPixels: policy.maximumPixels, failOn: 'error', density: 72 * scale };
  const pixelWidth = Math.max(1, Math.round(width * scale));
  const pixelHeight = Math.max(1, Math.round(height * scale));
  return { kind: 'opened', input, options, metadata, width, height, pixelWidth, pixelHeight };
}

function describeSize(width: number, height: number, policy: ImagePolicy): Failure {
  const most = Math.round(policy.maximumPixels / 1e6);
  return failure('image-too-large', `has ${width} × ${height} pixels, more than ${most} million`, smallerHint);
}

async function encodeBoth(
  opened: Opened,
  type: ImageType,
  bytes: Uint8Array,
): Promise<{ screen: Encoded; print: Encoded }> {
  const longest = Math.max(opened.pixelWidth, opened.pixelHeight);
  const untouched = longest <= longestSide.print ? await passThrough(opened, type, bytes) : null;
  if (untouched !== null && longest <= longestSide.screen) return { screen: untouched, print: untouched };
  const kind = kindOf(opened, type, bytes);
  const pixels = await decode(opened, longestSide.print);
  const print = untouched ?? (await encode(pixels, kind));
  if (longest <= longestSide.screen) return { screen: print, print };
  const smaller = await resize(pixels, longestSide.screen);
  return { screen: await encode(smaller, print.mediaType === 'image/jpeg' ? 'photograph' : kind), print };
}

/** The file itself, when a reader and a printer can take it as it is; null when it must be made anew. */
async function passThrough(opened: Opened, type: ImageType, bytes: Uint8Array): Promise<Encoded | null> {
  const { input, options, metadata } = opened;
  const { width, height, orientation = 1, space, icc } = metadata;
  if (orientation !== 1 || (space !== 'srgb' && space !== 'b-w')) return null;
  if (icc !== undefined && !isStandardProfile(icc)) return null;
  const stripped = type === 'jpeg' ? plainJpeg(bytes, metadata) : type === 'png' ? smallPng(bytes, metadata) : null;
  if (stripped === null) return null;
  // Decoded to an eighth, which is quick for a JPEG and still meets every damaged byte.
  await sharp(input, options)
    .resize(Math.ceil(width / 8))
    .timeout({ seconds: patience })
    .raw()
    .toBuffer();
  return { bytes: stripped, mediaType: type === 'png' ? 'image/png' : 'image/jpeg', width, height };
}

function plainJpeg(bytes: Uint8Array, { isProgressive }: Metadata): Uint8Array | null {
  return isProgressive ? null : stripJpeg(bytes);
}

/** Bytes a pixel: a PNG with more is a photograph, which a JPEG holds in a third of it. */
const lineArt = 0.75;

function isLineArt(bytes: Uint8Array, { width, height }: { width: number; height: number }): boolean {
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
function kindOf(opened: Opened, type: ImageType, bytes: Uint8Array): Kind {
  if (type === 'jpeg' || type === 'avif') return 'photograph';
  if (type === 'webp' && Buffer.from(bytes.subarray(0, 64)).includes('VP8 ', 0, 'latin1')) return 'photograph';
  return type === 'png' && isLineArt(bytes, opened) ? 'line art' : 'unknown';
}

async function decode(opened: Opened, side: number): Promise<Pixels> {
  const image = sharp(opened.input, opened.options)
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
  return readPixels(image.flatten({ background: '#ffffff' }).toColourspace('srgb'));
}

async function resize(pixels: Pixels, side: number): Promise<Pixels> {
  return readPixels(sharp(pixels.data, { raw: pixels.raw }).resize({ width: side, height: side, fit: 'inside' }));
}

async function store(image: Encoded, host: Pick<Host, 'writeCache'>): Promise<StoredImage> {
  const { bytes, mediaType, width, height } = image;
  const name = `${hashBytes(bytes).slice(0, 16)}.${mediaType === 'image/png' ? 'png' : 'jpg'}`;
  const file = await host.writeCache(imageKey(name), bytes);
  return { name, mediaType, width, height, bytes: bytes.length, file };
}

async function findStored(
  image: StoredImage,
  host: Pick<Host, 'readCache' | 'cachePath'>,
): Promise<StoredImage | null> {
  const bytes = await host.readCache(imageKey(image.name));
  return bytes?.length === image.bytes ? { ...image, file: host.cachePath(imageKey(image.name)) } : null;
}

// The cache may be moved or shared between machines: it holds no absolute path.
function withoutPaths(picture: Picture): Picture {
  return { ...picture, screen: { ...picture.screen, file: '' }, print: { ...picture.print, file: '' } };
}

function imageKey(name: string): string {
  return `images/${name}`;
}

function conversionKey(sha256: string): string {
  return `conversions/${sha256}-${settings}.json`;
}

function describeDamage(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  if (/pixel limit|too large|too wide|too high/i.test(reason)) {
    return failure('image-too-large', 'has too many pixels', smallerHint);
  }
  const slow = /^timeout/i.test(reason) ? `takes more than ${patience} s to decode` : 'is damaged or incomplete';
  return failure('image-damaged', slow, 'open it in a picture editor and save it anew');
}
