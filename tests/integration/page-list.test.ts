/**
 * The pages of the PDF in the EPUB, through the real command: each mark stands where poppler finds the beginning of its page;
 * and `octavo check` proves that both outputs have every word.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { octavo, temporaryFolder } from '../support/command.ts';
import { type Entries, packageOf, textOf, unpack } from '../support/epub.ts';
import { hasPoppler, type PdfPage, pdfPages, unless } from '../support/judges.ts';
import { find } from '../support/xml.ts';

const sentence =
  '老师傅把铅字一个一个拣出来，排进手托，再一行一行地移到版盘里去。Typesetting of internationalized documents requires considerable understanding，第 12 章写于 2024 年。';
const wide = (words: string) =>
  Array.from({ length: 9 }, (_, index) => `${words}${index}-unbreakable-value`).join(' | ');

/** Whatever the two formats set in ways of their own. */
const article = `# 样章

${sentence.repeat(8)}

## 宽表

| ${wide('head')} |
|${'---|'.repeat(9)}
| ${wide('one')} |
| ${wide('two')} |

<ruby>饕<rp>(</rp><rt>tāo</rt><rp>)</rp>餮<rt>tiè</rt></ruby>，*着重的字*，<q>outer <q>inner</q></q>，H~2~O，שלום。[一个很长的链接，${sentence.repeat(2)}](https://example.org/)

公式 $\\hat{x}+\\widehat{xyz}+\\overline{abc}+\\sqrt{2}+\\sqrt[3]{x}$：

$$\\int_0^\\infty \\frac{f(x)}{\\sqrt{1+x^2}}\\,dx = \\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}$$

- [x] 完成
- [ ] 未完成

1. 甲${sentence}
   - 乙

<details><summary>摘要</summary>

里面的话，${sentence}

</details>

\`\`\`js {.numberLines}
${Array.from({ length: 60 }, (_, index) => `const value${index} = ${index}; // 第 ${index} 行`).join('\n')}
\`\`\`

> 引文${sentence.repeat(3)}

${sentence.repeat(6)}注[^1]。

[^1]: 注文，${sentence}

| 甲 | 乙 |
|---|---|
${Array.from({ length: 30 }, (_, index) => `| R${index} | ${sentence} |`).join('\n')}
`;

/** Cover, title page and contents, which stand before page 1. */
const front = 3;

describe.skipIf(!hasPoppler).each(['horizontal', 'vertical'])(
  `the %s pages${unless(hasPoppler, 'poppler')}`,
  (writing) => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let epub: Entries;
    let pages: PdfPage[];
    const path = (name: string) => join(folder.path, name);
    const run = (...words: string[]) => octavo(words, { workingFolder: folder.path });

    beforeAll(async () => {
      folder = await temporaryFolder();
      await mkdir(path('book'));
      await writeFile(path('book/a.md'), article);
      await writeFile(path('book/b.md'), `# Second\n\n${sentence.repeat(12)}\n`);
      await writeFile(
        path('book/book.yaml'),
        `title: 书\nwriting: ${writing}\narticles: [a.md, {part: 下编, articles: [b.md]}]\n`,
      );
      const { status, stderr } = await run('build', 'book', '-o', 'dist');
      expect(status, stderr).toBe(0);
      epub = await unpack(await readFile(path('dist/book.epub')));
      pages = await pdfPages(path('dist/book.pdf'));
    });
    afterAll(() => folder[Symbol.asyncDispose]());

    const listed = () => {
      const list = /<nav epub:type="page-list"[\s\S]*?<\/nav>/.exec(textOf(epub, 'OEBPS/toc.xhtml'))?.[0] ?? '';
      return Array.from(list.matchAll(/<a href="([^"#]+)#([^"]+)">(\d+)<\/a>/g), ([, name, id, page]) => {
        return { name: name!, id: id!, page: Number(page) };
      });
    };

    test('are listed from the first page of text to the last, with one page break each', () => {
      const places = listed();
      expect(places.map(({ page }) => page)).toEqual(
        Array.from({ length: pages.length - front }, (_, index) => index + 1),
      );
      for (const { name, id, page } of places)
        expect(
          textOf(epub, `OEBPS/${name}`).split(
            `<span epub:type="pagebreak" role="doc-pagebreak" id="${id}" aria-label="${page}"></span>`,
          ),
        ).toHaveLength(2);
      const opf = packageOf(epub);
      expect(find(opf, "//opf:meta[@property='source-of' and @refines='#source_pages']")).toEqual(['pagination']);
      expect(find(opf, "//dc:source[@id='source_pages']")).toEqual(['书. PDF: book.pdf']);
      expect(find(opf, "//opf:meta[@property='schema:accessibilityFeature']")).toEqual(
        expect.arrayContaining(['pageBreakMarkers', 'pageNavigation']),
      );
    });

    test('are counted with the contents in the NCX, without a gap', () => {
      const ncx = textOf(epub, 'OEBPS/toc.ncx');
      const order = Array.from(ncx.matchAll(/playOrder="(\d+)"/g), ([, number]) => Number(number));
      expect([...order].sort((one, other) => one - other)).toEqual(order.map((_, index) => index + 1));
      expect(find(ncx, '//*[local-name()="pageTarget"]/@value')).toEqual(listed().map(({ page }) => String(page)));
    });

    // Poppler reads vertical lines across.
    const why = writing === 'vertical' ? ' (skipped: it reads vertical lines from the left)' : '';
    test.skipIf(writing === 'vertical')(`begin where poppler says${why}`, () => {
      const compact = (words: string) => words.replace(/[\s\u00ad\u2061-\u2064]/g, '');
      const wrong = listed().flatMap(({ name, id, page }) => {
        const text = textOf(epub, `OEBPS/${name}`);
        const after = compact(
          text
            .slice(text.indexOf(` id="${id}"`))
            .replace(/^[^>]*>/, '')
            .replace(/<[^>]*>/g, ''),
        );
        const words = pages[page - 1 + front]!.words;
        // Without the running head, and the head of a table that goes on.
        const top = Math.min(...words.map((word) => word.top));
        const body = words.filter((word) => name.startsWith('part') || word.top > top + 5);
        const printed = compact(body.map((word) => word.text).join(''))
          .replace(/^甲乙/, '')
          .slice(0, 6);
        // A link that goes on was begun on the page before.
        const found = after.indexOf(printed);
        const near = after.startsWith('一个很长的链接') ? 300 : 15;
        // Poppler reads a formula by the heights of its signs.
        return after.startsWith('∫') || (found >= 0 && found < near)
          ? []
          : [{ page, printed, after: after.slice(0, 20) }];
      });
      expect(wrong).toEqual([]);
    });

    test('change nothing but the page breaks', async () => {
      const { status } = await run('build', 'book', '-f', 'epub', '-o', 'alone');
      expect(status).toBe(0);
      const alone = await unpack(await readFile(path('alone/book.epub')));
      expect([...alone.keys()]).toEqual([...epub.keys()]);
      const unmarked = (entries: Entries) =>
        [...entries]
          .filter(([name]) => !/toc\.|content\.opf/.test(name))
          .map(([, text]) =>
            typeof text === 'string' ? text.replace(/<span epub:type="pagebreak"[^>]*><\/span>/g, '') : text,
          );
      expect(unmarked(epub)).toEqual(unmarked(alone));
      expect(textOf(alone, 'OEBPS/toc.xhtml')).not.toContain('page-list');
      expect(packageOf(alone)).not.toMatch(/pageBreak|source-of/);
    });

    test('are the same when the print comes from the cache', async () => {
      const { status } = await run('build', 'book', '-o', 'again');
      expect(status).toBe(0);
      expect(await readFile(path('again/book.epub'))).toEqual(await readFile(path('dist/book.epub')));
    });

    test('and the documents have every word, once', async () => {
      const { stdout } = await run('check', 'book', '--json');
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; message: string }[] };
      expect(diagnostics.filter(({ code }) => code === 'text-differs')).toEqual([]);
    });
  },
);
