import { describe, expect, it } from 'vitest';
import { serialize } from '../../../src/hast/serialize.ts';
import { elements } from '../../../src/hast/tree.ts';
import { altKey } from '../../../src/images/alt-text/alt-texts.ts';
import type { AltTexts } from '../../../src/model/book.ts';
import { buildInMemory } from '../../support/build-memory.ts';
import { drawImage } from '../../support/pictures.ts';
import { assemble } from './fixtures.ts';

const file = '/book/images.alt.yaml';

function textsFrom(texts: Record<string, string | null>): AltTexts {
  return new Map(
    Object.entries(texts).map(([address, alt], index) => [
      altKey(address, file),
      { alt, address, place: { file, line: index + 1 } },
    ]),
  );
}

/** The problems with alternative texts, each as `code line`. */
function problems(text: string, texts: Record<string, string | null> = {}): string[] {
  const { diagnostics } = assemble({ 'one.md': text }, { altTexts: textsFrom(texts) });
  return diagnostics
    .filter(({ code }) => code.startsWith('image-alt-'))
    .map(({ code, place }) => `${code.slice(10)} ${place?.line}`);
}

function images(text: string, texts: Record<string, string | null> = {}): object[] {
  const { book } = assemble({ 'one.md': text }, { altTexts: textsFrom(texts) });
  const chapter = book.sections.find((section) => section.kind === 'chapter')!;
  return [...elements(chapter.tree)]
    .filter(({ tagName }) => tagName === 'img')
    .map(({ properties: { alt, role, ariaHidden } }) => ({
      alt,
      ...(role === undefined ? {} : { role }),
      ...(ariaHidden === undefined ? {} : { ariaHidden }),
    }));
}

describe('the alt text in a book', () => {
  it('is that of the article', () => {
    expect(images('![A cup](a.png)')).toEqual([{ alt: 'A cup' }]);
  });

  it('is that of images.alt.yaml where both say one', () => {
    expect(images('![A cup](a.png)', { './a.png': 'A blue cup' })).toEqual([{ alt: 'A blue cup' }]);
  });

  it('is that of the article where images.alt.yaml leaves it open', () => {
    expect(images('![A cup](a.png)', { 'a.png': null })).toEqual([{ alt: 'A cup' }]);
  });

  it('is empty if there is none', () => {
    expect(images('![](a.png)')).toEqual([{ alt: '' }]);
  });

  it.each([
    '<img src="a.png" alt="">',
    '<img src="a.png" alt="x" role="none">',
    '<img src="a.png" aria-hidden="true">',
  ])('of the decorative %s is empty, and its role says so', (image) => {
    expect(images(image)).toEqual([{ alt: '', role: 'presentation' }]);
    expect(problems(image)).toEqual([]);
  });

  it('of a decorative image comes without any other text', () => {
    const { book } = assemble({ 'one.md': 'x <img src="a.png" alt="" title="A" aria-label="B"> y' });
    const chapter = book.sections.find((section) => section.kind === 'chapter')!;
    const image = [...elements(chapter.tree)].find(({ tagName }) => tagName === 'img')!;
    expect(serialize({ type: 'root', children: [image] })).not.toMatch(/title|aria-label/);
  });

  it('of an image marked decorative in images.alt.yaml is empty, with a matching role', () => {
    expect(images('![A cup](a.png)', { 'a.png': '' })).toEqual([{ alt: '', role: 'presentation' }]);
  });

  it('overrides the article for an image that it marks as decorative', () => {
    expect(images('<img src="a.png" role="presentation" aria-hidden="true">', { 'a.png': 'A cup' })).toEqual([
      { alt: 'A cup' },
    ]);
  });
});

describe('an image without alt text', () => {
  it('is reported wherever it is shown', () => {
    expect(problems('![](a.png)\n\nx ![](a.png)\n\n<img src="b.png">\n')).toEqual([
      'missing 1',
      'missing 3',
      'missing 5',
    ]);
  });

  it('is not reported when images.alt.yaml has one', () => {
    expect(problems('![](a.png)', { 'a.png': 'A cup' })).toEqual([]);
  });

  it('is reported while images.alt.yaml leaves it open', () => {
    expect(problems('![](a.png)', { 'a.png': null })).toEqual(['missing 1']);
  });

  it('is not reported if no image is named, which has its own diagnostic', () => {
    expect(problems('<img> <img alt="image">')).toEqual([]);
  });

  it('is reported by its address, without credentials, with a hint', () => {
    const { diagnostics } = assemble({ 'one.md': '![](https://name:word@example.org/a.png)' });
    expect(diagnostics).toMatchObject([
      {
        message: 'image has no alt text: https://example.org/a.png',
        place: { file: '/book/one.md', line: 1 },
        hint: expect.stringContaining('octavo images --missing-alt'),
      },
    ]);
  });

  it('is no cover', async () => {
    const cover = await drawImage(20, 30);
    const { diagnostics } = await buildInMemory({ 'a.md': '---\ncover: c.png\n---\n\n# T\n\nx\n', 'c.png': cover });
    expect(diagnostics).toEqual([]);
  });
});

describe('alt text that is a placeholder', () => {
  it('is reported, and nothing else of it', () => {
    expect(problems('![image](a.png)\n\n![image](b.png)\n\n*image*\n')).toEqual(['placeholder 1', 'placeholder 3']);
  });

  it('is reported when images.alt.yaml gives it', () => {
    expect(problems('![](a.png)', { 'a.png': '图1' })).toEqual(['placeholder 1']);
  });
});

describe('duplicate alt text', () => {
  it('is that of two images, reported with the place of the first', () => {
    const { diagnostics } = assemble({ 'one.md': '![A  cup](a.png)\n\nx\n\n![a cup.](b.png)\n\n![A cup](c.png)\n' });
    expect(diagnostics.map(({ code, place, related }) => [code, place?.line, related.map(({ line }) => line)])).toEqual(
      [
        ['image-alt-duplicate', 5, [1]],
        ['image-alt-duplicate', 7, [1]],
      ],
    );
  });

  it('is not that of one image used twice, nor of images in two articles', () => {
    expect(problems('![A cup](a.png)\n\n![A cup](./a.png)\n')).toEqual([]);
    const { diagnostics } = assemble({ 'one.md': '![A cup](a.png)', 'two.md': '![A cup](b.png)' });
    expect(diagnostics).toEqual([]);
  });

  it('is not that of two decorative images', () => {
    expect(problems('<img src="a.png" alt=""> <img src="b.png" alt="">')).toEqual([]);
  });

  it.each([
    ['the paragraph in italics', '![A cup](a.png)\n\n*A cup.*\n'],
    ['the title', '![A cup](a.png "A cup")\n'],
    ['a figcaption', '<figure><img src="a.png" alt="A cup"><figcaption>A <b>cup</b></figcaption></figure>\n'],
  ])('is that of its caption, as %s', (_, text) => {
    expect(problems(text)).toEqual(['duplicate 1']);
  });

  it('is not one that says more than its caption', () => {
    expect(problems('![A cup on a table](a.png)\n\n*A cup.*\n')).toEqual([]);
  });
});

describe('a key of images.alt.yaml that no image has', () => {
  const texts = textsFrom({ 'pictures/cup.png': 'A cup', 'pictures/cupp.png': 'A cup', 'other.png': null });
  const article = { 'one.md': '![A cup](pictures/cup.png)' };

  it('is reported in a book, with the nearest address', () => {
    const { diagnostics } = assemble(article, { altTexts: texts, file: '/book/book.yaml' });
    expect(diagnostics.map(({ code, place, hint, severity }) => [code, place, hint, severity])).toEqual([
      ['image-alt-unused', { file, line: 2 }, 'did you mean `pictures/cup.png`?', 'note'],
      ['image-alt-unused', { file, line: 3 }, 'correct the address, or remove the line', 'note'],
    ]);
  });

  it('is reported without a suggestion that is only alike in folder and extension', () => {
    const altTexts = textsFrom({ 'pictures/bag.png': 'A bag', 'photos/cup.png': 'A cup' });
    const { diagnostics } = assemble(article, { altTexts, file: '/book/book.yaml' });
    expect(diagnostics.map(({ hint }) => hint)).toEqual([
      'correct the address, or remove the line',
      'did you mean `pictures/cup.png`?',
    ]);
  });

  it('is none where an article is a book by itself, since others share the file', () => {
    expect(assemble(article, { altTexts: texts }).diagnostics).toEqual([]);
  });
});

describe('a whole build', () => {
  it('takes the texts from images.alt.yaml of the folder, for each book of it', async () => {
    const { html, diagnostics } = await buildInMemory(
      {
        'a.md': '# A\n\n![](p/a.png) and ![](p/b.png)\n',
        'b.md': '# B\n\n![](p/b.png)\n',
        'images.alt.yaml': 'p/a.png: A blue <square>\np/b.png: { decorative: true }\n',
        'p/a.png': await drawImage(8, 8),
        'p/b.png': await drawImage(9, 9),
      },
      { formats: ['html'] },
    );
    expect(diagnostics).toEqual([]);
    expect(html).toMatch(/<img [^>]*alt="A blue &lt;square(?:>|&gt;)"/);
    expect(html).toMatch(/<img (?=[^>]*alt="")[^>]*role="presentation"/);
  });

  it('writes no book with a file that cannot be read', async () => {
    const { books, diagnostics } = await buildInMemory({
      'a.md': '# A\n\nx\n',
      'images.alt.yaml': '- a.png\n',
    });
    expect(diagnostics.map(({ code, place }) => [code, place])).toEqual([
      ['image-alt-invalid', { file: '/desk/images.alt.yaml', line: 1 }],
    ]);
    expect(books.flatMap(({ outputs }) => outputs)).toEqual([]);
  });
});
