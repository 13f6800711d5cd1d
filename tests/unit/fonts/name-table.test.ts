/** A font that was changed has names of ours, and still says whose it is. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyrightOf, renameFont } from '../../../src/fonts/name-table.ts';
import { makeSubset } from '../../../src/fonts/subset.ts';
import { packageFile } from '../../../src/node/packages.ts';
import { fontNames, fontTables } from '../../support/fonts.ts';

const path = packageFile('@fontsource/source-serif-4/files/source-serif-4-latin-700-italic.woff2')!;

describe('a renamed font', () => {
  let font: Buffer;
  beforeAll(async () => {
    const subset = await makeSubset(readFileSync(path), 'Book');
    font = Buffer.from(renameFont(subset, { family: 'Book Text 2', bold: true, italic: true }));
  });

  it('has no name that its makers reserve, but in their notice', () => {
    expect(fontNames(font)).toMatchObject({
      1: 'Book Text 2',
      2: 'Bold Italic',
      4: 'Book Text 2 Bold Italic',
      6: 'BookText2-BoldItalic',
      14: 'http://scripts.sil.org/OFL',
    });
    const others = Object.entries(fontNames(font)).filter(([id]) => id !== '0');
    expect(others.map(([, text]) => text).join('\n')).not.toMatch(/source/i);
    expect(copyrightOf(font)).toContain('with Reserved Font Name ‘Source’');
  });

  it('is whole: its sum and those of its tables are right', () => {
    let sum = 0;
    for (let at = 0; at < font.length; at += 4) sum = (sum + font.readUInt32BE(at)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
    const tables = fontTables(font);
    expect([...tables.keys()]).toEqual([...tables.keys()].sort());
    for (const { offset, length } of tables.values()) {
      expect(offset % 4).toBe(0);
      expect(offset + length).toBeLessThanOrEqual(font.length);
    }
  });
});
