/** The archive as bytes: the rules of OCF, some of which no validator checks (checklist 1.3). */
import { beforeAll, describe, expect, it } from 'vitest';
import { buildInMemory, type MemoryBuild } from '../../../support/build-memory.ts';
import { drawImage } from '../../../support/pictures.ts';

interface Entry {
  name: string;
  /** Version needed to extract. */
  version: number;
  flags: number;
  method: number;
  date: number;
  extraLength: number;
  size: number;
  localName: string;
  localExtraLength: number;
  localVersion: number;
  start: number;
}

const files = {
  'book.yaml': 'title: 一本书\ncover: cover.png\narticles:\n  - 第一章.md\n  - Second Draft.md\n',
  '第一章.md': '# 一\n\n正文。\n\n![图](<图 片.png>)\n',
  'Second Draft.md': `# Two\n\n${'Many words to deflate. '.repeat(200)}\n`,
};

let built: MemoryBuild;
let entries: Entry[];

beforeAll(async () => {
  built = await buildInMemory({
    ...files,
    'cover.png': await drawImage(300, 480),
    '图 片.png': await drawImage(200, 100),
  });
  entries = readEntries(built.bytes);
});

describe('the container', () => {
  it('begins with mimetype, stored, without extra field', () => {
    const [first] = entries;
    expect(first).toMatchObject({ name: 'mimetype', method: 0, extraLength: 0, localExtraLength: 0, start: 0 });
    expect(Buffer.from(built.bytes).toString('latin1', 30, 58)).toBe('mimetypeapplication/epub+zip');
    expect(first?.size).toBe('application/epub+zip'.length);
  });

  it('holds nothing twice, and every file that the package names', () => {
    const names = entries.map(({ name }) => name);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    expect([...names].sort()).toEqual([...built.epub.keys()].sort());
    expect(names).toContain('META-INF/container.xml');
    expect(names.filter((name) => name.startsWith('OEBPS/images/')).length).toBe(2);
  });

  it('has a compressed entry and a stored one to judge', () => {
    expect(entries.some(({ method }) => method === 8)).toBe(true);
    expect(entries.filter(({ name }) => name.endsWith('.png')).every(({ method }) => method === 0)).toBe(true);
  });

  it('says for every entry what is needed to read it: 2.0 for deflate', () => {
    for (const { name, method, version, localVersion, flags } of entries) {
      expect([0, 8], name).toContain(method);
      expect([10, 20, 45], name).toContain(version);
      expect(version, name).toBeGreaterThanOrEqual(method === 8 ? 20 : 10);
      expect(localVersion, name).toBe(version);
      expect(flags & 1, `${name} is not encrypted`).toBe(0);
    }
  });

  it('has names that every device takes', () => {
    for (const { name, localName } of entries) {
      expect(name).toMatch(
        /^(mimetype|META-INF\/container\.xml|OEBPS\/([a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*[a-z0-9])$/,
      );
      expect(localName).toBe(name);
    }
  });

  it('has one date, that of the newest article, and no other clock', () => {
    expect(new Set(entries.map(({ date }) => date)).size).toBe(1);
    expect(dosDate(entries[0]!.date)).toBe('2024-01-01 00:00:00');
    expect(entries.every(({ extraLength, localExtraLength }) => extraLength + localExtraLength === 0)).toBe(true);
  });

  it('has no folder as an entry', () => {
    expect(entries.filter(({ name }) => name.endsWith('/'))).toEqual([]);
  });
});

describe('the same book', () => {
  it('gives the same bytes', async () => {
    const images = { 'cover.png': await drawImage(300, 480), '图 片.png': await drawImage(200, 100) };
    const again = await buildInMemory({ ...files, ...images });
    expect(Buffer.compare(again.bytes, built.bytes)).toBe(0);
  });

  it('has the given date', async () => {
    const fixedDate = new Date('2031-05-06T07:08:10Z');
    const { bytes, epub } = await buildInMemory({ 'a.md': 'x' }, { build: { fixedDate } });
    expect(dosDate(readEntries(bytes)[0]!.date)).toBe('2031-05-06 07:08:10');
    expect(epub.get('OEBPS/content.opf')).toContain('>2031-05-06T07:08:10Z<');
  });

  it('before 1980 has the first date that a zip file knows', async () => {
    const { bytes } = await buildInMemory({ 'a.md': 'x' }, { build: { fixedDate: new Date(0) } });
    expect(dosDate(readEntries(bytes)[0]!.date)).toBe('1980-01-01 00:00:00');
  });
});

/** The central directory and the local headers, by the APPNOTE of PKWARE. */
function readEntries(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, length: number) => new TextDecoder().decode(bytes.subarray(from, from + length));
  const end = Buffer.from(bytes).lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const count = view.getUint16(end + 10, true);
  const found: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const start = view.getUint32(at + 42, true);
    found.push({
      name: text(at + 46, nameLength!),
      version: view.getUint16(at + 6, true),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      date: view.getUint32(at + 12, true),
      size: view.getUint32(at + 24, true),
      extraLength: extraLength!,
      localName: text(start + 30, view.getUint16(start + 26, true)),
      localExtraLength: view.getUint16(start + 28, true),
      localVersion: view.getUint16(start + 4, true),
      start,
    });
    at += 46 + nameLength! + extraLength! + commentLength!;
  }
  return found;
}

function dosDate(value: number): string {
  const date = value >>> 16;
  const time = value & 0xffff;
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [1980 + (date >>> 9), two((date >>> 5) & 15), two(date & 31)].join('-');
  return `${day} ${[two(time >>> 11), two((time >>> 5) & 63), two((time & 31) * 2)].join(':')}`;
}
