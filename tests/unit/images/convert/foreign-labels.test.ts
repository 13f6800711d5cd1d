/** Labels in HTML inside an SVG: their words are drawn, where viewers without HTML would show nothing or half a word. */
import { describe, expect, it } from 'vitest';
import { cleanSvg } from '../../../../src/images/convert/svg.ts';

function clean(content: string, attributes = 'width="200" height="100" viewBox="0 0 200 100"'): string {
  const answer = cleanSvg(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`));
  return answer.kind === 'svg' ? answer.text : answer.problem;
}

/** The lines of text that are drawn. */
const lines = (svg: string) => Array.from(svg.matchAll(/<tspan[^>]*>([^<]*)<\/tspan>/g), ([, words]) => words);
const label = (html: string, attributes = 'x="10" y="10" width="180" height="80"') =>
  `<foreignObject ${attributes}><div xmlns="http://www.w3.org/1999/xhtml">${html}</div></foreignObject>`;

describe('a label in HTML', () => {
  it('becomes text, with its entities read and its markup gone', () => {
    expect(lines(clean(label('A <b>bold</b> &amp; plain&nbsp;word')))).toEqual(['A bold &amp; plain word']);
  });

  it('has a line for each of its own', () => {
    expect(lines(clean(label('<p>one</p><p>two<br/>three</p>')))).toEqual(['one', 'two', 'three']);
  });

  it('is wrapped in its box, Han text between any two characters', () => {
    const narrow = 'x="0" y="0" width="80" height="100"';
    expect(lines(clean(label('<i style="font-size: 20px">一二三四五六</i>', narrow)))).toEqual(['一二三四', '五六']);
    expect(lines(clean(label('<i style="font-size: 20px">one two three</i>', narrow)))).toEqual(['one two', 'three']);
  });

  it('is set in smaller letters where its box is too low', () => {
    const low = clean(label('<i style="font-size: 20px">one<br>two<br>three</i>', 'width="100" height="40"'));
    expect(Number(/font-size="([\d.]+)"/.exec(low)![1])).toBeLessThan(12);
  });

  it('replaces the fallback text for other viewers', () => {
    const drawn = clean(
      `<switch>${label('<p style="text-align: center">Order<br/>(draft)</p>', 'width="100%" height="100%" requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"')}<text x="40" y="34" text-anchor="middle" font-size="12px">Order...</text></switch>`,
    );
    expect(lines(drawn)).toEqual(['Order', '(draft)']);
    expect(drawn).not.toContain('Order...');
    expect(drawn).toContain('text-anchor="middle"');
  });

  it('is not reported as one that cannot be rendered', () => {
    const drawn = clean(
      '<switch><g requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"/><text>Text is not SVG</text></switch>',
    );
    expect(drawn).not.toContain('requiredFeatures');
  });

  it('brings no script and no element of HTML along', () => {
    const drawn = clean(label('<script>alert(1)</script><img src="x" onerror="alert(2)"/>words<iframe src="x"/>'));
    expect(drawn).not.toMatch(/script|iframe|img|onerror|foreignObject|alert/);
    expect(lines(drawn)).toEqual(['words']);
  });

  it.each([
    ['font: 14px sans-serif', 'A <b>word</b>', 'font-family="sans-serif"'],
    ["font-family: 'Courier New', monospace", 'a', 'font-family="\'Courier New\', monospace"'],
    ['font-weight: bold', 'a', 'font-weight="bold"'],
  ])('keeps the letters of `%s`', (style, words, attribute) => {
    expect(clean(label(`<p style="${style}">${words}</p>`))).toContain(` ${attribute}`);
  });

  it('is bold where all of it is', () => {
    expect(clean(label('<b>one</b><br/><strong>two</strong>'))).toContain('font-weight="bold"');
    expect(clean(label('<b>one</b> two'))).not.toContain('font-weight');
  });

  it('leaves the rest of the drawing when it is empty', () => {
    expect(clean(`${label('')}<rect width="5" height="5"/>`)).toContain('<rect');
  });
});

it.each([
  ['says none', ''],
  ['says shares of one', 'width="100%" height="100%"'],
])('a drawing that %s has the size that a browser gives it', (_, attributes) => {
  expect(clean('<text>t</text>', attributes)).toMatch(/width="300" height="150"/);
});
