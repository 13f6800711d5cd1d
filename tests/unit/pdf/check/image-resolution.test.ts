/** What is said of pictures with too few pixels for paper. */
import { expect, it } from 'vitest';
import { elements } from '../../../../src/hast/tree.ts';
import type { Image } from '../../../../src/model/book.ts';
import { checkResolution } from '../../../../src/pdf/check/image-resolution.ts';
import { imageKey } from '../../../../src/text/urls.ts';
import { assemble } from '../../assemble/fixtures.ts';

/** A page of 148 x 210 mm; each picture as wide in pixels as its name says, and half as high. */
function notesOf(...images: string[]) {
  const { book } = assemble({ 'a.md': `# A\n\n${images.join('\n\n')}\n` });
  const [chapter] = book.sections.filter((section) => section.kind === 'chapter');
  const assets = new Map<string, Image>();
  for (const node of elements(chapter!.tree)) {
    if (node.tagName !== 'img') continue;
    const width = Number(/(\d+)\.(?:png|svg)/.exec(JSON.stringify(node.properties))?.[1]);
    const file = { name: 'p.png', file: 'p.png', mediaType: 'image/png', width, height: width / 2, bytes: 1 };
    const mediaType = JSON.stringify(node.properties).includes('.svg') ? 'image/svg+xml' : 'image/png';
    const original = { mediaType, bytes: 1, width, height: width / 2 };
    assets.set(imageKey(node.properties.src), { kind: 'image', screen: file, print: file, original } as Image);
  }
  return checkResolution({ ...book, assets });
}

it('names the lowest resolution, and the places of the others', () => {
  const notes = notesOf('![a](480.png)', '![b](600.png)', '![c](2000.png)');
  expect(notes).toMatchObject([
    { code: 'image-low-resolution', severity: 'note', place: { file: '/book/a.md', line: 3 }, related: [{ line: 5 }] },
  ]);
  expect(notes[0]!.message).toBe('2 images are below 200 pixels per inch on paper (lowest: 110)');
});

it('reports nothing if there are enough pixels, at the natural or the requested size', () => {
  expect(notesOf('![a](1300.png)', '<img src="480.png" alt="b" width="200">')).toEqual([]);
});

it('is nothing of signs between words and of drawings that have no pixels', () => {
  expect(notesOf('A ![sign](40.png) sign.', '![b](480.svg)')).toEqual([]);
});
