/** Any text at all: an article comes of it, its book is well-formed, and no words are lost. */

import { expect, test } from 'vitest';
import { assembleBook } from '../../src/assemble/assemble.ts';
import { serialize } from '../../src/hast/serialize.ts';
import { titleHeading } from '../../src/hast/title-heading.ts';
import { collapsedText, elements } from '../../src/hast/tree.ts';
import { parseArticle } from '../../src/markdown/article.ts';
import type { Article, Book } from '../../src/model/book.ts';
import { buildInMemory } from '../support/build-memory.ts';
import { fc } from '../support/properties.ts';
import { asDocument, faultOf } from '../support/xml.ts';
import { createConfig } from '../unit/images/fixtures.ts';

const words = fc.constantFrom(
  '汉字',
  '，',
  '。',
  '“引号”',
  'かな',
  '한글',
  'word',
  'a b',
  '😀',
  '　',
  'é',
  '%',
  '&',
  '&amp;',
  '&#0;',
  '&#x1f;',
  '&nbsp;',
);
const marks = fc.constantFrom(
  '\n',
  '\n\n',
  '  \n',
  '\\\n',
  '\t',
  ' ',
  '*',
  '**',
  '_',
  '~~',
  '`',
  '```\n',
  '~~~',
  '# ',
  '### ',
  '###### ',
  '> ',
  '- ',
  '* ',
  '1. ',
  '3) ',
  '- [ ] ',
  '- [x] ',
  '    ',
  '---\n',
  '===\n',
  '|',
  '\n|---|:-:|\n',
  '\\',
  '[^1]',
  '[^1]: ',
  '\n[^a]: ',
  '[^a]',
  '^[',
  '^',
  '~',
  '==',
  '++',
  '{',
  '}',
  '{#a .b c=d}',
  '\n{.a}\n',
  '{漢|かん}',
  '\n: ',
  '*[a]: ',
  '\n*[word]: x\n',
  '> [!NOTE] ',
  '\nTable: ',
  '\n表：',
  '$',
);
const links = fc.constantFrom(
  '[x](#a)',
  '[x](b.md#小结)',
  '[x](javascript:a)',
  '[x](http://e.org/a b)',
  '<http://e.org>',
  '![a](b.png "t")',
  '![](c.png)',
  '[![a](b.png)](d)',
  '[',
  '](',
  ')',
  '![',
  '[a]: b\n',
  '<a@b.c>',
  'www.e.org',
);
const names =
  'a b i p div span h1 h2 h6 ul ol li dl dt dd table tr td th caption figure figcaption img picture source br hr pre code blockquote details summary svg g rect text title desc foreignObject math mi mtext annotation-xml ruby rt script style template noscript textarea iframe object select option video source font center q del plaintext xmp html body head'.split(
    ' ',
  );
const tags = fc.oneof(
  fc.constantFrom(...names).map((name) => `<${name}>`),
  fc.constantFrom(...names).map((name) => `</${name}>`),
  fc
    .tuple(
      fc.constantFrom(...names),
      fc.constantFrom(
        'id',
        'class',
        'href',
        'src',
        'lang',
        'title',
        'start',
        'colspan',
        'fill',
        'xmlns',
        'onclick',
        'data-src',
        'srcset',
        'data-srcset',
        'media',
        'alt',
        'width',
        'align',
        'xml:lang',
        'a"b',
        'dir',
        'role',
      ),
      fc.constantFrom(
        'a',
        '小结',
        'a b',
        'a:b',
        '"',
        "'",
        '<',
        '&',
        'url(#a)',
        'javascript:x',
        '#a',
        '1',
        '\0',
        '',
        '--',
      ),
    )
    .map(([name, attribute, value]) => `<${name} ${attribute}="${value}">`),
);
const oddities = fc.constantFrom(
  '<!--',
  '-->',
  '<!-- -- -->',
  '<![CDATA[',
  ']]>',
  '<?xml ?>',
  '<!DOCTYPE x [',
  '<',
  '>',
  '</',
  '/>',
  '<!--line 3-->',
  '\0',
  '\x08',
  '\x0b',
  '\x1f',
  '\ud800',
  '\udc00',
  '\ufffe',
  '\ufeff',
  '\u200b',
  '\u202e',
  '\r\n',
  '\r',
  '\u2028',
);
/** Delimiters of the dialects. */
const dialects = fc.constantFrom(
  ...'[[ ![[ ]] | %% %%a%% ^id [[a]] ![[b|9]] :::_tip\n :::\n ::::_tabs\n @tab_x\n :::{note} !!!_note\n ???+_"x"\n ===_"x"\n ///_tip\n ///\n'
    .split(' ')
    .map((each) => each.replaceAll('_', ' ')),
  '{{#include a}}',
  '{{#title a}}',
  '<<< a.js{1}\n',
  '<!--@include: a.md-->',
  '{{< ref "a" >}}',
  '{{% notice tip "a" %}}',
  '{{% /notice %}}',
  '{{< highlight js >}}',
  '{{< /highlight >}}',
  '{{</* a */>}}',
  '{% raw %}',
  '{% endraw %}',
  '{% note a %}',
  '{% endnote %}',
  '{% post_url a %}',
  '{{ site.url }}',
  '<Tabs><TabItem label="a">',
  '</TabItem></Tabs>',
  '```{tip} a\n',
  ':tada:',
  '[TOC]\n',
  '\\newpage\n',
  '<div style="break-after: page">',
);
const piece = fc.oneof(
  { weight: 2, arbitrary: dialects },
  { weight: 4, arbitrary: words },
  { weight: 5, arbitrary: marks },
  { weight: 2, arbitrary: links },
  { weight: 4, arbitrary: tags },
  { weight: 1, arbitrary: oddities },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

function parse(source: string, path = '/book/a.md'): Article {
  return parseArticle({ path, text: source }).value;
}

function assemble(texts: string[]): Book {
  const articles = texts.map((source, index) => parse(source, `/book/${'abc'[index]}.md`));
  const listed = articles.map(({ source }) => ({ value: source.path, place: { file: source.path, line: null } }));
  return assembleBook(
    { ...createConfig(), parts: [{ title: null, articles: listed }] },
    { articles, cover: null, assets: new Map(), altTexts: new Map(), date: new Date(0) },
  ).value;
}

test('any text becomes an article whose markup is well-formed and whose lines are those of the file', () => {
  fc.assert(
    fc.property(text, (source) => {
      const { value, diagnostics } = parseArticle({ path: '/book/a.md', text: source });
      expect(faultOf(asDocument(serialize(value.tree)))).toBeNull();
      const last = source.split(/\r\n|\r|\n/).length;
      const lines = [...elements(value.tree)].map(({ properties }) => Number(properties.dataLine ?? 1));
      for (const line of [...lines, ...diagnostics.map(({ place }) => place?.line ?? 1)]) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(last);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('in any book ids are unique, links inside lead to one, and headings do not jump', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (texts) => {
      const book = assemble(texts);
      const ids = book.sections.map(({ id }) => id);
      const hrefs: string[] = [];
      for (const chapter of book.sections) {
        if (chapter.kind !== 'chapter') continue;
        let level = 1;
        // The first heading of the tree may be the title of the chapter.
        const title = titleHeading(chapter.tree);
        for (const node of elements(chapter.tree)) {
          if (node === title) continue;
          const { tagName, properties } = node;
          if (properties.id) ids.push(String(properties.id));
          if (tagName === 'a' && properties.href !== undefined) hrefs.push(String(properties.href));
          if (!/^h[1-6]$/.test(tagName)) continue;
          expect(Number(tagName[1])).toBeGreaterThanOrEqual(2);
          expect(Number(tagName[1])).toBeLessThanOrEqual(level + 1);
          level = Number(tagName[1]);
        }
      }
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      for (const href of hrefs) {
        if (href.startsWith('#')) expect(ids).toContain(href.slice(1));
        else expect(href).toMatch(/^(https?:\/\/|mailto:)/);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('every file of any EPUB is well-formed', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (first, second) => {
      const { epub } = await buildInMemory({
        'book.yaml': 'articles: [a.md, b.md]\n',
        'a.md': first,
        'b.md': `# T\n\n${second}`,
      });
      expect(epub.size).toBeGreaterThan(6);
      for (const [name, content] of epub) {
        if (typeof content === 'string' && /\.(xhtml|opf|ncx|xml)$/.test(name))
          expect(faultOf(content), name).toBeNull();
      }
    }),
    { numRuns: 60 },
  );
});

test('the words of plain paragraphs all arrive, in order', () => {
  const plain = fc
    .array(
      fc.constantFrom(
        '汉字',
        '，',
        '“',
        '”',
        'word',
        '1',
        '.',
        'é',
        '😀',
        '！',
        ' ',
        '\n',
        '《',
        '》',
        '(',
        ')',
        "'",
        '"',
        ';',
      ),
      { minLength: 1, maxLength: 30 },
    )
    .map((pieces) => pieces.join('').replace(/\n+/g, '\n').trim())
    .filter((paragraph) => /^[^\d\s]/m.test(paragraph) && !/^\s*\d+[.)]/m.test(paragraph) && paragraph !== '');
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 4 }), (paragraphs) => {
      const { tree } = parse(`# 题\n\n${paragraphs.join('\n\n')}\n`);
      const bare = (written: string) => written.replace(/\s/g, '');
      expect(bare(collapsedText(tree))).toBe(bare(paragraphs.join('')).normalize('NFC'));
    }),
    { numRuns: 1_000 },
  );
});

test('words outside tags arrive whatever tags stand between paragraphs', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names), { maxLength: 6 }), (inserted) => {
      const paragraphs = inserted.map((name, index) => `第${index}段 about <${name}> elements.`);
      const found = collapsedText(parse(`# T\n\n${paragraphs.join('\n\n')}\n\nlast paragraph\n`).tree);
      for (const index of inserted.keys()) expect(found).toContain(`第${index}段`);
      expect(found).toContain('last paragraph');
    }),
    { numRuns: 500 },
  );
});
