/** The source of an article on its pages: once, below the title of the chapter or on the title page. */
import { expect, test } from 'vitest';
import { buildInMemory } from '../../support/build-memory.ts';

const url = 'https://example.org/a';
const article = `# 标题\n\n> 译自 [The long title](${url})，作者 A. Writer。\n\n这是译文，我们来说这个问题。\n`;

async function pageOf(files: Record<string, string>) {
  const { html, diagnostics } = await buildInMemory(files, { formats: ['html'] });
  expect(diagnostics).toEqual([]);
  return html.slice(html.indexOf('<body'));
}

function count(page: string, words: string): number {
  return page.split(words).length - 1;
}

const link = `译自：<a href="${url}" lang="en" xml:lang="en">The long title</a>`;

test('one article names its source and author on the title page', async () => {
  const page = await pageOf({ 'a.md': article });
  expect([count(page, link), count(page, 'A. Writer'), count(page, '译自')]).toEqual([1, 1, 1]);
  expect(page).not.toContain('class="chapter-source"');
});

test('a chapter among others names it below its title', async () => {
  const page = await pageOf({
    'book.yaml': 'title: 书\narticles: [a.md, b.md]\n',
    'a.md': article,
    'b.md': '# 二\n\n文。\n',
  });
  expect(page).toContain(`<p class="chapter-source">${link}</p>`);
  expect(count(page, '译自')).toBe(1);
});

test('the one article of a book with another source names its own', async () => {
  const yaml = 'title: 书\nauthor: B\nurl: https://example.org/book\narticles: [a.md]\n';
  const page = await pageOf({ 'book.yaml': yaml, 'a.md': article });
  expect(page).toContain(`<p class="chapter-source">${link}</p>`);
  expect(page).toContain('A. Writer 著');
});

test('an original in the same language and an address without a title have their own labels', async () => {
  const english = (line: string) => pageOf({ 'a.md': `# Title\n\n> ${line}\n\nWords of the text.\n` });
  expect(await english(`Reposted from [The long title](${url})`)).toContain(
    `Original: <a href="${url}">The long title</a>`,
  );
  expect(await english(`Source: ${url}`)).toContain(`Originally published at <a href="${url}">example.org/a</a>`);
});
