/**
 * Strips a PNG without decoding it; null when it must be encoded again: transparent, 16 bits, interlaced, with a colour
 * profile, or damaged. https://www.w3.org/TR/png-3/
 */
import { crc32 } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Colour types: grey, RGB, palette. The two others have an alpha channel. */
const opaque = new Set([0, 2, 3]);

const kept = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);

export function stripPng(file: Uint8Array): Uint8Array | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (!bytes.subarray(0, 8).equals(signature)) return null;
  const pieces: Buffer[] = [signature];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'tRNS' || type === 'iCCP') return null;
    if (type === 'IHDR' && !isPlain(bytes.subarray(at + 8, end - 4))) return null;
    if (kept.has(type)) pieces.push(bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(pieces);
    at = end;
  }
  return null;
}

function isPlain(header: Buffer): boolean {
  const [depth, colour, , , interlace] = header.subarray(8);
  return depth !== undefined && depth <= 8 && opaque.has(colour ?? -1) && interlace === 0;
}
