/** What browsers forgive in raw HTML, mended: each row is an input and what the book holds. */
import { describe, expect, test } from 'vitest';
import { parseMarkup } from '../../../src/hast/parse.ts';
import { repairStructure } from '../../../src/hast/repair.ts';
import { serialize } from '../../../src/hast/serialize.ts';

describe('markup that XHTML forbids keeps its words in elements that may stand there', () => {
  test.each([
    ['a details without a summary', '<details><p>a</p></details>', '<div><p>a</p></div>'],
    [
      'a second summary',
      '<details><summary>a</summary><summary>b</summary></details>',
      '<details><summary>a</summary><p>b</p></details>',
    ],
    ['a meaning without a term', '<dl><dd>a</dd></dl>', '<div><p>a</p></div>'],
    ['a list of definitions in order', '<dl><dt>a</dt><dd>b</dd></dl>', '<dl><dt>a</dt><dd>b</dd></dl>'],
    ['words beside the items of a list', '<ul>a<li>b</li></ul>', '<ul><li>a</li><li>b</li></ul>'],
    ['ruby without an annotation', '<ruby>a</ruby>', '<span>a</span>'],
    [
      'a second caption',
      '<figure><figcaption>a</figcaption>b<figcaption>c</figcaption></figure>',
      '<figure><figcaption>a</figcaption>b<div>c</div></figure>',
    ],
    [
      'a link in the table of a link',
      '<a href="b">b<table><tr><td><a href="c">c</a></td></tr></table></a>',
      '<a href="b">b<table><tbody><tr><td><span>c</span></td></tr></tbody></table></a>',
    ],
    [
      'an open details in a link',
      '<a href="b"><details open><summary>c</summary>d</details></a>',
      '<a href="b"><div><p>c</p>d</div></a>',
    ],
    ['a header in a header', '<header><header>a</header></header>', '<header><div>a</div></header>'],
    ['a paragraph in a heading', '<h2><p>a</p></h2>', '<h2>a</h2>'],
    ['a block in an emphasis', '<strong>a<ul><li>b</li></ul></strong>', 'a<ul><li>b</li></ul>'],
    ['what follows an open tag', '<div><b><i><p>a</p><p>b</p></i></b></div>', '<div><p>a</p><p>b</p></div>'],
    ['a block in words of another language', '<span lang="en"><p>a</p></span>', '<div lang="en"><p>a</p></div>'],
    ['a paragraph in preformatted words', '<pre>a\n<p>b</p>c</pre>', '<pre>a\nb\nc</pre>'],
    ['a paragraph in a deletion', '<del><p>a</p></del>', '<del><p>a</p></del>'],
    ['a paragraph with nothing in it', '<p>a</p><p> </p>', '<p>a</p>'],
    [
      'a fraction without its parts',
      '<math><mfrac></mfrac></math>',
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow></mrow></math>',
    ],
    ['a division around terms', '<dl><div><dt>a</dt><dd>b</dd></div></dl>', '<dl><dt>a</dt><dd>b</dd></dl>'],
    [
      'a term without a meaning',
      '<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>',
      '<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd></dd></dl>',
    ],
    ['two paragraphs in a heading', '<h2><p>a</p><p>b</p></h2>', '<h2>a b</h2>'],
    ['a rule in a heading', '<h2>a<hr>b</h2>', '<h2>a<br/>b</h2>'],
    [
      'a heading in a summary',
      '<details><summary><h3>a</h3></summary>b</details>',
      '<details><summary><strong>a</strong></summary>b</details>',
    ],
    [
      'a foot before its body',
      '<table><tfoot><tr><td>a</td></tr></tfoot><tbody><tr><td>b</td></tr></tbody></table>',
      '<table><tbody><tr><td>b</td></tr></tbody><tfoot><tr><td>a</td></tr></tfoot></table>',
    ],
    ['a link around paragraphs', '<a href="x"><p>a</p></a>', '<a href="x"><p>a</p></a>'],
    ['an item without a list', '<div><li>a</li><li>b</li></div>', '<div><p>a</p><p>b</p></div>'],
    [
      'an operator made of operators',
      '<math><mo><mrow><mi>a</mi></mrow></mo></math>',
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow><mrow><mi>a</mi></mrow></mrow></math>',
    ],
    [
      'words beside the shapes of a drawing',
      '<svg><g>a</g></svg>',
      '<svg xmlns="http://www.w3.org/2000/svg"><g></g></svg><span> a </span>',
    ],
    [
      'a link in a drawing',
      '<svg><a href="#x"><text>a</text></a></svg>',
      '<svg xmlns="http://www.w3.org/2000/svg"><a href="#x" xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#x"><text>a</text></a></svg>',
    ],
    [
      'words behind the last reading of a ruby',
      '<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp>c <b>d</b></ruby>',
      '<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>c <b>d</b>',
    ],
    [
      'words between a reading and its parenthesis',
      '<ruby>a<rp>(</rp><rt>b</rt>c<rp>)</rp></ruby>',
      '<ruby>a<rt>b</rt></ruby>c',
    ],
    [
      'the direction of a table in a formula',
      '<math dir="rtl"><mtable dir="rtl"><mtr><mtd>a</mtd></mtr></mtable></math>',
      '<math xmlns="http://www.w3.org/1998/Math/MathML" dir="rtl"><mtable><mtr><mtd><mtext>a</mtext></mtd></mtr></mtable></math>',
    ],
    [
      'an image of HTML in a drawing',
      '<svg><desc>a<img src="b.png" alt="c"></desc></svg>',
      '<svg xmlns="http://www.w3.org/2000/svg"><desc>a c </desc></svg>',
    ],
    [
      'HTML in a formula',
      '<math><mtext><b>a</b></mtext></math>',
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><mtext>a</mtext></math>',
    ],
  ])('%s', (_, html, mended) => {
    const tree = parseMarkup(html);
    repairStructure(tree);
    expect(serialize(tree)).toBe(mended);
  });
});
