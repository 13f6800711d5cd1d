/** Reads the text files of an EPUB that `zip.ts` wrote. */
import { inflateRawSync } from 'node:zlib';

/** In the order of the directory at its end; a text is unpacked when it is asked for. */
export function* textsOf(epub: Uint8Array): Generator<{ name: string; text: () => string }> {
  const archive = Buffer.from(epub.buffer, epub.byteOffset, epub.byteLength);
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end === -1) return;
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [nameSize, extraSize, noteSize] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    const name = archive.toString('latin1', at + 46, at + 46 + nameSize!);
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const local = archive.readUInt32LE(at + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(from, from + size);
    if (/\.(?:xhtml|css)$/.test(name)) {
      yield { name, text: () => (method === 8 ? inflateRawSync(bytes) : bytes).toString('utf8') };
    }
    at += 46 + nameSize! + extraSize! + noteSize!;
  }
}
