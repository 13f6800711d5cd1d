/** WOFF to TrueType. https://www.w3.org/TR/WOFF/ */
import { inflateSync } from 'node:zlib';

/** Throws where the file is not what it says it is. */
export function unpackWoff(woff: Uint8Array): Uint8Array {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  if (view.getUint32(0) !== 0x774f4646) throw new RangeError('the font is not a WOFF file');
  const count = view.getUint16(12);
  const header = Buffer.alloc(12 + count * 16);
  const power = Math.floor(Math.log2(count));
  header.writeUInt32BE(view.getUint32(4), 0);
  header.writeUInt16BE(count, 4);
  header.writeUInt16BE(2 ** power * 16, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE((count - 2 ** power) * 16, 10);
  const tables: Buffer[] = [];
  let offset = header.length;
  for (let index = 0; index < count; index += 1) {
    const at = 44 + index * 20;
    const [tag, start, packed, length, sum] = [0, 4, 8, 12, 16].map((step) => view.getUint32(at + step)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const bytes = woff.subarray(start, start + packed);
    const table = packed < length ? inflateSync(bytes, { maxOutputLength: length }) : Buffer.from(bytes);
    [tag, sum, offset, length].forEach((number, place) => {
      header.writeUInt32BE(number, 12 + index * 16 + place * 4);
    });
    tables.push(table, Buffer.alloc((4 - (length % 4)) % 4));
    offset += length + ((4 - (length % 4)) % 4);
  }
  return new Uint8Array(Buffer.concat([header, ...tables]));
}
