/**
 * Writes a ZIP archive as EPUB requires, with one date. Text is deflated by Node's zlib, which has threads; stored
 * files stay on disk until they are written, so that a thousand images take no more memory than ten.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import type { StoredFile } from '../../model/book.ts';
import type { Chunk } from '../../model/output.ts';

export type ZipEntry =
  | { name: string; kind: 'deflated'; bytes: Uint8Array }
  | { name: string; kind: 'stored'; content: Uint8Array | StoredFile }
  /** Deflated already. The sum and the size are those of what was. */
  | { name: string; kind: 'packed'; packed: Uint8Array; crc32: number; size: number };

/** Entries deflated at once: each takes a quarter of a megabyte meanwhile, and there are four threads. */
const together = 16;

/** Names are ASCII, without a leading slash. */
export async function packZip(entries: ZipEntry[], date: Date): Promise<Chunk[]> {
  const packed: PackedEntry[] = [];
  for (let from = 0; from < entries.length; from += together) {
    packed.push(...(await Promise.all(entries.slice(from, from + together).map(packEntry))));
  }
  const chunks: Chunk[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of packed) {
    const header = localHeader(entry, date);
    chunks.push(header, entry.content);
    directory.push(centralHeader(entry, date, offset));
    offset += header.length + entry.size;
  }
  const central = Buffer.concat(directory);
  // Sizes and offsets have 32 bits, the number of entries 16; no reader takes books beyond that.
  if (offset + central.length > 0xffffffff || packed.length > 0xffff)
    throw new RangeError('too large for a ZIP archive');
  chunks.push(central, endRecord(packed.length, central.length, offset));
  return chunks;
}

interface PackedEntry {
  name: Buffer;
  method: 0 | 8;
  content: Chunk;
  crc32: number;
  /** As packed, and before. */
  size: number;
  plainSize: number;
}

async function packEntry(entry: ZipEntry): Promise<PackedEntry> {
  const name = Buffer.from(entry.name, 'latin1');
  if (entry.kind === 'deflated') {
    // A copy, since zlib's own lies in a block of 16 kB.
    const content = Buffer.from(await promisify(deflateRaw)(entry.bytes, { level: 9 }));
    const plainSize = entry.bytes.length;
    return { name, method: 8, content, crc32: crc32(entry.bytes), size: content.length, plainSize };
  }
  if (entry.kind === 'packed') {
    const { packed, size } = entry;
    return { name, method: 8, content: packed, crc32: entry.crc32, size: packed.length, plainSize: size };
  }
  const { content } = entry;
  const inMemory = content instanceof Uint8Array;
  const size = inMemory ? content.length : content.bytes;
  return { name, method: 0, content, crc32: inMemory ? crc32(content) : content.crc32, size, plainSize: size };
}

function localHeader(entry: PackedEntry, date: Date): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  writeShared(header, 4, entry, date);
  return Buffer.concat([header, entry.name]);
}

function centralHeader(entry: PackedEntry, date: Date, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  // Made by version 2.0 on Unix, so that the mode below is understood: a plain file, readable by all.
  header.writeUInt16LE((3 << 8) | 20, 4);
  writeShared(header, 6, entry, date);
  header.writeUInt32LE((0o100644 << 16) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, entry.name]);
}

/** What both headers say in the same words. Version needed: 1.0 for what is stored, 2.0 for what is deflated. */
function writeShared(header: Buffer, at: number, entry: PackedEntry, date: Date): void {
  const { time, day } = dosDate(date);
  header.writeUInt16LE(entry.method === 8 ? 20 : 10, at);
  header.writeUInt16LE(entry.method, at + 4);
  header.writeUInt16LE(time, at + 6);
  header.writeUInt16LE(day, at + 8);
  header.writeUInt32LE(entry.crc32, at + 10);
  header.writeUInt32LE(entry.size, at + 14);
  header.writeUInt32LE(entry.plainSize, at + 18);
  header.writeUInt16LE(entry.name.length, at + 22);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}

/** ZIP knows dates from 1980 to 2107, in steps of two seconds, without a zone: UTC wherever the book is built. */
function dosDate(date: Date): { time: number; day: number } {
  const at = new Date(Math.min(Math.max(date.getTime(), Date.UTC(1980, 0, 1)), Date.UTC(2107, 11, 31, 23, 59, 58)));
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    day: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}
