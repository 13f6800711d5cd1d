/** Formulas higher than a page: their rows may stand on several. */
import { describe, expect, it } from 'vitest';
import { serialize } from '../../../../src/hast/serialize.ts';
import { textOf } from '../../../../src/hast/tree.ts';
import { setFormula } from '../../../../src/markdown/math/formula.ts';
import { splitTallFormula } from '../../../../src/pdf/page/split-tall-formulas.ts';

function part(source: string, page = 40) {
  const made = setFormula(source, true, { last: 0, labels: new Map(), references: [] });
  if (made.kind !== 'set') throw new Error(made.reason);
  const whole = textOf(made.tree);
  const pieces = splitTallFormula(made.tree, page);
  return { whole, pieces: pieces ?? [], markup: serialize(made.tree), texts: pieces?.map(textOf).join('') };
}

const rows = (count: number) => Array.from({ length: count }, (_, index) => `a_{${index}} &= ${index}`).join(' \\\\ ');

describe('a formula', () => {
  it('that fits a page stays as it is', () => {
    const { pieces, markup } = part(`\\begin{aligned}${rows(5)}\\end{aligned}`);
    expect(pieces).toEqual([]);
    expect(markup).not.toContain('tall');
  });

  it('of rows alone goes on on the next page between two rows', () => {
    const { pieces, markup } = part(`\\begin{aligned}${rows(60)}\\end{aligned}`);
    expect(pieces).toEqual([]);
    expect(markup).toMatch(/^<math[^>]* class="tall"/);
  });

  it('in brackets that is a little too high is set smaller', () => {
    expect(part(`\\left[\\begin{aligned}${rows(25)}\\end{aligned}\\right]`).markup).toMatch(/style="font-size: \d\d%"/);
  });

  it('in brackets becomes several, with each word once and in its order', () => {
    const { whole, pieces, texts } = part(`f(x) = \\left[\\begin{aligned}${rows(70)}\\end{aligned}\\right] + 1`);
    expect(pieces.length).toBeGreaterThan(2);
    expect(texts).toBe(whole);
    const [first, second, last] = [pieces[0]!, pieces[1]!, pieces.at(-1)!].map((piece) => serialize(piece));
    expect([first, second, last].map((piece) => /class="[^"]*rule-left/.test(piece!))).toEqual([false, true, true]);
    expect([first, second, last].map((piece) => /class="[^"]*rule-right/.test(piece!))).toEqual([true, true, false]);
  });
});
