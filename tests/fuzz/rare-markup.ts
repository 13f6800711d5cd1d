/**
 * What few authors write and some do: elements out of place, attributes of every kind, drawings, formulas, notes and
 * references with much in them. In: the tools of the generator. Out: makers of lines, blocks and front matter.
 */

export interface Tools {
  word: () => string;
  /** Words with markup of a line around some. */
  line: () => string;
  block: () => string;
  below: (count: number) => number;
  pick: <T>(from: readonly T[]) => T;
  often: (share: number) => boolean;
  several: (most: number, make: () => string, between?: string) => string;
}

export const rareAttributes = [
  ...'alert button doc-noteref none list listitem heading table row cell math'
    .split(' ')
    .map((role) => `role="${role}"`),
  ...'label describedby labelledby hidden level expanded live current'.split(' ').map((name) => `aria-${name}="2"`),
  ...['en-US', 'zh_CN', '', 'x', '中文', 'de-'].flatMap((code) => [`lang="${code}"`, `xml:lang="${code}"`]),
  ...['ltr', 'auto', 'up'].map((way) => `dir="${way}"`),
  ...['10', '10px', '-1', '1e9', '', '*'].flatMap((size) => [
    `width="${size}"`,
    `height='${size}'`,
    `border=${size || 0}`,
  ]),
  ...'style onclick onload usemap tabindex contenteditable cite datetime headers scope abbr summary rules frame'
    .split(' ')
    .map((name) => `${name}="a b"`),
  ...['', '#', '#x y', 'javascript:a', 'a b', '//e.org', 'mailto:a', 'b.md#c', 'http://[', '%zz'].map(
    (to) => `href="${to}"`,
  ),
  ...'hidden ismap reversed itemscope draggable=true translate=no accesskey=k cellpadding=0 nowrap valign=top bgcolor=red'.split(
    ' ',
  ),
  ...'type="A" start="x" value="x" colspan="x" colspan="99999" rowspan="0" span="0" dir="RTL" id="" id="1 2" id="é" id="a:b"'.split(
    / (?=\w+=)/,
  ),
  ...[
    'datetime="2024-13-99"',
    'datetime="2024-02-30"',
    'datetime="2024"',
    'datetime="PT1H"',
    'data-a="b"',
    'data-A:b="c"',
  ],
  ...[
    'epub:type="footnote"',
    'xmlns="a"',
    'xmlns:x="b"',
    'xlink:href="#a"',
    'is="x-y"',
    '@click="a"',
    ':a="b"',
    'a.b="c"',
    '"',
    '=',
  ],
  ...[
    'transform="rotate(9)"',
    'filter="url(#f)"',
    'mask="url(#m)"',
    'points="0,0"',
    'd=""',
    'r="-1"',
    'offset="50%"',
    'x="1"',
  ],
  ...[
    'viewBox="0 0"',
    'preserveAspectRatio="none"',
    'fill="url(#g)"',
    'fill="url(http://e.org)"',
    'stroke="currentColor"',
    'opacity="a"',
  ],
  ...[
    'mathvariant="bold"',
    'columnalign="left"',
    'rowspan="2"',
    'columnspan="2"',
    'stretchy="false"',
    'linethickness="0"',
    'accent="x"',
  ],
  ...[
    'notation="box"',
    'encoding="application/x-tex"',
    'form="prefix"',
    'displaystyle="true"',
    'scriptlevel="+1"',
    'side="left"',
  ],
  ...[
    'srcset="a.png 1x, b.png 2x"',
    'sizes="50vw"',
    'media="print"',
    'loading="lazy"',
    'alt=""',
    'alt=x',
    'src=""',
    'src="image.png"',
  ],
];

const drawn =
  'svg g a use image symbol text textPath tspan tref title desc metadata rect circle ellipse line polyline polygon path marker pattern mask filter feGaussianBlur feBlend switch animate set linearGradient radialGradient stop clipPath foreignObject div p view'.split(
    ' ',
  );
const formulas =
  'math mrow mi mn mo mtext ms mspace mfrac msqrt mroot mstyle merror mpadded mphantom menclose mfenced msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd maction semantics annotation annotation-xml mglyph malignmark maligngroup mstack mlongdiv apply ci svg p b img'.split(
    ' ',
  );
const tabular =
  'table caption colgroup col thead tbody tfoot tr td th p div ul li table form input b a hr h3 pre'.split(' ');
const rubies = 'ruby rb rt rtc rp rbc span em b ruby br p a'.split(' ');
const listed = 'ul ol li dl dt dd details summary p h4 table div menu dir figure figcaption blockquote hr a em'.split(
  ' ',
);
const pressed =
  'select option optgroup button input textarea label fieldset legend form datalist output progress meter map area dialog slot template'.split(
    ' ',
  );
const framed =
  'iframe object embed param video audio source track canvas picture img noscript link meta base head body html title frameset frame marquee blink center plaintext xmp listing'.split(
    ' ',
  );
const voids = new Set(
  'br hr col img input use image area param source track embed link meta base frame mglyph none mprescripts'.split(' '),
);

export function rareHtml(tools: Tools): string {
  const { word, below, pick, often, several } = tools;
  const names = pick([drawn, formulas, tabular, tabular, rubies, listed, pressed, framed]);
  const node = (depth: number, name: string): string => {
    const own = often(0.4) ? ` ${several(3, () => pick(rareAttributes), ' ')}` : '';
    const cased = often(0.05) ? name.toUpperCase() : name;
    if (voids.has(name) && often(0.9)) return `<${cased}${own}${often(0.5) ? '' : ' /'}>`;
    if (often(0.05)) return `<${cased}${own}/>`;
    const children = several(
      4,
      () =>
        depth > 0 && often(0.65)
          ? node(depth - 1, pick(names))
          : often(0.1)
            ? ''
            : pick([word(), ` ${word()} `, '<!-- c -->', `&amp;${word()}`]),
      pick(['', '', ' ', '\n', '\n\n', '\n  ']),
    );
    return `${often(0.06) ? '' : `<${cased}${own}>`}${children}${often(0.15) ? '' : `</${cased}>`}`;
  };
  return node(1 + below(5), names[0]!);
}

const entities =
  '&nbsp; &#160; &#x1F600; &#0; &#xD800; &#1114112; &notin; &notit; &AMP &lt;b&gt; &bogus; &#x80; &zwj; &hellip; &Tab; &NewLine; &#13;'.split(
    ' ',
  );
const invisible = [
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u200f',
  '\u2028',
  '\t',
  '\u00a0',
  '\u3000',
  '\u0000',
  '\u0085',
  '\ud800',
];

export function rareLine(tools: Tools): string {
  const { word, line, pick, below } = tools;
  return pick([
    () => `${word()}${pick(entities)}${word()}`,
    () => `${word()}${pick(invisible)}${word()}`,
    () => `<https://example.org/${word()}> <${word()}@example.org> www.example.org/${word()}`,
    () => `https://example.org/${word()}_(a)?b=${word()}&c=*${word()}*.`,
    () => `[${word()} [${word()}](b) ${word()}](c "${word()}")`,
    () => `[![${word()}](image.png)](https://example.org/ '${word()}')`,
    () => `[![${word()}][r${below(5)}]](<a b>)`,
    () => `<a href="x">${word()} [${word()}](y) <a href="z">${word()}</a></a>`,
    () => `[${word()}][r${below(5)}] [r${below(5)}][] [r${below(5)}] ![${word()}][r${below(5)}]`,
    () => `[${word()}](<> "${word()}") [${word()}]() ![](image.png) ![ ]() [](a)`,
    () => `![${word()}](image.png =${below(99)}x${pick(['', '9'])}) ![${word()}](image.png){width=50%}`,
    () => `![${word()}](missing.png "${word()} \\" ${word()}")`,
    () => `<?php ${pick(['echo', ''])} ?>${word()} <![CDATA[${word()}]]> ${word()} <!ELEMENT a> ${word()}`,
    () =>
      `<!DOCTYPE html>${word()} <!--> ${word()} --> <!---> ${word()} <!-- a -- b --> ${word()} <!-- a --!> ${word()}`,
    () => `${word()} $ ${word()} $$ ${word()} $x$ \\(${word()}\\) \\[ a \\] $${word()}`,
    () => `$\\frac{${word()}}{\\text{${word()}}}$ $\\bad{${word()}}$ $\\begin{cases} a & b \\\\ c`,
    () => `\`\` ${word()} \` ${word()} \`\` \`${word()} <b>${word()}</b>`,
    () => `**${word()}**${word()} __${word()}__ *${word()}**${word()}*** ~${word()}~ ^${word()}^ ++${word()}++`,
    () => `**「${word()}」**${word()} _${word()}_中 ==${word()}==。`,
    () => `{${word()}|${word()}|${word()}} [${word()}]^(${word()}) {${word()}} {{${word()}}} {% ${word()} %}`,
    () => `[[${word()}]] [[${word()}|${word()}]] ![[${word()}.png]] #${word()} @${word()} :${word()}: %%note%%`,
    () =>
      `![[${word()}]] ![[${word()}|300]] [[${word()}#${word()}]] [[#^${word()}]] %% ${word()} :tada: ::${word()}:: ^${word()}`,
    () =>
      `{{< ${pick(['ref', 'figure', 'param', 'highlight'])} "${word()}" >}} {{% ${word()} %}} {% raw %}${word()}{% endraw %} {{ ${word()} }}`,
    () =>
      `{{#include ${word()}}} \\{{#include ${word()}}} <!-- @include: a.md --> {%${pick(['post_url', 'link', 'img'])} ${word()} %}`,
    () => `${word()}[^${word()}] ${word()}[^ ] ^[${line()} ^[${word()}]] [^n1]`,
    () => `[${word()}]{.${pick(['a', 'underline', 'smallcaps'])} title="${word()}"} **${word()}**{#a .b}`,
    () => `\\*${word()}\\* \\<${word()}\\> \\[${word()}\\] \\&amp; \\\\${word()}\\`,
    () => `<span ${pick(rareAttributes)}>${word()}</span><font color=red>${word()}</font><u>${word()}`,
    () => `${word()}  \n${word()}\\\n${word()}<br/>${word()}<BR clear=all>${word()}</br>${word()}`,
    () => `<ruby>${word()}<rp>(</rp><rt>${word()}</rt><rp>)</rp></ruby><kbd>*${word()}* <${word()}</kbd>`,
    () =>
      `a<b ${word()} a < b ${word()} a<${word()} 1<2 ${word()} <= ${word()} <- ${word()} </ ${word()} <${word()}:a>`,
    () => `<a title="${word()} > ${word()}">${word()}</a> <img alt='${word()}' src=image.png> <img alt="${word()}">`,
    () => rareHtml(tools),
  ])();
}

export function rareBlock(tools: Tools): string {
  const { word, line, block, pick, below, several } = tools;
  const indented = (text: string, by = '    ') => text.split('\n').join(`\n${by}`);
  const kind = () => pick(['NOTE', 'tip', 'Warning', '提示', 'abstract', 'note|x', 'a b', '']);
  return pick([
    () => rareHtml(tools),
    () => rareHtml(tools),
    () => rareHtml(tools),
    () => several(3, () => rareLine(tools), pick([' ', '\n'])),
    () => several(3, () => rareLine(tools), pick([' ', '\n'])),
    () => `> [!${kind()}]${pick(['', '+', '-', ' '])} ${line()}\n> ${indented(block(), '> ')}`,
    () =>
      `:::${pick([' ', ''])}${pick(['note', 'tip{a=b}', '提示'])} ${word()}\n${block()}\n${pick([':::', '::', ''])}`,
    () => `!!! note "${word()}"\n    ${indented(block())}`,
    () =>
      `${pick(['???', '???+', '!!!', '==='])} ${pick(['tip', '"', 'a b', '提示'])} "${word()}"\n\n    ${indented(block())}`,
    () => `=== "${word()}"\n\n    ${indented(block())}\n\n===! '${word()}'\n    ${indented(block())}`,
    () =>
      `${pick([':::', '::::', '  :::'])} ${pick(['tabs', 'code-group', '{.a #b}', `details ${word()}`, `tip ${word()}`, `{note} ${word()}`])}\n@tab ${word()}\n${block()}\n::: info\n${block()}\n:::\n${pick([':::', '::::', ''])}`,
    () => `%%\na\n\nb\n%%\n\n${word()} ^${word()}\n\n^${word()}\n\n<<< @/${word()}.js{1} [${word()}]`,
    () =>
      `{{% ${pick([`notice tip "${word()}"`, `hint info "${word()}"`, `details "${word()}"`, 'tabs "a"'])} %}}\n${block()}\n{{% /${pick(['notice', 'hint', 'details', 'tabs'])} %}}`,
    () =>
      `{% ${pick(['note info', 'highlight js', 'codeblock', 'raw', 'blockquote', 'tabs', 'comment'])} ${word()} %}\n${block()}\n{% end${pick(['note', 'highlight', 'codeblock', 'raw', 'blockquote', 'tabs'])} %}`,
    () =>
      `[^n${below(3)}]: ${word()}\n\n    ${indented(block())}\n\n    \`\`\`js\n    ${word()}\n    \`\`\`\n\n    - ${word()}\n        - ${word()}`,
    () => `[^n${below(3)}]:\n    | ${word()} | ${word()} |\n    |---|---|\n    | ${word()} | ${word()} |`,
    () =>
      `[r${below(5)}]: ${pick(['https://example.org', '<a b>', 'image.png', '#x', '', 'a b'])} ${pick(['', `"${word()}"`, `'${word()}'`, `(${word()})`, `\n  "${word()}"`, `"${word()}`])}`,
    () => `[r${below(5)}]:\n  image.png\n  '${word()}\n${word()}'`,
    () => `${word()}\n${word()}\n:   ${word()}\n\n    ${indented(block())}\n:   ${word()}\n\n${word()}\n~ ${word()}`,
    () =>
      `${'#'.repeat(1 + below(7))}${pick([' ', '', '\t'])}${line()} ${pick(['{#a}', '{.b #c d=e}', '{#}', '##', '\\#', `{#${word()}}`, '{-}', '[#](#a)', `<a id="x"></a>`])}`,
    () => `${line()}\n${pick(['===', '---', '-', '=', '***'])}`,
    () =>
      `\`\`\`${pick(['js', '{.python #a}', 'mermaid', 'math', 'diff', `title="${word()}"`, 'rust,a=b', '```', '中'])}\n${word()}\n${pick(['```', '~~~', '``', '', '    ```', '```a'])}`,
    () =>
      `$$\n${pick(['x^2', '\\bad', `\\text{${word()}}`, 'a_', '\\begin{matrix}a&b\\end{matrix}', `${word()}`])}\n${pick(['$$', '$', '', `$$ ${word()}`])}`,
    () =>
      `<details ${pick(rareAttributes)}>${pick(['', '\n', '\n\n'])}<summary>${line()}</summary>${pick(['', '\n', '\n\n'])}${block()}${pick(['', '\n', '\n\n'])}</details>`,
    () =>
      `- ${word()}\n\n  <details><summary>${word()}</summary>\n\n  ${indented(block(), '  ')}\n\n  </details>\n- ${word()}`,
    () =>
      `<div ${pick(rareAttributes)}${pick([' markdown="1"', ''])}>${pick(['\n', '\n\n'])}${block()}${pick(['\n', '\n\n'])}</div>`,
    () => `<p align=center>\n${pick(['', '\n'])}![${word()}](image.png)\n<em>${word()}</em>\n</p>`,
    () => `<!-- a\n\n${pick(['b', '-- c', '<b>'])}\n-->${word()}\n\n${word()}`,
    () =>
      `<${pick(['?a', '!B', '![CDATA[', '!--', '!-->', 'script>', 'style', 'pre>', 'textarea', 'title', 'xmp', 'plaintext'])}\n${word()}\n\n${word()}`,
    () =>
      `<${pick(['script>\na\n\nb\n</script', 'style>\na\n\nb\n</style', 'script>a</style', 'style>\na'])}>\n\n${word()}`,
    () =>
      `| ${word()} | ${line().replace(/\n/g, ' ')} |\n|:-:|${pick(['--:', ':', '-', ''])}|\n| \`a\\|${word()}\` | <table><td>${word()}</table> |\n|${word()}\n| | ${word()} | ${word()} |`,
    () => `Table: ${word()} {#a}\n\n| a |\n|---|\n| ${word()} |\n\n: ${word()}`,
    () => `\t${word()}\n\n \t${word()}\n\n-\t${word()}\n\n\t${word()}\n1)\t${word()}\n\n   \t${word()}`,
    () =>
      `- [ ] ${word()}\n- [X] ${word()}\n* ${word()}\n+ ${word()}\n1. ${word()}\n3. ${word()}\n2) ${word()}\n0. \n- `,
    () => `>${word()}\n${word()}\n>> ${word()}\n> > > ${word()}\n>\n> \`\`\`\n> ${word()}\n${word()}`,
    () => `${word()}\n{.a #b}\n\n{.c}\n${word()}\n\n---\n${word()}: ${word()}\n---\n\n***\n___`,
    () => `*[${word()}]: ${word()}\n\n[TOC]\n\n[[toc]]\n\n\\newpage\n\n\\pagebreak ${word()}`,
    () => `<dl><dt>${word()}<dd>${word()}<div><dt>${word()}</div><dd>${word()}<p>${word()}</dl>`,
    () =>
      `import ${'a'} from 'b'\n\nexport const c = 1\n\n<Tabs>\n\n<TabItem value="${word()}">${word()}</TabItem>\n</Tabs> {${word()}}`,
    () => `<center>\n\n# ${word()}\n\n</center>\n\n<h2 align="center">${word()}</h2><h3>${word()}`,
  ])();
}

export function rareFrontMatter({ pick, word }: Tools): string {
  return pick([
    '---\n---\n',
    '---\ntitle: A\nlang: en\ndate: 2024-01-01\ntags: [a, b]\n---\n',
    '---\ntitle: "A\n---\n',
    '---\n- a\n---\n',
    '---\ntitle: [\n---\n',
    '+++\ntitle = "A"\n+++\n',
    '+++\ntitle = \n+++\n',
    '---\ntitle: A\n...\n',
    '---\r\ntitle: A\r\n---\r\n',
    '\ufeff---\ntitle: A\n---\n',
    '---\ntitle: A\n\n',
    '{"title": "A"}\n',
    'title: A\nauthor: B\n\n',
    '---\na: &a [*a]\n---\n',
    '---\ntitle: {a: b}\ndraft: true\nlanguage: xx-\n---\n',
    `${word()}\n\n---\n\n`,
  ]);
}
