/** Formulas on paper: letters of the text, and none wider than the line. */
import { expect, test } from 'vitest';
import { serialize } from '../../../../src/hast/serialize.ts';
import { setFormula } from '../../../../src/markdown/math/formula.ts';
import { fitFormula } from '../../../../src/pdf/page/break-formulas.ts';

function print(source: string, measure: number): string {
  const made = setFormula(source, true, { last: 0, labels: new Map(), references: [] });
  if (made.kind !== 'set') throw new Error(made.reason);
  fitFormula(made.tree, measure);
  return serialize(made.tree);
}

test('single letters are named, functions and upright letters are not', () => {
  const printed = print('\\sin x + \\mathrm{d} \\alpha + \\infty', 30);
  expect(printed.match(/<mi class="letter">.<\/mi>/gu)).toEqual([
    '<mi class="letter">x</mi>',
    '<mi class="letter">α</mi>',
  ]);
});

test('a formula that can be broken keeps its size, one that cannot is set smaller', () => {
  expect(print(Array.from({ length: 60 }, () => 'x').join('+'), 30)).not.toContain('style=');
  expect(print('x', 30)).not.toContain('style=');
  const wide = `\\begin{pmatrix}${Array.from({ length: 14 }, (_, index) => `a_{${index}}+b`).join('&')}\\end{pmatrix}`;
  const share = Number(/font-size: (\d+)%/.exec(print(wide, 30))?.[1]);
  expect(share).toBeGreaterThan(45);
  expect(share).toBeLessThan(90);
  expect(print(`\\frac{${'x'.repeat(900)}}{2}`, 30)).toContain('font-size: 20%');
});

test('a line over several letters is drawn, since that of the font does not grow', () => {
  expect(print('\\overline{ab} \\underline{c}', 30)).toMatch(/<mrow class="line-over">.*<mrow class="line-under">/);
});
