/** Where the pages of the PDF begin in the documents of an EPUB. */
import { describe, expect, it } from 'vitest';
import type { ContentDocument } from '../../../src/epub/documents.ts';
import { addPageBreaks } from '../../../src/epub/page-list.ts';
import { playOrder } from '../../../src/epub/play-order.ts';
import type { Book } from '../../../src/model/book.ts';
import type { PageSpan } from '../../../src/model/page-text.ts';

function documentOf(body: string, id = 'c'): ContentDocument {
  const xhtml = `<html><head><title>T</title></head><body>\n<section id="${id}">${body}</section>\n</body></html>`;
  return { id, name: `${id}.xhtml`, title: 'T', kind: 'chapter', xhtml };
}

/** `ids` are others in the book. */
function bookOf(sections: string[], ids: string[] = []): Book {
  const known = [...sections, ...ids].map((id) => [id, sections[0]]);
  return {
    sections: sections.map((id) => ({ id })),
    sectionOf: new Map(known as [string, string][]),
  } as unknown as Book;
}

/** The body with a bar and the folio where a page begins. */
function marked(body: string, pages: string[], ids: string[] = []): string {
  const words: PageSpan[] = pages.map((page, index) => ({ page: index + 4, words: page }));
  const print = { words, untagged: [], starts: new Map([['c', 4]]), front: 0, additions: new Map() };
  const { documents } = addPageBreaks([documentOf(body)], bookOf(['c'], ids), print);
  return documents[0]!.xhtml
    .slice(documents[0]!.xhtml.indexOf('<section id="c">') + 16, documents[0]!.xhtml.lastIndexOf('</section>'))
    .replace(/<span epub:type="pagebreak" role="doc-pagebreak" id="page-(\d+-*)" aria-label="\d+"><\/span>/g, '|$1|');
}

describe('a page begins', () => {
  it('in the middle of a paragraph, at its first character', () => {
    expect(
      marked('<p>第一面的话到此为止，第二面的话从此开始。</p>', ['第一面的话到此为止，', '第二面的话从此开始。']),
    ).toBe('<p>|4|第一面的话到此为止，|5|第二面的话从此开始。</p>');
  });

  it('before a word that the page has only the end of', () => {
    expect(
      marked('<p>About the typesetting of books &amp; more</p>', ['About the type-', 'setting of books & more']),
    ).toBe('<p>|4|About the |5|typesetting of books &amp; more</p>');
  });

  it('whatever the soft hyphens and spaces of either', () => {
    expect(marked('<p>one two\n three four five</p>', ['onetwo thr\u00adee', 'four  five'])).toBe(
      '<p>|4|one two\n three |5|four five</p>',
    );
  });

  it.each([
    ['a link', '<p>前面的话<a href="#x">链接里的话</a>后面的话</p>', '前面的话|5|<a'],
    ['ruby', '<p>前面的话<ruby>链接<rp>(</rp><rt>里的</rt></ruby>话后面的话</p>', '前面的话|5|<ruby>'],
    ['a formula', '<p>前面的话<math><mi>链接</mi><mi>里的话</mi></math>后面的话</p>', '前面的话|5|<math>'],
    [
      'a number',
      '<p>前面的话<span class="combined">链接里的话</span>后面的话</p>',
      '前面的话|5|<span class="combined">',
    ],
  ])('before %s, not in it', (_, body, expected) => {
    expect(marked(body, ['前面的话链', '接里的话后面的话'])).toContain(expected);
  });

  it('before emphasis that begins with it', () => {
    expect(marked('<p>前面的话<strong><em>着重的话</em></strong></p>', ['前面的话', '着重的话'])).toContain(
      '|5|<strong><em>',
    );
  });

  it('before a heading, which would be heard with its number', () => {
    const body = '<header class="chapter-head"><h1>标题</h1></header><p>前面的话</p><h2>小标题</h2><p>话</p>';
    expect(marked(body, ['标题前面的话', '小标题话'])).toBe(
      '|4|<header class="chapter-head"><h1>标题</h1></header><p>前面的话</p>|5|<h2>小标题</h2><p>话</p>',
    );
  });

  it('before a figure that begins with its image', () => {
    const body = '<p>前面的话</p><figure><img alt="图" src="a.png"/><figcaption>图注的话</figcaption></figure>';
    expect(marked(body, ['前面的话', '\ufffc图注的话'])).toContain('</p>|5|<figure>');
  });

  it('in the first cell of a row, and in a line of code', () => {
    const table = '<table><tbody><tr><td>甲一二三</td></tr><tr><td>乙一二三</td></tr></tbody></table>';
    expect(marked(table, ['甲一二三', '乙一二三'])).toContain('<tr><td>|5|乙');
    const code =
      '<pre><code><span class="line"><span class="k">let a</span></span>\n<span class="line">  <b>let b</b></span></code></pre>';
    expect(marked(code, ['let a', '  let b'])).toContain('<span class="line">  |5|<b>let b');
  });

  it('where another begins, when both begin in the same link', () => {
    expect(marked('<p>前面的话<a href="#x">链接里的话</a></p>', ['前面的话链', '接里的', '话'])).toBe(
      '<p>|4|前面的话|5||6|<a href="#x">链接里的话</a></p>',
    );
  });

  it('not where nothing of it can be found', () => {
    expect(marked('<p>第一面的话。第三面的话。</p>', ['第一面的话。', '别的', '第三面的话。'])).toBe(
      '<p>|4|第一面的话。|6|第三面的话。</p>',
    );
    expect(marked('<p>第一面的话。</p>', ['第一面的话。', ''])).toBe('<p>|4|第一面的话。</p>');
  });

  it('under an id that the book does not have', () => {
    expect(marked('<p id="page-4">第一面的话。</p>', ['第一面的话。'], ['page-4'])).toContain('|4-|');
  });
});

describe('the marks', () => {
  it('are those of parts and chapters, by the page each begins on', () => {
    const documents = [documentOf('<p>甲一二三四</p>', 'a'), documentOf('<p>甲一二三四，又一次</p>', 'b')];
    const words = [
      { page: 1, words: '甲一二三四' },
      { page: 3, words: '甲一二三四' },
      { page: 4, words: '甲一二三四，' },
      { page: 5, words: '又一次' },
    ];
    const starts = new Map([
      ['a', 3],
      ['b', 4],
    ]);
    const { marks } = addPageBreaks(documents, bookOf(['a', 'b']), {
      words,
      untagged: [],
      starts,
      front: 2,
      additions: new Map(),
    });
    expect(marks).toEqual([
      { page: 1, section: 'a', id: 'page-1' },
      { page: 2, section: 'b', id: 'page-2' },
      { page: 3, section: 'b', id: 'page-3' },
    ]);
  });

  it('of one chapter are not found in the chapter before it, whose last words are the same', () => {
    const documents = [documentOf('<p>甲一二三四</p><p>终</p>', 'a'), documentOf('<p>终</p><p>乙五六七八</p>', 'b')];
    const words = [
      { page: 1, words: '甲一二三四' },
      { page: 2, words: '终' },
      { page: 3, words: '乙五六七八' },
    ];
    const starts = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    const print = { words, untagged: [], starts, front: 0, additions: new Map() };
    const { marks } = addPageBreaks(documents, bookOf(['a', 'b']), print);
    expect(marks.map(({ page, section }) => [page, section])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'b'],
    ]);
  });

  it('are counted with headings in the order of reading', () => {
    const documents = [
      documentOf('<i id="p1"></i><i id="h"></i><i id="p2"></i>', 'a'),
      documentOf('<i id="p3"></i>', 'b'),
    ];
    const places = ['b', 'p3', 'h', 'p2', 'p1', 'a'].map((id) => ({
      id,
      section: id === 'b' || id === 'p3' ? 'b' : 'a',
    }));
    const order = playOrder(places, documents);
    expect([...order].map(([{ id }, number]) => `${number} ${id}`)).toEqual([
      '1 a',
      '2 p1',
      '3 h',
      '4 p2',
      '5 b',
      '6 p3',
    ]);
  });
});
