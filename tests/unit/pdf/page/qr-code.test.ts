/** The code of an address, read by a decoder from the rectangles that are drawn. */
import jsqr from 'jsqr';
import { describe, expect, it } from 'vitest';
import { serialize } from '../../../../src/hast/serialize.ts';
import { codeOf, quietZone } from '../../../../src/pdf/page/qr-code.ts';

// The package is CommonJS: its function is the default of its default.
const read = (jsqr as unknown as { default?: typeof jsqr.default }).default ?? (jsqr as unknown as typeof jsqr.default);

/** The drawing as pixels, four to a module. */
function decode(markup: string): string | undefined {
  const side = Number(/viewBox="-4 -4 (\d+) /.exec(markup)![1]) * 4;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of markup.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = 0; row < 4; row += 1) {
      for (let column = 0; column < Number(width) * 4; column += 1) {
        const at = (((Number(y) + quietZone) * 4 + row) * side + (Number(x) + quietZone) * 4 + column) * 4;
        pixels.fill(0, at, at + 3);
      }
    }
  }
  return read(pixels, side, side)?.data;
}

describe('the code of an address', () => {
  it.each(['https://example.com/', 'https://example.com/a?b=c&d=1#e', `https://example.com/${'long/'.repeat(100)}`])(
    'says %s',
    (address) => {
      expect(decode(serialize(codeOf(address)!.drawing))).toBe(address);
    },
  );

  it('says other letters as a URI', () => {
    expect(decode(serialize(codeOf('https://zh.example/北京')!.drawing))).toBe('https://zh.example/%E5%8C%97%E4%BA%AC');
  });

  it('has white around it and modules that can be read, however long', () => {
    for (const length of [1, 100, 900]) {
      const { width, viewBox } = codeOf(`https://a.example/${'a'.repeat(length)}`)!.drawing.properties;
      const modules = Number(String(viewBox).split(' ')[2]);
      const size = Number.parseFloat(String(width)) / modules;
      expect(size).toBeGreaterThanOrEqual(0.349);
      expect(size * (modules - quietZone * 2)).toBeGreaterThanOrEqual(14.99);
    }
  });

  it('is none where the address is too long', () => {
    expect(codeOf(`https://a.example/${'a'.repeat(1000)}`)).toBeNull();
  });
});
