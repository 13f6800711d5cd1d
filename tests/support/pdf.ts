/** A PDF by hand, laid out as Chrome does: PDF 1.4, one cross-reference table. In: objects by number. Out: bytes. */
import { constants, inflateSync } from 'node:zlib';

export function makePdf(objects: Record<number, string>, trailer: string): Buffer {
  const numbers = Object.keys(objects).map(Number);
  const size = Math.max(0, ...numbers) + 1;
  let text = '%PDF-1.4\n';
  const offsets = new Map<number, number>();
  for (const number of numbers) {
    offsets.set(number, text.length);
    text += `${number} 0 obj\n${objects[number]}\nendobj\n`;
  }
  const table = Array.from({ length: size }, (_, number) => {
    const offset = offsets.get(number);
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${size}\n${table.join('')}trailer\n<</Size ${size}\n${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** Five pages in a tree of two levels, with destinations as Chrome names them. */
export function makeBook(destinations: string): Buffer {
  const page = (parent: number) => `<</Type /Page /Parent ${parent} 0 R /MediaBox [0 0 420 595.5]>>`;
  return makePdf(
    {
      1: "<</Title (old) /Creator (Chrome) /CreationDate (D:20240101000000+00'00') /ModDate (D:20240101000000+00'00')>>",
      2: '<</Type /Catalog /Pages 3 0 R /Dests 20 0 R /Lang (zh-CN)>>',
      3: '<</Type /Pages /Count 5 /Kids [4 0 R 12 0 R 5 0 R]>>',
      4: '<</Type /Pages /Parent 3 0 R /Count 2 /Kids [11 0 R 10 0 R]>>',
      5: '<</Type /Pages /Parent 3 0 R /Count 2 /Kids [13 0 R 14 0 R]>>',
      10: page(4),
      11: page(4),
      12: page(3),
      13: page(5),
      14: page(5),
      20: `<<${destinations}>>`,
      21: '[14 0 R /XYZ 0 0 0]',
    },
    '/Root 2 0 R\n/Info 1 0 R',
  );
}

/** The numbers of all glyphs that a PDF of Chrome shows, in its fonts of two bytes a character. 0 is the empty box. */
export function printedGlyphs(pdf: Buffer): number[] {
  const glyphs: number[] = [];
  const file = pdf.toString('latin1');
  for (const [, content] of file.matchAll(/\/FlateDecode[^>]*>>\s*stream\r?\n([\s\S]*?)\r?\nendstream/g)) {
    // The last byte of a stream may look like the end of its line.
    const packed = Buffer.from(content!, 'latin1');
    const text = inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1');
    for (const [, hexadecimal, literal] of text.matchAll(/(?:<([0-9a-fA-F]*)>|\(((?:\\[\s\S]|[^\\)])*)\)) Tj/g)) {
      const codes =
        literal === undefined ? Buffer.from(hexadecimal!, 'hex') : Buffer.from(unescaped(literal), 'latin1');
      for (let at = 0; at + 1 < codes.length; at += 2) glyphs.push(codes.readUInt16BE(at));
    }
  }
  return glyphs;
}

/** https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf, 7.3.4.2 */
function unescaped(literal: string): string {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  return literal.replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_, octal: string | undefined, letter: string) =>
    octal === undefined ? (named[letter] ?? letter) : String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
