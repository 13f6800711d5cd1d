/** What an EPUB says of itself: package document, navigation, NCX. */
import { describe, expect, it } from 'vitest';
import { buildInMemory, type MemoryBuild } from '../../support/build-memory.ts';
import { documentsOf, packageOf, textOf } from '../../support/epub.ts';
import { drawImage } from '../../support/pictures.ts';
import { count, faultOf, find } from '../../support/xml.ts';

async function packageFor(frontMatter: string, body = 'x\n'): Promise<string> {
  const { epub } = await buildInMemory({ 'a.md': `---\n${frontMatter}\n---\n\n${body}` });
  return packageOf(epub);
}

const many = {
  'book.yaml':
    'title: 文集\nauthors: [甲]\narticles:\n  - preface.md\n  - part: 上编\n    articles: [一.md, two.md]\n  - part: 下编\n    articles: [three.md]\n',
  'preface.md': '# 序\n\n正文\n\n## 缘起\n\n### 一\n',
  '一.md': '# 第一章\n\n## 小结\n\n## 小结\n\n#### 深\n\n##### 更深\n',
  'two.md': '# Two\n\nEnglish words.\n\n## A & <b>\n',
  'three.md': '# 第三章\n\n正文\n',
};

describe('the metadata', () => {
  it('has one title, one language, one date of change, and the identifier that is named', async () => {
    const opf = await packageFor('title: 题\nsubtitle: 副题\nlanguage: zh-Hant\nauthors: [甲, 乙]\ntranslator: 丙');
    expect(find(opf, '//dc:title')).toEqual(['题']);
    expect(find(opf, '//dc:language')).toEqual(['zh-Hant']);
    expect(find(opf, "//opf:meta[@property='dcterms:modified']")).toEqual(['2024-01-01T00:00:00Z']);
    expect(find(opf, '//dc:identifier[@id = /opf:package/@unique-identifier]').length).toBe(1);
    expect(find(opf, '/opf:package/@version')).toEqual(['3.0']);
    expect(find(opf, '/opf:package/@xml:lang')).toEqual(['zh-Hant']);
  });

  it('gives people their roles', async () => {
    const opf = await packageFor('title: T\nauthors: [甲, 乙]\ntranslators: [丙]\neditor: 丁\nillustrators: [戊, 己]');
    expect(find(opf, '//dc:creator')).toEqual(['甲', '乙']);
    expect(find(opf, '//dc:contributor')).toEqual(['丙', '丁', '戊', '己']);
    const roles = find(opf, '//dc:creator/@id | //dc:contributor/@id').map((id) =>
      find(opf, `//opf:meta[@refines='#${id}' and @property='role' and @scheme='marc:relators']`).join(),
    );
    expect(roles).toEqual(['aut', 'aut', 'trl', 'edt', 'ill', 'ill']);
  });

  it('files names and the title under the given sort keys', async () => {
    const opf = await packageFor(
      'title: 呐喊\nauthors: [鲁迅, 乙]\nfile-as:\n  鲁迅: Lu Xun\n  呐喊: Na han\n  nobody: x',
    );
    const filed = find(opf, "//opf:meta[@property='file-as']/@refines").map((id) => [
      find(opf, `//*[@id='${id.slice(1)}']`)[0],
      find(opf, `//opf:meta[@property='file-as' and @refines='${id}']`)[0],
    ]);
    expect(filed).toEqual([
      ['呐喊', 'Na han'],
      ['鲁迅', 'Lu Xun'],
    ]);
  });

  it('claims an accessibility level only as given in book.yaml', async () => {
    const claim = async (lines: string) => {
      const { epub } = await buildInMemory({ 'book.yaml': `title: B\n${lines}articles: [a.md]\n`, 'a.md': '# A\n' });
      const opf = packageOf(epub);
      return find(opf, "//opf:meta[@property='dcterms:conformsTo' or @property='a11y:certifiedBy']");
    };
    expect(await claim('')).toEqual([]);
    expect(await claim('accessibility:\n  conforms-to: wcag 2.2 aa\n  certified-by: 某某\n')).toEqual([
      'EPUB Accessibility 1.1 - WCAG 2.2 Level AA',
      '某某',
    ]);
  });

  it('has everything that front matter says', async () => {
    const opf = await packageFor(
      'title: T\ndate: 2024-05\ndescription: D & d\npublisher: P\nrights: R\nurl: https://example.org/a\ntags: [x, y]\nseries: {name: S, position: 3}',
    );
    const values = ['date', 'description', 'publisher', 'rights', 'source', 'subject'].map((name) =>
      find(opf, `//dc:${name}`),
    );
    expect(values).toEqual([['2024-05'], ['D & d'], ['P'], ['R'], ['https://example.org/a'], ['x', 'y']]);
    expect(find(opf, "//opf:meta[@property='belongs-to-collection']")).toEqual(['S']);
    expect(find(opf, "//opf:meta[@refines='#series']")).toEqual(['series', '3']);
  });

  it('has no position for a series without one', async () => {
    const opf = await packageFor('title: T\nseries: S');
    expect(find(opf, "//opf:meta[@refines='#series']")).toEqual(['series']);
  });

  it.each(['title: T', 'title: T\nauthors: []\ntags: []\ndescription: ""\nseries:\npublisher:'])(
    'leaves out what %j does not say',
    async (frontMatter) => {
      const opf = await packageFor(frontMatter);
      expect(find(opf, '//opf:metadata/*[not(normalize-space()) and not(@content)]')).toEqual([]);
      expect(count(opf, '//dc:creator | //dc:description | //dc:publisher | //dc:rights | //dc:date')).toBe(0);
    },
  );

  it('has ids that are unique, whatever the articles are called', async () => {
    const names = [
      'title',
      'book-id',
      'series',
      'creator-1',
      'contributor-1',
      'ncx',
      'style',
      'contents',
      'toc',
      'cover',
    ];
    const { epub } = await buildInMemory({
      'book.yaml': `title: B\nauthors: [a]\ntranslators: [b]\nseries: S\narticles:\n${names.map((name) => `  - ${name}.md\n`).join('')}`,
      ...Object.fromEntries(names.map((name) => [`${name}.md`, `# ${name}\n`])),
    });
    const ids = find(packageOf(epub), '//@id');
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(documentsOf(epub).length).toBe(names.length + 2);
  });

  it.each([
    '<%= process.env %>',
    '<%- 1 %>',
    '%><%',
    '{{title}}',
    '{{{title}}}',
    '</dc:title>',
    ']]>',
    '&xxe;',
    '"><x',
  ])('prints the title %j as it is, everywhere', async (title) => {
    const { epub, html } = await buildInMemory(
      {
        'a.md': `---\ntitle: ${JSON.stringify(title)}\nauthors: [${JSON.stringify(title)}]\n---\n\n${title.replaceAll('<', '\\<')}\n`,
      },
      { formats: ['epub', 'html'] },
    );
    expect(find(packageOf(epub), '//dc:title | //dc:creator')).toEqual([title, title]);
    expect(find(textOf(epub, 'OEBPS/a.xhtml'), '//h:h1 | //h:title')).toEqual([title, title]);
    expect(find(textOf(epub, 'OEBPS/toc.xhtml'), "//h:nav[@e:type='toc']//h:a")).toEqual([title]);
    expect(find(textOf(epub, 'OEBPS/toc.ncx'), '//ncx:docTitle | //ncx:navLabel')).toEqual([title, title]);
    expect(html).not.toContain(`<title>${title}</title>`.replace('{{title}}', 'never'));
    for (const text of epub.values()) if (typeof text === 'string') expect(text).not.toContain('PATH');
  });
});

describe('accessibility', () => {
  const properties = (opf: string, name: string) => find(opf, `//opf:meta[@property='schema:${name}']`);

  it.each([
    ['a text without pictures', 'words', ['textual'], ['textual'], false],
    ['pictures that all have words', '![a](a.png) and ![b](b.png)', ['textual', 'visual'], ['textual'], true],
    ['a picture without words', '![a](a.png) and ![](b.png)', ['textual', 'visual'], ['textual,visual'], false],
    ['an ornament', '![a](a.png) and <img src="b.png" alt="">', ['textual', 'visual'], ['textual'], true],
  ])('of %s is told as it is', async (_, body, modes, sufficient, alternatives) => {
    const { epub } = await buildInMemory({
      'a.md': `# T\n\n${body}\n`,
      'a.png': await drawImage(100, 50),
      'b.png': await drawImage(50, 100),
    });
    const opf = packageOf(epub);
    expect(properties(opf, 'accessMode')).toEqual(modes);
    expect(properties(opf, 'accessModeSufficient')).toEqual(sufficient);
    expect(properties(opf, 'accessibilityFeature').includes('alternativeText')).toBe(alternatives);
    expect(properties(opf, 'accessibilityFeature')).toContain('tableOfContents');
    expect(properties(opf, 'accessibilityHazard').length).toBeGreaterThan(0);
    expect(properties(opf, 'accessibilitySummary').length).toBe(1);
    // Only people can judge conformance.
    expect(opf).not.toContain('conformsTo');
  });

  it('names MathML when there is some', async () => {
    const formula = '<math alttext="x"><mi>x</mi></math>';
    expect(properties(await packageFor('title: T', formula), 'accessibilityFeature')).toContain('MathML');
    expect(properties(await packageFor('title: T'), 'accessibilityFeature')).not.toContain('MathML');
  });
});

describe('the manifest', () => {
  it('names every file but itself, and nothing else', async () => {
    const { epub } = await buildInMemory({
      ...many,
      'preface.md': '# 序\n\n![a](a.png)\n',
      'a.png': await drawImage(40, 30),
    });
    const hrefs = find(packageOf(epub), '//opf:item/@href').map((href) => `OEBPS/${href}`);
    const files = [...epub.keys()].filter((name) => name.startsWith('OEBPS/') && name !== 'OEBPS/content.opf');
    expect(hrefs.sort()).toEqual(files.sort());
  });

  it.each([
    ['neither', 'words &lt;math &lt;svg ` <svg ` <b title="<math x">x</b>', null],
    ['mathml', '<math><mi>x</mi></math>', 'mathml'],
    ['svg', '<svg viewBox="0 0 1 1"><rect width="1" height="1"/></svg>', 'svg'],
    ['mathml and svg', '<math><mi>x</mi></math> <svg viewBox="0 0 1 1"></svg>', 'mathml svg'],
  ])('says %s where that is true', async (_, body, properties) => {
    const opf = await packageFor('title: T', body);
    expect(find(opf, "//opf:item[@id='a']/@properties")).toEqual(properties === null ? [] : [properties]);
    expect(find(opf, "//opf:item[@properties='nav']/@href")).toEqual(['toc.xhtml']);
  });

  it('names the cover for new devices and for old ones', async () => {
    const { epub } = await buildInMemory({
      'a.md': '---\ntitle: T\ncover: c.png\n---\n\nx\n',
      'c.png': await drawImage(300, 480),
    });
    const opf = packageOf(epub);
    const [id] = find(opf, "//opf:item[@properties='cover-image']/@id");
    expect(find(opf, "//opf:meta[@name='cover']/@content")).toEqual([id]);
    expect(find(opf, '//opf:itemref/@idref')).toEqual(['cover', 'title-page', 'contents', 'a']);
    expect(find(textOf(epub, 'OEBPS/cover.xhtml'), '//h:img/@alt')).toEqual(['Cover: T']);
  });
});

describe('reading order', () => {
  it('is one in spine, navigation and NCX', async () => {
    const { epub } = await buildInMemory(many);
    const spine = spineOf(epub);
    const fileOf = (href: string) => href.replace(/#.*/, '');
    for (const [name, path] of [
      ['toc.xhtml', "//h:nav[@e:type='toc']//h:a/@href"],
      ['toc.ncx', '//ncx:content/@src'],
    ] as const) {
      const hrefs = find(textOf(epub, `OEBPS/${name}`), path);
      expect(hrefs.length).toBeGreaterThan(8);
      const order = hrefs.map((href) => spine.indexOf(fileOf(href)));
      expect(order, name).toEqual([...order].sort((first, second) => first - second));
      expect([...new Set(hrefs.map(fileOf))], name).toEqual(spine.slice(2));
    }
  });

  it('is counted without a gap in the NCX', async () => {
    const { epub } = await buildInMemory(many);
    const ncx = textOf(epub, 'OEBPS/toc.ncx');
    const order = find(ncx, '//ncx:navPoint/@playOrder').map(Number);
    expect(order).toEqual(order.map((_, index) => index + 1));
    expect(new Set(find(ncx, '//@id')).size).toBe(order.length);
    expect(find(ncx, "//ncx:meta[@name='dtb:depth']/@content")).toEqual(['4']);
    expect(find(ncx, "//ncx:meta[@name='dtb:uid']/@content")).toEqual(find(packageOf(epub), '//dc:identifier'));
  });

  it('leads only to places that exist, from every document', async () => {
    const { epub } = await buildInMemory({
      ...many,
      'preface.md': '# 序\n\n[一](一.md#小结) [二](two.md) [三](three.md#none)\n',
    });
    expect(lostLinks(epub)).toEqual([]);
    expect(find(textOf(epub, 'OEBPS/preface.xhtml'), '//h:section//h:a/@href').length).toBe(3);
  });

  it('of the headings in a document is that of the navigation', async () => {
    const { epub } = await buildInMemory(many);
    const targets = find(textOf(epub, 'OEBPS/toc.xhtml'), "//h:nav[@e:type='toc']//h:a/@href");
    for (const [path, text] of documentsOf(epub)) {
      const ids = find(text, '//@id');
      const wanted = targets
        .filter((href) => `OEBPS/${href}`.startsWith(`${path}#`))
        .map((href) => href.split('#')[1]!);
      const found = wanted.map((id) => ids.indexOf(id));
      expect(found).toEqual([...found].sort((first, second) => first - second));
    }
  });
});

describe('the navigation document', () => {
  it('nests as the book does, and labels everything', async () => {
    const { epub } = await buildInMemory(many);
    const nav = textOf(epub, 'OEBPS/toc.xhtml');
    expect(find(nav, "//h:nav[@e:type='toc']/h:ol/h:li/h:a")).toEqual(['序', '上编', '下编']);
    expect(find(nav, "//h:nav[@e:type='toc']/h:ol/h:li[2]/h:ol/h:li/h:a")).toEqual(['第一章', 'Two']);
    expect(find(nav, "//h:nav[@e:type='toc']//h:a[not(normalize-space())]")).toEqual([]);
    expect(count(nav, '//h:ol[not(h:li)]')).toBe(0);
    expect(find(nav, "//h:nav[@e:type='landmarks']//h:a/@e:type")).toEqual(['titlepage', 'toc', 'bodymatter']);
  });

  it('has documents with their own title and language', async () => {
    const { epub } = await buildInMemory(many);
    const two = textOf(epub, 'OEBPS/two.xhtml');
    expect(find(two, '/h:html/@lang | /h:html/@xml:lang')).toEqual(['en', 'en']);
    expect(find(two, '//h:title')).toEqual(['Two']);
    expect(find(textOf(epub, 'OEBPS/preface.xhtml'), '/h:html/@lang')).toEqual(['zh-CN']);
    for (const [name, text] of documentsOf(epub)) expect(faultOf(text), name).toBeNull();
  });
});

function spineOf(epub: MemoryBuild['epub']): string[] {
  const opf = packageOf(epub);
  return find(opf, '//opf:itemref/@idref').map((id) => find(opf, `//opf:item[@id='${id}']/@href`)[0]!);
}

/** Links whose document or anchor is not in the book. */
function lostLinks(epub: MemoryBuild['epub']): string[] {
  const ids = new Map(
    documentsOf(epub).map(([name, text]) => [name.replace('OEBPS/', ''), new Set(find(text, '//@id'))]),
  );
  return documentsOf(epub).flatMap(([name, text]) =>
    find(text, '//h:a/@href')
      .filter((href) => !/^https?:/.test(href))
      .filter((href) => {
        const [file, anchor] = href.split('#');
        const target = ids.get(file === '' ? name.replace('OEBPS/', '') : file!);
        return target === undefined || (anchor !== undefined && !target.has(decodeURIComponent(anchor)));
      }),
  );
}
