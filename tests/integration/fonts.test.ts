/** What is told of fonts is true in the browser: on paper, and in an EPUB that carries its own. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPrinter } from '../../src/node/browser/browser.ts';
import { octavo, temporaryFolder } from '../support/command.ts';
import { textOf, unpack } from '../support/epub.ts';
import { epubCheck, hasJava, hasPoppler, pdfFonts, pdfText, unless } from '../support/judges.ts';
import { printedGlyphs } from '../support/pdf.ts';

/** Each line is set as text, heading, strong, emphasis and code. */
const covered = [
  '①②⑳⑴⒈Ⓐ❶㈠㊣ⅠⅫⅰ㊗㊙㈱',
  '℃℉‰№℡㎡㏄Å©®™₿€£¥₹₽₩₫₴₺½¼¾¹²³⁴',
  '←↑→↓↔⇐⇒⇔⇧↩⟶➜┌┼┘█▒⌘⌥⌃⎋⇥⏎⌫␣',
  '✓✔✗★☆●○◎◆■□▲△♠♥♪☀☎☑☐⚠⚡✉♔♈☯☰⠁',
  'əʃʒŋθðæɑɔɛɪʊʌɹɾʔˈˌːɸɣçɲʂ',
  'ảấặẻếệđơư ἀᾳῳὦΐ Ελλάς привет ҐӘѳ ŁőşğıẞÞĦ',
  'あぎァヴーゞヿ ｱｶﾞｰ｡ ㄅㄆˊˇˋ 〇〡卄 āǎǜḿńňê',
  '∑∫≤≥≠≈∞∂√∏∈⊂∪∀∃∇±×÷⟨⟩ℝℏ𝔸𝑥𝒜ℓℵ',
  '😀🎉👍🏽🇨🇳👨\u200d👩\u200d👧🏳️\u200d🌈🐦\u200d🔥1️⃣',
  '——……「『〖【〔《﹁﹏～‖※†§•‐–′″〃々〆﹐？￥',
];

/** One of each kind that no font of ours has. */
const lacking = ['𠮷', 'हि', '\u0378'];

/** That only fonts for rare characters have. */
const rare = '㉛⁵مאḿ̌Ǆ𠅤𬺓𝄞ⱠtɕͰ͡';

const ours =
  /^[A-Z]{6}\+(NotoSerifSC|NotoSansSC|NotoSansMath|NotoSansSymbols|NotoEmoji|SourceSerif4|SourceCodePro|FiraMono|NotoSerif-|NotoSerifHebrew|NotoNaskhArabic|SourceHanSerifCN|UnifontEx|OctavoBoxes)[^ ]* +CID TrueType /;

describe.skipIf(!hasPoppler)(`on paper${unless(hasPoppler, 'poppler')}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  /** Characters that are not set from our fonts: those of others, and the glyph that stands for none. */
  async function print(name: string, language: string, text: string) {
    const article = `---\nlanguage: ${language}\ntitle: 题\n---\n\n${text}\n`;
    await writeFile(join(folder.path, `${name}.md`), article);
    const { stdout } = await octavo(['build', `${name}.md`, '-f', 'pdf', '--json'], { workingFolder: folder.path });
    const path = join(folder.path, 'dist', `${name}.pdf`);
    const foreign = (await pdfFonts(path)).filter((row) => !ours.test(row));
    const empty = printedGlyphs(await readFile(path)).filter((glyph) => glyph === 0).length;
    const report = JSON.parse(stdout) as { diagnostics: { code: string }[] };
    return { codes: report.diagnostics.map(({ code }) => code), foreign, empty };
  }

  test.each(['zh-CN', 'en'])(
    'every character that is not reported is set in our fonts, in every place (%s)',
    async (language) => {
      const places = covered.map((line) =>
        [`## ${line}`, line, `**${line}**`, `*${line}*`, `***${line}***`, `\`${line}\``].join('\n\n'),
      );
      // The running head is set apart from the page.
      const text = `# ${covered.map((line) => [...line][0]).join('')}\n\n${places.join('\n\n')}`;
      expect(await print(language, language, text)).toEqual({ codes: [], foreign: [], empty: 0 });
    },
  );

  test('rare characters are set in our fonts as well', async () => {
    const places = [`## ${rare}`, rare, `**${rare}**`, `*${rare}*`, `\`${rare}\``].join('\n\n');
    expect(await print('rare', 'zh-CN', places)).toEqual({ codes: [], foreign: [], empty: 0 });
  });

  test('text in an SVG image and in an SVG of the page is set from our fonts', async () => {
    const drawing = `<text x="5" y="20" font-family="Helvetica, Arial">AVAVA often</text>
      <text x="5" y="40" style="font: italic 14px Times">Serif 中文 𠮷</text>
      <text x="5" y="60" font-family="Courier New" font-weight="bold">mono 한국어</text><text x="5" y="80">plain ㉛</text>
      <foreignObject x="100" y="60" width="90" height="30"><p>a label</p></foreignObject>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">${drawing}</svg>`;
    await writeFile(join(folder.path, 'drawing.svg'), svg);
    const inPage = svg
      .replaceAll('\n', ' ')
      .replace(/<foreign.*t>/, '')
      .replaceAll('AVAVA', 'WAWA');
    const { foreign, empty } = await print('svg', 'zh-CN', `![一幅画](drawing.svg)\n\n${inPage}`);
    expect({ foreign, empty }).toEqual({ foreign: [], empty: 0 });
    const text = await pdfText(join(folder.path, 'dist', 'svg.pdf'));
    for (const word of ['AVAVA often', 'Serif', '中文', 'mono', 'plain', 'a label', 'WAWA'])
      expect(text).toContain(word);
  });

  test.each(lacking)('%s is reported, and printed as a box of ours that a search finds', async (character) => {
    const name = `lacking-${character.codePointAt(0)}`;
    const { codes, foreign, empty } = await print(name, 'zh-CN', `甲${character}乙`);
    expect({ codes, foreign, empty }).toEqual({ codes: ['glyph-missing'], foreign: [], empty: 0 });
    const text = await pdfText(join(folder.path, 'dist', `${name}.pdf`));
    expect(text.replace(/\s/g, '')).toContain(`甲${character}乙`);
  });

  test('a book in a language without a font is an error that names the package', async () => {
    await writeFile(join(folder.path, 'hindi.md'), '---\nlanguage: hi\n---\n\n# शीर्षक\n\nहिन्दी\n');
    const { status, stderr } = await octavo(['build', 'hindi.md', '-f', 'pdf'], { workingFolder: folder.path });
    expect(status).toBe(1);
    expect(stderr).toContain('cannot typeset Hindi (hi)');
    expect(stderr).toContain('run `npm install @fontsource/noto-serif-devanagari');
    expect(stderr.match(/glyph-missing/g)).toBeNull();
  });
});

test('a character that is missing fails a strict check', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'a.md'), '---\nlanguage: zh-CN\n---\n\n# 题\n\n𠮷\n');
  const check = (...words: string[]) =>
    octavo(['check', 'a.md', '-f', 'pdf', ...words], { workingFolder: folder.path });
  expect((await check()).status).toBe(0);
  expect((await check('--strict')).status).toBe(1);
});

describe.skipIf(!hasPoppler)(`in an EPUB that carries fonts${unless(hasPoppler, 'poppler')}`, () => {
  const printer = createPrinter({
    executable: process.env.OCTAVO_BROWSER ?? null,
    cacheFolder: fileURLToPath(new URL('../../node_modules/.cache/octavo-tests', import.meta.url)),
    onDownload: () => undefined,
  });
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let epub: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeFile(join(folder.path, 'book.yaml'), 'language: zh-CN\narticles: [a.md]\nepub: { fonts: embed }\n');
    await writeFile(join(folder.path, 'a.md'), '# 标题\n\n正文 text **粗体 bold** *slanted* `code 码` → ①。\n');
    const { status, stdout } = await octavo(['build', '.', '-f', 'epub'], { workingFolder: folder.path });
    expect(status, stdout).toBe(0);
    [, epub] = /^(\S+\.epub) /m.exec(stdout) as unknown as [string, string];
    epub = join(folder.path, epub);
  });
  afterAll(async () => {
    await printer.close();
    await folder[Symbol.asyncDispose]();
  });

  test('a browser sets every letter in them, bold in a bold one', async () => {
    const entries = await unpack(await readFile(epub));
    const files = new Map(
      Array.from(entries, ([name, content]) => [name.replace('OEBPS/', ''), Buffer.from(content as string)] as const),
    );
    const page = { name: 'pdf-screen', html: textOf(entries, 'OEBPS/a.xhtml'), files, body: null, tagged: false };
    const answer = await printer.print(page);
    const path = join(folder.path, 'a.pdf');
    await writeFile(path, answer.kind === 'bytes' ? answer.bytes : '');
    const names = (await pdfFonts(path)).map((row) => /\+(\S+)/.exec(row)?.[1] ?? row);
    expect([...new Set(names)].sort()).toEqual([
      'BookLatinSerif-Bold',
      'BookLatinSerif-Italic',
      'BookLatinSerif-Regular',
      'BookMono-Regular',
      'BookSans-Bold',
      'BookSans-Regular',
      'BookSerif-Bold',
      'BookSerif-Regular',
      'BookSlicesnotoserif-Regular',
      'BookSlicesnotoserif2-Regular',
    ]);
    expect(printedGlyphs(await readFile(path))).not.toContain(0);
  });

  test.skipIf(!hasJava)(`EPUBCheck finds nothing${unless(hasJava, 'Java')}`, async () => {
    expect(await epubCheck(epub)).toEqual([]);
  });

  test('octavo check finds nothing', async () => {
    const { status, stdout, stderr } = await octavo(['check', '.', '-f', 'epub', '--strict'], {
      workingFolder: folder.path,
    });
    expect(status, stdout + stderr).toBe(0);
  });
});
