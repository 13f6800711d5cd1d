/** The rules that every build keeps an eye on: each row is markup that EPUBCheck rejects, and what is said of it. */
import { expect, it } from 'vitest';
import { quickCheck } from '../../../../src/epub/check/quick-check.ts';
import { buildInMemory } from '../../../support/build-memory.ts';

function findingsOf(body: string): string[] {
  const xhtml = `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>\n${body}\n</body></html>`;
  return quickCheck([{ name: 'a.xhtml', xhtml }], new Set(['a.xhtml', 'images/a.png'])).map(
    ({ message, line }) => `${line}: ${message}`,
  );
}

it.each([
  ['<p>a</div>', /^2: not well-formed: /],
  ['<p>a & b</p>', /^\d: not well-formed: /],
  ['<p><div>a</div></p>', /^2: block element inside inline content: <div> in <p>$/],
  ['<p><b><ul><li>a</li></ul></b></p>', /^2: block element inside inline content: <ul> in <b>$/],
  ['<center>a</center>', /^2: obsolete element: <center>$/],
  ['<words>a</words>', /^2: unknown element: <words>$/],
  ['<li>a</li>', /^2: element not allowed here: <li> in <body>$/],
  ['<p id="x">a</p><p id="x">b</p>', /^2: duplicate id: x$/],
  ['<p><a href="#none">a</a></p>', /^2: link to a missing id: a.xhtml#none$/],
  ['<p><img src="images/b.png" alt=""/></p>', /^2: file not in the EPUB: images\/b.png$/],
])('%s is found', (body, finding) => {
  expect(findingsOf(body)[0]).toMatch(finding);
});

it.each([
  '<p id="x"><a href="#x">a</a> <img src="images/a.png" alt=""/> <a href="https://example.org/">b</a></p>',
  '<a href="#x"><div id="x">a</div></a>',
  '<ul><li><p>a</p><ul><li>b</li></ul></li></ul><dl><div><dt>a</dt><dd>b</dd></div></dl>',
  '<table><caption>a</caption><tr><td><p>b</p></td></tr></table><details><summary>a</summary>b</details>',
  '<p><ruby>a<rt>b</rt></ruby> <svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg></p>',
])('%s is right', (body) => {
  expect(findingsOf(body)).toEqual([]);
});

it('a template of the book that breaks its documents is reported by build', async () => {
  const { diagnostics } = await buildInMemory({
    'book.yaml': 'title: B\narticles: [a.md]\n',
    'a.md': '# A\n\nText.\n',
    'templates/title-page.html': '<section><p>{{title}}<center>x</center></p></section>\n',
  });
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ['epub-warning', expect.stringContaining('obsolete element: <center>')],
  ]);
});
