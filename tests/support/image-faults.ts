/**
 * Every fault of an image host met in the wild, beside the pictures it serves as it should. In: pictures. Out: what
 * answers at each path. It speaks HTTP as badly as asked, and keeps no sockets of its own.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { OddImages, TestImages } from './test-pictures.ts';

export type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** Made anew for each server: those that fail a few times count by themselves. */
export function createFaults(images: TestImages, odd: OddImages): Record<string, Serve> {
  return {
    ...imageAnswers(images),
    ...oddAnswers(odd),
    ...misnamedAnswers(images),
    ...statusAnswers(images),
    ...brokenAnswers(images),
    ...redirectAnswers(),
  };
}

export function status(code: number, headers: Record<string, string> = {}): Serve {
  return (_request, response) => {
    response.writeHead(code, { 'content-type': 'text/plain', ...headers }).end(`status ${code}`);
  };
}

function imageAnswers(images: TestImages): Record<string, Serve> {
  return {
    '/photo.jpg': send('image/jpeg', images.jpeg),
    '/drawing.png': send('image/png', images.png),
    '/moving.gif': send('image/gif', images.gifAnimated),
    '/photo.webp': send('image/webp', images.webp),
    '/photo.avif': send('image/avif', images.avif),
    '/photo.tiff': send('image/tiff', images.tiff),
    '/photo.bmp': send('image/bmp', images.bmp),
    '/telephone.heic': send('image/heic', images.heic),
    '/photo.jxl': send('image/jxl', images.jxl),
    '/drawing.svg': send('image/svg+xml', images.svg),
    '/unsafe.svg': send('image/svg+xml', images.svgUnsafe),
    '/entities.svg': send('image/svg+xml', images.svgEntities),
    '/rotated.jpg': send('image/jpeg', images.jpegRotated),
    '/cmyk.jpg': send('image/jpeg', images.jpegCmyk),
    '/progressive.jpg': send('image/jpeg', images.jpegProgressive),
    '/deep.png': send('image/png', images.pngDeepAlpha),
    '/large.jpg': send('image/jpeg', images.jpegLarge),
    '/truncated.jpg': send('image/jpeg', images.jpegTruncated),
    '/bomb.png': send('image/png', images.pngBomb),
  };
}

function oddAnswers(odd: OddImages): Record<string, Serve> {
  return {
    '/thousands.gif': send('image/gif', odd.gifThousands),
    '/hundred-thousand.gif': send('image/gif', odd.gifHundredThousand),
    '/blank-first.gif': send('image/gif', odd.gifBlankFirst),
    '/moving.webp': send('image/webp', odd.webpAnimated),
    '/blank-first.webp': send('image/webp', odd.webpBlankFirst),
    '/moving.png': send('image/apng', odd.pngAnimated),
    '/sixteen-bits.png': send('image/png', odd.pngDeep),
    '/truncated.png': send('image/png', odd.pngTruncated),
    '/transparent.png': send('image/png', odd.pngTransparent),
    '/white-logo.png': send('image/png', odd.pngWhiteLogo),
    '/square.bmp': send('image/bmp', odd.bmpSquare),
    '/icon-png.ico': send('image/x-icon', odd.icoOfPng),
    '/icon-bitmap.ico': send('image/x-icon', odd.icoOfBitmap),
    '/huge-exif.jpg': send('image/jpeg', odd.jpegHugeExif),
  };
}

function misnamedAnswers({ png, svg, webp, html }: TestImages): Record<string, Serve> {
  return {
    '/no-extension': send('application/octet-stream', png),
    '/webp-as.jpg': send('image/jpeg', webp),
    '/page-as.png': send('image/png', html),
    '/empty.png': send('image/png', Buffer.alloc(0)),
    '/图 片.png': send('image/png', png),
    [encodeURI('/图 片.png')]: send('image/png', png),
    '/gzip.svg': sendPacked('image/svg+xml', svg),
  };
}

function statusAnswers({ png }: TestImages): Record<string, Serve> {
  const image = send('image/png', png);
  return {
    '/gone.png': status(410),
    '/denied.png': status(403),
    '/server-error.png': status(500),
    '/busy.png': first(1, status(429, { 'retry-after': '1' }), image),
    '/unavailable-twice.png': first(2, status(503), image),
    '/any-referer.png': demand((request) => request.headers.referer !== undefined, image),
    '/own-referer.png': demand(({ headers }) => headers.referer === `http://${headers.host}/`, image),
    '/article-referer.png': demand(({ headers }) => headers.referer === 'https://articles.example/one', image),
  };
}

function brokenAnswers({ jpeg }: TestImages): Record<string, Serve> {
  const type = { 'content-type': 'image/jpeg' };
  return {
    '/reset.jpg': (_request, response) => {
      response.writeHead(200, { ...type, 'content-length': jpeg.length });
      response.write(jpeg.subarray(0, 500), () => response.socket?.resetAndDestroy());
    },
    '/short.jpg': (_request, response) => {
      response.writeHead(200, { ...type, 'content-length': jpeg.length + 1000 });
      response.write(jpeg, () => response.socket?.end());
    },
    '/long.jpg': (_request, response) => {
      response.writeHead(200, { ...type, 'content-length': Math.floor(jpeg.length / 2), connection: 'close' });
      response.end(jpeg);
    },
    '/stall.jpg': (_request, response) => {
      response.writeHead(200, { ...type, 'content-length': jpeg.length });
      response.write(jpeg.subarray(0, 500));
    },
    '/silent.jpg': () => undefined,
    '/drip.jpg': (_request, response) => {
      response.writeHead(200, { ...type, 'content-length': jpeg.length + 1_000_000 });
      response.write(jpeg);
      repeat(response, 200, Buffer.alloc(10));
    },
    '/endless.jpg': (_request, response) => {
      response.writeHead(200, type);
      response.write(jpeg);
      repeat(response, 1, Buffer.alloc(65_536));
    },
    '/huge-length.jpg': (_request, response) => {
      response.writeHead(200, { ...type, 'content-length': 5e9 });
      response.write(jpeg);
    },
    '/gzip-bomb.png': sendPacked('image/png', Buffer.alloc(64 * 1024 * 1024)),
  };
}

function redirectAnswers(): Record<string, Serve> {
  return {
    '/redirect.png': redirect('/drawing.png'),
    '/redirect-loop.png': redirect('/redirect-loop.png'),
    '/redirect-file.png': redirect('file:///etc/passwd'),
    '/redirect-metadata.png': redirect('http://169.254.169.254/latest/meta-data/'),
    '/redirect-digits.png': (request, response) => {
      redirect(`http://127.0.0.1:${request.socket.localPort}/drawing.png`)(request, response);
    },
    '/redirect-neighbour.png': (request, response) => {
      redirect(`http://127.0.0.2:${request.socket.localPort}/drawing.png`)(request, response);
    },
  };
}

function send(type: string, bytes: Uint8Array): Serve {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length, 'set-cookie': 'a=b' }).end(bytes);
  };
}

function sendPacked(type: string, bytes: Uint8Array): Serve {
  return async (_request, response) => {
    const packed = await promisify(gzip)(bytes);
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(packed);
  };
}

/** One answer for a number of times, then another. */
function first(times: number, before: Serve, after: Serve): Serve {
  let left = times;
  return (request, response) => {
    left -= 1;
    (left >= 0 ? before : after)(request, response);
  };
}

/** 403 unless the request is as the host wants it. */
function demand(isWanted: (request: IncomingMessage) => boolean, answer: Serve): Serve {
  return (request, response) => (isWanted(request) ? answer : status(403))(request, response);
}

function redirect(location: string): Serve {
  return (_request, response) => {
    response.writeHead(302, { location }).end();
  };
}

/** Sends the same bytes again and again until the other side has enough. */
function repeat(response: ServerResponse, milliseconds: number, bytes: Uint8Array): void {
  const timer = setInterval(() => response.write(bytes), milliseconds);
  response.on('close', () => clearInterval(timer));
}
