/**
 * An image host with every fault met in the wild, on loopback. In: nothing. Out: its address, what it was asked, and
 * the pictures it serves. It speaks real HTTP over real sockets: resets and stalls cannot be told by a mock.
 */
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import sharp from 'sharp';

export interface ImageServer {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  url: string;
  requests: { url: string; headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

export type TestPictures = Awaited<ReturnType<typeof testPictures>>;

/** Serves `/name.ext` for each picture, and the faults of `createFaults`. */
export async function startImageServer(): Promise<ImageServer> {
  const faults = createFaults(await testPictures());
  const requests: ImageServer['requests'] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    requests.push({ url, headers: request.headers });
    const serve = faults[url.split('?')[0] ?? ''] ?? status(404);
    serve(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => closeServer(server),
  };
}

/** Real pictures, small, the same on every run. */
export async function testPictures() {
  const photo = await drawPhoto(480, 320);
  const drawing = await sharp(Buffer.from(drawingSvg)).png().toBuffer();
  const jpeg = await sharp(photo).jpeg().toBuffer();
  const frames = ['#c00', '#0c0', '#00c'].map((background) => ({
    create: { width: 40, height: 30, channels: 3 as const, background },
  }));
  const images = await Promise.all(frames.map((frame) => sharp(frame).png().toBuffer()));
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
    bmp: createBmp(),
    pngPhoto: photo,
    pngDeepAlpha: await sharp(drawing).ensureAlpha(0.5).toColourspace('rgb16').png().toBuffer(),
    pngBomb: createPngHeader(60_000, 60_000),
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

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

function createFaults(pictures: TestPictures): Record<string, Serve> {
  const { jpeg, png } = pictures;
  let unavailable = 2;
  let busy = 1;
  return {
    '/photo.jpg': send('image/jpeg', jpeg),
    '/drawing.png': send('image/png', png),
    '/moving.gif': send('image/gif', pictures.gifAnimated),
    '/photo.webp': send('image/webp', pictures.webp),
    '/photo.avif': send('image/avif', pictures.avif),
    '/photo.tiff': send('image/tiff', pictures.tiff),
    '/photo.bmp': send('image/bmp', pictures.bmp),
    '/drawing.svg': send('image/svg+xml', pictures.svg),
    '/unsafe.svg': send('image/svg+xml', pictures.svgUnsafe),
    '/entities.svg': send('image/svg+xml', pictures.svgEntities),
    '/rotated.jpg': send('image/jpeg', pictures.jpegRotated),
    '/cmyk.jpg': send('image/jpeg', pictures.jpegCmyk),
    '/deep.png': send('image/png', pictures.pngDeepAlpha),
    '/large.jpg': send('image/jpeg', pictures.jpegLarge),
    '/no-extension': send('application/octet-stream', png),
    '/webp-as.jpg': send('image/jpeg', pictures.webp),
    '/page-as.png': send('image/png', pictures.html),
    '/图 片.png': send('image/png', png),
    [encodeURI('/图 片.png')]: send('image/png', png),
    '/gone.png': status(410),
    '/denied.png': status(403),
    '/server-error.png': status(500),
    '/own-referer.png': (request, response) => {
      const own = `http://${request.headers.host}/`;
      (request.headers.referer === own ? send('image/png', png) : status(403))(request, response);
    },
    '/article-referer.png': (request, response) => {
      const allowed = request.headers.referer === 'https://articles.example/one';
      (allowed ? send('image/png', png) : status(403))(request, response);
    },
    '/busy.png': (request, response) => {
      const serve = busy > 0 ? status(429, { 'retry-after': '1' }) : send('image/png', png);
      busy -= 1;
      serve(request, response);
    },
    '/unavailable-twice.png': (request, response) => {
      const serve = unavailable > 0 ? status(503) : send('image/png', png);
      unavailable -= 1;
      serve(request, response);
    },
    '/reset.jpg': (_request, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': jpeg.length });
      response.write(jpeg.subarray(0, 500), () => response.socket?.resetAndDestroy());
    },
    '/short.jpg': (_request, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': jpeg.length + 1000 });
      response.write(jpeg, () => response.socket?.end());
    },
    '/stall.jpg': (_request, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': jpeg.length });
      response.write(jpeg.subarray(0, 500));
    },
    '/silent.jpg': () => undefined,
    '/endless.jpg': (_request, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg' });
      response.write(jpeg);
      const timer = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
      response.on('close', () => clearInterval(timer));
    },
    '/huge-length.jpg': (_request, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': 5e9 });
      response.write(jpeg);
    },
    '/gzip-bomb.png': async (_request, response) => {
      const packed = await promisify(gzip)(Buffer.alloc(64 * 1024 * 1024));
      response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' }).end(packed);
    },
    '/gzip.svg': async (_request, response) => {
      const packed = await promisify(gzip)(pictures.svg);
      response.writeHead(200, { 'content-type': 'image/svg+xml', 'content-encoding': 'gzip' }).end(packed);
    },
    '/redirect.png': redirect('/drawing.png'),
    '/redirect-loop.png': redirect('/redirect-loop.png'),
    '/redirect-file.png': redirect('file:///etc/passwd'),
    '/redirect-neighbour.png': (request, response) => {
      redirect(`http://127.0.0.2:${request.socket.localPort}/drawing.png`)(request, response);
    },
    '/empty.png': send('image/png', Buffer.alloc(0)),
    '/truncated.jpg': send('image/jpeg', pictures.jpegTruncated),
    '/bomb.png': send('image/png', pictures.pngBomb),
  };
}

function send(type: string, bytes: Uint8Array): Serve {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length, 'set-cookie': 'a=b' }).end(bytes);
  };
}

function status(code: number, headers: Record<string, string> = {}): Serve {
  return (_request, response) => {
    response.writeHead(code, { 'content-type': 'text/plain', ...headers }).end(`status ${code}`);
  };
}

function redirect(location: string): Serve {
  return (_request, response) => {
    response.writeHead(302, { location }).end();
  };
}

// Stalled answers keep their sockets open for ever.
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeAllConnections();
  await closed;
}

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

/** A PNG whose header promises more pixels than any machine should decode. */
function createPngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = Buffer.from('789c010000ffff00000001', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

// zlib.crc32 came with Node 22.
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** One red pixel. */
function createBmp(): Buffer {
  const bytes = Buffer.alloc(58);
  bytes.write('BM', 0, 'latin1');
  bytes.writeUInt32LE(58, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(1, 18);
  bytes.writeInt32LE(1, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  bytes.set([0, 0, 255], 54);
  return bytes;
}
