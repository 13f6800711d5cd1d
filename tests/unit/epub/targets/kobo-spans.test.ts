/** Documents for Kobo: the same words in spans that its reader can mark. */
import { describe, expect, it } from 'vitest';
import { withKoboSpans } from '../../../../src/epub/targets/kobo-spans.ts';
import { buildInMemory } from '../../../support/build-memory.ts';
import { documentsOf, textOf, unpack } from '../../../support/epub.ts';
import { drawImage } from '../../../support/pictures.ts';
import { faultOf, find } from '../../../support/xml.ts';

function document(body: string): string {
  return `<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n<title>A. B.</title>\n</head>\n<body>${body}</body>\n</html>`;
}

/** The spans of a body as `number: words`. */
function spansOf(body: string): string[] {
  const spanned = withKoboSpans(document(body));
  expect(faultOf(spanned)).toBeNull();
  return [...spanned.matchAll(/<span class="koboSpan" id="kobo\.([\d.]+)">([^<]*)/g)].map(
    ([, number, words]) => `${number}: ${words}`,
  );
}

describe('a sentence', () => {
  it.each<[string, string[]]>([
    ['你好。再见！真的？是……的', ['你好。', '再见！', '真的？', '是……', '的']],
    ['他说：“走。”我走了。', ['他说：', '“走。”', '我走了。']],
    ['（完。）《书！》下', ['（完。）', '《书！》', '下']],
    ['It ends. “Does it?” Yes.', ['It ends. ', '“Does it?” ', 'Yes.']],
    ['Version 3.14 of example.com at 10:30 is e-book.', ['Version 3.14 of example.com at 10:30 is e-book.']],
    ['a &amp; b. &quot;c.&quot; d', ['a &amp; b. ', '&quot;c.&quot; ', 'd']],
    ['no end', ['no end']],
  ])('of %j ends where it ends', (text, expected) => {
    expect(spansOf(`<p>${text}</p>`)).toEqual(expected.map((words, index) => `1.${index + 1}: ${words}`));
  });

  it('goes on in an element inside, and each block begins a new number', () => {
    expect(spansOf('<h1>一</h1>\n<p>二<em>三。</em>四</p><ul><li>五</li><li>六</li></ul>')).toEqual([
      '1.1: 一',
      '2.1: 二',
      '2.2: 三。',
      '2.3: 四',
      '3.1: 五',
      '3.2: 六',
    ]);
  });

  it('includes the space between the words of a paragraph, not that between blocks', () => {
    expect(spansOf('\n<p><b>a</b> <i>b</i></p>\n<table>\n<tr>\n<td>c</td></tr></table>')).toEqual([
      '1.1: a',
      '1.2:  ',
      '1.3: b',
      '2.1: c',
    ]);
  });
});

describe('what stays as it is', () => {
  it.each([
    '<pre>a. b.<code>c. <b>d.</b></code></pre>',
    '<svg><text>a. <tspan>b.</tspan></text></svg>',
    '<math alttext="a > b"><mi>a.</mi></math>',
    '<rp>(</rp>',
    '<!-- a. b -->',
  ])('%s', (markup) => {
    expect(withKoboSpans(document(`<div>${markup}</div>`))).toContain(`<div>${markup}</div>`);
    expect(spansOf(`<div>${markup}</div><p>next</p>`)).toEqual(['1.1: next']);
  });

  it('is the head but for the style of the box', () => {
    const spanned = withKoboSpans(document('<p>a</p>'));
    expect(spanned).toContain('<title>A. B.</title>\n<style type="text/css" id="kobostylehacks">div#book-inner {');
    expect(spanned).toContain('<body><div id="book-columns"><div id="book-inner"><p>');
  });
});

it('an image is its own paragraph', () => {
  const spanned = withKoboSpans(
    document('<figure><img src="a.png" alt="a"/><figcaption>b</figcaption></figure><p>c</p>'),
  );
  expect(spanned).toContain('<span class="koboSpan" id="kobo.1.1"><img src="a.png" alt="a"/></span>');
  expect(spanned).toContain('<span class="koboSpan" id="kobo.1.2">b</span>');
  expect(spanned).toContain('<span class="koboSpan" id="kobo.2.1">c</span>');
});

it('a time is marked from outside, since it may hold text alone', () => {
  const spanned = withKoboSpans(document('<p><time>12 May. 2024</time>.</p>'));
  expect(spanned).toContain('<span class="koboSpan" id="kobo.1.1"><time>12 May. 2024</time></span>');
});

it('figures that stand upright are marked from outside', () => {
  const spanned = withKoboSpans(document('<p>一<span class="combined">12</span>月。</p>'));
  expect(spanned).toContain('<span class="koboSpan" id="kobo.1.2"><span class="combined">12</span></span>');
  expect(spanned).toContain('<span class="koboSpan" id="kobo.1.3">月。</span>');
});

it('a book keeps every word and id, and no id comes twice', async () => {
  const article = `# 题 & <b>

第一句。第二句：“好！”\`a.b()\` 和 $x^2$，{漢字|かんじ}。[链接](#节)[^1]

## 节 {#节}

- [x] 做了。
- 二

| A. | B |
|----|---|
| 1. 2 | <kbd>c</kbd> |

\`\`\`js
a. b();
\`\`\`

![图。](a.png)

[^1]: 注。文。
`;
  const files = { 'a.md': article, 'a.png': await drawImage(300, 200) };
  const { host } = await buildInMemory(files, { build: { targets: ['generic', 'kobo'] } });
  const [generic, kobo] = await Promise.all(
    ['/dist/desk.epub', '/dist/a.epub', '/dist/a.kepub.epub']
      .flatMap((path) => host.files.get(path) ?? [])
      .map((bytes) => unpack(bytes)),
  );
  const words = (text: string) => find(text, '//h:body').join('').replace(/\s+/g, ' ').trim();
  for (const [name, text] of documentsOf(generic!)) {
    const spanned = textOf(kobo!, name);
    expect(faultOf(spanned), name).toBeNull();
    expect(words(spanned)).toBe(words(text));
    const ids = find(spanned, '//@id');
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining(find(text, '//@id')));
  }
  expect([...kobo!.keys()]).toEqual([...generic!.keys()]);
});
