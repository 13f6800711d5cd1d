/** Words of another script say their language. */
import { expect, it } from 'vitest';
import { parseMarkup } from '../../../src/hast/parse.ts';
import { serialize } from '../../../src/hast/serialize.ts';
import { languageSpanMarkup, markLanguageSpans } from '../../../src/typography/language-spans.ts';

function mark(html: string, language = 'en', bookLanguage = 'zh-TW'): string {
  const tree = parseMarkup(html);
  markLanguageSpans(tree, language, bookLanguage);
  return serialize(tree).replace(/<span lang="([^"]*)">(.*?)<\/span>/g, '[$1 $2]');
}

it.each([
  ['The word 井 is a well.', 'The word [zh-TW 井] is a well.'],
  ['He said “好。” and left', 'He said “[zh-TW 好。]” and left'],
  ['read 《红楼梦》, then', 'read [zh-TW 《红楼梦》], then'],
  ['called みどり or 초록', 'called [ja みどり] or [ko 초록]'],
  ['two 天地 玄黄 words', 'two [zh-TW 天地 玄黄] words'],
  ['<em>井</em> and <b lang="ja">井</b>', '<em>[zh-TW 井]</em> and <b lang="ja">井</b>'],
  ['<code>井</code> <ruby>井<rt>i</rt></ruby>', '<code>井</code> <ruby>井<rt>i</rt></ruby>'],
  ['no such word', 'no such word'],
])('in %s', (html, marked) => {
  expect(mark(html)).toBe(marked);
});

it('have no specific language if the book gives none', () => {
  expect(mark('a 井', 'en', 'en')).toBe('a [zh 井]');
  expect(languageSpanMarkup('A & 井', 'fr')).toBe('A &amp; <span lang="zh">井</span>');
});

it('are none in Korean', () => {
  expect(mark('우물(井)', 'ko')).toBe('우물(井)');
});
