/**
 * Pictures of every kind met in the wild, made with a real encoder where there is one. In: nothing. Out: bytes, small, the
 * same on every run.
 */
import sharp from 'sharp';
import {
  animatedPng,
  bmp,
  gifOfFrames,
  heicHeader,
  icoOfBitmap,
  icoOfPng,
  jpegWithExif,
  jxlHeader,
  pngBomb,
} from './hand-made-pictures.ts';

export type TestImages = Awaited<ReturnType<typeof testImages>>;

export type OddImages = Awaited<ReturnType<typeof oddImages>>;

/** The usual ones. */
export async function testImages() {
  const photo = await drawPhoto(480, 320);
  const drawing = await sharp(Buffer.from(drawingSvg)).png().toBuffer();
  const jpeg = await sharp(photo).jpeg().toBuffer();
  const images = await Promise.all(['#c00', '#0c0', '#00c'].map(drawFrame));
  return {
    jpeg,
    png: drawing,
    svg: Buffer.from(drawingSvg),
    svgUnsafe: Buffer.from(unsafeSvg),
    svgEntities: Buffer.from(entitySvg),
    gifAnimated: await sharp(images, { join: { animated: true } })
      .gif()
      .toBuffer(),
    webp: await sharp(photo).webp().toBuffer(),
    webpLineArt: await sharp(drawing).webp({ lossless: true }).toBuffer(),
    avif: await sharp(photo).resize(64).avif({ effort: 0 }).toBuffer(),
    tiff: await sharp(photo).tiff().toBuffer(),
    bmp: bmp(1, 1),
    heic: heicHeader(),
    jxl: jxlHeader(),
    pngPhoto: photo,
    pngDeepAlpha: await sharp(drawing).ensureAlpha(0.5).toColourspace('rgb16').png().toBuffer(),
    pngBomb: pngBomb(60_000, 60_000),
    jpegLarge: await sharp(await drawPhoto(3000, 1500))
      .jpeg()
      .toBuffer(),
    jpegRotated: await sharp(photo).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    jpegExif: await sharp(photo)
      .withExif({ IFD0: { Copyright: 'secret place' } })
      .jpeg()
      .toBuffer(),
    jpegCmyk: await sharp(photo).toColourspace('cmyk').jpeg().toBuffer(),
    jpegWideGamut: await sharp(photo).withIccProfile('p3').jpeg().toBuffer(),
    jpegProgressive: await sharp(photo).jpeg({ progressive: true }).toBuffer(),
    jpegTruncated: jpeg.subarray(0, Math.floor(jpeg.length * 0.6)),
    html: Buffer.from('<!DOCTYPE html><html><body><h1>Not found</h1></body></html>'),
  };
}

/** The odd ones, for whoever wants to see them all. */
export async function oddImages({ jpeg, png, pngPhoto }: TestImages) {
  const [white, red, blue] = await Promise.all(['#fff', '#c00', '#00c'].map(drawFrame));
  const clear = await sharp({ create: { width: 40, height: 30, channels: 4, background: '#0000' } })
    .png()
    .toBuffer();
  const drawing = sharp(png).resize(40, 30, { fit: 'fill' });
  const shown = await drawing.clone().png().toBuffer();
  const icon = await drawing.clone().resize(32, 32, { fit: 'fill' }).ensureAlpha(0.9).png().toBuffer();
  return {
    gifThousands: gifOfFrames(3000),
    gifHundredThousand: gifOfFrames(100_000),
    gifBlankFirst: await sharp([clear, shown, shown], { join: { animated: true } })
      .gif()
      .toBuffer(),
    webpAnimated: await sharp([red!, blue!], { join: { animated: true } })
      .webp()
      .toBuffer(),
    webpBlankFirst: await sharp([white!, shown, shown], { join: { animated: true } })
      .webp()
      .toBuffer(),
    pngAnimated: animatedPng(red!, blue!),
    pngDeep: await sharp(pngPhoto).resize(120).toColourspace('rgb16').png().toBuffer(),
    pngTruncated: pngPhoto.subarray(0, Math.floor(pngPhoto.length * 0.6)),
    pngTransparent: await sharp(Buffer.from(logoSvg('#c00')))
      .png()
      .toBuffer(),
    pngWhiteLogo: await sharp(Buffer.from(logoSvg('#fff')))
      .png()
      .toBuffer(),
    bmpSquare: bmp(8, 8),
    icoOfPng: icoOfPng(icon, 32),
    icoOfBitmap: icoOfBitmap(16),
    jpegHugeExif: jpegWithExif(jpeg, 10_000_000),
  };
}

function drawFrame(background: string): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer();
}

/** A ring and a bar on nothing. */
function logoSvg(colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="80" fill="none" stroke="${colour}" stroke-width="12">
  <circle cx="40" cy="40" r="28"/><path d="M80 40h64"/></svg>`;
}

const drawingSvg = `<?xml version="1.0" encoding="UTF-8"?>
<!-- drawn by hand -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">
  <rect width="200" height="100" fill="white"/><rect x="20" y="20" width="60" height="60" fill="#c00"/>
  <path d="M100 80 L140 20 L180 80 Z" fill="none" stroke="#00c" stroke-width="4"/>
</svg>`;

const unsafeSvg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80" height="40"
  onload="alert(1)"><script>alert(2)</script><style>@import url(http://127.0.0.1:9/x.css); .a{fill:url(#g)}</style>
  <foreignObject width="80" height="40"><body xmlns="http://www.w3.org/1999/xhtml">secret</body></foreignObject>
  <image href="file:///etc/passwd" width="10" height="10"/><use xlink:href="http://127.0.0.1:9/y.svg#z"/>
  <rect width="80" height="40" fill="url(http://127.0.0.1:9/z.svg#p) green" style="stroke:u\\72l(http://127.0.0.1:9/)"/>
  <circle class="a" cx="20" cy="20" r="15" fill="#080"/></svg>`;

const entitySvg = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><text y="20">&x;</text></svg>`;

/** Soft waves with a little grain: larger as PNG than as JPEG, as photographs are. */
async function drawPhoto(width: number, height: number): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  let grain = 1;
  for (let at = 0; at < data.length; at += 3) {
    const x = (at / 3) % width;
    const y = Math.floor(at / 3 / width);
    grain = (grain * 1103515245 + 12345) & 0x7fffffff;
    data[at] = 120 + 90 * Math.sin(x / 60) + (grain % 9);
    data[at + 1] = 120 + 90 * Math.sin(y / 45) + (grain % 7);
    data[at + 2] = 120 + 90 * Math.sin((x + y) / 80);
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}
