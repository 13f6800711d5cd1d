/** Which characters the installed fonts have: read from the files, once. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contains, findMissing } from '../../../src/fonts/coverage.ts';
import { loadFonts } from '../../../src/fonts/load-fonts.ts';
import { parseUnicodeRange } from '../../../src/fonts/unicode-range.ts';
import { readCharacters } from '../../../src/fonts/woff2.ts';
import { packageFile } from '../../../src/node/packages.ts';
import { memoryHost } from '../../support/memory-host.ts';

const read = (name: string) => readCharacters(readFileSync(packageFile(`@fontsource/${name}.woff2`)!));
const codeOf = (character: string) => character.codePointAt(0)!;

describe('a font', () => {
  it('has the characters of its map, those of the first plane', () => {
    const latin = read('source-serif-4/files/source-serif-4-latin-400-normal');
    expect([...'Aé“中α'].map((each) => contains(latin, codeOf(each)))).toEqual([true, true, true, false, false]);
  });

  it('and those beyond it', () => {
    const emoji = read('noto-sans-math/files/noto-sans-math-latin-400-normal');
    expect([...'𝑥∑中'].map((each) => contains(emoji, codeOf(each)))).toEqual([true, true, false]);
  });

  it('that is invalid is rejected', () => {
    expect(() => readCharacters(new Uint8Array(64))).toThrow('the font is not a WOFF2 file');
  });
});

describe('the range of a rule', () => {
  it('is read with single characters, ranges and wildcards, in any order', () => {
    expect([...parseUnicodeRange('U+4??, u+0-7F, U+26')]).toEqual([0, 0x7f, 0x400, 0x4ff]);
  });

  it('joins what overlaps', () => {
    expect([...parseUnicodeRange('U+41-50, U+45-46, U+51, U+60')]).toEqual([0x41, 0x51, 0x60, 0x60]);
  });

  it('holds its ends and nothing beside them', () => {
    const ranges = Uint32Array.of(5, 7, 9, 9);
    expect([4, 5, 6, 7, 8, 9, 10].filter((code) => contains(ranges, code))).toEqual([5, 6, 7, 9]);
    expect(contains(new Uint32Array(), 1)).toBe(false);
  });
});

describe('the faces of a page', () => {
  const missing = async (characters: string[], host = memoryHost({}, { fonts: true })) => {
    const { faces } = (await loadFonts('zh-CN', host)).value;
    return [...(await findMissing(characters, faces, host))];
  };

  it('have what Chinese articles use, and lack rare characters', async () => {
    const common = '永€①⑳㈠Ⅻ℃‰№←⇔┼✓☆⌘₿əʃếἀЖあｱㄅ〇ǜḿ∑≤😀🏽🇨𝑥';
    expect(await missing([...common, '𠮷', 'ก', '\ue000'])).toEqual(['𠮷', 'ก', '\ue000']);
  });

  it('lack Arabic: the font for mathematics has letters that never join', async () => {
    expect(await missing(['م'])).toEqual(['م']);
  });

  it('have a letter with marks where one character stands for both, however it is written', async () => {
    expect(await missing(['e\u0301', '\u1e3f', 'm\u0301'])).toEqual([]);
  });

  it('lack a combining mark that the face of its letter lacks, because it would be set next to it', async () => {
    expect(await missing(['m\u0300'])).toEqual(['m\u0300']);
  });

  it('are opened only where they may have a character, and never twice', async () => {
    const host = memoryHost({}, { fonts: true });
    const opened: string[] = [];
    const watching = {
      ...host,
      readFile: (path: string) => {
        opened.push(path);
        return host.readFile(path);
      },
    };
    const fonts = () => opened.splice(0).filter((path) => path.endsWith('.woff2'));
    await missing(['永'], watching);
    expect(fonts().map((path) => path.slice(path.lastIndexOf('/') + 1))).toEqual([
      'noto-sans-sc-chinese-simplified-400-normal.woff2',
    ]);
    await missing(['永', '书'], watching);
    expect(fonts()).toEqual([]);
  });
});
