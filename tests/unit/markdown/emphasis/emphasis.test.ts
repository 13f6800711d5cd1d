import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { serialize } from '../../../../src/hast/serialize.ts';
import { parseArticle } from '../../../../src/markdown/article.ts';

function markupOf(text: string): string {
  return serialize(parseArticle({ path: '/desk/a.md', text }).value.tree);
}

test('Han text is recognized in a chapter of any language, so that it is never italic', () => {
  const english = markupOf('A long English sentence with *版心* and *words* in it, as an essay has.\n');
  expect(english).toContain('<em class="east-asian">版心</em>');
  expect(english).toContain('<em>words</em>');
  expect(markupOf('这是一句中文，里面有*版心*和 *words*。\n')).toContain('<em class="east-asian">版心</em>');
});

test('the style sheet sets them upright', async () => {
  const style = await readFile(new URL('../../../../templates/book.css', import.meta.url), 'utf8');
  expect(style).toMatch(/^em\.east-asian, i\.east-asian \{ font-style: normal;/m);
});
