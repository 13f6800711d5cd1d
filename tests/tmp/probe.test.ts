import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { buildInMemory } from '../support/build-memory.ts';
const cases: Record<string,string> = {
 svgfill: '<svg viewBox="0 0 1 1"><rect fill="red" width="1" height="1"/></svg>',
 dup: '<p id="x">a</p><p id="x">b</p>\n\n## Title\n\n<p id="a b">x</p>\n',
 lang: '<span lang="not a tag">x</span>',
 dir: '<span dir="foo">y</span>', role: '<span role="nonsense">y</span>', rolebutton: '<p role="button">y</p>', hid: '<span aria-hidden="maybe">y</span>',
 olstart: '<ol start="abc"><li>a</li></ol>', oltype: '<ol type="square"><li>a</li></ol>', li: '<ul><li value="3">x</li></ul>', colspan: '<table><tr><td colspan="0">a</td></tr></table>',
 rowspan: '<table><tr><td rowspan="-1">a</td></tr></table>',
 desc: '<svg viewBox="0 0 1 1"><desc>a<br>b</desc></svg>',
 span: '<span><div>x</div></span>',
 liblank: '<ul><p>x</p></ul>', table: '<table><caption><p>a</p></caption></table>', emptytable: '<table></table>',
 dl: '<dl><dd>x</dd></dl>', dl2: '<dl><p>a</p></dl>', details: '<details>no summary</details>', ruby: '<ruby>a</ruby>', bdo: '<bdo>x</bdo>',
 time: '<time datetime="yesterday">x</time>', ins: '<ins datetime="x">y</ins>',
 data: '<data>d</data>',
 figcap: '<figure><div><figcaption>x</figcaption></div></figure>', header: '<header><header>x</header></header>', main:'<main>x</main><main>y</main>', address:'<address><h2>x</h2></address>',
 math: '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x</annotation></semantics></math>', math2: '<math><mfrac><mi>x</mi></mfrac></math>', math3:'<math><p>x</p></math>', math4: '<math><mtext><b>x</b></mtext></math>',
 title: 'x <title>foo</title> y', sup: '<h2><p>x</p></h2>', hr:'<p>a<hr>b</p>', wbr: 'a<wbr>b', idodd: '<p id="a&quot;b">x</p> [l](#a%22b)', dfn: '<dfn><dfn>a</dfn></dfn>', caption: '<caption>x</caption>', viewbox: '<svg viewBox="nonsense"></svg>', svgtext: '<svg viewBox="0 0 1 1"><text x="abc">t</text></svg>', svgwidth: '<svg width="huge" viewBox="0 0 1 1"></svg>',
 del: '<del><p>x</p></del>', blocka: '<a href="http://e.org/"><p>x</p></a>', code: '<code><pre>x</pre></code>', summary: '<details><p>x</p><summary>s</summary></details>', scope: '<table><tr><th scope="nonsense">x</th></tr></table>', col: '<table><colgroup span="x"><col span="0"></colgroup><tr><td>x</td></tr></table>',
 emptyul: '-\n-\n', emptydl: '<dl></dl>', emptyol: '<ol></ol>', emptyruby:'<ruby><rt>x</rt></ruby>', figcaptions: '<figure><figcaption>a</figcaption><p>x</p><figcaption>b</figcaption></figure>',
};
test('probe', async () => {
  const names = Object.keys(cases);
  const b = await buildInMemory({ 'book.yaml': 'title: B\narticles:\n' + names.map(n=>`  - ${n}.md\n`).join(''), ...Object.fromEntries(names.map(n=>[`${n}.md`, `# ${n}\n\nwords\n\n${cases[n]}\n`])) });
  console.log(b.diagnostics.map(d=>d.code+d.place?.file).join());
  writeFileSync('/tmp/probe.epub', b.bytes);
});
