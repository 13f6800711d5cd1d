/** Chooses PNG for line art and JPEG for everything else. The same pixels give the same bytes. */
import type { Sharp } from 'sharp';
import sharp from 'sharp';
import type { MadeFile } from '../../model/host.ts';

/** Seconds for one decoding: a few kilobytes of SVG or AVIF can ask for hours of work. */
export const timeout = 30;

export interface Pixels {
  data: Buffer;
  raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
}

/** What is known of an image before its pixels are looked at. */
export type Kind = 'photograph' | 'line art' | 'unknown';

export async function encode(pixels: Pixels, kind: Kind, care: JpegOptions): Promise<MadeFile> {
  const { width, height } = pixels.raw;
  const bytes = kind === 'photograph' ? null : await encodeLineArt(pixels, kind, care);
  if (bytes !== null) return { bytes, mediaType: 'image/png', width, height };
  return encodePhotograph(sharp(pixels.data, { raw: pixels.raw }), care);
}

/** How much of a photograph a JPEG keeps. */
export interface JpegOptions {
  /** As sharp counts it, to 100. */
  quality: number;
  /** Resolution of the colours beside that of the brightness: half as much is what most photographs have. */
  colour: '4:4:4' | '4:2:0';
}

// Without mozjpeg, which takes ten times longer.
export async function encodePhotograph(image: Sharp, care: JpegOptions): Promise<MadeFile> {
  const { data, info } = await image
    .timeout({ seconds: timeout })
    .jpeg({ quality: care.quality, chromaSubsampling: care.colour })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, mediaType: 'image/jpeg', width: info.width, height: info.height };
}

/** Text and flat colours, as small as it gets. */
export async function encodeFlat({ data, raw }: Pixels): Promise<MadeFile> {
  const bytes = await sharp(data, { raw }).png({ compressionLevel: 9 }).toBuffer();
  return { bytes, mediaType: 'image/png', width: raw.width, height: raw.height };
}

export async function readPixels(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.timeout({ seconds: timeout }).raw().toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
}

/** Whether nothing can be seen: every pixel has nearly one colour. */
export function isBlank({ data, raw: { channels } }: Pixels): boolean {
  for (let at = 0; at < data.length; at += 1) {
    if (Math.abs(data[at]! - data[at % channels]!) > noticeable) return false;
  }
  return true;
}

/** Of 255: less is the grain of a lossy encoder. */
const noticeable = 8;

/** A PNG, if that is the better form for this image; else null. */
async function encodeLineArt(pixels: Pixels, kind: Kind, care: JpegOptions): Promise<Uint8Array | null> {
  if (kind === 'line art' || hasFewColours(pixels)) return encodePng(pixels);
  // A photograph shows in a sample, and its PNG would take longest of all.
  const sample = await cutSample(pixels);
  const [samplePng, sampleJpeg] = await Promise.all([encodePng(sample), encodeJpeg(sample, care)]);
  if (samplePng.length > 2 * sampleJpeg.length) return null;
  const [png, jpeg] = await Promise.all([encodePng(pixels), encodeJpeg(pixels, care)]);
  return png.length <= jpeg.length ? png : null;
}

function hasFewColours({ data, raw }: Pixels): boolean {
  const colours = new Set<number>();
  let last = -1;
  for (let at = 0; at < data.length; at += raw.channels) {
    const colour = raw.channels < 3 ? data[at]! : (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!;
    // Nearly all pixels of line art are as the one before.
    if (colour === last) continue;
    last = colour;
    colours.add(colour);
    if (colours.size > 256) return false;
  }
  return true;
}

async function cutSample({ data, raw }: Pixels): Promise<Pixels> {
  const width = Math.min(raw.width, 512);
  const height = Math.min(raw.height, 512);
  const left = Math.floor((raw.width - width) / 2);
  const top = Math.floor((raw.height - height) / 2);
  return readPixels(sharp(data, { raw }).extract({ left, top, width, height }));
}

function encodePng({ data, raw }: Pixels): Promise<Uint8Array> {
  return sharp(data, { raw }).png({ compressionLevel: 6 }).toBuffer();
}

async function encodeJpeg({ data, raw }: Pixels, care: JpegOptions): Promise<Uint8Array> {
  return (await encodePhotograph(sharp(data, { raw }), care)).bytes;
}
