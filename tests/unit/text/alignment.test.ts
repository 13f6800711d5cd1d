/** What two texts have in common. */
import { describe, expect, it } from 'vitest';
import { alignTexts } from '../../../src/text/alignment.ts';

/** The pieces as words, and what is left out of each text. */
function compare(first: string, second: string) {
  const pieces = alignTexts(first, second);
  for (const piece of pieces)
    expect(first.substr(piece.first, piece.length)).toBe(second.substr(piece.second, piece.length));
  const without = (text: string, start: 'first' | 'second') => {
    let done = 0;
    const left: string[] = [];
    for (const piece of [...pieces, { first: first.length, second: second.length, length: 0 }]) {
      if (piece[start] > done) left.push(text.slice(done, piece[start]));
      done = piece[start] + piece.length;
    }
    return left;
  };
  return { first: without(first, 'first'), second: without(second, 'second') };
}

describe('two texts', () => {
  it('that are one have one piece', () => {
    expect(alignTexts('春眠不觉晓', '春眠不觉晓')).toEqual([{ first: 0, second: 0, length: 5 }]);
  });

  it('differ in words that stand in one of them', () => {
    const text = '天地玄黄宇宙洪荒日月盈昃辰宿列张';
    expect(compare(text, text.replace('宇宙', '宇1宙2'))).toEqual({ first: [], second: ['1', '2'] });
    expect(compare(text, text.replace('日月盈昃', ''))).toEqual({ first: ['日月盈昃'], second: [] });
    expect(compare(text, text.replace('日月', '日月日月'))).toEqual({ first: [], second: ['日月'] });
  });

  it('agree again after a long passage that one of them lacks', () => {
    const numbers = Array.from({ length: 4000 }, (_, index) => String(index)).join(' ');
    const text = `${numbers}and here it goes on for a while, as before`;
    expect(compare(text, text.replace(/ 1000 .* 3000 /, ' ')).second).toEqual([]);
  });

  it('agree again where the fewest characters are left out, also far from their beginning', () => {
    const before = Array.from({ length: 400 }, (_, index) => String(index)).join(' ');
    const [once, again] = ['the nearest place', 'and another one'];
    const first = `${before}K${once} with words between, ${again}`;
    const second = `${before}q${again} ${once} with words between, ${again}`;
    expect(compare(first, second)).toEqual({ first: ['K'], second: [`q${again} `] });
  });

  it('may begin and end apart', () => {
    expect(compare('甲乙丙丁戊己', '子丙丁戊己')).toEqual({ first: ['甲乙'], second: ['子'] });
    expect(compare('甲乙丙丁戊', '甲乙丙丁子丑')).toEqual({ first: ['戊'], second: ['子丑'] });
    expect(compare('甲乙丙丁戊', '甲乙丙X丁戊')).toEqual({ first: [], second: ['X'] });
  });

  it('may have nothing in common', () => {
    expect(alignTexts('甲乙', '丙丁')).toEqual([]);
    expect(alignTexts('', '丙丁')).toEqual([]);
    expect(alignTexts('甲乙', '')).toEqual([]);
  });
});
