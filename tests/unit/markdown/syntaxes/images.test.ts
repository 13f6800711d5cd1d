/** One address for each picture. What whole articles become is in tests/markdown/pictures-*. */

import { describe, expect, it } from 'vitest';
import { elements } from '../../../../src/hast/tree.ts';
import { parseArticle } from '../../../../src/markdown/article.ts';
import type { AssetRef } from '../../../../src/model/book.ts';
import { fc } from '../../../support/properties.ts';

function parse(text: string) {
  return parseArticle({ path: '/desk/a.md', text });
}

function references(text: string): AssetRef[] {
  return parse(text).value.assets;
}

function addresses(text: string): string[] {
  return references(text).map(({ url }) => url);
}

describe('the address of a lazy picture', () => {
  it.each([
    ['data-src', 'most pages'],
    ['data-original', 'Zhihu'],
    ['data-actualsrc', 'Zhihu'],
    ['data-original-src', 'Jianshu'],
    ['data-lazy-src', 'WordPress'],
    ['data-srcset', 'others'],
    ['data-lazy-srcset', 'WordPress'],
  ])('is in %s, as %s has it', (name) => {
    expect(addresses(`<img src="dot.gif" srcset="dot.gif 9000w" ${name}="real.png">`)).toEqual(['real.png']);
  });

  it('is the original where Zhihu gives two', () => {
    expect(addresses('<img src="dot.gif" data-actualsrc="b.jpg" data-original="r.jpg">')).toEqual(['r.jpg']);
  });

  it('is src when the others are empty or name no place', () => {
    expect(addresses('<img src="a.png" data-src="" data-original=" " data-srcset=",">')).toEqual(['a.png']);
    expect(addresses('<img src="a.png" data-src="about:blank">')).toEqual(['a.png']);
  });

  it('is never a data: address where there is another', () => {
    expect(addresses('<img src="data:image/gif;base64,AAAA" srcset="a.png 1x">')).toEqual(['a.png']);
    expect(addresses('<img src="a.png" srcset="data:image/gif;base64,AAAA 9000w">')).toEqual(['a.png']);
    expect(addresses('<img src="data:image/gif;base64,AAAA">')).toEqual(['data:image/gif;base64,AAAA']);
  });
});

describe('the address of an image in many sizes', () => {
  it('is the widest of srcset, not src', () => {
    expect(addresses('<img src="s.jpg" srcset="m.jpg 600w, l.jpg 1200w">')).toEqual(['l.jpg']);
  });

  it('is src where srcset is malformed', () => {
    expect(addresses('<img src="s.jpg" srcset="m.jpg wide">')).toEqual(['s.jpg']);
  });

  it('is the widest of all sources of an image', () => {
    const sources =
      '<source srcset="a.webp 900w" type="image/webp"><source srcset="b.png 1600w"><source srcset="c.jpg 700w">';
    expect(addresses(`<picture>${sources}<img src="d.jpg" srcset="e.jpg 1200w"></picture>`)).toEqual(['b.png']);
  });

  it.each([
    ['media="(max-width: 600px)"', 'src'],
    ['media="print"', 'src'],
    ['media="(prefers-color-scheme: dark)"', 'src'],
    ['media="(min-width: 600px) and (orientation: portrait)"', 'src'],
    ['media="not all and (min-width: 600px)"', 'src'],
    ['type="image/jxl"', 'src'],
    ['type="image/avif"', 'src'],
    ['type="video/mp4"', 'src'],
    ['media=""', 'source'],
    ['media="screen"', 'source'],
    ['media="(min-width: 37.5em)"', 'source'],
    ['media="only screen and (MIN-WIDTH:600px)"', 'source'],
    ['media="(width >= 600px)"', 'source'],
    ['type="image/webp; charset=binary"', 'source'],
    ['type="image/svg+xml"', 'source'],
  ])('with a source with %s is in %s', (attribute, where) => {
    const image = `<picture><source srcset="other 1600w" ${attribute}><img src="shown"></picture>`;
    expect(addresses(image)).toEqual([where === 'src' ? 'shown' : 'other']);
  });

  it('is an AVIF only where there is nothing else', () => {
    const source = '<source srcset="a.avif" type="image/avif">';
    expect(addresses(`<picture>${source}<img></picture>`)).toEqual(['a.avif']);
    expect(addresses(`<picture>${source}</picture>`)).toEqual(['a.avif']);
  });
});

describe('a picture element', () => {
  it('without img shows its best source, on the line it was written on', () => {
    const [only, ...others] = references('# T\n\nx\n\n<picture><source srcset="a.png, b.png 2x"></picture>\n');
    expect(others).toEqual([]);
    expect(only).toMatchObject({ url: 'b.png', alt: null, at: { line: 5 } });
  });

  it('with nothing that can be shown shows nothing', () => {
    expect(addresses('<picture></picture> <picture><source media="print" srcset="a.png"></picture>')).toEqual([]);
  });

  it('that is never closed keeps the words after it', () => {
    const { tree, assets } = parse(
      '<picture>\n<source srcset="b.png">\n<img src="a.png">\n\nWords.\n\n![c](c.png)',
    ).value;
    expect(assets.map(({ url }) => url)).toEqual(['b.png', 'c.png']);
    expect([...elements(tree)].map(({ tagName }) => tagName)).toEqual(['figure', 'img', 'p', 'figure', 'img']);
  });
});

it('no source and no picture element reaches a book, whatever stands in them', () => {
  const tag = fc.constantFrom(
    ...'<picture>|</picture>|<source srcset="a.png">|<source>|<img src="b.png">|<img>|<p>|</p>|<svg>|</svg>|<video>|</video>|<math>|<table>|<td>|<details>|word|\n\n'.split(
      '|',
    ),
  );
  fc.assert(
    fc.property(fc.array(tag, { maxLength: 12 }), (tags) => {
      const { value } = parse(tags.join(''));
      const names = [...elements(value.tree)].map(({ tagName }) => tagName);
      expect(names).not.toContain('source');
      expect(names).not.toContain('picture');
      for (const { tagName, properties } of elements(value.tree)) {
        if (tagName === 'img') expect(Object.keys(properties).sort()).toEqual(['dataKey', 'dataLine', 'src']);
      }
    }),
    { numRuns: 1_000 },
  );
});

describe('the alt text as written', () => {
  it.each<[string, string | null]>([
    ['![A cup](a.png)', 'A cup'],
    ['![](a.png)', null],
    ['![](a.png "title")', null],
    ['![ ](a.png)', null],
    ['<img src="a.png">', null],
    ['<img src="a.png" alt=" ">', null],
    ['<img src="a.png" alt=" A cup ">', 'A cup'],
    ['<img src="a.png" alt="">', ''],
    ['<img src="a.png" alt>', ''],
    ['<img src="a.png" role="presentation">', ''],
    ['<img src="a.png" role="none" alt="line">', ''],
    ['<img src="a.png" aria-hidden="true">', ''],
    ['<picture><source srcset="a.png"><img alt="A cup"></picture>', 'A cup'],
  ])('of %s is %j', (text, expected) => {
    expect(references(text).map(({ alt }) => alt)).toEqual([expected]);
  });
});
