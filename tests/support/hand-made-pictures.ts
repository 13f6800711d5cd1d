/**
 * Pictures that no encoder at hand makes, byte by byte: small on the wire, odd or hostile when they are decoded. In: sizes
 * and parts. Out: bytes, the same on every run.
 */

/** A PNG whose header promises more pixels than any machine should decode. */
export function pngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = Buffer.from('789c010000ffff00000001', 'hex');
  return Buffer.concat([pngSignature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** Two PNGs of one size and kind as one animated PNG. https://www.w3.org/TR/png-3/#apng-frame-based-animation */
export function animatedPng(first: Buffer, second: Buffer): Buffer {
  const frames = Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]);
  const header = dataOf(first, 'IHDR');
  const control = (sequence: number) =>
    chunk(
      'fcTL',
      Buffer.concat([bigEndian(sequence), header.subarray(0, 8), Buffer.from('00000000000000000001000a0000', 'hex')]),
    );
  return Buffer.concat([
    pngSignature,
    chunk('IHDR', header),
    chunk('acTL', frames),
    control(0),
    chunk('IDAT', dataOf(first, 'IDAT')),
    control(1),
    chunk('fdAT', Buffer.concat([bigEndian(2), dataOf(second, 'IDAT')])),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A JPEG with that many bytes of Exif in front of it, as some cameras and editors leave there. */
export function jpegWithExif(jpeg: Buffer, bytes: number): Buffer {
  const content = 65_533;
  const segment = Buffer.alloc(content + 4, 'place');
  segment.set([0xff, 0xe1]);
  segment.writeUInt16BE(content + 2, 2);
  segment.write('Exif\0\0MM\0*\0\0\0\x08\0\0', 4, 'latin1');
  const segments = Array.from({ length: Math.ceil(bytes / segment.length) }, () => segment);
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

/** A GIF of 16 by 12 pixels: stripes at first, then one pixel changed a frame. */
export function gifOfFrames(count: number): Buffer {
  const side = { width: 16, height: 12 };
  const head = Buffer.from('GIF89a\x10\0\x0c\0\xf1\0\0', 'latin1');
  const colours = Buffer.from('ffffffcc00000000cc008800', 'hex');
  const stripes = Array.from({ length: side.width * side.height }, (_, at) => Math.floor(at / 16) % 4);
  const frames = Array.from({ length: count - 1 }, (_, at) =>
    gifFrame({ left: at % 16, top: Math.floor(at / 16) % 12, width: 1, height: 1 }, [at % 4]),
  );
  return Buffer.concat([head, colours, gifFrame({ left: 0, top: 0, ...side }, stripes), ...frames, Buffer.from(';')]);
}

function gifFrame(place: { left: number; top: number; width: number; height: number }, pixels: number[]): Buffer {
  const head = Buffer.alloc(11);
  head.write(',');
  head.writeUInt16LE(place.left, 1);
  head.writeUInt16LE(place.top, 3);
  head.writeUInt16LE(place.width, 5);
  head.writeUInt16LE(place.height, 7);
  head[10] = 2;
  const data = packCodes([...pixels.flatMap((pixel, at) => (at % 2 === 0 ? [4, pixel] : [pixel])), 5]);
  return Buffer.concat([head, Buffer.from([data.length]), data, Buffer.from([0])]);
}

// LZW that never learns: the code to begin anew stands before every second pixel, so that all codes keep three bits.
function packCodes(codes: number[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil((codes.length * 3) / 8));
  for (const [index, code] of codes.entries()) {
    const word = code << ((index * 3) % 8);
    const at = Math.floor((index * 3) / 8);
    bytes[at]! |= word & 0xff;
    if (word > 0xff) bytes[at + 1]! |= word >> 8;
  }
  return bytes;
}

/** Red above and blue below, 24 bits a pixel, lowest row first. */
export function bmp(width: number, height: number): Buffer {
  const row = Math.ceil((width * 3) / 4) * 4;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) pixels.set(y >= height / 2 ? [0, 0, 255] : [255, 0, 0], y * row + x * 3);
  }
  const head = Buffer.alloc(14);
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(54 + pixels.length, 2);
  head.writeUInt32LE(54, 10);
  return Buffer.concat([head, bitmapHeader(width, height, 24), pixels]);
}

/** An icon that holds a PNG, as those of today do. */
export function icoOfPng(png: Buffer, side: number): Buffer {
  return Buffer.concat([icoDirectory(side, png.length), png]);
}

/** An icon that holds a bitmap of 32 bits, as those of yesterday do: green, with a clear corner. */
export function icoOfBitmap(side: number): Buffer {
  const pixels = Buffer.alloc(side * side * 4);
  for (let at = 0; at < side * side; at += 1) pixels.set([0, 136, 0, at % side < 4 && at < side * 4 ? 0 : 255], at * 4);
  const mask = Buffer.alloc((Math.ceil(side / 32) * 32 * side) / 8);
  // The height counts the picture and its mask.
  const bitmap = Buffer.concat([bitmapHeader(side, side * 2, 32), pixels, mask]);
  return Buffer.concat([icoDirectory(side, bitmap.length), bitmap]);
}

function icoDirectory(side: number, bytes: number): Buffer {
  const directory = Buffer.from([0, 0, 1, 0, 1, 0, side, side, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 22, 0, 0, 0]);
  directory.writeUInt32LE(bytes, 14);
  return directory;
}

function bitmapHeader(width: number, height: number, bits: number): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(width, 4);
  header.writeInt32LE(height, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(bits, 14);
  return header;
}

/** The beginning of a photograph of a telephone; what follows is not one. */
export function heicHeader(): Buffer {
  return Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(2000, 'heic')]);
}

/** The beginning of a bare JPEG XL stream. */
export function jxlHeader(): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.alloc(2000, 0x5a)]);
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The data of all chunks of a name. */
function dataOf(png: Buffer, name: string): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === name)
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return Buffer.concat(parts);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  return Buffer.concat([bigEndian(data.length), body, bigEndian(crc32(body))]);
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
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
