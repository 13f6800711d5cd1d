/** Latin signs among Han characters: apostrophes, and in vertical lines upright numbers and corner brackets. */

import { describe, expect, it } from 'vitest';
import { parseMarkup } from '../../../src/hast/parse.ts';
import { serialize } from '../../../src/hast/serialize.ts';
import { textOf } from '../../../src/hast/tree.ts';
import type { Writing } from '../../../src/model/book.ts';
import { cjkMarkup, setCjkText } from '../../../src/typography/cjk.ts';
import { fc } from '../../support/properties.ts';

/** What stands upright is shown in angle brackets. */
function stand(html: string, language = 'zh-CN', writing: Writing = 'vertical'): string {
  const tree = parseMarkup(html);
  setCjkText(tree, language, writing);
  return serialize(tree)
    .replace(/<span class="combined">(.*?)<\/span>/g, '‹$1›')
    .replace(/<span class="apostrophe">’<\/span>/g, '*');
}

describe('vertical text', () => {
  it.each([
    ['第3章', '第‹3›章'],
    ['第 3 章', '第‹3›章'],
    ['2024年5月', '‹2024›年‹5›月'],
    ['占 50% 左右', '占‹50%›左右'],
    ['A 股与T恤', '‹A›股与‹T›恤'],
    ['《1984》', '《‹1984›》'],
    ['<p>1200</p>', '<p>‹1200›</p>'],
    ['第<strong>3</strong>章', '第<strong>‹3›</strong>章'],
    ['写于<em>2024</em>年', '写于<em>‹2024›</em>年'],
  ])('sets the short number or letter of %s upright', (html, standing) => {
    expect(stand(html)).toBe(standing);
  });

  it.each([
    '共 12345 人',
    '圆周率是 3.14',
    '写于 2024-05-12 的信',
    '10:30 出发',
    'iPhone 15 发布',
    '跑了 5 km',
    '用 GPT-4 写',
    '第<code>3</code>章',
    '作者是 <i lang="en">A</i>。',
    '<math><mn>3</mn></math>',
    '1,000 元',
    '99.5%',
    'H<sub>2</sub>O',
  ])('lays %s with its neighbours', (html) => {
    expect(stand(html)).toBe(serialize(parseMarkup(html)));
  });

  it.each([
    ['zh-CN', '“甲‘乙’丙”', '『甲「乙」丙』'],
    ['zh-TW', '“甲‘乙’丙”', '「甲『乙』丙」'],
    ['ja', '“甲”', '〝甲〟'],
    ['zh-CN', '「甲『乙』」', '「甲『乙』」'],
    ['zh-CN', '他说“it’s <em>O’Neill</em>”', '他说『it*s <em>O*Neill</em>』'],
    ['zh-CN', '<i lang="en">“no”</i><code>“no”</code>', '<i lang="en">“no”</i><code>“no”</code>'],
  ])('of %s has corner brackets for quotation marks: %s', (language, html, standing) => {
    expect(stand(html, language)).toBe(standing);
  });

  it.each([
    ['他说“it’s”', '他说“it*s”'],
    ['‘don’t’', '‘don*t’'],
    ['the ’90s', 'the ’90s'],
    ['<strong>it</strong>’s', '<strong>it</strong>*s'],
    ['第 3 章', '第 3 章'],
  ])('of horizontal lines has narrow apostrophes and nothing else: %s', (html, set) => {
    expect(stand(html, 'zh-CN', 'horizontal')).toBe(set);
  });

  it('keeps every word, in any markup', () => {
    const words = fc.array(fc.constantFrom('字', '3', ' ', '12', 'A', '“', '’', '<b>', '</b>', '<p>', '，', '%', 'x<'));
    fc.assert(
      fc.property(words, (pieces) => {
        const tree = parseMarkup(pieces.join(''));
        const plain = (words: string) => words.replace(/[\s“”‘’「」『』]/g, '');
        const before = plain(textOf(tree));
        setCjkText(tree, 'zh-CN', 'vertical');
        expect(plain(textOf(tree))).toBe(before);
      }),
    );
  });

  it('of a title is markup, and words stay words', () => {
    expect(cjkMarkup('第 1 章 <a> & “乙”', 'zh-CN', 'vertical')).toBe(
      '第<span class="combined">1</span>章 &lt;a&gt; &amp; 『乙』',
    );
  });
});
