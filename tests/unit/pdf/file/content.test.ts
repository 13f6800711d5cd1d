import { expect, it } from 'vitest';
import { operationsIn } from '../../../../src/pdf/file/content.ts';

const read = (content: string) => [...operationsIn(content)].map(({ operator, operands }) => [operator, ...operands]);

it.each<[content: string, operations: string[][]]>([
  ['1 0 0 -1 .5 -2 cm', [['cm', '1', '0', '0', '-1', '.5', '-2']]],
  ['q\nQ', [['q'], ['Q']]],
  [
    '/F1 12 Tf<0041>Tj',
    [
      ['Tf', '/F1', '12'],
      ['Tj', '<0041>'],
    ],
  ],
  ['(a (b) \\) Q) Tj', [['Tj', '(a (b) \\) Q)']]],
  ['[(a]) -20 <00>] TJ', [['TJ', '[(a]) -20 <00>]']]],
  [
    '/Span<</ActualText <FEFF> /K [<< /A (>>) >>]>> BDC EMC',
    [['BDC', '/Span', '<</ActualText <FEFF> /K [<< /A (>>) >>]>>'], ['EMC']],
  ],
  ["% 1 0 0 rg\n(x) ' W*", [["'", '(x)'], ['W*']]],
  ['BI /W 1 ID q Q\x00\nEI 0 g', [['BI'], ['ID', '/W', '1'], ['g', '0']]],
  ['', []],
  ['(never closed', []],
])('%j is read', (content, operations) => {
  expect(read(content)).toEqual(operations);
});

it('each operation has its position', () => {
  const content = ' 0 g  1 0 0 rg';
  expect([...operationsIn(content)].map(({ start, end }) => content.slice(start, end))).toEqual(['0 g', '1 0 0 rg']);
});
