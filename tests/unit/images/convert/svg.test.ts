import { describe, expect, it } from 'vitest';
import { cleanSvg } from '../../../../src/images/convert/svg.ts';

function clean(svg: string): string {
  const answer = cleanSvg(Buffer.from(svg));
  return answer.kind === 'svg' ? answer.text : `failed: ${answer.problem}`;
}

describe('a cleaned SVG', () => {
  it('keeps what draws', () => {
    const text = clean(
      `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b"><svg viewBox="0 0 9 9" xmlns:xlink="http://www.w3.org/1999/xlink">
      <defs><linearGradient id="g" gradientUnits="userSpaceOnUse"><stop offset=".5" stop-color="red"/></linearGradient></defs>
      <style><![CDATA[.a > .b { fill: url(#g) }]]></style><use xlink:href="#g" transform="rotate(45)"/>
      <rect class="a b" fill="url('#g')" stroke-dasharray="1,2" style="stroke:url(#g)"/><text xml:space="preserve">a &lt; b</text>
      <image href="data:image/png;base64,AAAA"/></svg>`,
    );
    for (const part of [
      'viewBox="0 0 9 9"',
      'gradientUnits="userSpaceOnUse"',
      '.a &gt; .b { fill: url(#g) }',
      'xlink:href="#g"',
      'transform="rotate(45)"',
      'class="a b"',
      `fill="url('#g')"`,
      'style="stroke:url(#g)"',
      'a &lt; b',
      'href="data:image/png;base64,AAAA"',
      'xmlns="http://www.w3.org/2000/svg"',
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each([
    '<script>alert(1)</script>',
    '<SCRIPT href="http://evil.example/"/>',
    '<rect onload="evil()"/>',
    '<rect oNcLiCk="evil()"/>',
    '<foreignObject><iframe src="http://evil.example/"/></foreignObject>',
    '<image href="file:///evil"/>',
    '<image xlink:href="http://evil.example/"/>',
    '<image href="data:image/svg+xml;base64,evil"/>',
    '<use href="data:image/png;base64,evil"/>',
    '<use href="//evil.example/a.svg#b"/>',
    '<a href="javascript:evil()"><rect/></a>',
    '<animate attributeName="href" to="evil"/>',
    '<set attributeName="href" to="evil"/>',
    '<rect fill="url(http://evil.example/)"/>',
    '<rect fill="u\\72l(http://evil.example/)"/>',
    '<rect style="fill:URL( &quot;http://evil.example/&quot; )"/>',
    '<rect style="fill:ur/**/l(http://evil.example/)"/>',
    '<rect style="fill:url(http://evil.example/"/>',
    '<style>@import "http://evil.example/";</style>',
    '<style>@import url(http://evil.example/)</style>',
    '<style>@font-face{src:url(http://evil.example/)}</style>',
    '<style>a{fill:image-set("http://evil.example/" 1x)}</style>',
    '<![CDATA[<style>]]><script>evil</script>',
    '<metadata>evil</metadata>',
    '<evil:tag xmlns:evil="evil"/>',
    '<rect xml:base="http://evil.example/"/>',
  ])('has lost the danger of %j', (danger) => {
    const text = clean(`<svg xmlns="http://www.w3.org/2000/svg">${danger}<circle r="1"/></svg>`);
    expect(text).not.toMatch(/evil|script>|alert/i);
    expect(text).toContain('<circle r="1">');
  });

  it('is rejected if it declares entities, is not an SVG, or is nested too deeply', () => {
    expect(clean('<!DOCTYPE svg [<!ENTITY x "y">]><svg>&x;</svg>')).toContain('with entity declarations');
    expect(clean('<p>text</p>')).toContain('is an invalid SVG');
    expect(clean(`<svg>${'<g>'.repeat(100_000)}</svg>`)).toContain('is an invalid SVG');
  });
});
