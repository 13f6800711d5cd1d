/** What makes a book heavy is told, and when it is too heavy to be sent. */
import { describe, expect, it } from 'vitest';
import { requirements } from '../../../src/epub/targets/targets.ts';
import type { Target } from '../../../src/model/options.ts';
import type { EpubFile } from '../../../src/model/output.ts';
import { makeReport } from '../../../src/report/report.ts';
import { checkSize } from '../../../src/verify/output-size.ts';
import { buildInMemory, workingFolder } from '../../support/build-memory.ts';
import { drawImage } from '../../support/pictures.ts';

const image = { url: 'https://a.example/b.png', place: { file: '/desk/a.md', line: 7 }, bytes: 4_100_000 };
const weight = {
  whole: 50_000_001,
  imageBytes: 4_100_000,
  cover: null,
  fontBytes: 0,
  sizeLimit: 50_000_000,
  largestImages: [image],
};

function epubFor(target: Target): EpubFile {
  return { kind: 'epub', target, path: '/desk/a.epub', chunks: [], fontBytes: 0, cover: null };
}

describe('a book', () => {
  it('above the limit of Send-to-Kindle gives a warning that names its largest images', () => {
    const [problem, ...others] = checkSize(epubFor('generic'), weight);
    expect(others).toEqual([]);
    expect(problem).toEqual({
      code: 'epub-too-large',
      severity: 'warning',
      message: 'the EPUB is 50 MB, but the limit for Send-to-Kindle is 50 MB',
      place: null,
      hint: 'reduce image sizes or split the book; largest images: https://a.example/b.png (4.1 MB)',
      related: [{ file: '/desk/a.md', line: 7 }],
    });
  });

  it('for Kindle says what its page takes too, and one for Kobo may have a thousand megabytes', () => {
    const messages = (['kindle', 'kobo'] as const).map((target) => {
      const sizeLimit = requirements[target].whole.bytes;
      return checkSize(epubFor(target), { ...weight, whole: 1_200_000_000, sizeLimit })[0]?.message;
    });
    expect(messages).toEqual([
      'the EPUB for Kindle is 1.2 GB, but the limit for Send-to-Kindle is 50 MB by email (200 MB on its website)',
      'the EPUB for Kobo is 1.2 GB, but the limit for Kobo is 1 GB',
    ]);
  });

  it('at the limit, or without one, gives none', () => {
    expect(checkSize(epubFor('generic'), { ...weight, whole: 50_000_000 })).toEqual([]);
    expect(checkSize({ kind: 'html', path: '/desk/a.html', chunks: [] }, { ...weight, sizeLimit: null })).toEqual([]);
  });

  it('lists its five largest images, each once, with the place that uses it first', async () => {
    const sizes = [900, 100, 700, 500, 300, 1100];
    const drawn = await Promise.all(sizes.map((size) => drawImage(size, size)));
    const files = Object.fromEntries(drawn.map((bytes, index) => [`${index}.png`, bytes]));
    const shown = [0, 1, 2, 3, 4, 5, 0].map((index) => `![Square ${index}](${index}.png)`);
    const result = await buildInMemory({ ...files, 'a.md': `# T\n\n${shown.join('\n\n')}\n` });
    const report = makeReport(result, workingFolder);
    const [output] = report.books[0]!.outputs;
    const images = report.books[0]!.images;
    expect(output!.largestImages.map(({ url, file, line }) => `${file}:${line} ${url}`)).toEqual([
      'a.md:13 5.png',
      'a.md:3 0.png',
      'a.md:7 2.png',
      'a.md:9 3.png',
      'a.md:11 4.png',
    ]);
    expect(output!.imageBytes).toBe(images.reduce((sum, { bytesAfter }) => sum + bytesAfter!, 0));
    expect(images[0]!.places).toEqual([
      { file: 'a.md', line: 3 },
      { file: 'a.md', line: 15 },
    ]);
  });
});
