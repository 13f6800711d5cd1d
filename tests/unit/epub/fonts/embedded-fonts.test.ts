/** An EPUB with `epub.fonts: embed` carries fonts with its own characters, and says so. */
import { beforeAll, describe, expect, it } from 'vitest';
import { makeReport } from '../../../../src/report/report.ts';
import { buildInMemory, type MemoryBuild, workingFolder } from '../../../support/build-memory.ts';
import { packageOf, textOf } from '../../../support/epub.ts';
import { fontCharacters, fontTables } from '../../../support/fonts.ts';

const bookYaml = 'title: 书\nlanguage: zh-CN\narticles: [a.md]\nepub: { fonts: embed }\n';
const article = '# 题\n\n正文 with **bold 粗** and *italic* words 𠮷。\n';

const build = (files: Record<string, string>) => buildInMemory(files, { fonts: true });

/** `family weight style` -> the font. */
function fontsOf({ epub }: MemoryBuild): Record<string, Buffer> {
  const faces = textOf(epub, 'OEBPS/fonts.css').matchAll(
    /@font-face \{ font-family: "([^"]+)"; font-weight: (\w+); font-style: (\w+); src: url\(([^)]+)\); \}/g,
  );
  return Object.fromEntries(
    Array.from(faces, ([, family, weight, style, name]) => [
      `${family} ${weight} ${style}`,
      Buffer.from(epub.get(`OEBPS/${name}`) as Uint8Array),
    ]),
  );
}

describe('a book with embedded fonts', () => {
  let built: MemoryBuild;
  let fonts: Record<string, Buffer>;
  beforeAll(async () => {
    built = await build({ 'a.md': article, 'book.yaml': bookYaml });
    fonts = fontsOf(built);
  });

  it('has one for each weight and style it uses, with the characters set in it and no others', () => {
    const characters = Object.fromEntries(Object.entries(fonts).map(([name, font]) => [name, fontCharacters(font)]));
    expect(characters).toEqual({
      'Book Latin Serif normal normal': ' -.0123456789adhinorstw',
      'Book Latin Serif bold normal': ' bdlo',
      'Book Latin Serif normal italic': 'acilt',
      'Book Serif normal normal': '。文正题',
      'Book Serif bold normal': '粗',
      'Book Sans bold normal': '书录目题',
    });
  });

  it('has them as TrueType that keeps what Han text needs, under names from their content', () => {
    for (const font of Object.values(fonts)) expect(font.readUInt32BE(0)).toBe(0x00010000);
    expect([...fontTables(fonts['Book Serif normal normal']!).keys()]).toEqual(
      expect.arrayContaining(['GPOS', 'GSUB', 'vhea', 'vmtx']),
    );
    const names = [...built.epub.keys()].filter((name) => name.startsWith('OEBPS/fonts/'));
    expect(names.length).toBe(6);
    for (const name of names) expect(name).toMatch(/^OEBPS\/fonts\/[0-9a-f]{16}\.ttf$/);
  });

  it('lists them, and makes Apple Books use them', () => {
    const opf = packageOf(built.epub);
    expect(
      opf.match(/<item id="font-[0-9a-f]{16}" href="fonts\/[0-9a-f]{16}\.ttf" media-type="font\/ttf"\/>/g),
    ).toHaveLength(6);
    expect(opf).toContain('<item id="fonts" href="fonts.css" media-type="text/css"/>');
    expect(opf).toContain('<meta property="ibooks:specified-fonts">true</meta>');
    for (const name of ['a', 'toc', 'title-page']) {
      expect(textOf(built.epub, `OEBPS/${name}.xhtml`)).toContain('href="fonts.css"');
    }
  });

  it('names them before a generic family, so that a reader may choose another', () => {
    const style = textOf(built.epub, 'OEBPS/fonts.css');
    expect(style).toContain('body { font-family: "Book Serif", "Book Latin Serif", serif; }');
    expect(style).toMatch(/^h1, .* \{ font-family: "Book Sans", sans-serif; \}$/m);
    expect(style).not.toMatch(/important|monospace|math/);
  });

  it('carries their licence and the notices of their makers', () => {
    const style = textOf(built.epub, 'OEBPS/fonts.css');
    expect(style).toContain('SIL OPEN FONT LICENSE Version 1.1');
    expect(style).toContain('COPYRIGHT HOLDER BE LIABLE');
    expect(style).toMatch(/noto-serif-sc: \(c\) 2017-2024 Adobe/);
    expect(style).toContain('source-serif-4: © 2014 - 2021 Adobe');
    expect(style).not.toContain('source-code-pro');
  });

  it('reports their share of the output size', () => {
    const [output] = makeReport(built, workingFolder).books[0]!.outputs;
    expect(output!.fontBytes).toBeGreaterThan(5000);
    expect(output!.fontBytes).toBeLessThan(output!.bytes);
  });

  it('gives the same bytes when it is built again, and makes no font twice', async () => {
    const again = await buildInMemory({ 'a.md': article, 'book.yaml': bookYaml }, { fonts: true });
    expect(Buffer.compare(again.bytes, built.bytes)).toBe(0);
    const other = await build({ 'a.md': article.replace('正文', '书文'), 'book.yaml': bookYaml });
    const keys = ({ host }: MemoryBuild) => [...host.cache.keys()].filter((key) => key.startsWith('fonts/'));
    expect(keys(again)).toEqual(keys(built));
    expect(keys(other).filter((key) => !keys(built).includes(key))).toHaveLength(1);
  });
});

it('code and formulas have fonts of their own where a book has them', async () => {
  const text = `${article}\n\`a字\`\n\n$\\sqrt{x}$\n`;
  const fonts = fontsOf(await build({ 'a.md': text, 'book.yaml': bookYaml }));
  expect(fontCharacters(fonts['Book Mono normal normal']!)).toBe('a');
  expect(fontCharacters(fonts['Book Sans normal normal']!)).toBe('字');
  const math = fonts['Book Math normal normal']!;
  expect(fontCharacters(math)).toBe('x√𝑥');
  expect(fontTables(math).has('MATH')).toBe(true);
});

it('a book that does not ask has none, and no style sheet for them', async () => {
  const { epub, books } = await build({ 'a.md': article });
  expect([...epub.keys()].filter((name) => name.includes('font'))).toEqual([]);
  expect(textOf(epub, 'OEBPS/a.xhtml')).not.toContain('fonts.css');
  expect(packageOf(epub)).not.toContain('ibooks');
  expect(books[0]!.outputs[0]!.size.fontBytes).toBe(0);
});

it('any value other than none and embed is rejected', async () => {
  const { diagnostics } = await build({ 'a.md': article, 'book.yaml': 'articles: [a.md]\nepub: { fonts: all }\n' });
  expect(diagnostics).toMatchObject([
    { code: 'value-invalid', message: '`fonts` cannot be `all`', hint: 'choose from none, embed' },
  ]);
});
