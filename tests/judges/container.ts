/**
 * The rules of the EPUB container that EPUBCheck does not test. In: the bytes of an EPUB. Out: what breaks a rule, one a
 * line. https://www.w3.org/TR/epub-33/#sec-zip-container-zipreqs
 */

interface Entry {
  name: string;
  method: number;
  /** Version needed to extract, times ten. */
  version: number;
  flags: number;
  date: number;
  localExtra: number;
  offset: number;
}

export function containerFaults(bytes: Buffer): string[] {
  const entries = readDirectory(bytes);
  const [first] = entries;
  const faults: string[] = [];
  const check = (name: string, rule: string, kept: boolean) => {
    if (!kept) faults.push(`${name}: ${rule}`);
  };
  if (first === undefined) return ['there is no entry'];
  check(first.name, 'mimetype is first', first.name === 'mimetype' && first.offset === 0);
  check(first.name, 'mimetype is stored, without an extra field', first.method === 0 && first.localExtra === 0);
  check(
    first.name,
    'mimetype says application/epub+zip and nothing else',
    bytes.toString('latin1', 38, 38 + 20) === 'application/epub+zip' && bytes.readUInt32LE(22) === 20,
  );
  for (const entry of entries) {
    const { name, method, version, flags } = entry;
    check(name, 'is stored or deflated', method === 0 || method === 8);
    check(name, 'asks for version 2.0 when it is deflated', version >= (method === 8 ? 20 : 10));
    check(name, 'asks for version 1.0, 2.0 or 4.5', [10, 20, 45].includes(version));
    check(name, 'is not encrypted', (flags & 1) === 0);
    check(name, 'has the date of all others', entry.date === first.date);
    check(name, 'has a name of plain letters', /^[A-Za-z0-9._/-]+$/.test(name));
    check(name, 'stays inside', !name.startsWith('/') && !name.split('/').includes('..') && !name.endsWith('/'));
    check(name, 'has a name of less than 255 bytes', name.length <= 255);
  }
  const folded = entries.map(({ name }) => name.toLowerCase());
  check('names', 'differ by more than their case', new Set(folded).size === folded.length);
  return faults;
}

/** The central directory (APPNOTE 4.3.12) and what the local headers add to it. */
function readDirectory(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const nameLength = bytes.readUInt16LE(at + 28);
    const extra = bytes.readUInt16LE(at + 30);
    const offset = bytes.readUInt32LE(at + 42);
    const entry: Entry = {
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      version: bytes.readUInt16LE(at + 6),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      date: bytes.readUInt32LE(at + 12),
      localExtra: bytes.readUInt16LE(offset + 28),
      offset,
    };
    at += 46 + nameLength + extra + bytes.readUInt16LE(at + 32);
    return entry;
  });
}
