/** Which pages stay blank, and what is said of the others. */
import { describe, expect, it } from 'vitest';
import { layoutText } from '../../../../src/model/anchors.ts';
import type { Book } from '../../../../src/model/book.ts';
import { noPagination, paginate, textsOf } from '../../../../src/pdf/print/pagination.ts';
import { assemble } from '../../assemble/fixtures.ts';

const { book } = assemble({ 'a.md': '# A\n', 'b.md': '# B\n', 'c.md': '# C\n' }, { meta: { language: 'en' } });
const printed = { ...book, config: { ...book.config, pdf: { ...book.config.pdf, preset: 'ingram' } } } as Book;
const measured = {
  pages: 12,
  numbers: new Map([
    ['a', 4],
    ['b', 7],
    ['c', 9],
    ['c_x', 11],
  ]),
};

describe('in print', () => {
  const next = paginate(measured, noPagination, book, 'print');

  it('every chapter begins on a recto, behind a blank page where it must be', () => {
    expect([...next.blanks]).toEqual(['a', 'b', 'c'].slice(0, 2));
    expect(Object.fromEntries(next.numbers)).toEqual({ a: 5, b: 9, c: 11, c_x: 13 });
    expect(next.pages).toBe(14);
  });

  it('a print that came out so is not changed', () => {
    const again = paginate({ numbers: next.numbers, pages: next.pages }, next, book, 'print');
    expect(again).toEqual(next);
  });

  it('a blank page goes when it is not needed any more', () => {
    const last = { ...next, padding: 0 };
    const moved = { pages: 14, numbers: new Map([...next.numbers].map(([id, page]) => [id, page + 1])) };
    const after = paginate(moved, last, book, 'print');
    expect([...after.blanks]).toEqual(['b']);
    expect(Object.fromEntries(after.numbers)).toEqual({ a: 5, b: 9, c: 11, c_x: 13 });
  });

  it('the last page is left blank for printers that require it', () => {
    expect(paginate(measured, noPagination, printed, 'print').padding).toBe(2);
    expect(next.padding).toBe(0);
  });

  it('the style shows the blank pages, and nothing else of them', () => {
    const style = textsOf(next, book, [], 'print').get(layoutText)!;
    expect(style).toContain('#_blank-before-1, #_blank-before-2 { display: block; }');
  });
});

describe('on a screen', () => {
  const next = paginate(measured, noPagination, book, 'screen');

  it('no page stays blank', () => {
    expect(next).toMatchObject({ ...measured, padding: 0 });
    expect(next.blanks.size).toBe(0);
  });

  it('the first chapter is on page 1, and a reference says so', () => {
    const reference = { text: 'reference 1', from: 'b', target: 'c', language: 'en' };
    const here = { ...reference, text: 'reference 2', target: 'b' };
    const texts = textsOf(next, book, [reference, here], 'screen');
    expect(texts.get('a')).toBe('1');
    expect(texts.get('reference 1')).toBe(' (p.\u00a06)');
    // Who reads it is there already.
    expect(texts.get('reference 2')).toBe('');
    const always = textsOf({ ...next, always: new Set(['reference 2']) }, book, [here], 'screen');
    expect(always.get('reference 2')).toBe(' (p.\u00a04)');
  });

  it('a reference in a vertical line has Han digits', () => {
    const vertical = { ...book, config: { ...book.config, writing: 'vertical' } } as Book;
    const numbers = new Map([...measured.numbers, ['a.title', 4], ['c.title', 9]]);
    const reference = { text: 'r', from: 'b', target: 'c', language: 'zh-CN' };
    const pages = paginate({ pages: 12, numbers }, noPagination, vertical, 'screen');
    expect(textsOf(pages, vertical, [reference], 'screen').get('r')).toBe('（第六页）');
  });
});
