/** Characters that no font of the page has are reported, with the line they stand on. */
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../../src/model/diagnostics.ts';
import { buildInMemory } from '../../../support/build-memory.ts';
import { drawImage } from '../../../support/pictures.ts';

const han = '---\nlanguage: zh-CN\n---\n\n# 题\n\n';

async function missing(files: Record<string, string> | string): Promise<Diagnostic[]> {
  const all = typeof files === 'string' ? { 'a.md': han + files } : files;
  const { diagnostics } = await buildInMemory(all, { formats: ['pdf'], fonts: true });
  return diagnostics.filter(({ code }) => code === 'glyph-missing');
}

const placesOf = (problems: Diagnostic[]) =>
  problems.map(({ place }) => `${place!.file.slice('/desk/'.length)}:${place!.line}`);

describe('a character that no font has', () => {
  it('is reported once, with its first place and how often it is used', async () => {
    const [problem, ...others] = await missing('甲乙。\n丙𠮷。\n\n𠮷𠮷\n');
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      severity: 'warning',
      message: 'no font has the character 𠮷 (U+20BB7, CJK UNIFIED IDEOGRAPH-20BB7), used 3 times',
      place: { file: '/desk/a.md', line: 8 },
    });
  });

  it.each([
    ['code', '`𠮷`'],
    ['a heading', '## 甲𠮷'],
    ['a note', '甲[^1]。\n\n[^1]: 𠮷'],
    ['a cell', '| 甲 |\n|---|\n| 𠮷 |'],
    ['a caption', '![](a.png)\n\n*𠮷*'],
    ['the description of a picture that is missing', '![𠮷](none.png)'],
    ['an entity', '&#x20bb7;'],
    ['a formula', '$\\text{𠮷}$'],
  ])('is found in %s', async (_, text) => {
    expect(await missing(text)).toHaveLength(1);
  });

  it.each([
    ['a title', { 'a.md': '---\ntitle: 𠮷\nlanguage: zh-CN\n---\n\n甲\n' }, 'a.md:2'],
    ['a translator', { 'a.md': '---\nlanguage: zh-CN\ntranslator: 𠮷\n---\n\n# 题\n\n甲\n' }, 'a.md:3'],
    [
      'book.yaml',
      { 'a.md': `${han}甲\n`, 'book.yaml': 'title: 书\npublisher: 𠮷社\nlanguage: zh-CN\narticles: [a.md]\n' },
      'book.yaml:2',
    ],
    [
      'the title of a part',
      { 'a.md': `${han}甲\n`, 'book.yaml': 'language: zh-CN\nparts:\n  - title: 𠮷\n    articles: [a.md]\n' },
      'book.yaml:3',
    ],
  ])('is found in %s', async (_, files, place) => {
    expect(placesOf(await missing(files))).toEqual([place]);
  });

  it.each([
    ['joiners, selectors and spaces', '葛\u{e0100}👨\u200d👩\u200d👧☃\ufe0f1\ufe0f\u20e3\u2060\u3000\u2003字\u00ad'],
    ['TeX beside its formula', '$$\nx % 𠮷\n$$'],
    ['the address of a link', '[甲](https://example.com/𠮷)'],
    ['a comment', '甲 <!-- 𠮷 -->'],
    ['letters with marks that are one character', 'm\u0301 n\u030c e\u0323\u0302'],
  ])('is not one of %s', async (_, text) => {
    expect(await missing(text)).toEqual([]);
  });
});

it('the text of a diagram is checked, because it is set in the fonts of the page', async () => {
  const drawn = { kind: 'drawn' as const, svg: '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>' };
  const { diagnostics } = await buildInMemory(
    { 'a.md': `${han}\`\`\`mermaid\nflowchart LR\n  A[甲]\n\`\`\`\n` },
    {
      formats: ['pdf'],
      fonts: true,
      draw: async () => ({ ...drawn, png: await drawImage(8, 8), width: 8, height: 8, labels: ['甲', '𠮷'] }),
    },
  );
  expect(placesOf(diagnostics.filter(({ code }) => code === 'glyph-missing'))).toEqual(['a.md:7']);
});

it('the text of an SVG image is checked, and its descriptions are not', async () => {
  const svg = (words: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><title>\u{12001}</title><text y="15">${words}</text></svg>`;
  const problems = await missing({
    'a.md': `${han}![甲](a.svg)\n\n![乙](b.svg)\n\n\`\u{12000}\` 丙\n`,
    'a.svg': svg('甲&#x12000;'),
    'b.svg': svg('乙'),
  });
  expect(problems.map(({ message }) => message)).toEqual([
    'no font has the character \u{12000} (U+12000, Cuneiform letter), used 2 times',
  ]);
  expect(placesOf(problems)).toEqual(['a.md:7']);
});

it('many characters of one script are one problem', async () => {
  const problems = await missing('हिन्दी भाषा में\n\nनमस्ते 𠮷\n');
  expect(problems.map(({ message }) => message)).toEqual([
    'no font has these 10 characters (Devanagari), used 10 times: हि न् दी भा षा में न म स् ते',
    'no font has the character 𠮷 (U+20BB7, CJK UNIFIED IDEOGRAPH-20BB7)',
  ]);
});

it('private and unassigned characters are named as such, and not shown', async () => {
  const problems = await missing('甲\ue000乙\u0378\n');
  expect(problems.map(({ message }) => message)).toEqual([
    'no font has the character (U+E000, private use)',
    'no font has the character (U+0378, unassigned)',
  ]);
});

it('nothing is checked without a PDF', async () => {
  const { diagnostics } = await buildInMemory({ 'a.md': `${han}𠮷\n` }, { formats: ['html'], fonts: true });
  expect(diagnostics).toEqual([]);
});
