/** Pieces repeated many times: eight times as many take about eight times as long, not sixty-four times. */
import { describe, expect, it } from 'vitest';
import { takenNames, uniqueName } from '../../../src/hast/ids.ts';
import { parseArticle } from '../../../src/markdown/article.ts';
import { growthOf, linear } from '../../support/growth.ts';

const parse = (text: string) => parseArticle({ path: '/a.md', text });

describe('an article is parsed in time that grows with its length', () => {
  it.each([
    'a@',
    'a.b@',
    'a@b',
    '@a',
    '_a_b',
    'a_b_',
    '+a+',
    'c++',
    'www.a(',
    'https://a.example/(',
    '`',
    '``a',
    '~',
    'a ',
    '[^1]',
    '<!--',
    '<?',
    '<![CDATA[',
    '<!doctype ',
    '<script>',
    '<a title="',
    '{#',
    '[[',
    '![[a',
    '%%a ',
    '\n%%',
    ' ^a\n\n',
    '::: a\n',
    ':::: a\n\n::: b\n',
    '!!! a "b"\n',
    '\n=== "a"\n',
    '```{note}\n```\n',
    '{{#include a}}',
    '{{< a "',
    '{{< tabs >}}\n',
    '{% raw %}',
    '{% note a %}\n',
    '{% highlight "',
    '{{ site.url ',
    ':a:',
    ':tada:',
    '\n\\newpage',
    '[TOC]\n',
    '<<< a {',
    '<!-- @include: ',
    '<Tabs "',
    '<TabItem {',
    '<Listing "',
  ])('of %j', (piece) => {
    const size = Math.round(60_000 / piece.length);
    expect(growthOf((count) => parse(piece.repeat(count)), size)).toBeLessThan(linear);
  });

  it('of tables in tables', () => {
    expect(growthOf((count) => parse('<table><tr><td>'.repeat(count)), 500)).toBeLessThan(linear);
  });

  it('of runs of backticks that grow', () => {
    const all = Array.from({ length: 400 }, (_, index) => `a${'`'.repeat(index + 1)}`).join('');
    expect(growthOf((length) => parse(all.slice(0, length)), all.length)).toBeLessThan(linear);
  });
});

it('an element with two hundred thousand children does not exceed the stack', () => {
  expect(() => parse('<br>'.repeat(200_000))).not.toThrow();
});

describe('a name that is taken', () => {
  it('gets the next number, also among a hundred thousand equal ones', () => {
    const used = takenNames(['a-2']);
    expect([1, 2, 3].map(() => uniqueName('a', used))).toEqual(['a', 'a-1', 'a-3']);
    expect(uniqueName('a-1', used)).toBe('a-1-1');
    const nameMany = (size: number) => {
      const names = takenNames();
      for (let count = 0; count < size; count += 1) uniqueName('b', names);
    };
    expect(growthOf(nameMany, 100_000)).toBeLessThan(linear);
  });
});

it('a mail address is still a link, and what follows an @ is read', () => {
  const { value } = parse('write to a.b+c@a.example or @someone ==now==');
  const html = JSON.stringify(value.tree);
  expect(html).toContain('mailto:a.b+c@a.example');
  expect(html).toContain('"tagName":"mark"');
});
