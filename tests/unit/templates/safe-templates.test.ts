import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { safeStyles } from '../../../src/templates/safe-css.ts';
import { safeMarkup } from '../../../src/templates/safe-markup.ts';
import { growthOf, linear } from '../../support/growth.ts';

describe('markup of a template', () => {
  it.each([
    ['<script src="x.js"></script>', ''],
    ['<script>alert(1)</script><p>a</p>', '<p>a</p>'],
    ['<script/><p>a</p>', '<p>a</p>'],
    ['<SCRIPT >a</ScRiPt >b', 'b'],
    ['<x:script xmlns:x="http://www.w3.org/1999/xhtml">a</x:script>b', 'b'],
    ['<svg:script href="a.js"/>b', 'b'],
    ['<iframe src="https://a.example"></iframe>', ''],
    ['<object data="https://a.example/a">words</object>', 'words'],
    ['<img src="https://a.example/a.png" alt=""/>', ''],
    ['<img src="//a.example/a.png"/>', ''],
    ['<img src="\\\\a.example\\a.png"/>', ''],
    ['<img src="&#104;ttps://a.example/a.png"/>', ''],
    ['<img src="https&colon;//a.example/a.png"/>', ''],
    ['<img src=" \thttps://a.example/a.png"/>', ''],
    ['<img srcset="a.png 1x, https://a.example/a.png 2x"/>', ''],
    ['<image xlink:href="http://a.example/a.png"/>', ''],
    ['<p onclick="alert(1)">a</p>', '<p>a</p>'],
    ['<p OnClick=alert(1)>a</p>', '<p>a</p>'],
    ['<p style="background: url(https://a.example/a)">a</p>', '<p>a</p>'],
    ['<rect fill="url(https://a.example/a#b)"/>', '<rect/>'],
    ['<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
    ['<a href="java&Tab;script:alert(1)">a</a>', '<a>a</a>'],
    ['<a href=" jav\nascript:alert(1)">a</a>', '<a>a</a>'],
    ['<link rel="preconnect" href="https://a.example"/>', ''],
    ['<link rel="stylesheet" href="https://a.example/a.css"/>', '<link rel="stylesheet"/>'],
    ['<meta http-equiv="refresh" content="0;url=https://a.example"/>', ''],
    ['<base href="https://a.example/"/>', ''],
    ['<?xml-stylesheet href="https://a.example/a.css"?><p>a</p>', '<p>a</p>'],
    ['<![CDATA[<script>]]>', ''],
    ['<!--><script>a</script>-->', '-->'],
    ['<!-- a -- b --><p>a</p>', '<!-- a -- b --><p>a</p>'],
    ['<style>@import "https://a.example/a.css"; p { color: red }</style>', '<style> p { color: red }</style>'],
    ['<style><script src="a"></script></style>', '<style>script src="a">/script></style>'],
    ['<p x"><script>a</script>">b', '<p x="" script="" a="">b'],
    ['<p title="a', '&lt;p title="a'],
    ['1 < 2', '1 &lt; 2'],
    ['<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;</p>', ']><p>&a;</p>'],
  ])('%j becomes %j', (markup, harmless) => {
    expect(safeMarkup(markup).text).toBe(harmless);
  });

  it.each([
    '<a href="https://a.example/?a=b&amp;c=d">a</a>',
    '<a href="mailto:a@a.example">a</a>',
    '<a href="#a:b">a</a><a href="b.xhtml#c">c</a>',
    '<img src="images/a.png" alt="a &lt; b"/>',
    '<img src="data:image/png;base64,aGVsbG8=" alt=""/>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect fill="url(#a)"/></svg>',
    '<style>@font-face { src: url(data:font/woff2;base64,aa//bb==); }</style>',
    '<!DOCTYPE html>\n<html lang="en"><body></body></html>',
  ])('%j stays as it is', (markup) => {
    expect(safeMarkup(markup)).toEqual({ text: markup, removed: [] });
  });

  it('is read in time that grows with its length', () => {
    for (const piece of ['<a "', '<!--', '<style>', '<', "<a b='", '<script>', '&#', '<a href="&']) {
      expect(
        growthOf((count) => safeMarkup(piece.repeat(count)), 40_000),
        piece,
      ).toBeLessThan(linear);
    }
  });
});

describe('a style sheet of a template', () => {
  it.each([
    ['@import url(a.css); p { color: red }', ' p { color: red }'],
    ['p { background: url(https://a.example/a); color: red }', 'p { color: red }'],
    ['p { background: u\\72l("//a.example/a"); color: red }', 'p { color: red }'],
    ['p { background: image-set("https://a.example/a" 1x); color: red }', 'p { color: red }'],
    ['p { background: url(http:a.example/a) }', 'p {}'],
    ['p { background: url("a;b}c"), url(/*"*/ //a.example) }', 'p {}'],
    ['@\\69mport "//a.example/a.css";', ''],
  ])('%j becomes %j', (css, harmless) => {
    expect(safeStyles(css).text).toBe(harmless);
  });
});

describe('the templates of Octavo', () => {
  const folder = new URL('../../../templates/', import.meta.url);

  // The page of the catalogue has a script of its own.
  it.each(readdirSync(folder).filter((name) => name.includes('.')))('%s is harmless', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8').replaceAll('{{element}}', 'dc:creator');
    if (name.endsWith('.css')) expect(safeStyles(text)).toEqual({ text, removed: [] });
    else expect(safeMarkup(text).removed).toEqual([]);
  });
});
