/**
 * What must become of each picture of the image server, whichever way it is asked: the table that tests go through. It
 * takes an article published at https://articles.example/one, leave for the server alone and not for its neighbours,
 * six seconds a picture and twelve megabytes.
 */

export interface ImageOutcome {
  path: string;
  outcome: string;
  /** Part of the message. */
  message: string;
  /** Requests sent. */
  tries: number;
}

export const limits = { timeout: 6, maximumBytes: 12_000_000 } as const;

const lost = 'image-download-failed';
const refused = 'image-private-host';
const large = 'image-too-large';
const other = 'image-type-unsupported';
const damaged = 'image-damaged';

export const imageOutcomes: ImageOutcome[] = [
  ...['/photo.jpg', '/drawing.png', '/moving.gif', '/photo.webp', '/photo.avif', '/photo.tiff'].map(good),
  ...['/drawing.svg', '/gzip.svg', '/unsafe.svg'].map(good),
  ...['/rotated.jpg', '/cmyk.jpg', '/progressive.jpg', '/large.jpg', '/huge-exif.jpg'].map(good),
  ...['/deep.png', '/sixteen-bits.png', '/transparent.png', '/white-logo.png', '/moving.png'].map(good),
  ...['/thousands.gif', '/blank-first.gif', '/moving.webp', '/blank-first.webp'].map(good),
  ...['/photo.bmp', '/square.bmp', '/icon-png.ico', '/icon-bitmap.ico'].map(good),
  ...['/no-extension', '/webp-as.jpg', '/图 片.png', '/redirect.png'].map(good),
  ...(
    [
      ['/busy.png', 'ok', '', 2],
      ['/unavailable-twice.png', 'ok', '', 3],
      ['/any-referer.png', 'ok', '', 2],
      ['/own-referer.png', 'ok', '', 2],
      ['/article-referer.png', 'ok', '', 3],
      ['/none.png', lost, 'image not found (404): http', 1],
      ['/gone.png', lost, 'image not found (410): http', 1],
      ['/denied.png', lost, 'not downloaded: access denied (403)', 3],
      ['/server-error.png', lost, 'not downloaded: HTTP status 500', 4],
      ['/reset.jpg', lost, 'connection lost', 4],
      ['/short.jpg', lost, 'not downloaded (', 4],
      ['/stall.jpg', lost, 'no response within 6 s', 1],
      ['/silent.jpg', lost, 'no response within 6 s', 1],
      ['/drip.jpg', lost, 'no response within 6 s', 1],
      ['/redirect-loop.png', lost, 'more than 5 redirects', 1],
      ['/redirect-file.png', refused, 'redirects to file:///etc/passwd', 1],
      ['/redirect-neighbour.png', refused, 'redirects to 127.0.0.2', 1],
      ['/redirect-metadata.png', refused, 'redirects to 169.254.169.254', 1],
      ['/endless.jpg', large, 'larger than 12 MB', 1],
      ['/huge-length.jpg', large, 'larger than 12 MB', 1],
      ['/gzip-bomb.png', large, 'larger than 12 MB', 1],
      ['/bomb.png', large, '60000 × 60000 pixels', 1],
      ['/hundred-thousand.gif', large, 'frames', 1],
      ['/page-as.png', other, 'is an HTML page, not an image', 1],
      ['/empty.png', other, 'is empty', 1],
      ['/telephone.heic', other, 'is a HEIC image', 1],
      ['/photo.jxl', other, 'is a JPEG XL image', 1],
      ['/truncated.jpg', damaged, 'is damaged or incomplete', 1],
      ['/truncated.png', damaged, 'is damaged or incomplete', 1],
      ['/long.jpg', damaged, 'is damaged or incomplete', 1],
      ['/entities.svg', damaged, 'entity declarations', 1],
    ] as const
  ).map(([path, outcome, message, tries]) => ({ path, outcome, message, tries })),
];

function good(path: string): ImageOutcome {
  return { path, outcome: 'ok', message: '', tries: 1 };
}
