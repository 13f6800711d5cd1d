/** Tables that are wider than the paper. */
import type { ElementContent, Root } from 'hast';
import { describe, expect, it } from 'vitest';
import { serialize } from '../../../../src/hast/serialize.ts';
import { element } from '../../../../src/hast/tree.ts';
import { parseArticle } from '../../../../src/markdown/article.ts';
import { fitTables } from '../../../../src/pdf/page/wide-tables.ts';

const measure = 30;

function fitted(columns: number, cell: string): string {
  const row = (words: string) => `|${` ${words} |`.repeat(columns)}\n`;
  const text = `# T\n\n${row('列')}${row('---')}${row(cell)}`;
  const { tree } = parseArticle({ path: '/a.md', text }).value;
  const copy = structuredClone(tree) as Root;
  fitTables(copy, measure);
  return serialize(copy);
}

describe('on paper', () => {
  it.each([
    [4, '数据', 'class="table short"'],
    [9, '数据一', 'class="table short table-wide"'],
    [16, '数据', 'class="table short table-wider"'],
    [20, '100.25', 'class="stacked short"'],
  ])('a table of %i columns with %s is set as %s', (columns, cell, expected) => {
    expect(fitted(columns, cell)).toContain(expected);
  });

  it('a row of many missing images becomes as many rows as their placeholders need', () => {
    const placeholder = { type: 'raw', value: '<span class="missing-picture">This picture…</span>' };
    const kindOf = (columns: number) => {
      const cells = Array.from({ length: columns }, () => element('td', {}, [placeholder as ElementContent]));
      const box = element('div', { className: ['table'] }, [element('table', {}, [element('tr', {}, cells)])]);
      fitTables({ type: 'root', children: [box] }, measure);
      return box.properties.className;
    };
    expect(kindOf(2)).toEqual(['table']);
    expect(kindOf(8)).toEqual(['table', 'table-gallery']);
  });

  it('a stacked row says the head of its column with each value', () => {
    const markup = fitted(20, '100.25');
    expect(markup.match(/<span class="stacked-head">列<\/span> 100\.25/g)?.length).toBe(20);
  });
});
