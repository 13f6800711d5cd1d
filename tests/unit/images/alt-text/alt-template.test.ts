import { describe, expect, it } from 'vitest';
import { altTemplate, type ImageWithoutAlt, imagesWithoutAlt } from '../../../../src/images/alt-text/alt-template.ts';
import { altKey, readAltTexts } from '../../../../src/images/alt-text/alt-texts.ts';
import { parseArticle } from '../../../../src/markdown/article.ts';
import type { AltTexts } from '../../../../src/model/book.ts';
import { memoryHost } from '../../../support/memory-host.ts';
import { fc } from '../../../support/properties.ts';

const file = '/book/images.alt.yaml';

function wanted(articles: Record<string, string>, texts: Record<string, string | null> = {}): ImageWithoutAlt[] {
  const parsed = Object.entries(articles).map(([path, text]) => parseArticle({ path: `/book/${path}`, text }).value);
  const altTexts: AltTexts = new Map(
    Object.entries(texts).map(([address, alt]) => [altKey(address, file), { alt, address, place: { file, line: 1 } }]),
  );
  return imagesWithoutAlt(parsed, altTexts, '/book');
}

function image(address: string, words: string | null = null): ImageWithoutAlt {
  return { address, places: [{ file: 'one.md', line: 3 }], words };
}

async function keysOf(content: string): Promise<string[]> {
  const { value, diagnostics } = await readAltTexts({ folder: '/book' }, memoryHost({ [file]: content }));
  expect(diagnostics).toEqual([]);
  return Array.from(value.values(), ({ address }) => address);
}

describe('the images without alt text', () => {
  it('are those that have none, or one that says nothing, in the order of the book', () => {
    const found = wanted({
      'one.md': '![](a.png)\n\n![A cup](b.png)\n\n![image 3](c.png)\n\n<img src="d.png" alt="">\n',
      'two.md': '<img src="e.png">\n',
    });
    expect(found.map(({ address }) => address)).toEqual(['a.png', 'c.png', 'e.png']);
  });

  it('are not those that images.alt.yaml speaks of, but those it leaves open', () => {
    const found = wanted(
      { 'one.md': '![](a.png) ![](b.png) ![](c.png) ![](d.png)' },
      { 'a.png': 'A cup', 'b.png': '', 'c.png': null, 'd.png': 'image' },
    );
    expect(found.map(({ address }) => address)).toEqual(['c.png', 'd.png']);
  });

  it('are named from the folder of the book, wherever the article is', () => {
    const found = wanted({ 'parts/one.md': '![](../pictures/图.png)\n\n![](b%2520c.png)\n\n<img src="x%3Ay.png">\n' });
    expect(found.map(({ address }) => address)).toEqual(['pictures/图.png', 'parts/b%2520c.png', 'parts/x:y.png']);
    expect(found[0]!.places).toEqual([{ file: 'parts/one.md', line: 1 }]);
  });

  it('on the web are named without credentials, and those in the article by a hash', () => {
    const found = wanted({
      'one.md':
        '<img src="https://name:word@example.org/图.png?a=1">\n\n![](data:image/png;base64,AAAA)\n\n![](//example.org/b.png)\n',
    });
    expect(found.map(({ address }) => address.replace(/[0-9a-f]{64}/, 'hash'))).toEqual([
      'https://example.org/%E5%9B%BE.png?a=1',
      'data:hash',
      '//example.org/b.png',
    ]);
  });

  it('are listed once, with every place', () => {
    const found = wanted({
      'one.md': '![](a.png)\n\nx\n\n![](./a.png)\n',
      'deep/two.md': '# T\n\n![](../a.png)\n\n*The caption.*\n',
    });
    expect(found).toEqual([
      {
        address: 'a.png',
        places: [
          { file: 'one.md', line: 1 },
          { file: 'one.md', line: 5 },
          { file: 'deep/two.md', line: 3 },
        ],
        words: 'The caption.',
      },
    ]);
  });

  it('have the text of their caption, or else of the heading above', () => {
    const found = wanted({
      'one.md':
        '# Title\n\n![](a.png)\n\n## Second *part*\n\n![](b.png)\n\n*Its caption*\n\n![](c.png "Title as caption")\n\n![](d.png)\n',
    });
    expect(found.map(({ words }) => words)).toEqual([null, 'Its caption', 'Title as caption', 'Second part']);
  });

  it('have no line for an image without an address', () => {
    expect(wanted({ 'one.md': '<img alt="image">' })).toEqual([]);
  });
});

describe('the list to fill in', () => {
  it('begins with what the file is, and has a line for each picture', () => {
    const places = [
      { file: 'one.md', line: 12 },
      { file: 'one.md', line: 40 },
      { file: 'two.md', line: 3 },
    ];
    expect(
      altTemplate(null, [{ address: 'pictures/cup.png', places, words: 'A caption' }, image('https://e.org/a b.png')]),
    ).toBe(
      [
        '# Alt texts are read aloud to people who cannot see the images. Describe what each image shows.',
        '# Mark an image that carries no information as decorative:  images/line.png: { decorative: true }',
        '',
        '# one.md:12, 40; two.md:3 — A caption',
        'pictures/cup.png: ""',
        '# one.md:3',
        '"https://e.org/a b.png": ""',
        '',
      ].join('\n'),
    );
  });

  it('leaves what is written untouched and adds below', () => {
    const existing = '# Mine\n"a.png":   A cup # really\n';
    expect(altTemplate(existing, [image('a.png'), image('b.png')])).toBe(`${existing}\n# one.md:3\nb.png: ""\n`);
    expect(altTemplate('a.png: A cup', [image('b.png')])).toBe('a.png: A cup\n\n# one.md:3\nb.png: ""\n');
    expect(altTemplate('a.png: A cup\r\n', [image('b.png')])).toBe('a.png: A cup\r\n\r\n# one.md:3\r\nb.png: ""\r\n');
  });

  it('adds no address that is a key already, in whatever spelling', () => {
    const existing = '"./a%20b.png":\nhttps://EXAMPLE.org/c.png: C\n';
    expect(altTemplate(existing, [image('a b.png'), image('https://example.org/c.png')])).toBe(existing);
  });

  it('is not begun when there is nothing to write', () => {
    expect(altTemplate(null, [])).toBe('');
  });

  it.each(['a.png: "A\n', '- a.png\n', '{ a.png: A }\n', '  a.png: A\n', 'a.png: A\n...\n'])(
    'leaves %j as it is, since nothing can be put below',
    (existing) => {
      expect(altTemplate(existing, [image('b.png')])).toBe(existing);
    },
  );

  it('folds words that would leave their comment', () => {
    const text = altTemplate(null, [image('a.png', 'One\nb.png: two\u2028three')]);
    expect(text).toContain('# one.md:3 — One b.png: two three\n');
  });

  it('of any addresses can be read back, and made again is the same', async () => {
    const part = fc.oneof(
      fc.constantFrom(
        'a',
        '图',
        ' ',
        ': ',
        ' #',
        '"',
        "'",
        '\\',
        '- ',
        '? ',
        '{',
        '&',
        '*',
        '!',
        '%',
        '@',
        '`',
        'null',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.constant('x'.repeat(1200)),
    );
    const address = fc
      .array(part, { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join(''))
      .filter((each) => each !== '' && !/[\p{Cc}\p{Cs}\ufeff\ufffe\uffff]/u.test(each));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(address, { maxLength: 6, selector: (each) => altKey(each, file) }),
        fc.string(),
        async (addresses, words) => {
          const images = addresses.map((each) => image(each, words));
          const text = altTemplate(null, images);
          expect(await keysOf(text)).toEqual(addresses);
          expect(altTemplate(text, images)).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });
});
