/** From a line of a document in the EPUB back to the line of its article. */
import { expect, it } from 'vitest';
import { sourceFinder } from '../../../../src/epub/check/source-lines.ts';
import { contentDocuments } from '../../../../src/epub/documents.ts';
import { listFolder, readFile, realPath } from '../../../../src/node/files.ts';
import { loadTemplates } from '../../../../src/templates/load-templates.ts';
import { assemble } from '../../assemble/fixtures.ts';

const lines = [
  '# 题',
  '',
  '第一段。',
  '',
  '- 项一',
  '- 项二',
  '',
  '| 甲 |',
  '|---|',
  '| 乙 |',
  '',
  '末段，“引号”与 `代码`。',
];

it('each word is found on the line where it was written', async () => {
  const { book } = assemble({ '甲.md': `---\ntitle: 书\n---\n\n${lines.join('\n')}\n` });
  const templateFolders = [new URL('../../../../templates', import.meta.url).pathname];
  const templates = await loadTemplates({ ...book.config, templateFolders }, { readFile, listFolder, realPath });
  const find = sourceFinder(book, templates.value);
  const chapter = contentDocuments(book, templates.value, null).find(({ kind }) => kind === 'chapter')!;
  const printed = chapter.xhtml.split('\n');
  for (const word of ['第一段', '项一', '项二', '末段']) {
    const line = printed.findIndex((text) => text.includes(word)) + 1;
    const place = find(`OEBPS/${chapter.name}`, line);
    expect(place, word).toEqual({ file: '/book/甲.md', line: lines.findIndex((text) => text.includes(word)) + 5 });
  }
  expect(chapter.xhtml).not.toContain('data-line');
  expect(find('OEBPS/content.opf', 3)).toBeNull();
  expect(find(`OEBPS/${chapter.name}`, null)).toEqual({ file: '/book/甲.md', line: null });
});
