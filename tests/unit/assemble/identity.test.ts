import { describe, expect, it } from 'vitest';
import type { BookMeta, Metadata } from '../../../src/model/book.ts';
import { assemble } from './fixtures.ts';

function identify(articles: Record<string, string>, meta: Partial<Metadata> = {}, name = 'book'): BookMeta {
  return assemble(articles, { meta, name }).book.meta;
}

const chinese = { 'a.md': '# 甲\n\n这是一篇中文文章。\n' };

describe('the identifier', () => {
  it('is a UUID of version 5, the same in every build', () => {
    const { identifier } = identify(chinese);
    expect(identifier).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(identify(chinese).identifier).toBe(identifier);
  });

  it('stays when the text changes, and when the front matter gains a description', () => {
    const changed = { 'a.md': '---\ndescription: d\n---\n# 甲\n\n另一篇。\n' };
    expect(identify(changed).identifier).toBe(identify(chinese).identifier);
  });

  it('changes with the title or the name of the book if there is no URL', () => {
    const first = identify(chinese).identifier;
    expect(identify({ 'a.md': '# 乙\n' }).identifier).not.toBe(first);
    expect(identify(chinese, {}, 'other').identifier).not.toBe(first);
  });

  it('follows the URL alone when there is one', () => {
    const url = 'https://example.org/a';
    expect(identify({ 'a.md': '# 乙\n' }, { url }, 'other').identifier).toBe(identify(chinese, { url }).identifier);
    expect(identify(chinese, { url: 'https://example.org/b' }).identifier).not.toBe(
      identify(chinese, { url }).identifier,
    );
  });

  it('does not depend on how accents are composed', () => {
    expect(identify(chinese, { title: 'e\u0301' }).identifier).toBe(identify(chinese, { title: 'é' }).identifier);
  });

  it.each([
    ['978-7-5327-8888-0', 'urn:isbn:9787532788880'],
    ['isbn: 978 7 5327 8888 0', 'urn:isbn:9787532788880'],
    ['URN:ISBN:0-306-40615-x', 'urn:isbn:030640615X'],
    ['urn:uuid:5D0F6F3A-9C1E-5B7A-8E2D-1C7B60A4F912', 'urn:uuid:5d0f6f3a-9c1e-5b7a-8e2d-1c7b60a4f912'],
    ['5d0f6f3a-9c1e-5b7a-8e2d-1c7b60a4f912', 'urn:uuid:5d0f6f3a-9c1e-5b7a-8e2d-1c7b60a4f912'],
  ])('given as %s is %s', (given, identifier) => {
    expect(identify(chinese, { identifier: given }).identifier).toBe(identifier);
  });

  it('given as other words is a UUID made of them', () => {
    const { identifier } = identify(chinese, { identifier: 'my book' });
    expect(identifier).toMatch(/^urn:uuid:/);
    expect(identify({ 'b.md': '# x\n' }, { identifier: 'my book' }).identifier).toBe(identifier);
  });
});

describe('metadata', () => {
  const two = {
    'a.md': '---\nauthors: [甲, 乙]\ntranslators: [丙]\nlanguage: zh-TW\npublisher: P\n---\n# 一\n\n正文\n',
    'b.md': '---\nauthors: [乙, 丁]\n---\n# 二\n\n正文\n',
  };

  it('of an article that is a book by itself is that of the book', () => {
    const meta = identify({
      'a.md':
        '---\ntitle: T\nsubtitle: S\nauthor: 甲\ndate: 2024-05\nrights: R\ntags: [x, y]\nseries: {name: N, position: 2}\n---\nx\n',
    });
    expect(meta).toMatchObject({
      title: 'T',
      subtitle: 'S',
      authors: ['甲'],
      date: '2024-05',
      rights: 'R',
      tags: ['x', 'y'],
      series: { name: 'N', position: '2' },
    });
  });

  it('of the book goes before that of its only article', () => {
    expect(identify({ 'a.md': '---\ntitle: T\nauthor: 甲\n---\nx\n' }, { title: 'B', authors: ['乙'] })).toMatchObject({
      title: 'B',
      authors: ['乙'],
    });
  });

  it('of a book of several articles takes no more from them than people and the language', () => {
    expect(identify(two, {}, '文集')).toMatchObject({
      title: '文集',
      authors: ['甲', '乙', '丁'],
      translators: ['丙'],
      language: 'zh-TW',
      publisher: null,
    });
  });

  it.each([
    ['is given', { language: 'ja' }, 'ja'],
    ['is guessed from the first article', {}, 'zh-CN'],
  ])('has the language that %s', (_, meta, language) => {
    expect(identify({ ...chinese, 'b.md': 'English words only.\n' }, meta).language).toBe(language);
  });
});
