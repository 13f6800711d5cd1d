/** The catalogue of builds in memory: which books it lists after which builds, and what its three files say of them. */
import { readFileSync } from 'node:fs';
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { buildBooks } from '../../../src/build.ts';
import type { Catalogue } from '../../../src/catalogue/catalogue.ts';
import { buildInMemory, buildOptions, type MemoryBuild, type MemoryBuildOptions } from '../../support/build-memory.ts';
import type { MemoryHost } from '../../support/memory-host.ts';
import { drawImage } from '../../support/pictures.ts';
import { find } from '../../support/xml.ts';

const two = {
  'ai/a.md': '---\ntitle: First\nauthor: Ada\ndate: 2023-05-01\n---\n\nx\n',
  'data/b.md':
    '---\ntitle: 第二\nauthor: 王\ndate: 2024-02\ntags: [甲, 乙]\nurl: https://example.org/b/\n---\n\n正文。\n',
};

function textOf({ host }: { host: MemoryHost }, name: string): string {
  return new TextDecoder().decode(host.files.get(`/dist/${name}`));
}

function catalogueOf(build: { host: MemoryHost }): Catalogue {
  return JSON.parse(textOf(build, 'catalog.json'));
}

function namesIn(build: { host: MemoryHost }): string[] {
  return catalogueOf(build).books.map(({ name }) => name);
}

/** Another build with the files that the last one left. */
async function buildAgain(last: MemoryBuild, paths: string[], options: Partial<MemoryBuildOptions> = {}) {
  const files = Object.fromEntries(last.host.files);
  return buildInMemory({ ...files }, { paths, ...options });
}

function isValidFeed(feed: string): true {
  const schema = XmlDocument.fromBuffer(readFileSync(new URL('../../support/opds.rng', import.meta.url)));
  const validator = RelaxNGValidator.fromDoc(schema);
  const document = XmlDocument.fromString(feed);
  try {
    validator.validate(document);
    return true;
  } finally {
    document.dispose();
    validator.dispose();
    schema.dispose();
  }
}

const atom = (feed: string) => feed.replace(/ xmlns="[^"]*"/, '');

describe('a catalogue', () => {
  it('lists the books of a build with their metadata and files, newest first', async () => {
    const build = await buildInMemory(two, { formats: ['epub', 'html'] });
    expect(build.catalogue).toMatchObject({
      paths: ['/dist/index.html', '/dist/catalog.xml', '/dist/catalog.json'],
      books: 2,
    });
    const { books, language, title } = catalogueOf(build);
    expect([language, title]).toEqual(['zh-CN', null]);
    expect(books).toMatchObject([
      {
        name: 'data/b',
        title: '第二',
        authors: ['王'],
        language: 'zh-CN',
        date: '2024-02',
        tags: ['甲', '乙'],
        source: 'https://example.org/b/',
        files: [
          {
            path: 'data/b.epub',
            format: 'epub',
            target: 'generic',
            bytes: build.host.files.get('/dist/data/b.epub')!.length,
          },
          { path: 'data/b.html', format: 'html', target: null },
        ],
      },
      { name: 'ai/a', title: 'First', language: 'en', date: '2023-05-01' },
    ]);
  });

  it('is not written for a single book, for octavo check, or where octavo.yaml turns it off', async () => {
    const single = await buildInMemory({ 'a.md': 'x' });
    const check = await buildInMemory(two, { task: { check: true } });
    const off = await buildInMemory({ ...two, 'octavo.yaml': 'catalogue: off\n' });
    for (const { catalogue, host } of [single, check, off]) {
      expect(catalogue).toBeNull();
      expect([...host.files.keys()].filter((path) => /^\/dist\/(?:index|catalog)/.test(path))).toEqual([]);
    }
  });

  it('has the title, description and language of octavo.yaml', async () => {
    const build = await buildInMemory({ ...two, 'octavo.yaml': 'title: T & T\ndescription: D\nlanguage: en\n' });
    expect(catalogueOf(build)).toMatchObject({ title: 'T & T', description: 'D', language: 'en' });
    expect(textOf(build, 'index.html')).toContain('<title>T &amp; T</title>');
  });

  it('keeps the other entries when a part of the library or one article is built', async () => {
    const all = await buildInMemory({ ...two, 'octavo.yaml': 'title: T\n' });
    const files = { ...Object.fromEntries(all.host.files), '/desk/ai/c.md': '---\ndate: 2025\n---\nx\n' };
    const part = await buildInMemory(files, { paths: ['ai'] });
    expect(namesIn(part)).toEqual(['ai/c', 'data/b', 'ai/a']);
    const one = await buildInMemory({ ...files, '/desk/ai/d.md': 'x' }, { paths: ['ai/d.md'] });
    expect(namesIn(one).sort()).toEqual(['ai/a', 'ai/d', 'data/b']);
    expect([catalogueOf(one).title, catalogueOf(one).id]).toEqual(['T', catalogueOf(all).id]);
  });

  it('gets no entry for an article named by its path outside a library, but updates the one it has', async () => {
    const first = await buildInMemory({ 'a.md': '# A\n', 'b.md': '# B\n' });
    const files = { ...Object.fromEntries(first.host.files), '/desk/a.md': '# New\n', '/desk/c.md': '# C\n' };
    const again = await buildInMemory(files, { paths: ['a.md', 'c.md'] });
    expect(
      catalogueOf(again)
        .books.map(({ title }) => title)
        .sort(),
    ).toEqual(['B', 'New']);
  });

  it('drops entries whose files are gone, and keeps those of a book that fails or is built in another format', async () => {
    const first = await buildInMemory({ 'a.md': 'x', 'b.md': 'x', 'c.md': 'x' }, { formats: ['epub'] });
    const files = Object.fromEntries(first.host.files);
    delete files['/dist/a.epub'];
    delete files['/desk/a.md'];
    files['/desk/b.md'] = Buffer.from([0x23, 0xff, 0xfe]);
    const second = await buildInMemory(files, { formats: ['html'] });
    expect(second.failed).toBe(true);
    expect(catalogueOf(second).books.map(({ name, files }) => [name, files.map(({ path }) => path)])).toEqual([
      ['b', ['b.epub']],
      ['c', ['c.html', 'c.epub']],
    ]);
  });

  it('has the same bytes after a second build', async () => {
    const first = await buildInMemory(two);
    const second = await buildAgain(first, ['.'], { today: new Date('2030-01-01') });
    for (const name of ['index.html', 'catalog.xml', 'catalog.json'])
      expect(textOf(second, name)).toBe(textOf(first, name));
  });

  it('has the cover of a book and its thumbnail, converted once', async () => {
    const cover = await drawImage(1000, 1600);
    const files = { 'c.md': '---\ncover: c.png\n---\nx\n', 'c.png': cover, 'd.md': 'x' };
    const build = await buildInMemory(files);
    const [entry] = catalogueOf(build).books.filter(({ name }) => name === 'c');
    expect(entry!.cover).toMatchObject({ width: 800, height: 1280 });
    expect(entry!.thumbnail).toMatchObject({ width: 280, height: 448 });
    for (const image of [entry!.cover!, entry!.thumbnail!])
      expect(build.host.files.has(`/dist/${image.path}`), image.path).toBe(true);
    expect(catalogueOf(build).books.find(({ name }) => name === 'd')!.cover).toBeNull();
    const noConverter = { ...build.host, convert: async () => ({ kind: 'died' as const, reason: 'crash' as const }) };
    const again = await buildBooks(
      { ...buildOptions() },
      { check: false, strict: false, debugFolder: null },
      noConverter,
    );
    expect(again.catalogue?.books).toBe(2);
    expect(catalogueOf(build).books.find(({ name }) => name === 'c')).toEqual(entry);
  });

  it.each([
    ['the page of a book', { 'octavo.yaml': 'volumes: [{ title: All, name: index }]\n', 'a.md': 'x' }, 'All'],
    ['a file that is not from Octavo', { 'a.md': 'x', 'b.md': 'x', '/dist/index.html': '<p>mine</p>' }, 'mine'],
  ])('leaves %s at index.html', async (_, files, content) => {
    const build = await buildInMemory(files, { formats: ['html'] });
    expect(textOf(build, 'index.html')).toContain(content);
    expect(textOf(build, 'index.html')).not.toContain('Octavo catalogue');
    expect(build.diagnostics).toMatchObject([{ code: 'output-name-conflict', severity: 'warning' }]);
    expect([build.failed, build.catalogue?.paths[0]]).toEqual([false, '/dist/catalog.xml']);
    expect(textOf(build, 'catalog.xml')).not.toContain('rel="alternate"');
  });

  it('is written anew where catalog.json is damaged, and takes no path out of the folder from it', async () => {
    const damaged = await buildInMemory({ ...two, 'octavo.yaml': '', '/dist/catalog.json': '{"version": 1, "id"' });
    expect(namesIn(damaged)).toEqual(['data/b', 'ai/a']);
    const record = JSON.parse(textOf(damaged, 'catalog.json'));
    record.books[0].files[0].path = '../desk/ai/a.md';
    record.books[1].source = 'javascript:alert(1)';
    record.books.push(null, { name: 'x' }, 5);
    const files = { ...Object.fromEntries(damaged.host.files), '/dist/catalog.json': JSON.stringify(record) };
    const again = await buildInMemory(files, { paths: ['ai/a.md'] });
    expect(namesIn(again)).toEqual(['ai/a']);
    expect(textOf(again, 'index.html')).not.toContain('javascript:');
  });
});

describe('its feed', () => {
  const hostile = {
    'octavo.yaml': 'title: "<script>&\\"\\u0007"\n',
    'ai/a b#1%.md':
      '---\ntitle: "</title><script>alert(1)</script>"\nauthor: "a\\u0000<b>"\ndescription: "]]> & <x>"\n---\nx\n',
    '中文/文章？.md': '---\ntitle: 文章\ntags: ["<i>", "\\""]\nurl: "javascript:alert(1)"\n---\n\n正文。\n',
    'z.md':
      '---\ntitle: Z\ndate: 2024\nlanguage: ar\ntranslator: T\npublisher: P\nrights: R\nidentifier: isbn:978-0-306-40615-7\n---\nx\n',
  };

  it('is a valid OPDS 1.2 acquisition feed, whatever books are called', async () => {
    const feed = textOf(await buildInMemory(hostile, { formats: ['epub', 'html'] }), 'catalog.xml');
    expect(isValidFeed(feed)).toBe(true);
    expect(find(atom(feed), '/feed/link/@rel')).toEqual(['self', 'start', 'alternate']);
    expect(find(atom(feed), '//entry/title')).toContain('</title><script>alert(1)</script>');
    expect(find(atom(feed), '//entry/id')).toContain('urn:isbn:9780306406157');
    expect(feed).not.toContain('javascript:');
  });

  it('links to files by percent-encoded paths, with type and length', async () => {
    const build = await buildInMemory(hostile, { formats: ['epub'] });
    const feed = atom(textOf(build, 'catalog.xml'));
    const links = find(feed, '//entry/link[@rel="http://opds-spec.org/acquisition"]/@href');
    expect(links).toContain('ai/a%20b%231%25.epub');
    const paths = links.map((href) => decodeURIComponent(href)).sort();
    expect(paths.filter((path) => !build.host.files.has(`/dist/${path}`))).toEqual([]);
    expect(find(feed, '//entry/link/@type')).toEqual(Array(3).fill('application/epub+zip'));
    expect(find(feed, '//entry/link/@length')).toEqual(
      links.map((href) => String(build.host.files.get(`/dist/${decodeURIComponent(href)}`)!.length)),
    );
  });

  it('is as new as its newest entry, and no id stands in it twice', async () => {
    const files = {
      'a.md': '---\ndate: 2023-05-01\nurl: https://e.org/x\n---\nx\n',
      'b.md': '---\ndate: 2021\nurl: https://e.org/x\n---\nx\n',
    };
    const feed = atom(textOf(await buildInMemory(files), 'catalog.xml'));
    expect(find(feed, '/feed/updated')).toEqual(['2023-05-01T00:00:00.000Z']);
    expect(find(feed, '//entry/updated')).toEqual(['2023-05-01T00:00:00.000Z', '2021-01-01T00:00:00.000Z']);
    expect(new Set(find(feed, '//id')).size).toBe(3);
  });
});

describe('its page', () => {
  it('shows titles as text, and links to nothing but files and web pages', async () => {
    const build = await buildInMemory({
      'a.md': '---\ntitle: "<script>alert(1)</script>"\nauthor: "\\" onload=alert(1) x=\\""\n---\nx\n',
      'b.md': '---\ntitle: "{{{x}}}"\nurl: "javascript:alert(1)"\n---\nx\n',
    });
    const page = textOf(build, 'index.html');
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('>{{{x}}}</h2>');
    const links = [...page.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href!);
    expect(links.filter((href) => !/^(?:#books|[\w/%.-]+\.(?:epub|xml))$/.test(href))).toEqual([]);
  });

  it('has every label in both languages', async () => {
    const page = textOf(await buildInMemory(two), 'index.html');
    const [english, chinese] = ['en', 'zh'].map((name) => page.match(new RegExp(` data-${name}="[^"]+"`, 'g')) ?? []);
    expect(english!.length).toBeGreaterThan(10);
    expect(english).toHaveLength(chinese!.length);
    expect(page).toContain('data-en="February 2024" data-zh="2024年2月"');
  });
});
