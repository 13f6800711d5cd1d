/**
 * Strips a JPEG of Exif, profiles, comments and trailing bytes without touching its pixels; null when its structure is
 * not understood.
 */

/** https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B. */
export function stripJpeg(bytes: Uint8Array): Uint8Array | null {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      // Fill bytes may stand before any marker.
      at += 1;
      continue;
    }
    const end = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9) || end > bytes.length) return null;
    if (!isAncillary(marker)) kept.push(bytes.subarray(at, end));
    at = end;
    if (marker !== startOfScan) continue;
    at = endOfScan(bytes, end);
    kept.push(bytes.subarray(end, at));
    if (bytes[at + 1] === endOfImage) return Buffer.concat([...kept, Uint8Array.of(0xff, endOfImage)]);
  }
  return null;
}

const startOfScan = 0xda;
const endOfImage = 0xd9;

// APP1 to APP15 and comments. APP0 (JFIF) and APP14 (Adobe) say how the colours are stored and must stay.
function isAncillary(marker: number): boolean {
  return (marker > 0xe0 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;
}

// Within a scan FF is followed by 00 (a data byte) or by a restart marker; anything else is the next segment.
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? endOfImage;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}
