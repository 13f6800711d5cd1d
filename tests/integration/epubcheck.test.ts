/** EPUBCheck, the judge that bookshops use, finds nothing in the books of this repository, nor in the worst article. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { targets } from '../../src/model/book.ts';
import { octavo, temporaryFolder } from '../support/command.ts';
import { testImages } from '../support/image-server.ts';
import { epubCheck, hasJava, unless } from '../support/judges.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What people paste from the web, and what an e-reader's validator hates. */
const nasty = `---
title: "坏天气 <b>&amp;</b> \\"quotes\\" ]]> <%= 1 %>"
author: "O'Brien & Söhne; <script>alert(1)</script>"
description: "one -- two --> three"
tags: "a & b, <c>, 书"
series: "S & T #2"
url: "https://example.com/a b[1]|^?x=1&y=<2>#f g"
---

###### Begins at six

# And goes to one <a href="#x">with a link</a>

#### Then four

## Two times

## Two times

### {weird} id=“x” 百分之 100% #hash

<h2 id="a b c">id with spaces</h2><h3 id="1digit">digit first</h3><p id="dup">one</p><p id="dup">two</p><p id="">empty</p>

Links: [pipe](https://example.com/a|b), [brackets](https://example.com/[x]?q=[1]), [caret](http://example.com/^a#b^c#d),
[space](<http://exa mple.com/a b>), [percent](https://example.com/%zz%), [empty](), [hash](#), [none](#no-such-place),
[other](missing.md), [up](../../etc/passwd), [script](javascript:alert(1)), [data](data:text/html,x), [file](file:///etc/passwd),
[tel](tel:+123), [mail](mailto:a@b.c?subject=x y), [idn](https://例子.测试/路径?问=答#锚), [port](http://example.com:99999/),
[user](https://u:p@example.com/), [relative](//example.com/x), <https://example.com/<>, www.example.com/[a], [nul](https://example.com/\u0001).

[outer <a href="https://example.com/">inner</a> link](https://example.org/) and <a href="/a">one <a href="/b">two <a>three</a></a></a>

[![](https://images.invalid/none.png)](https://example.com/) [![alt](missing.png)](missing.md) ![](<spaces in name.png>)
![data](data:image/png;base64,AAAA) ![bad](http://[::1) ![](javascript:x) [![pic](photo.jpg)](photo.jpg)

Control \u0000 \u0001 \u0008 \u000b \u000c \u001b characters, \ufffe and \uffff, a lone \ud800 surrogate, \u202e turned \u200b\ufeff about.

| Left | Centre | Right | |
|:-----|:------:|------:|-|
| \`a|b\` | **b** <br> c | 1<p>2</p> | ![](photo.jpg) |
| only one |

<table align="center" border="1" cellpadding="3" width="50%"><caption>c</caption><tr><td align="right" width="20%" nowrap>1<tr><th>2<td colspan="0" rowspan="x">3</table>
<table><tr></tr></table><td>loose</td><tbody><tr><td>x</td></tr></tbody>

- one
  1. two
     - three

       > quoted

           code
  7. eight
- [ ] open
- [x] done
-
* <li>inside</li>

<center><font color="red" size="7">old</font></center><big>b</big><strike>s</strike><tt>t</tt><marquee>m</marquee><blink>b</blink>
<p>a<p>b<div>c</p>d</div></p><b><i>wrong</b></i><p><ul><li>x</ul></p><dl><dd>alone</dl><dl><dt>no meaning</dl><dl></dl><ul></ul><ol start="x"><li value="y">z</ol>
<iframe src="https://example.com/embed"></iframe><video src="https://example.com/v.mp4" controls poster="photo.jpg"><source src="a.webm"></video>
<audio src="a.mp3"></audio><object data="x.swf"><param name="a"></object><embed src="x"><form action="/"><input type="text" required><button>b</button><select><option>o</select></form>
<script>alert("</p>")</script><style>p{color:red}</style><link rel="stylesheet" href="x.css"><meta http-equiv="refresh" content="0"><base href="https://evil.example/">
<img src="photo.jpg" width="50%" height="auto" onerror="x()" srcset="a.png 2x" usemap="#m"><map name="m"><area href="x"></map><picture><source srcset="photo.webp"><img src="photo.jpg"></picture>
<details open><summary>s</summary>d</details><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby><mark>m</mark><kbd>K</kbd><abbr title="x">a</abbr><q cite="javascript:x">q</q><time datetime="bad">t</time>
<p style="color:red;position:fixed" class="a  b" data-fooBar="x" xml:lang="xx-invalid_" lang="not a language" dir="up" onclick="x()" aria-foo="y" role="nonsense" epub:type="z" xmlns:foo="urn:x" foo:bar="1">attributes</p>
<!-- a -- b ---> <![CDATA[ cdata ]]> <?php echo 1 ?> <!DOCTYPE html> <o:p>office</o:p> <custom-element>c</custom-element> <p/> <br></br> </p> </div>
&nbsp;&copy;&notanentity;&#0;&#x1F;&#xFFFE;&#xD800; &lt;b&gt; & && &amp;amp;

<svg width="10" height="10" onload="x()"><title>t</title><rect width="10" height="10" fill="url(#g)"/><a xlink:href="javascript:x"><text>t</text></a><foreignObject><p>f</p></foreignObject><script>x</script><use href="#y"/><image href="http://example.com/i.png"/></svg>
<math><mfrac><mi>a</mi><mn>2</mn></mfrac><mtext><b>html</b></mtext><annotation-xml encoding="text/html"><p>x</p></annotation-xml></math> <math></math> <math>words</math> <math><mfrac><mi>1</mi></mfrac></math>

${'> '.repeat(30)}deep

${'- '.repeat(30)}deeper

\`\`\`"><script>
]]> <!-- -- --> & \u0007
\`\`\`

![the last](photo.jpg "A title with <b>tags</b> & \\"quotes\\"")

*caption with [a link](https://example.com/) and ![](photo.jpg)*
`;

describe.skipIf(!hasJava)(`EPUBCheck reports nothing${unless(hasJava, 'Java')}`, () => {
  test('of the books in articles/', async () => {
    await using folder = await temporaryFolder();
    const { status, stderr } = await octavo(['build', '-f', 'epub', '-o', folder.path], { workingFolder: root });
    expect(status, stderr).toBe(0);
    const names = (await readdir(folder.path)).filter((name) => name.endsWith('.epub'));
    expect(names.length).toBeGreaterThanOrEqual(2);
    const said = await Promise.all(names.map((name) => epubCheck(join(folder.path, name))));
    expect(said).toEqual(names.map(() => []));
  });

  test('for an article with every known defect of web content, for any device', async () => {
    await using folder = await temporaryFolder();
    const { jpeg, webp } = await testImages();
    await writeFile(join(folder.path, 'photo.jpg'), jpeg);
    await writeFile(join(folder.path, 'photo.webp'), webp);
    await writeFile(join(folder.path, 'nasty.md'), nasty);
    await writeFile(join(folder.path, 'other.md'), '# Other\n\n[back](nasty.md#dup) [and](nasty.md#two-times-1)\n');
    await writeFile(join(folder.path, 'book.yaml'), 'title: "<&>"\narticles: [nasty.md, other.md]\n');
    const words = ['build', '.', '-f', 'epub', '-t', targets.join(), '--offline', '-o', 'out'];
    const { status, stderr } = await octavo(words, { workingFolder: folder.path });
    expect(status, stderr).toBe(0);
    for (const code of ['html-removed', 'link-unsafe', 'link-broken', 'image-missing'])
      expect(stderr).toContain(`[${code}]`);
    const names = await readdir(join(folder.path, 'out'));
    const said = await Promise.all(names.map((name) => epubCheck(join(folder.path, 'out', name))));
    expect(said).toEqual(targets.map(() => []));
  });
});

test.skipIf(!hasJava)(`octavo check runs EPUBCheck and names the article${unless(hasJava, 'Java')}`, async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'templates'));
  await writeFile(
    join(folder.path, 'templates', 'chapter.html'),
    '<section id="{{id}}"><h1>{{{title}}}</h1><center>{{{content}}}</center></section>\n',
  );
  await writeFile(join(folder.path, 'one.md'), '# 一\n\n文。\n');
  await writeFile(join(folder.path, 'book.yaml'), 'title: 书\nauthor: 甲\narticles: [one.md]\n');
  const { status, stdout, stderr } = await octavo(['check', '.', '-f', 'epub'], { workingFolder: folder.path });
  expect(status).toBe(1);
  // The words are those of EPUBCheck, which its port says otherwise.
  expect(stdout + stderr).toMatch(
    /^one\.md: error: .*element "center" not allowed here in OEBPS\/one.xhtml:\d+ \(RSC-005\) \[epub-invalid\]$/m,
  );
});
