/**
 * Renames a TrueType font. Makers and licence stay: a modified font may be distributed under the Open Font License, but
 * not under its reserved name. https://learn.microsoft.com/typography/opentype/spec/name, https://openfontlicense.org
 */

export interface FontNames {
  family: string;
  bold: boolean;
  italic: boolean;
}

export function renameFont(font: Uint8Array, names: FontNames): Uint8Array {
  const tables = readTables(font);
  const old = tables.get('name');
  if (old === undefined) throw new RangeError('the font has no names');
  tables.set('name', writeNames([...readNames(old), ...namesOf(names)]));
  return writeTables(font, tables);
}

/** Who made the font; '' when it does not say. */
export function copyrightOf(font: Uint8Array): string {
  const table = readTables(font).get('name');
  const notice = table === undefined ? undefined : readNames(table).find(({ id }) => id === 0);
  return notice?.text ?? '';
}

type Name = { id: number; text: string };

/** Copyright, version, trademark, licence and where to read it. */
const kept = new Set([0, 5, 7, 13, 14]);

function namesOf({ family, bold, italic }: FontNames): Name[] {
  const style = [bold ? 'Bold' : '', italic ? 'Italic' : ''].filter((word) => word !== '').join(' ') || 'Regular';
  const postScript = `${family.replace(/[^A-Za-z0-9]/g, '')}-${style.replace(' ', '')}`;
  return [
    { id: 1, text: family },
    { id: 2, text: style },
    { id: 3, text: postScript },
    { id: 4, text: `${family} ${style}` },
    { id: 6, text: postScript },
  ];
}

/** Of Windows and in English, as fonts of this century have them. */
function readNames(table: Uint8Array): Name[] {
  const view = viewOf(table);
  const texts = view.getUint16(4);
  return Array.from({ length: view.getUint16(2) }, (_, index) => 6 + index * 12)
    .filter((at) => view.getUint16(at) === 3 && view.getUint16(at + 4) === 0x409 && kept.has(view.getUint16(at + 6)))
    .map((at) => {
      const start = texts + view.getUint16(at + 10);
      const bytes = Buffer.from(table.subarray(start, start + view.getUint16(at + 8)));
      return { id: view.getUint16(at + 6), text: bytes.swap16().toString('utf16le') };
    });
}

function writeNames(names: Name[]): Uint8Array {
  const sorted = [...names].sort((first, second) => first.id - second.id);
  const texts = sorted.map(({ text }) => Buffer.from(text, 'utf16le').swap16());
  const head = Buffer.alloc(6 + sorted.length * 12);
  head.writeUInt16BE(sorted.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  for (const [index, { id }] of sorted.entries()) {
    const length = texts[index]!.length;
    for (const [place, value] of [3, 1, 0x409, id, length, offset].entries())
      head.writeUInt16BE(value, 6 + index * 12 + place * 2);
    offset += length;
  }
  return Buffer.concat([head, ...texts]);
}

function readTables(font: Uint8Array): Map<string, Uint8Array> {
  const view = viewOf(font);
  return new Map(
    Array.from({ length: view.getUint16(4) }, (_, index) => {
      const at = 12 + index * 16;
      const start = view.getUint32(at + 8);
      return [
        Buffer.from(font.subarray(at, at + 4)).toString('latin1'),
        font.subarray(start, start + view.getUint32(at + 12)),
      ] as const;
    }),
  );
}

/** Tables as they stand in the directory, each begun at a multiple of four. */
function writeTables(font: Uint8Array, tables: Map<string, Uint8Array>): Uint8Array {
  const directory = Buffer.alloc(12 + tables.size * 16);
  directory.set(font.subarray(0, 12));
  const pieces: Uint8Array[] = [directory];
  let offset = directory.length;
  let head = 0;
  for (const [index, [tag, content]] of [...tables].entries()) {
    const padded = Buffer.alloc(Math.ceil(content.length / 4) * 4);
    padded.set(content);
    // The sum of the whole font stands here, and counts as nothing in its own sum.
    if (tag === 'head') padded.writeUInt32BE(0, 8);
    if (tag === 'head') head = offset;
    const at = 12 + index * 16;
    directory.write(tag, at, 'latin1');
    directory.writeUInt32BE(sumOf(padded), at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(content.length, at + 12);
    pieces.push(padded);
    offset += padded.length;
  }
  const whole = Buffer.concat(pieces);
  whole.writeUInt32BE((0xb1b0afba - sumOf(whole)) >>> 0, head + 8);
  return whole;
}

function sumOf(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
