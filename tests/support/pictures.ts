/** Small pictures, the same on every run. In: a size. Out: bytes of a PNG below 1 kB. */
import sharp from 'sharp';

export function drawImage(width: number, height: number, colour = '#26364f'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .png({ palette: true, compressionLevel: 9 })
    .toBuffer();
}
