/** What the devices of a target would refuse is told with its place. */
import { describe, expect, it } from 'vitest';
import { assembleBook } from '../../../../src/assemble/assemble.ts';
import { checkForTarget } from '../../../../src/epub/check/preflight.ts';
import { kindleKnows } from '../../../../src/epub/targets/kindle-languages.ts';
import { parseArticle } from '../../../../src/markdown/article.ts';
import type { Assets, Book, Image, StoredImage, Target } from '../../../../src/model/book.ts';
import { codes } from '../../../../src/model/diagnostics.ts';
import { createConfig } from '../../images/fixtures.ts';

function storedImage(changes: Partial<StoredImage>): StoredImage {
  return {
    name: 'a.jpg',
    mediaType: 'image/jpeg',
    width: 2000,
    height: 2000,
    file: '/a',
    bytes: 1000,
    crc32: 0,
    ...changes,
  };
}

async function bookWith(changes: Partial<StoredImage>, text = '# T\n\n![A](a.jpg)\n'): Promise<Book> {
  const source = { path: '/book/a.md', text };
  const { value: article } = await parseArticle(source);
  const screen = storedImage(changes);
  const original = { mediaType: 'image/jpeg', bytes: 1, width: screen.width, height: screen.height };
  const image: Image = { kind: 'image', screen, print: screen, original };
  const assets: Assets = new Map([['/book/a.jpg', image]]);
  const config = {
    ...createConfig(),
    parts: [{ title: null, articles: [{ value: '/book/a.md', place: { file: '/book/a.md', line: null } }] }],
  };
  return assembleBook(config, { articles: [article], cover: null, assets, altTexts: new Map(), date: new Date(0) })
    .value;
}

async function check(target: Target, changes: Partial<StoredImage>, packed: { xhtml?: string; css?: string } = {}) {
  const document = { id: 'a', name: 'a.xhtml', title: 'T', kind: 'chapter' as const };
  const found = checkForTarget(target, await bookWith(changes), {
    documents: [{ ...document, xhtml: packed.xhtml ?? '<?xml version="1.0" encoding="UTF-8"?><html/>' }],
    styles: [{ name: 'style.css', text: packed.css ?? '' }],
    cover: null,
  });
  return found.map(({ code, message, place }) => `${place?.file ?? ''}:${place?.line ?? ''} ${message} [${code}]`);
}

it('every finding has its own code', () => {
  const severities = (['image-exceeds-target', 'chapter-too-large'] as const).map((code) => codes[code].severity);
  expect(severities).toEqual(['warning', 'warning']);
});

describe('an image', () => {
  it('of more bytes than Kindle and Kobo take', async () => {
    const large = { bytes: 6_200_000 };
    expect(await check('kindle', large)).toEqual([
      '/book/a.md:3 image is 6.2 MB, but the limit for Kindle is 5 MB: a.jpg [image-exceeds-target]',
    ]);
    expect(await check('kobo', large)).toHaveLength(1);
    expect(await check('apple', large)).toEqual([]);
    expect(await check('generic', large)).toEqual([]);
    expect(await check('kindle', { bytes: 5_000_000 })).toEqual([]);
  });

  it('of more pixels than Apple takes', async () => {
    const large = { width: 2000, height: 2801 };
    expect(await check('apple', large)).toEqual([
      '/book/a.md:3 image is 2000 × 2801 pixels, but the limit for Apple Books is 5.6 million: a.jpg [image-exceeds-target]',
    ]);
    expect(await check('kindle', large)).toEqual([]);
    expect(await check('apple', { width: 2000, height: 2800 })).toEqual([]);
  });
});

it('a chapter larger than Kobo takes', async () => {
  const xhtml = `<?xml version="1.0" encoding="UTF-8"?>${'文'.repeat(3_400_000)}`;
  expect(await check('kobo', {}, { xhtml })).toEqual([
    '/book/a.md: “T” is 10.2 MB, but the limit for Kobo is 10 MB [chapter-too-large]',
  ]);
  expect(await check('generic', {}, { xhtml })).toEqual([]);
});

describe('for Kindle', () => {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';

  it.each([
    [`${head}<p><!-- a -- b --></p>`, 'two hyphens in a comment'],
    [`${head}<!-- a ---><p/>`, 'two hyphens in a comment'],
    [`${head}<script src="a.js"/>`, 'a script'],
    [`${head}<img alt="a"/>`, 'an image without a source'],
    [`${head}<iframe/>`, 'an element that Kindle does not support'],
    ['<html/>', 'no UTF-8 encoding declaration on the first line'],
    [`${head}<p>&nbsp;</p>`, 'a named entity that XML does not define'],
  ])('%s has %s', async (xhtml, what) => {
    expect(await check('kindle', {}, { xhtml })).toEqual([
      `: a.xhtml contains ${what}, so Send-to-Kindle may reject it [kindle-markup]`,
    ]);
    expect(await check('kobo', {}, { xhtml })).toEqual([]);
  });

  it.each([[`${head}<!-- a - b --><!-- c --><p>&amp; &#160; a -- b</p><img src="a.jpg" alt=""/>`]])(
    '%s is taken',
    async (xhtml) => {
      expect(await check('kindle', {}, { xhtml })).toEqual([]);
    },
  );

  it.each([
    [':root { --ink: #000 }', 'custom properties'],
    ['p { color: var(--ink) }', 'custom properties'],
    ['p { a { color: red } & b { color: red } }', 'nested rules'],
    ['p { position: fixed }', 'fixed or sticky positioning'],
  ])('a sheet with %s has %s', async (css, what) => {
    expect(await check('kindle', {}, { css })).toEqual([
      `: style.css contains ${what}, so Send-to-Kindle may reject it [kindle-style]`,
    ]);
  });

  it('a comment in a sheet is no rule', async () => {
    expect(await check('kindle', {}, { css: '/* var(--x) */ p { margin: -1em; -webkit-hyphens: auto }' })).toEqual([]);
  });

  it('languages are recognized with any region or script', () => {
    expect(['zh-CN', 'zh-Hant-TW', 'en', 'JA', 'gsw'].every(kindleKnows)).toBe(true);
    expect(['ko', 'ru', 'eo', 'c'].some(kindleKnows)).toBe(false);
  });
});
