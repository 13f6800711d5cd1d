/** Paths of images as editors and sites write them, from the article to the image in the book. */
import { expect, it } from 'vitest';
import { buildInMemory } from '../../support/build-memory.ts';
import { drawImage } from '../../support/pictures.ts';

const png = await drawImage(8, 8);

async function codesOf(path: string, files: string[], yaml = ''): Promise<string[]> {
  const { diagnostics } = await buildInMemory(
    {
      'site/book/book.yaml': `title: B\narticles: [text/a.md]\n${yaml}`,
      'site/book/text/a.md': `# A\n\n![An image](${path})\n`,
      ...Object.fromEntries(files.map((file) => [file, png])),
    },
    { paths: ['site/book'], formats: ['html'] },
  );
  return diagnostics.map(({ code }) => code);
}

it.each([
  ['from the article', 'a.png', 'site/book/text/a.png'],
  ['with spaces', 'my image.png', 'site/book/text/my image.png'],
  ['with a query', 'a.png?raw=true', 'site/book/text/a.png'],
  ['with a fragment', 'a.png#center', 'site/book/text/a.png'],
  ['with a hash in its name', 'a#1.png', 'site/book/text/a#1.png'],
  ['with the slashes of Windows', 'sub\\p.png', 'site/book/text/sub/p.png'],
  ['from the root of the book', '/images/a.png', 'site/book/images/a.png'],
  ['from the root of a site', '/images/a.png', 'site/book/static/images/a.png'],
])('a path %s is found', async (_, path, file) => {
  expect(await codesOf(path, [file])).toEqual([]);
});

it('an image in a folder of `static:` is found, and one next to that folder is not', async () => {
  expect(await codesOf('/images/a.png', ['site/static/images/a.png'], 'static: ../static\n')).toEqual([]);
  expect(await codesOf('../../other/a.png', ['site/other/a.png'], 'static: ../static\n')).toEqual([
    'image-outside-folder',
  ]);
  expect(await codesOf('a.png', [], 'static: ../../../elsewhere\n')).toEqual(['value-invalid']);
});
