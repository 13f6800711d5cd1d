/** The parts of a book that are printed, as markup. */
import { describe, expect, it } from 'vitest';
import type { Book, PdfList, Profile } from '../../../../src/model/book.ts';
import { listFolder, readFile, realPath } from '../../../../src/node/files.ts';
import { makeParts } from '../../../../src/pdf/print/parts.ts';
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
  const { page, files, parts } = await makeParts(book, profile, templates, fonts, () => undefined, new Map(), {
    ...memoryHost({}),
    readFile,
  });
  return { page, files, parts, front: parts[0]!, chapters: parts.slice(1) };
}

const two = { 'a.md': '# One\n\n## Part *a*\n\nSee [Two](b.md).\n', 'b.md': '# Two\n\ntext\n' };
const contents = (html: string) =>
  Array.from(
    html.matchAll(
      /<li class="contents-(\w+)"><a href="([^"]*)"><span class="contents-words">(.*?)<\/span>.*?data-text="([^"]*)"/g,
    ),
    ([, level, href, words, text]) => ({ level, href, words, text }),
  );

describe('the parts of a book', () => {
  it('are what stands before its chapters, and each part and chapter', async () => {
    const { parts } = await print(two);
    expect(parts.map(({ id }) => id)).toEqual(['', 'a', 'b']);
  });

  it('are printed in one page, which has the styles and what the fonts need', async () => {
    const { page, files } = await print(two);
    expect(page).toContain('<style>/* fonts */</style>');
    expect(page).toMatch(/<body class="screen">\s*<\/body>/);
    expect([...files]).toEqual([['fonts/a.ttf', '/fonts/a.ttf']]);
  });

  it('begin with a cover on a screen, and with a half title on paper', async () => {
    const screen = await print(two);
    expect(screen.front.body).not.toContain('id="half-title"');
    expect(screen.front.body).toContain('class="cover-leaf"');
    const paper = await print(two, 'print');
    expect(paper.front.body).toContain('id="half-title"');
    expect(paper.front.body).not.toContain('class="cover-leaf"');
  });

  it('return the text of their headings in page order', async () => {
    const { parts } = await print(two);
    expect(parts.map(({ headings }) => headings)).toEqual([['Contents'], ['One', 'Part a'], ['Two']]);
  });

  it('do not change when another chapter does', async () => {
    const changed = await print({ ...two, 'b.md': '# Two\n\nmuch more text\n\n## New\n' });
    expect(changed.chapters[0]).toEqual((await print(two)).chapters[0]);
  });
});

describe('a chapter', () => {
  it('has a link to each place of its own, so that Chrome reports its page', async () => {
    const { chapters } = await print(two);
    const [{ body, references }] = chapters as [(typeof chapters)[0]];
    const places = /<div hidden="hidden">(.*?)<\/div>/.exec(body)![1]!;
    const targets = Array.from(places.matchAll(/href="#([^"]*)"/g), ([, id]) => id);
    expect(references).toHaveLength(1);
    expect(targets).toEqual(['a', 'a_part-a', references[0]!.from]);
    expect(body).toContain(`id="${references[0]!.from}"`);
  });

  it('links to other parts by an address of its own', async () => {
    const { chapters } = await print(two);
    expect(chapters[0]!.body).toContain('href="octavo:b"');
  });
});

describe('the contents', () => {
  it('list parts, chapters and headings with the names their page numbers are filled in by', async () => {
    const { front } = await print(two);
    expect(contents(front.body)).toEqual([
      { level: '1', href: 'octavo:a', words: 'One', text: 'a' },
      { level: '2', href: 'octavo:a_part-a', words: 'Part a', text: 'a_part-a' },
      { level: '1', href: 'octavo:b', words: 'Two', text: 'b' },
    ]);
    expect(front.listed).toEqual(['a', 'a_part-a', 'b']);
  });

  it('are followed by a list of figures or tables where one is requested and there is something to list', async () => {
    const articles = { 'a.md': '# A\n\n| x |\n|---|\n| 1 |\n\nTable: All numbers.\n' };
    const listing = (kinds: PdfList[]) => (book: Book) => {
      book.config.pdf = { ...book.config.pdf, lists: kinds };
    };
    const { front } = await print(articles, 'screen', listing(['figures', 'tables']));
    expect(front.body).not.toContain('id="list-of-figures"');
    expect(front.body).toContain('id="list-of-tables"');
    expect(contents(front.body).at(-1)).toMatchObject({ level: 'caption', words: 'All numbers' });
    expect(front.headings).toEqual(['Contents', 'Tables']);
    expect((await print(articles)).front.body).not.toContain('id="list-of-tables"');
  });

  it('leave out the deepest headings where they would be longer than three pages', async () => {
    const headings = (count: number) =>
      Array.from({ length: count }, (_, index) => `## H${index}\n\n### D${index}\n\nx\n`);
    const levels = async (count: number) => {
      const { front } = await print({ 'a.md': `# A\n\n${headings(count).join('\n')}` });
      return [...new Set(contents(front.body).map(({ level }) => level))].sort();
    };
    // 90 lines are the most: 1 + 2 * 44 fit, 1 + 2 * 45 do not, and 1 + 90 leave the chapter alone.
    expect(await levels(44)).toEqual(['1', '2', '3']);
    expect(await levels(45)).toEqual(['1', '2']);
    expect(await levels(90)).toEqual(['1']);
  });
});
