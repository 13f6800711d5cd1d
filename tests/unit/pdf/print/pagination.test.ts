/** Where parts begin, and what is said of their pages. */
import { describe, expect, it } from 'vitest';
import type { Book } from '../../../../src/model/book.ts';
import { paginate, textsOf } from '../../../../src/pdf/print/pagination.ts';
import { assemble } from '../../assemble/fixtures.ts';

const { book } = assemble({ 'a.md': '# A\n', 'b.md': '# B\n', 'c.md': '# C\n' }, { meta: { language: 'en' } });
const printed = { ...book, config: { ...book.config, pdf: { ...book.config.pdf, preset: 'ingram' } } } as Book;
const parts = [{ section: null }, ...book.sections.map((section) => ({ section }))];
const part = (pages: number, places: Record<string, number>) => ({ pages, numbers: new Map(Object.entries(places)) });
/** Front matter of three pages, chapters of three, two and four. */
const measured = [part(3, {}), part(3, { a: 1 }), part(2, { b: 1 }), part(4, { c: 1, c_x: 3 })];
const none: ReadonlySet<string> = new Set();

describe('in print', () => {
  const pagination = paginate(parts, measured, book.config, 'print');

  it('every chapter begins on a recto, behind a blank page where it must be', () => {
    expect(pagination.starts).toEqual([1, 5, 9, 11]);
    expect(Object.fromEntries(pagination.numbers)).toEqual({ a: 5, b: 9, c: 11, c_x: 13 });
  });

  it('the number of pages is even, and the last page is blank for printers that require it', () => {
    expect(pagination.pages).toBe(14);
    expect(paginate(parts, measured, printed.config, 'print').pages).toBe(16);
  });
});

describe('on a screen', () => {
  const pagination = paginate(parts, measured, book.config, 'screen');

  it('no page stays blank', () => {
    expect(pagination.starts).toEqual([1, 4, 7, 9]);
    expect(pagination.pages).toBe(12);
  });

  it('the first chapter is on page 1, and a reference says so', () => {
    const reference = { text: 'reference 1', from: 'b', target: 'c', language: 'en' };
    const here = { ...reference, text: 'reference 2', target: 'b' };
    const part = { references: [reference, here], listed: ['a'] };
    const texts = textsOf(part, pagination, none, book);
    expect(texts.get('a')).toBe('1');
    expect(texts.get('reference 1')).toBe(' (p.\u00a06)');
    // Who reads it is there already.
    expect(texts.get('reference 2')).toBe('');
    expect(textsOf(part, pagination, new Set(['reference 2']), book).get('reference 2')).toBe(' (p.\u00a04)');
  });

  it('pages before the first chapter have Roman numerals', () => {
    const withList = [part(3, { list: 2 }), ...measured.slice(1)];
    const listed = textsOf(
      { references: [], listed: ['list'] },
      paginate(parts, withList, book.config, 'screen'),
      none,
      book,
    );
    expect(listed.get('list')).toBe('i');
  });

  it('a reference in a vertical line has Han digits', () => {
    const vertical = { ...book, config: { ...book.config, writing: 'vertical' } } as Book;
    const places = [part(3, {}), part(3, {}), part(2, { b: 1 }), part(4, { 'c.title': 1 })];
    const reference = { text: 'r', from: 'b', target: 'c', language: 'zh-CN' };
    const pages = paginate(parts, places, vertical.config, 'screen');
    expect(textsOf({ references: [reference], listed: [] }, pages, none, vertical).get('r')).toBe('（第六页）');
  });
});
