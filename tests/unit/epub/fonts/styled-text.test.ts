/** Which characters are set in which style, as the style sheets set them. */
import { describe, expect, it } from 'vitest';
import { collectStyledText, type StyledText } from '../../../../src/epub/fonts/styled-text.ts';

/** `role setting bold italic` -> characters in order. */
function read(body: string): Record<string, string> {
  const texts = collectStyledText([`<html><head><title>no</title></head><body>${body}</body></html>`]);
  return Object.fromEntries(texts.map((text) => [nameOf(text), [...text.characters].sort().join('')]));
}

function nameOf({ style }: StyledText): string {
  const { role, setting, bold, italic } = style;
  return [role, setting, ...(bold ? ['bold'] : []), ...(italic ? ['italic'] : [])].join(' ');
}

describe('text', () => {
  it('is that of its element, with what its parents say', () => {
    const body = '<section class="latin"><h2>A<em>b</em></h2><div>c<strong>d<i>e</i></strong></div></section>';
    expect(read(body)).toEqual({
      'heading latin bold': 'A',
      'heading latin bold italic': 'b',
      'text latin': 'c',
      'text latin bold': 'd',
      'text latin bold italic': 'e',
    });
  });

  it('in Han letters is not slanted, and has the dots of its emphasis', () => {
    expect(read('<section class="han"><em class="east-asian">字</em></section>')).toEqual({ 'text han': '•字' });
  });

  it('of code stays code in a heading, and its own headings are bold code', () => {
    const body = '<h2>甲<code>b</code></h2><pre><code><span class="heading">c</span></code></pre>';
    expect(read(body)).toEqual({ 'heading han bold': '甲', 'code han bold': 'bc' });
  });

  it('in a formula has slanted letters too, and the signs of roots', () => {
    expect(read('<math><msqrt><mi>x</mi></msqrt><mi>sin</mi><mi>h</mi></math>')).toEqual({
      'formula han': 'hinsxℎ√𝑥',
    });
  });

  it('is read with its entities, and without controls and emoji', () => {
    expect(read('a&amp;&lt;&#10;&#x4e00;😀☃\ufe0f☃')).toEqual({ 'text han': '&<a☃一' });
  });

  it('is what is shown: no attributes, comments, hidden parts, TeX or parentheses of ruby', () => {
    const body =
      '<p title="t">a<!-- c --></p><nav hidden="hidden"><b>n</b></nav><ruby>字<rp>(</rp><rt>z</rt></ruby><math><annotation>T</annotation></math>';
    expect(read(body)).toEqual({ 'text han': '-az字' });
  });

  it('of a vertical document has Han numbers for its lists', () => {
    const head = '<head><link rel="stylesheet" type="text/css" href="vertical.css"/></head>';
    const [text] = collectStyledText([`<html>${head}<body><ol><li>甲</li></ol></body></html>`]);
    expect([...text!.characters]).toEqual(expect.arrayContaining([...'一十、1甲']));
  });

  it('holds what devices put in: numbers of lists and of lines', () => {
    expect(read('<ol><li>a</li></ol><ul><li>b</li></ul><code><span data-number="12">c</span></code>')).toEqual({
      'text han': ' .0123456789ab',
      'code han': '0123456789c',
    });
  });
});
