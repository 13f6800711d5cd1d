/** The type of a file from its first bytes: names and Content-Type are too often wrong. */

/** Every type told apart, with its media type and its name in messages. */
export const imageTypes = {
  png: { mediaType: 'image/png', title: 'a PNG image' },
  jpeg: { mediaType: 'image/jpeg', title: 'a JPEG image' },
  gif: { mediaType: 'image/gif', title: 'a GIF image' },
  webp: { mediaType: 'image/webp', title: 'a WebP image' },
  avif: { mediaType: 'image/avif', title: 'an AVIF image' },
  heic: { mediaType: 'image/heic', title: 'a HEIC image' },
  tiff: { mediaType: 'image/tiff', title: 'a TIFF image' },
  bmp: { mediaType: 'image/bmp', title: 'a BMP image' },
  ico: { mediaType: 'image/vnd.microsoft.icon', title: 'an ICO image' },
  jxl: { mediaType: 'image/jxl', title: 'a JPEG XL image' },
  svg: { mediaType: 'image/svg+xml', title: 'an SVG image' },
  pdf: { mediaType: 'application/pdf', title: 'a PDF document' },
  html: { mediaType: 'text/html', title: 'an HTML page' },
  unknown: { mediaType: 'application/octet-stream', title: 'of an unknown type' },
} as const;

export type ImageType = keyof typeof imageTypes;

export function identifyImage(bytes: Uint8Array): ImageType {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpeg';
  const head = latin1(bytes, 0, 16);
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.slice(4, 8) === 'ftyp') return identifyHeif(bytes);
  if (['II*\0', 'II+\0', 'MM\0*', 'MM\0+'].includes(head.slice(0, 4))) return 'tiff';
  if (head.startsWith('BM') && bmpHeaderSizes.includes(bytes[14] ?? 0)) return 'bmp';
  if (startsWith(bytes, [0xff, 0x0a]) || head.startsWith('\0\0\0\x0cJXL \r\n\x87\n')) return 'jxl';
  // Icons and cursors begin alike; the count of images that follows is never zero.
  if (['\0\0\x01\0', '\0\0\x02\0'].includes(head.slice(0, 4)) && bytes[4] !== 0 && bytes[5] === 0) return 'ico';
  if (head.startsWith('%PDF-')) return 'pdf';
  return identifyText(bytes);
}

// Sizes of the second header, from OS/2 1 to Windows 5.
const bmpHeaderSizes = [12, 40, 52, 56, 64, 108, 124];

// The major brand may be the neutral mif1: then the list of compatible brands decides.
function identifyHeif(bytes: Uint8Array): ImageType {
  const size = Math.min(readUint32(bytes, 0), 256);
  const brands: string[] = latin1(bytes, 8, Math.max(size, 12)).match(/.{4}/gs) ?? [];
  if (brands.includes('avif') || brands.includes('avis')) return 'avif';
  return brands.some((brand) => /^(?:he[ivx][cmsx]|hevc|hevx|mif1|msf1)$/.test(brand)) ? 'heic' : 'unknown';
}

// What may come before the root of XML or HTML: a byte order mark, white space, declarations and comments.
function identifyText(bytes: Uint8Array): ImageType {
  let rest = decodeHead(bytes);
  for (;;) {
    const skipped = /^(?:\s+|<\?[^>]*>|<!--.*?-->)/s.exec(rest);
    const doctype = /^<!doctype\s+([\w:]+)[^[>]*(?:\[[^\]]*\]\s*)?>/i.exec(rest);
    if (doctype?.[1]?.toLowerCase() === 'html') return 'html';
    const length = (skipped ?? doctype)?.[0].length;
    if (length === undefined) break;
    rest = rest.slice(length);
  }
  if (/^<(?:\w+:)?svg[\s/>]/i.test(rest)) return 'svg';
  return /^<(?:html|head|body|title|meta|script|div|p|h1|center|a|table)[\s/>]/i.test(rest) ? 'html' : 'unknown';
}

function decodeHead(bytes: Uint8Array): string {
  // Inkscape and Illustrator write long comments and long lists of entities before the root.
  const head = bytes.subarray(0, 16_384);
  const encoding = startsWith(head, [0xff, 0xfe]) ? 'utf-16le' : startsWith(head, [0xfe, 0xff]) ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(head);
}

function startsWith(bytes: Uint8Array, magic: number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

function readUint32(bytes: Uint8Array, at: number): number {
  return bytes.length < at + 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
}
