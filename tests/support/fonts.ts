/** A TrueType font opened. In: its bytes. Out: its tables, names and characters, read apart from the code under test. */

export function fontTables(font: Buffer): Map<string, { offset: number; length: number }> {
  return new Map(
    Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
      const at = 12 + index * 16;
      return [
        font.toString('latin1', at, at + 4),
        { offset: font.readUInt32BE(at + 8), length: font.readUInt32BE(at + 12) },
      ];
    }),
  );
}

/** By their number. */
export function fontNames(font: Buffer): Record<number, string> {
  const { offset } = fontTables(font).get('name')!;
  const texts = offset + font.readUInt16BE(offset + 4);
  return Object.fromEntries(
    Array.from({ length: font.readUInt16BE(offset + 2) }, (_, index) => {
      const at = offset + 6 + index * 12;
      const start = texts + font.readUInt16BE(at + 10);
      const text = Buffer.from(font.subarray(start, start + font.readUInt16BE(at + 8)));
      return [font.readUInt16BE(at + 6), text.swap16().toString('utf16le')];
    }),
  );
}

/** Every character it has, in order: small fonts have a map of segments or groups. */
export function fontCharacters(font: Buffer): string {
  const { offset } = fontTables(font).get('cmap')!;
  const codes = new Set<number>();
  for (let index = 0; index < font.readUInt16BE(offset + 2); index += 1) {
    const map = offset + font.readUInt32BE(offset + 4 + index * 8 + 4);
    const format = font.readUInt16BE(map);
    if (format === 12) {
      for (let group = 0; group < font.readUInt32BE(map + 12); group += 1) {
        const at = map + 16 + group * 12;
        for (let code = font.readUInt32BE(at); code <= font.readUInt32BE(at + 4); code += 1) codes.add(code);
      }
    }
    if (format === 4) {
      const twice = font.readUInt16BE(map + 6);
      for (let at = 0; at < twice; at += 2) {
        const last = font.readUInt16BE(map + 14 + at);
        for (let code = font.readUInt16BE(map + 16 + twice + at); code <= last && code < 0xffff; code += 1)
          codes.add(code);
      }
    }
  }
  return String.fromCodePoint(...[...codes].sort((first, second) => first - second));
}
