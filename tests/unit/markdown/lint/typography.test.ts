/** What `octavo check` says of Chinese punctuation, and what it lets pass. */
import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../../../src/markdown/article.ts';
import { checkTypography } from '../../../../src/markdown/lint/typography.ts';
import type { TypographyCheck } from '../../../../src/model/book.ts';
import { typographyChecks } from '../../../../src/model/settings/book-keys.ts';
import { buildInMemory } from '../../../support/build-memory.ts';

function check(text: string, wanted: readonly TypographyCheck[] = typographyChecks) {
  const article = parseArticle({
    path: '/a.md',
    text: `---\nlanguage: zh-CN\n---\n\n${text}\n`,
  });
  return checkTypography(article.value, new Set(wanted)).map(({ code }) => code.replace('typography-', ''));
}

describe('the punctuation of a Chinese text', () => {
  it.each([
    ['half-width', '他说:好。'],
    ['half-width', '先这样,再那样。'],
    ['half-width', '用 GPT-4,以及别的。'],
    ['half-width', '真的吗?'],
    ['half-width', '结束了.'],
    ['half-width', '甲(乙)丙。'],
    ['quotes', '他说"好"。'],
    ['quotes', '““重复””。'],
    ['quotes', '「甲」和“乙”、「丙」。'],
    ['ellipsis', '以后...'],
    ['ellipsis', '以后…再说'],
    ['ellipsis', '完了。。。'],
    ['dash', '这--那'],
    ['dash', '这—那'],
    ['dash', '这－－那'],
    ['spaces', '用  Chrome。'],
    ['spaces', '用 Chrome 印PDF。'],
  ])('is noted for %s in %s', (name, text) => {
    expect(check(text)).toEqual([name]);
  });

  it.each([
    '他说：“好。”——然后……走了。',
    '在 12:30，用了 3.5 秒。',
    '版本 1.0.2，见 https://a.example/b?c=d,e。',
    '用 `a, "b" -- c...` 和 Chrome (headless)。',
    '「甲」『乙』「丙」',
    '用Chrome印PDF。',
    '用 Chrome 印 PDF。',
    'He said: "well, no..." -- and left.',
    '《书》（第二版），ISBN 978-7-02-000220-7。',
  ])('passes in %s', (text) => {
    expect(check(text)).toEqual([]);
  });

  it('is not looked at where a check is switched off, nor in other languages', () => {
    expect(check('他说:好--', ['dash'])).toEqual(['dash']);
    const article = parseArticle({ path: '/a.md', text: 'これは,テスト...' });
    expect(checkTypography(article.value, new Set(typographyChecks))).toEqual([]);
  });

  it('is reported with its first line and a few others', () => {
    const text = Array.from({ length: 9 }, (_, index) => `第${index}句,完。`).join('\n\n');
    const article = parseArticle({ path: '/a.md', text });
    const [found] = checkTypography(article.value, new Set(['half-width']));
    expect(found).toMatchObject({ message: expect.stringContaining('(9 places)'), place: { line: 1 } });
    expect(found?.related.map(({ line }) => line)).toEqual([3, 5, 7, 9, 11]);
  });

  it('is judged by octavo check alone, as book.yaml says', async () => {
    const files = { 'a.md': '# 题\n\n他说:好--。\n', 'book.yaml': 'articles: [a.md]\ntypography:\n  dash: off\n' };
    const codes = async (check: boolean) =>
      (await buildInMemory(files, { formats: ['html'], task: { check } })).diagnostics.map(({ code }) => code);
    expect(await codes(true)).toEqual(['typography-half-width']);
    expect(await codes(false)).toEqual([]);
  });
});
