import { describe, expect, it } from 'vitest';
import { collectImages, coverOf, publishedPages } from '../../../src/images/collect.ts';
import type { Article } from '../../../src/model/book.ts';
import { createConfig, figure } from './fixtures.ts';

describe('the images of a book', () => {
  const article = (path: string, cover: string | null, url: string | null = null): Article => ({
    source: { path, text: '' },
    meta: {
      ...createConfig().meta,
      url,
      cover: cover === null ? null : { value: cover, place: { file: path, line: 2 } },
    },
    title: 'One',
    language: 'en',
    originalTitle: null,
    origins: new Map(),
    tree: { type: 'root', children: [] },
    headings: [],
    assets: [figure('a.png', 3, path), figure('a.png', 9, path)],
    inputs: null,
    linkedPaths: [],
  });

  const collect = (articles: Article[], config = createConfig()) => collectImages(articles, coverOf(articles, config));

  it('are listed in reading order with every place, the cover last', () => {
    const refs = collect([article('/book/one.md', 'cover.png')]);
    expect(refs.map(({ url, at, use }) => [url, at.line, use])).toEqual([
      ['a.png', 3, 'figure'],
      ['a.png', 9, 'figure'],
      ['cover.png', 2, 'cover'],
    ]);
  });

  it('have the cover of the configuration before that of an article', () => {
    const config = createConfig();
    config.meta.cover = { value: 'book.png', place: { file: '/book/book.yaml', line: 1 } };
    expect(collect([article('/book/one.md', 'cover.png')], config).at(-1)?.url).toBe('book.png');
  });

  it('have no cover when only one of several articles names one', () => {
    const refs = collect([article('/book/one.md', 'cover.png'), article('/book/two.md', null)]);
    expect(refs.some(({ use }) => use === 'cover')).toBe(false);
  });

  it('know where their article was published', () => {
    const pages = publishedPages([article('/book/one.md', null, 'https://a.example/one'), article('/b.md', null)]);
    expect([...pages]).toEqual([['/book/one.md', 'https://a.example/one']]);
  });
});
