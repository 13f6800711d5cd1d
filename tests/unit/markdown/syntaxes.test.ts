/** The syntaxes beside GFM under input nobody wrote in good faith, and where they meet. */

import { describe, expect, it } from 'vitest';
import { serialize } from '../../../src/hast/serialize.ts';
import { collapsedText, elements } from '../../../src/hast/tree.ts';
import { parseArticle } from '../../../src/markdown/article.ts';
import { buildInMemory } from '../../support/build-memory.ts';
import { growthOf, linear } from '../../support/growth.ts';
import { fc } from '../../support/properties.ts';

const parse = (text: string) => parseArticle({ path: '/book/a.md', text });
const html = (text: string) => serialize(parse(text).value.tree);
const codesOf = (text: string) => parse(text).diagnostics.map(({ code }) => code);

describe('a great many marks', () => {
  const size = 8_000;
  const repeated = (mark: string) => (count: number) => mark.repeat(count);
  const marks: [string, (count: number) => string][] = [
    ...['^a ', 'x^2^', '^', 'a~b ', 'a~b~', '~ ', '==a ', '==a== ', '==', '++a ', '==a ++b ', '==a ` ', 'a==b=='].map(
      (mark): [string, (count: number) => string] => [mark, repeated(mark)],
    ),
    ...['{漢|', '{漢|か}', '{', '{.a ', '`a`{.b}', '{.a}', '[^a', '[^a]', '[^', '^[a ', '^[a]', '[^a]: ', ': '].map(
      (mark): [string, (count: number) => string] => [mark, repeated(mark)],
    ),
    ...['[^a]: b\n', 'a\n: b\n', 'a\n: ', 'a\n', '*[A]: b\n', '{.a}\n\n', '<!-- '].map(
      (mark): [string, (count: number) => string] => [JSON.stringify(mark), (count) => mark.repeat(count / 4)],
    ),
    ['references to one note', (count) => `${'[^a]'.repeat(count)}\n\n[^a]: b`],
    ['notes', (count) => numbered(count / 4, (index) => `a[^${index}]\n\n[^${index}]: b\n\n`)],
    ['a ring of notes', (count) => numbered(count / 8, (index, all) => `[^${index}]: [^${(index + 1) % all}]\n`)],
    ['terms with one line', (count) => `${'a\n'.repeat(4)}: b\n${': c\n'.repeat(count)}`],
    ['long lines before a colon', (count) => `${`${'a '.repeat(count / 40)}\n`.repeat(20)}: b`],
    ['abbreviations', (count) => `${numbered(500, (index) => `*[A${index}]: b\n`)}\n${'A1 '.repeat(count)}`],
  ];
  it.each(marks)('%s is read in a time that grows with its length', (_, write) => {
    expect(growthOf((count) => parse(`# T\n\n${write(count)}\n`), size)).toBeLessThan(linear);
  });

  function numbered(count: number, write: (index: number, all: number) => string): string {
    return Array.from({ length: count }, (_, index) => write(index, count)).join('');
  }
});

describe('words as written', () => {
  const mark = fc.constantFrom(...'{ } | ^ ~ = == + ++ [^a [^ ^[ ] : [! 漢 a 1 . # ， 。'.split(' '), ' ');
  it('none is lost where the marks come to nothing', () => {
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 30 }), (pieces) => {
        const written = pieces.join('').trim();
        const found = collapsedText(parse(`x ${written} x`).value.tree).replace(/[^漢a1，。]/g, '');
        // What is written in braces or as a note's name may be no word but a name.
        const letters = written.replace(/[^漢a1，。]/g, '');
        if (!/\{[^}]*[.#=]|\^\[|\[\^a\]|^:|\[[^\]]*\]:/m.test(written)) expect(found).toBe(letters);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['a wave dash', '3~5天，10~20元'],
    ['powers', '2^10等于1024，2^20更大'],
    ['a face', '哈哈^_^'],
    ['C++', 'C++程序员写C++'],
    ['comparisons', 'a==b且c==d'],
    ['alternatives', '{true|false}'],
    ['a quotation of another kind', '[!FAQ] 问'],
    ['a time', '12:30'],
  ])('%s stays as it is', (_, text) => {
    expect(collapsedText(parse(`# T\n\n${text}\n`).value.tree)).toBe(text);
  });
});

describe('footnotes', () => {
  it('have unique names', () => {
    const text = '<p id="note-a">x</p>\n\n## note-a-from\n\n[^a][^a] [^A]\n\n[^a]: b ^[c] ^[c]\n';
    const { tree } = parse(text).value;
    const ids = [...elements(tree)].flatMap(({ properties }) => (properties.id ? [String(properties.id)] : []));
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...elements(tree)].filter(({ tagName }) => tagName === 'a').map(({ properties }) => properties.href);
    for (const link of links) expect(ids).toContain(String(link).slice(1));
  });

  it('start again in each article, and link from the title to the start of the chapter', async () => {
    const { epub, diagnostics } = await buildInMemory({
      'book.yaml': 'articles: [a.md, b.md]\n',
      'a.md': '# 甲[^1]\n\n文[^2]。\n\n[^1]: 题注。\n[^2]: 注。\n',
      'b.md': '# 乙\n\n文[^1]。\n\n[^1]: 另一条。\n',
    });
    const chapters = [...epub]
      .filter(([, content]) => String(content).includes('doc-footnote'))
      .map(([, text]) => text);
    expect(chapters.length).toBe(2);
    expect(String(chapters[0])).toContain('epub:type="noteref"');
    expect(String(chapters[1])).toContain('>1</a>');
    expect(diagnostics.map(({ code }) => code)).not.toContain('link-broken');
  });

  it('carry epub:type in the EPUB only', async () => {
    const { html: page } = await buildInMemory({ 'a.md': '# T\n\nx[^1]\n\n[^1]: y\n' }, { formats: ['html'] });
    expect(page).toContain('role="doc-noteref"');
    expect(page).not.toContain('epub:type');
  });

  it.each([
    ['[^a]', ['footnote-missing']],
    ['[^a] [^a]', ['footnote-missing']],
    ['x\n\n[^a]: b', ['footnote-unused']],
    ['[^a]\n\n[^a]: b\n[^A]: c', ['footnote-duplicate']],
    ['[^a]\n\n[^a]: [^a]', []],
    ['`[^a]` \\[^a] <kbd>[^a]</kbd> ![[^a]](b.png)', []],
  ])('%s', (text, codes) => {
    expect(codesOf(`# T\n\n${text}\n`)).toEqual(codes);
  });
});

describe('alt text', () => {
  it('holds words and no markup', () => {
    expect(html('![H~2~O ==a== {漢|かん} **b** x^2^ `c`](a.png)')).toContain('alt="H2O a 漢 b x2 c"');
  });
});

describe('attributes', () => {
  it('set nothing that raw HTML could not', () => {
    const markup = html('*a*{onclick=x style="y" href=javascript:z class="b" lang="<"} **c**{src=d dir=up}');
    expect(markup).not.toMatch(/onclick|style|javascript|src=|dir=|lang=/);
    expect(markup).toContain('class="b');
  });

  it('give a heading its id, unless another has it', () => {
    expect(parse('# T\n\n## A {#x}\n\n## B {#x}\n\n## X\n').value.headings.map(({ id }) => id)).toEqual([
      'x',
      'x-1',
      'x-2',
    ]);
  });
});
