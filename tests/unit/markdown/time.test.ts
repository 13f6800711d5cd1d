/** Pieces repeated many times: what takes the square of their number takes minutes here, everything else a moment. */
import { describe, expect, it } from 'vitest';
import { uniqueName } from '../../../src/hast/ids.ts';
import { parseArticle } from '../../../src/markdown/article.ts';

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
  ])('of %j', (piece) => {
    parse(piece.repeat(100));
    const start = performance.now();
    parse(piece.repeat(Math.round(60_000 / piece.length)));
    expect(performance.now() - start).toBeLessThan(2500);
  });

  it('of tables in tables', () => {
    const start = performance.now();
    parse('<table><tr><td>'.repeat(500));
    expect(performance.now() - start).toBeLessThan(2500);
  });

  it('of runs of backticks that grow', () => {
    const start = performance.now();
    parse(Array.from({ length: 400 }, (_, index) => `a${'`'.repeat(index + 1)}`).join(''));
    expect(performance.now() - start).toBeLessThan(2500);
  });
});

it('an element with two hundred thousand children does not exceed the stack', () => {
  expect(() => parse('<br>'.repeat(200_000))).not.toThrow();
});

describe('a name that is taken', () => {
  it('gets the next number, also among a hundred thousand equal ones', () => {
    const used = new Set(['a-2']);
    expect([1, 2, 3].map(() => uniqueName('a', used))).toEqual(['a', 'a-1', 'a-3']);
    expect(uniqueName('a-1', used)).toBe('a-1-1');
    const start = performance.now();
    for (let count = 0; count < 100_000; count += 1) uniqueName('b', used);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

it('a mail address is still a link, and what follows an @ is read', () => {
  const { value } = parse('write to a.b+c@a.example or @someone ==now==');
  const html = JSON.stringify(value.tree);
  expect(html).toContain('mailto:a.b+c@a.example');
  expect(html).toContain('"tagName":"mark"');
});
