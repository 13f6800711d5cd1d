/** Fonts that are drawn, read by a reader of fonts that is apart from them. */
import { describe, expect, it } from 'vitest';
import { boxFont, lastFont } from '../../../src/fonts/box-font.ts';
import { fontCharacters, fontNames, fontTables } from '../../support/fonts.ts';

const glyphCount = (font: Buffer) => font.readUInt16BE(fontTables(font).get('maxp')!.offset + 4);
/** Of a glyph: where its outline begins in the table of outlines. */
const outlineAt = (font: Buffer, glyph: number) => font.readUInt32BE(fontTables(font).get('loca')!.offset + glyph * 4);

describe('a font of boxes', () => {
  const font = Buffer.from(boxFont([0x20bb7, 0x5d0, 0x20bb7]));

  it('has the requested characters, each once', () => {
    expect(fontCharacters(font)).toBe('א𠮷');
    expect(glyphCount(font)).toBe(3);
    expect(fontNames(font)[4]).toBe('Octavo Boxes');
  });

  it('draws more in the box of a character than in the empty one', () => {
    const lengths = [0, 1, 2].map((glyph) => outlineAt(font, glyph + 1) - outlineAt(font, glyph));
    expect(lengths[1]).toBeGreaterThan(lengths[0]!);
    expect(lengths[2]).toBeGreaterThan(lengths[1]!);
  });

  it('sums up as fonts do', () => {
    let sum = 0;
    for (let at = 0; at < font.length; at += 4) sum = (sum + font.readUInt32BE(at)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
  });
});

describe('the last font', () => {
  const font = Buffer.from(lastFont());
  const { offset } = fontTables(font).get('cmap')!;
  const map = offset + font.readUInt32BE(offset + 8);
  const covers = (code: number) =>
    Array.from({ length: font.readUInt32BE(map + 12) }, (_, index) => map + 16 + index * 12).some(
      (at) => font.readUInt32BE(at) <= code && code <= font.readUInt32BE(at + 4),
    );

  it('has one glyph for all that can be seen', () => {
    expect(font.readUInt16BE(map)).toBe(13);
    for (const code of [0x41, 0x4e00, 0x20bb7, 0x10ffff, 0xe000]) expect(covers(code)).toBe(true);
  });

  it('leaves out what is never seen, as a browser does', () => {
    for (const code of [0x20, 0xad, 0x200d, 0xfe0f, 0xd800, 0x3000]) expect(covers(code)).toBe(false);
  });
});
