/** One build, an EPUB for each target: what is shared and what differs. */
import { describe, expect, it } from 'vitest';
import { targets } from '../../../../src/model/book.ts';
import { formatSummary, makeReport } from '../../../../src/report/report.ts';
import { buildInMemory, type MemoryBuildOptions, workingFolder } from '../../../support/build-memory.ts';
import { documentsOf, type Entries, packageOf, textOf, unpack } from '../../../support/epub.ts';
import { drawImage } from '../../../support/pictures.ts';
import { count, find } from '../../../support/xml.ts';

async function build(files: Record<string, string | Uint8Array>, options: Partial<MemoryBuildOptions> = {}) {
  const built = await buildInMemory(files, { ...options, build: { targets: [...targets], ...options.build } });
  const epubs: Record<string, Entries> = {};
  for (const file of built.books.flatMap(({ outputs }) => outputs)) {
    if (file.kind === 'epub') epubs[file.target] = await unpack(built.host.files.get(file.path)!);
  }
  return { ...built, epubs };
}

const book = async () => ({
  'a.md': '---\ntitle: 题\ncover: cover.png\n---\n\n正文。$x$ ![一张图](a.png)\n',
  'cover.png': await drawImage(1600, 2560),
  'a.png': await drawImage(300, 200),
});

describe('the files', () => {
  it('have the endings that devices know', async () => {
    const { books } = await build(await book());
    expect(books[0]!.outputs.map(({ path }) => path)).toEqual([
      '/dist/a.epub',
      '/dist/a.kindle.epub',
      '/dist/a.kepub.epub',
      '/dist/a.apple.epub',
    ]);
  });

  it('are those in book.yaml, and the command line takes precedence', async () => {
    const files = {
      'book.yaml': 'title: B\narticles: [a.md]\nepub:\n  targets: [kobo, apple]\n',
      'a.md': '# 题\n\n正文\n',
    };
    const paths = async (options: Partial<MemoryBuildOptions>) =>
      (await buildInMemory(files, options)).books[0]!.outputs.map(({ path }) => path);
    expect(await paths({})).toEqual(['/dist/desk.kepub.epub', '/dist/desk.apple.epub']);
    expect(await paths({ build: { targets: ['kindle'] } })).toEqual(['/dist/desk.kindle.epub']);
  });

  it('name their target in the report and in its last lines', async () => {
    const report = makeReport(await build(await book()), workingFolder);
    expect(report.books[0]!.outputs.map(({ target }) => target)).toEqual([...targets]);
    expect(formatSummary(report, false).replace(/\d+ kB/g, 'N kB')).toBe(
      [
        '../dist/a.epub (N kB)',
        '../dist/a.kindle.epub (N kB, for kindle)',
        '../dist/a.kepub.epub (N kB, for kobo)',
        '../dist/a.apple.epub (N kB, for apple)',
        'built 1 book: 1 note',
      ].join('\n'),
    );
  });

  it('do not come into the way of another book', async () => {
    const { diagnostics, failed } = await build({ 'a.md': '# A\n', 'a.kindle.md': '# B\n' });
    expect(diagnostics.map(({ code }) => code)).toContain('output-name-conflict');
    expect(failed).toBe(true);
  });
});

it('what all targets have is made once', async () => {
  const { host, epubs } = await build(await book());
  const images = (entries: Entries) => [...entries].filter(([name]) => name.includes('/images/'));
  expect(images(epubs.generic!)).toHaveLength(2);
  for (const target of targets) expect(images(epubs[target]!)).toEqual(images(epubs.generic!));
  expect([...host.cache.keys()].filter((key) => key.startsWith('images/'))).toHaveLength(2);
});

describe('for Kindle', () => {
  it('the cover is an image in the package, without a page', async () => {
    const { kindle } = (await build(await book())).epubs;
    expect(kindle!.has('OEBPS/cover.xhtml')).toBe(false);
    expect(find(packageOf(kindle!), "//opf:item[@properties='cover-image']/@href")).toHaveLength(1);
    expect(find(packageOf(kindle!), "//opf:meta[@name='cover']/@content")).toHaveLength(1);
    expect(textOf(kindle!, 'OEBPS/toc.xhtml')).not.toContain('cover.xhtml');
    expect(find(packageOf(kindle!), '//opf:reference/@type')).toEqual(['title-page', 'toc', 'text']);
    expect(kindle!.has('OEBPS/toc.ncx')).toBe(true);
  });

  it('formulas have no annotations, which it does not know', async () => {
    const formula =
      '<math><semantics><msup><mi>x</mi><mn>2</mn></msup><annotation encoding="application/x-tex">x > 2</annotation></semantics></math>';
    const { epubs } = await build({ 'a.md': `# T\n\n${formula}\n` });
    expect(textOf(epubs.generic!, 'OEBPS/a.xhtml')).toContain('<annotation');
    expect(textOf(epubs.kindle!, 'OEBPS/a.xhtml')).toContain('><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>');
  });
});

describe('for Apple', () => {
  it('the package has a version that grows with the date of the book', async () => {
    const of = async (date: string) => {
      const { apple } = (await build({ 'a.md': '# T\n' }, { build: { fixedDate: new Date(date) } })).epubs;
      return find(packageOf(apple!), "//opf:meta[@property='ibooks:version']");
    };
    expect(await of('2024-05-12T00:00:00Z')).toEqual(['2024.512.0']);
    expect(await of('2024-12-01T23:05:00Z')).toEqual(['2024.1201.2305']);
  });

  it('the terms of Apple stand in no other EPUB', async () => {
    const { epubs } = await build(await book());
    for (const target of ['generic', 'kindle', 'kobo']) expect(packageOf(epubs[target]!)).not.toContain('ibooks');
    expect(packageOf(epubs.apple!)).not.toContain('specified-fonts');
    expect(count(packageOf(epubs.apple!), "//opf:package[starts-with(@prefix, 'ibooks: http')]")).toBe(1);
  });
});

it('documents are the generic ones if a target requires nothing', async () => {
  const { epubs } = await build(await book());
  expect(documentsOf(epubs.apple!)).toEqual(documentsOf(epubs.generic!));
});
