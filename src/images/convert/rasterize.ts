/** Draws an SVG of a book's own, such as its cover, in exactly the size asked for. Runs in a worker process. */
import sharp from 'sharp';
import { readSvgWords } from '../../fonts/svg-fonts.ts';
import type { ConversionAnswer, RasterJob } from '../../model/host.ts';
import { failure } from '../failure.ts';
import { encode, encodeFlat, readPixels } from './encode.ts';
import { cleanSvg } from './svg.ts';

/** Text and rules beside an image: no chroma is left out. */
const care = { quality: 90, colour: '4:4:4' } as const;

export async function rasterize({ svg, width, height }: Omit<RasterJob, 'fonts'>): Promise<ConversionAnswer> {
  const clean = cleanSvg(new TextEncoder().encode(svg));
  if (clean.kind === 'failed') return clean;
  try {
    const input = new TextEncoder().encode(readSvgWords(clean.text).svg);
    const image = sharp(input, { limitInputPixels: width * height * 4, failOn: 'error', density: 72, unlimited: true });
    const pixels = await readPixels(image.resize({ width, height, fit: 'fill' }).flatten().toColourspace('srgb'));
    const isFlat = !/<(?:image|filter|linearGradient|radialGradient)\b/.test(clean.text);
    const file = isFlat ? await encodeFlat(pixels) : await encode(pixels, 'unknown', care);
    return { kind: 'made', files: [file], mediaType: 'image/svg+xml', width, height };
  } catch (error) {
    return failure('image-damaged', `cannot be drawn: ${error instanceof Error ? error.message : error}`);
  }
}
