/** Running heads and folios of all pages. */
import { describe, expect, it } from 'vitest';
import type { Book, Profile } from '../../../../src/model/book.ts';
import { listFolder, readFile, realPath } from '../../../../src/node/files.ts';
import { furnitureMarkup } from '../../../../src/pdf/print/furniture.ts';
import { paginate } from '../../../../src/pdf/print/pagination.ts';
import { loadTemplates } from '../../../../src/templates/load-templates.ts';
import { assemble } from '../../assemble/fixtures.ts';

/** The head and the folio of each page, and the side they stand on. */
async function furnish(book: Book, pages: number[], profile: Profile = 'screen') {
  const templateFolders = [new URL('../../../../templates', import.meta.url).pathname];
  const host = { readFile, listFolder, realPath };
  const { value: templates } = await loadTemplates({ ...book.config, templateFolders }, host);
  const parts = ['', ...book.sections.map(({ id }) => id)].map((id, index) => ({
    id,
    section: book.sections[index - 1] ?? null,
    body: '',
    references: [],
    listed: [],
    headings: [],
    added: [],
  }));
  const measured = pages.map((count, index) => ({
    pages: count,
    numbers: new Map(index === 0 ? [['contents-title', 3]] : []),
  }));
  const pagination = paginate(parts, measured, book.config, profile);
  const markup = furnitureMarkup(book, parts, measured, pagination, profile, templates);
  return markup
    .split('<div class="page-furniture">')
    .slice(1)
    .map((page) => ({
      head: /running-head-words">([^<]*)</.exec(page)?.[1] ?? null,
      folio: /class="folio"[^>]*>([^<]*)</.exec(page)?.[1] ?? null,
      side: /justify-content: ([\w-]+)/.exec(page)?.[1] ?? null,
    }));
}

describe('running heads and folios', () => {
  const { book } = assemble(
    { 'a.md': '# 甲\n', 'b.md': '# 乙\n' },
    { meta: { title: '书', language: 'zh-CN' }, parts: { '': ['b.md'], P: ['a.md'] } },
  );

  it('are those of the book or the part on versos and of the chapter on rectos, and openings have no head', async () => {
    const pages = await furnish(book, [4, 3, 1, 4]);
    expect(pages.map(({ head, folio }) => [head, folio])).toEqual([
      [null, null],
      [null, null],
      [null, 'ii'],
      ['书', 'iii'],
      [null, '1'],
      ['书', '2'],
      ['乙', '3'],
      [null, null],
      [null, '5'],
      ['P', '6'],
      ['甲', '7'],
      ['P', '8'],
    ]);
  });

  it('stand at the outer edge', async () => {
    const pages = await furnish(book, [4, 3, 1, 4]);
    expect(pages.slice(4, 7).map(({ side }) => side)).toEqual(['flex-end', 'flex-start', 'flex-end']);
    const vertical = { ...book, config: { ...book.config, writing: 'vertical' } } as Book;
    expect((await furnish(vertical, [4, 3, 1, 4])).slice(4, 7).map(({ side }) => side)).toEqual([
      'flex-start',
      'flex-end',
      'flex-start',
    ]);
  });

  it('are on no blank page', async () => {
    const pages = await furnish(book, [4, 2, 1, 3], 'print');
    expect(pages).toHaveLength(12);
    expect(pages.flatMap(({ folio }, index) => (folio === null ? [index + 1] : []))).toEqual([1, 2, 7, 8, 12]);
  });

  it('hold a title as it is written, cut where it is longer than the line', async () => {
    const title = '<b> & "quoted"';
    const named = assemble({ 'a.md': `# ${'很长的题目'.repeat(20)}\n` }, { meta: { title } }).book;
    const [, verso, recto] = (await furnish(named, [2, 3])).slice(2);
    expect(verso?.head).toMatch(/^&lt;b&gt; &amp; &quot;quoted&quot;$/);
    expect([...recto!.head!]).toHaveLength(33);
    expect(recto!.head!.endsWith('…')).toBe(true);
  });
});
