import { describe, expect, it } from 'vitest';
import { fillTexts } from '../../../../src/pdf/print/fill-texts.ts';

const fill = (markup: string, texts: Record<string, string>) => fillTexts(markup, new Map(Object.entries(texts)));

describe('the text of an element', () => {
  it('is the one of its name, escaped', () => {
    const markup = '<p><span class="x" data-text="a &amp; &quot;b&quot;">000</span> <span data-text="c">000</span></p>';
    expect(fill(markup, { 'a & "b"': '<1>', c: '' })).toBe(
      '<p><span class="x" data-text="a &amp; &quot;b&quot;">&lt;1&gt;</span> <span data-text="c"></span></p>',
    );
  });

  it('takes the place of elements inside it too', () => {
    const markup = '<span data-text="a">（第<span class="upright"><span>000</span></span>页）</span>。';
    expect(fill(markup, { a: '（第六页）' })).toBe('<span data-text="a">（第六页）</span>。');
  });

  it('stays where there is none of its name', () => {
    const markup = '<span data-text="a">000</span>';
    expect(fill(markup, {})).toBe(markup);
  });
});
