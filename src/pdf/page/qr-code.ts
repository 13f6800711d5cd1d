/** A web address as a QR code in SVG, large enough to be read from paper; null where the address is too long. */
import type { Element } from 'hast';
import makeCode from 'qrcode-generator';
import { element } from '../../hast/tree.ts';
import { parseUrl, uriOf } from '../../text/urls.ts';

export interface AddressCode {
  drawing: Element;
  /** Too wide to stand beside another. */
  wide: boolean;
}

/** Bytes: a code of more is as large as a small page. */
const longestAddress = 1000;

/** Millimetres: a phone held over a page reads modules of a third of one, and readers must recognize a code. */
const leastModule = 0.35;
const leastWidth = 15;

/** Millimetres that leave half of a narrow text block to the address. */
const widestBesideOther = 24;

/** Modules that stay white around a code: ISO/IEC 18004, 5.3.8. */
export const quietZone = 4;

export function codeOf(address: string): AddressCode | null {
  // Bytes of a URI are ASCII, which every reader takes for what they are.
  const url = parseUrl(address);
  const uri = url === null ? '' : uriOf(url);
  if (uri === '' || uri.length > longestAddress) return null;
  const matrix = makeCode(0, 'M');
  matrix.addData(uri);
  matrix.make();
  const count = matrix.getModuleCount();
  const size = Math.max(leastModule, leastWidth / count);
  const side = `${rounded((count + quietZone * 2) * size)}mm`;
  const corner = -quietZone;
  const drawing = element(
    'svg',
    {
      className: ['address-code'],
      ariaHidden: 'true',
      width: side,
      height: side,
      viewBox: `${corner} ${corner} ${count + quietZone * 2} ${count + quietZone * 2}`,
      shapeRendering: 'crispEdges',
      style: `--module: ${rounded(size)}mm`,
    },
    [element('path', { fill: '#000', d: outlineOf(count, matrix.isDark) })],
  );
  return { drawing, wide: count * size > widestBesideOther };
}

/** One rectangle for each run of black modules in a row, all in one path, so that no seams show between rows. */
function outlineOf(count: number, isDark: (row: number, column: number) => boolean): string {
  let path = '';
  for (let row = 0; row < count; row += 1) {
    let column = 0;
    while (column < count) {
      const start = column;
      while (column < count && isDark(row, column)) column += 1;
      if (column > start) path += `M${start} ${row}h${column - start}v1h${start - column}z`;
      else column += 1;
    }
  }
  return path;
}

function rounded(millimetres: number): number {
  return Math.round(millimetres * 1000) / 1000;
}
