/** Words that are lost or doubled in an output. */
import type { ElementContent } from 'hast';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { parseMarkup } from '../../../src/hast/parse.ts';
import type { Book } from '../../../src/model/book.ts';
import { checkWords } from '../../../src/verify/word-check.ts';

const article = '<p>天地玄黄，宇宙洪荒。</p><p>日月盈昃，辰宿列张。</p>';

interface Outputs {
  /** As the author wrote it, as the EPUB has it, as the PDF says it; each is the one before unless it is given. */
  tree?: string;
  document?: string;
  printed?: string[];
  untagged?: string;
}

async function faultsOf({ tree = article, document = tree, printed, untagged = '' }: Outputs): Promise<string[]> {
  const section = {
    kind: 'chapter',
    id: 'c',
    tree: { type: 'root', children: parseMarkup(tree).children as ElementContent[] },
  };
  const book = { sections: [section], assets: new Map([['a', { kind: 'image' }]]) } as unknown as Book;
  const archive = new JSZip();
  const head = '<header class="chapter-head"><h1>题</h1></header>';
  archive.file('OEBPS/c.xhtml', `<html><body>\n<section>${head}\n${document}</section></body></html>`);
  const epub = await archive.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
  const words = (printed ?? [document.replace(/<rt>.*?<\/rt>|<[^>]*>/g, '')]).map((each, index) => ({
    page: index + 4,
    words: index === 0 ? `题${each}` : each,
  }));
  const print = {
    words,
    untagged: [{ page: 4, words: untagged }],
    starts: new Map([['c', 4]]),
    front: 0,
    additions: new Map(),
  };
  const found = checkWords(book, { epub, path: '/dist/a.epub', print }, (path, line) => ({ file: path, line }));
  expect(found.every(({ code }) => code === 'text-differs')).toBe(true);
  return found.map(({ message, place }) => `${place?.file}:${place?.line} ${message}`);
}

describe('a book', () => {
  it('whose words are in both has no fault', async () => {
    expect(await faultsOf({})).toEqual([]);
  });

  it.each([
    ['lacks', article.replace('宇宙', ''), 'text missing from the EPUB: “宇宙” after “天地玄黄，”'],
    ['doubles', article.replace('宇宙', '宇宙宇宙'), 'the EPUB contains extra text: “宇宙” after “天地玄黄，宇宙”'],
    [
      'lacks the end',
      article.replace('辰宿列张。', ''),
      'text missing from the EPUB: “辰宿列张。” after “黄，宇宙洪荒。日月盈昃，”',
    ],
  ])('whose EPUB %s words', async (_, document, message) => {
    expect(await faultsOf({ document })).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    [
      'lacks',
      '天地玄黄，宇宙洪荒。日月盈昃，列张。',
      'text missing from the PDF: “辰宿” after “黄，宇宙洪荒。日月盈昃，”',
    ],
    ['doubles', '天地玄黄，宇宙洪荒。洪荒。日月盈昃，辰宿列张。', 'the PDF contains extra text: “洪荒。”'],
    ['begins without', '宇宙洪荒。日月盈昃，辰宿列张。', 'text missing from the PDF: “天地玄黄，” after “题”'],
  ])('whose PDF %s words', async (_, printed, message) => {
    expect(await faultsOf({ printed: [printed] })).toEqual([expect.stringContaining(message)]);
  });

  it('is reported at its line', async () => {
    expect(await faultsOf({ printed: ['天地玄黄，宇宙洪荒。\n日月盈昃，'] })).toEqual([
      expect.stringMatching(/^c\.xhtml:3 /),
    ]);
  });

  it('whose PDF has no page of the chapter lacks all of it', async () => {
    expect(await faultsOf({ printed: [] })).toEqual([
      expect.stringContaining('text missing from the PDF: “题天地玄黄'),
    ]);
  });

  it('may convert quotation marks, omit backlinks and contain placeholders', async () => {
    const tree =
      '<p>说“天地”<a class="backlink">1</a></p><p><img src="asset:b" alt="图"></p><p>宇宙<img src="asset:a" alt="图"></p>';
    const document =
      '<p>说『天地』<a class="backlink">1</a></p><p><span class="missing-picture">无图</span></p><p>宇宙<img src="a.png" alt="图"/></p>';
    expect(await faultsOf({ tree, document, printed: ['说『天地』无图宇宙\ufffc'] })).toEqual([]);
    const without = document.replace(/<img.*?\/>/, '');
    expect(await faultsOf({ tree, document: without, printed: ['说『天地』无图宇宙'] })).toEqual([
      expect.stringContaining('text missing from the EPUB: “\ufffc”'),
    ]);
  });
});

describe('a book of two chapters', () => {
  const chapters = { a: '天地玄黄', b: '宇宙洪荒' };
  const faults = async (printed: string[]) => {
    const sections = Object.entries(chapters).map(([id, words]) => ({
      kind: 'chapter',
      id,
      tree: { type: 'root', children: parseMarkup(`<p>${words}</p>`).children as ElementContent[] },
    }));
    const archive = new JSZip();
    for (const [id, words] of Object.entries(chapters))
      archive.file(`OEBPS/${id}.xhtml`, `<html><body>\n<section><p>${words}</p></section></body></html>`);
    const epub = await archive.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
    const words = printed.map((each, index) => ({ page: index + 1, words: each }));
    const starts = new Map([
      ['a', 1],
      ['b', 3],
    ]);
    const print = { words, untagged: [], starts, front: 0, additions: new Map() };
    const book = { sections, assets: new Map() } as unknown as Book;
    return checkWords(book, { epub, path: '/dist/a.epub', print }, (path, line) => ({ file: path, line })).map(
      ({ message }) => message,
    );
  };

  it('has each of its pages counted to one chapter', async () => {
    expect(await faults(['天地', '玄黄', '宇宙', '洪荒'])).toEqual([]);
  });

  it('reports text that stands in the wrong chapter, in both chapters', async () => {
    expect(await faults(['天地', '玄黄宇宙', '洪荒'])).toEqual([
      expect.stringContaining('the PDF contains extra text: “宇宙”'),
      expect.stringContaining('text missing from the PDF: “宇宙”'),
    ]);
  });
});

describe('paper', () => {
  it('parts words at the end of a line, and nowhere else', async () => {
    const tree = '<p>About typesetting of books</p>';
    expect(await faultsOf({ tree, printed: ['About type-setting of books'] })).toEqual([]);
    expect(await faultsOf({ tree, printed: ['About typesetting of books-'] })).toHaveLength(1);
  });

  it('has dots at words that are stressed, and at no others', async () => {
    const tree = '<p>天地<em class="east-asian">玄黄</em>宇宙</p>';
    expect(await faultsOf({ tree, printed: ['天地玄黄••宇宙'] })).toEqual([]);
    expect(await faultsOf({ tree, printed: ['天地玄黄宇••宙'] })).toHaveLength(1);
  });

  it('includes ruby even if it has no tag', async () => {
    const tree = '<p>天地<ruby>玄黄<rt>xuánhuáng</rt></ruby>宇宙</p>';
    expect(await faultsOf({ tree, untagged: '题4 xuánhuáng' })).toEqual([]);
    expect(await faultsOf({ tree, untagged: '题4' })).toEqual([
      expect.stringContaining('missing from the PDF: “xuánhuáng”'),
    ]);
    const twice = tree + tree;
    expect(await faultsOf({ tree: twice, untagged: '题4 xuánhuáng' })).toHaveLength(1);
  });

  it('draws the sign of a root', async () => {
    const tree = '<p>数<math><msqrt><mn>2</mn></msqrt></math></p>';
    expect(await faultsOf({ tree, printed: ['数√2'] })).toEqual([]);
    expect(await faultsOf({ tree, printed: ['√数2'] })).toHaveLength(1);
  });

  it('says the head of a wide table with each value, but only where all of it is said', async () => {
    const tree =
      '<table><thead><tr><th>型号</th><th>频率</th></tr></thead><tbody><tr><td>甲一二三</td><td>一千</td></tr><tr><td>乙四五六</td><td>两千</td></tr></tbody></table>';
    expect(await faultsOf({ tree, printed: ['型号甲一二三频率一千型号乙四五六频率两千'] })).toEqual([]);
    expect(await faultsOf({ tree, printed: ['型号甲一二三一千型号乙四五六两千'] })).not.toEqual([]);
  });

  it('says the head of a table once where it has one row', async () => {
    const tree =
      '<table><thead><tr><th>型号</th><th>频率</th></tr></thead><tbody><tr><td>甲一二三</td><td>一千</td></tr></tbody></table>';
    expect(await faultsOf({ tree, printed: ['型号甲一二三频率一千'] })).toEqual([]);
  });

  it('does not make up for a lost word with an equal one in a running head', async () => {
    expect(await faultsOf({ tree: '<p>天地玄黄</p>', printed: ['天地黄'], untagged: '题4玄' })).toHaveLength(1);
  });

  it('has digits between letters from the right in the order of the line', async () => {
    expect(await faultsOf({ tree: '<p>见 של12 也</p>', printed: ['见 12לש 也'] })).toEqual([]);
    expect(await faultsOf({ tree: '<p>见 של12 也</p>', printed: ['见 1לש 也'] })).toHaveLength(1);
    expect(await faultsOf({ tree: '<p>见 ששש12 也</p>', printed: ['见 12ששש 也'] })).toEqual([]);
  });

  it('has letters from the right in the order of the line', async () => {
    const tree = '<p>见 שלום 也</p>';
    expect(await faultsOf({ tree, printed: ['见 םולש 也'] })).toEqual([]);
    expect(await faultsOf({ tree, printed: ['见 םול 也'] })).toHaveLength(1);
  });
});
