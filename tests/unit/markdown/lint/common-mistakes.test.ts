/** What looks like a slip, and what only nearly does. Each code has its folder in tests/diagnostics besides. */
import { expect, it } from 'vitest';
import { parseArticle } from '../../../../src/markdown/article.ts';

function codesOf(text: string): string[] {
  return parseArticle({ path: '/a.md', text }).diagnostics.map(({ code }) => code);
}

it.each([
  ['###wget', 'heading-not-parsed'],
  ['##小节', 'heading-not-parsed'],
  ['＃ 小节', 'heading-not-parsed'],
  ['$$\nx', 'formula-unclosed'],
])('%s is pointed out', (text, code) => {
  expect(codesOf(`# 题\n\n${text}\n`)).toEqual([code]);
});

it.each(['#话题#', '#hashtag', '用 `{% raw %}` 写', '{ 花括号 }', '占 {50%}', 'C# 和 F#'])('%s is not', (text) => {
  expect(codesOf(`# 题\n\n${text}\n`)).toEqual([]);
});
