/** The page that Chrome prints, as markup. */
import { describe, expect, it } from 'vitest';
import { blankAtEnd, blankBefore } from '../../../../src/model/anchors.ts';
import type { Book, PdfList, Profile } from '../../../../src/model/book.ts';
import { listFolder, readFile, realPath } from '../../../../src/node/files.ts';
import { printPage } from '../../../../src/pdf/print/print-page.ts';
import { loadTemplates } from '../../../../src/templates/load-templates.ts';
import { memoryHost } from '../../../support/memory-host.ts';
import { assemble } from '../../assemble/fixtures.ts';

const fonts = { css: '/* fonts */', files: new Map([['fonts/a.ttf', '/fonts/a.ttf']]), faces: [], made: [] };

async function print(
  articles: Record<string, string>,
  profile: Profile = 'screen',
  change: (book: Book) => void = () => {},
) {
  const { book } = assemble(articles, { meta: { language: 'en', title: 'The Book' } });
  change(book);
  const templateFolders = [new URL('../../../../templates', import.meta.url).pathname];
  const { value: templates } = await loadTemplates(
    { ...book.config, templateFolders },
    { readFile, listFolder, realPath },
  );
  return printPage(book, profile, templates, fonts, () => undefined, new Map(), { ...memoryHost({}), readFile });
}

const two = { 'a.md': '# One\n\n## Part *a*\n\nSee [Two](b.md).\n', 'b.md': '# Two\n\ntext\n' };
const contents = (html: string) =>
  Array.from(
    html.matchAll(
      /<li class="contents-(\w+)"><a href="([^"]*)"><span class="contents-words">(.*?)<\/span>.*?data-text="([^"]*)"/g,
    ),
    ([, level, href, words, text]) => ({ level, href, words, text }),
  );

describe('the page that is printed', () => {
  it('lists parts, chapters and headings with the names their page numbers are filled in by', async () => {
    const { html } = await print(two);
    expect(contents(html)).toEqual([
      { level: '1', href: '#a', words: 'One', text: 'a' },
      { level: '2', href: '#a_part-a', words: 'Part a', text: 'a_part-a' },
      { level: '1', href: '#b', words: 'Two', text: 'b' },
    ]);
  });

  it('has a link to each chapter, reference and opening, so that Chrome reports its page', async () => {
    const { html, references } = await print(two);
    const places = /<div hidden="hidden">(.*?)<\/div>/.exec(html)![1]!;
    const targets = Array.from(places.matchAll(/href="#([^"]*)"/g), ([, id]) => id);
    expect(references).toHaveLength(1);
    expect(targets).toEqual(expect.arrayContaining(['a', 'b', references[0]!.from, 'contents-title', 'colophon']));
    expect(html).toContain(`id="${references[0]!.from}"`);
  });

  it('has an empty leaf before each chapter, and on paper some at the end and a half title', async () => {
    const leaves = (html: string) => Array.from(html.matchAll(/class="blank-leaf" id="([^"]*)"/g), ([, id]) => id);
    const before = [0, 1].map(blankBefore);
    const screen = await print(two);
    expect(leaves(screen.html)).toEqual(before);
    expect(screen.html).not.toContain('id="half-title"');
    expect(screen.html).toContain('class="cover-leaf"');
    const paper = await print(two, 'print');
    const atEnd = [0, 1, 2, 3].map(blankAtEnd);
    expect(leaves(paper.html)).toEqual([...before, ...atEnd]);
    expect(paper.html).toContain('id="half-title"');
    expect(paper.html).not.toContain('class="cover-leaf"');
  });

  it('has a style that is filled in between prints, and what the fonts need', async () => {
    const { html, files } = await print(two);
    expect(html).toContain('<style data-text="layout style"></style>');
    expect(html).toContain('<style>/* fonts */</style>');
    expect([...files]).toEqual([['fonts/a.ttf', '/fonts/a.ttf']]);
  });

  it('returns the text of its headings in page order', async () => {
    expect((await print(two)).headings).toEqual(['Contents', 'One', 'Part a', 'Two']);
  });

  it('has a list of figures or tables where one is requested and there is something to list', async () => {
    const articles = { 'a.md': '# A\n\n| x |\n|---|\n| 1 |\n\nTable: All numbers.\n' };
    const listing = (kinds: PdfList[]) => (book: Book) => {
      book.config.pdf = { ...book.config.pdf, lists: kinds };
    };
    const { html, headings } = await print(articles, 'screen', listing(['figures', 'tables']));
    expect(html).not.toContain('id="list-of-figures"');
    expect(html).toContain('id="list-of-tables"');
    expect(contents(html).at(-1)).toMatchObject({ level: 'caption', words: 'All numbers' });
    expect(headings.slice(0, 2)).toEqual(['Contents', 'Tables']);
    expect((await print(articles)).html).not.toContain('id="list-of-tables"');
  });

  it('leaves out the deepest headings where the contents would be longer than three pages', async () => {
    const headings = (count: number) =>
      Array.from({ length: count }, (_, index) => `## H${index}\n\n### D${index}\n\nx\n`);
    const levels = async (count: number) =>
      [
        ...new Set(
          contents((await print({ 'a.md': `# A\n\n${headings(count).join('\n')}` })).html).map(({ level }) => level),
        ),
      ].sort();
    // 90 lines are the most: 1 + 2 * 44 fit, 1 + 2 * 45 do not, and 1 + 90 leave the chapter alone.
    expect(await levels(44)).toEqual(['1', '2', '3']);
    expect(await levels(45)).toEqual(['1', '2']);
    expect(await levels(90)).toEqual(['1']);
  });
});
