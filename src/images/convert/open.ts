/** Opens an image of any type: what a decoder needs, or a Failure when it is not an image, too large or unsupported. */
import type { Metadata, SharpOptions } from 'sharp';
import sharp from 'sharp';
import { readSvgWords } from '../../fonts/svg-fonts.ts';
import { showCount } from '../../text/quantities.ts';
import type { Failure } from '../failure.ts';
import { failure, smallerHint } from '../failure.ts';
import { readBmp, readIcon } from './bitmap.ts';
import { type ImageType, imageTypes } from './identify.ts';
import { cleanSvg, sizedSvg } from './svg.ts';

/** Frames of an animation; those of a film made into a GIF are a fault. */
const mostFrames = 10_000;

/** Longest side of an SVG drawn for a screen: twice its natural size, and no more than this. */
const longestDrawing = 2400;

export const anewHint = 'open it in an image editor and save it again';

/** Pixels. */
export interface Size {
  width: number;
  height: number;
}

/** An image opened, not yet decoded. Sizes are natural ones, upright. */
export interface Opened {
  kind: 'opened';
  input: Uint8Array;
  options: SharpOptions;
  metadata: Metadata;
  width: number;
  height: number;
  /** Pixels its decoding gives at most. */
  pixels: Size;
  type: ImageType;
  /** The cleaned text of an SVG. */
  drawing: string | null;
}

export function refuseType(type: ImageType, bytes: Uint8Array): Failure | null {
  const code = 'image-type-unsupported';
  switch (type) {
    case 'png':
    case 'jpeg':
    case 'gif':
    case 'webp':
    case 'avif':
    case 'tiff':
    case 'svg':
    case 'bmp':
    case 'ico':
      return null;
    case 'heic':
    case 'jxl':
      return failure(code, `is ${imageTypes[type].title}, which Octavo does not support`, 'save it as PNG or JPEG');
    case 'html':
    case 'pdf':
      return failure(code, `is ${imageTypes[type].title}, not an image`, 'use the address of the image itself');
    case 'unknown':
      return bytes.length === 0
        ? failure(code, 'is empty')
        : failure(code, 'has an unknown file type', 'save it as PNG or JPEG');
  }
}

export async function openImage(bytes: Uint8Array, type: ImageType, maximumPixels: number): Promise<Opened | Failure> {
  switch (type) {
    case 'svg':
      return openDrawing(bytes, maximumPixels);
    case 'bmp':
    case 'ico':
      return openBitmap(bytes, type, maximumPixels);
    default:
      return openPhotograph(bytes, type, maximumPixels);
  }
}

async function openPhotograph(bytes: Uint8Array, type: ImageType, maximumPixels: number): Promise<Opened | Failure> {
  // The header alone: no limit yet, so that the message can name the size.
  const metadata = await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata();
  const { width, height } = metadata.autoOrient;
  if (width * height > maximumPixels) return describeSize(width, height, maximumPixels);
  if ((metadata.pages ?? 1) > mostFrames) {
    return failure('image-too-large', `has ${metadata.pages} frames; the limit is ${mostFrames}`, smallerHint);
  }
  const options: SharpOptions = { limitInputPixels: maximumPixels, pages: 1, failOn: 'error' };
  const pixels = { width, height };
  return { kind: 'opened', input: bytes, options, metadata, width, height, pixels, type, drawing: null };
}

async function openDrawing(bytes: Uint8Array, maximumPixels: number): Promise<Opened | Failure> {
  const svg = cleanSvg(bytes);
  if (svg.kind === 'failed') return svg;
  const input = new TextEncoder().encode(readSvgWords(svg.text).svg);
  const metadata = await sharp(input, { limitInputPixels: false, density: 72 }).metadata();
  const { width, height } = metadata;
  const scale = Math.min(2, longestDrawing / Math.max(width, height));
  // One dot to the inch is the least that can be asked for.
  if (scale * 72 < 1) return describeSize(width, height, maximumPixels);
  const options: SharpOptions = { limitInputPixels: maximumPixels, failOn: 'error', density: 72 * scale };
  const pixels = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const drawing = sizedSvg(svg, width, height);
  return { kind: 'opened', input, options, metadata, width, height, pixels, type: 'svg', drawing };
}

async function openBitmap(bytes: Uint8Array, type: 'bmp' | 'ico', maximumPixels: number): Promise<Opened | Failure> {
  const bitmap = type === 'bmp' ? readBmp(bytes) : readIcon(bytes);
  if (bitmap === null) return failure('image-damaged', 'is compressed, truncated or in an outdated format', anewHint);
  if (bitmap.kind === 'png') return openPhotograph(bitmap.bytes, 'png', maximumPixels);
  const { width, height } = bitmap.raw;
  if (width * height > maximumPixels) return describeSize(width, height, maximumPixels);
  const png = await sharp(bitmap.data, { raw: bitmap.raw }).png({ compressionLevel: 0 }).toBuffer();
  return openPhotograph(png, type, maximumPixels);
}

function describeSize(width: number, height: number, maximumPixels: number): Failure {
  return failure(
    'image-too-large',
    `has ${width} × ${height} pixels; the limit is ${showCount(maximumPixels)}`,
    smallerHint,
  );
}
