import { describe, expect, it } from 'vitest';
import { buildInMemory } from '../support/build-memory.ts';

/** Eight articles of different folders, years, tags and sizes. */
function library(octavoYaml: string): Record<string, string> {
  const articles = Array.from({ length: 8 }, (_, index) => {
    const folder = index % 2 === 0 ? 'ai' : 'data';
    const year = index < 4 ? 2023 : 2024;
    const text = `---\ntitle: Article ${index}\ndate: ${year}-0${index + 1}-01\nauthor: ${index % 3 === 0 ? 'Ada' : 'Ben'}\ntags: [t${index % 2}]\nurl: https://news.example.org/a-${index}/\n---\n\nText of article ${index}, and a [sibling](https://blog.example.com/2024/01/01/a-${(index + 1) % 8}/).\n\n${incompressible(index, 3000)}\n`;
    return [`${folder}/a-${index}/a-${index}.md`, text];
  });
  return {
    'octavo.yaml': `site: https://blog.example.com\nstandalone: off\n${octavoYaml}`,
    ...Object.fromEntries(articles),
  };
}

/** Words that no compression makes much smaller, the same in every run. */
function incompressible(seed: number, count: number): string {
  let state = seed + 1;
  const next = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state.toString(36);
  };
  return Array.from({ length: count / 6 }, next).join(' ');
}

describe('a volume', () => {
  it('holds the articles that its globs and conditions choose, by date', async () => {
    const { books, epub } = await buildInMemory(
      library(
        'volumes:\n  - title: Ben on AI\n    articles: ai/**\n    where: { author: Ben, from: 2023, to: 2024-06 }\n',
      ),
    );
    expect(books.map(({ name, title }) => [name, title])).toEqual([['Ben on AI', 'Ben on AI']]);
    expect(titlesIn(epub)).toEqual(['Article 2', 'Article 4']);
  });

  it.each([
    ['newest', ['7', '6', '5', '4', '3', '2', '1', '0']],
    ['path', ['0', '2', '4', '6', '1', '3', '5', '7']],
    ['title', ['0', '1', '2', '3', '4', '5', '6', '7']],
  ])('in order of %s', async (order, expected) => {
    const { epub } = await buildInMemory(library(`volumes:\n  - { title: All, order: ${order} }\n`));
    expect(titlesIn(epub).map((title) => title.at(-1))).toEqual(expected);
  });

  it('groups articles into parts', async () => {
    const { epub } = await buildInMemory(library('volumes:\n  - { title: All, group: year }\n'));
    const nav = text(epub, 'OEBPS/toc.xhtml');
    expect([...nav.matchAll(/>(2023|2024|Article \d)</g)].map(([, name]) => name).slice(0, 5)).toEqual([
      '2023',
      'Article 0',
      'Article 1',
      'Article 2',
      'Article 3',
    ]);
  });

  it('is split by year and numbered as a series', async () => {
    const { books, host } = await buildInMemory(library('volumes:\n  - { title: All, split: year }\n'));
    expect(books.map(({ name, title }) => [name, title])).toEqual([
      ['All-2023', 'All · 2023'],
      ['All-2024', 'All · 2024'],
    ]);
    expect([...host.files.keys()].filter((path) => path.endsWith('.epub'))).toHaveLength(2);
  });

  it('is split at a size, and no part is larger', async () => {
    const { books } = await buildInMemory(library('volumes:\n  - { title: All, split: 20kB }\n'));
    expect(books.length).toBeGreaterThan(1);
    for (const { outputs } of books) expect(outputs[0]!.size.whole).toBeLessThanOrEqual(20_000);
    expect(books.flatMap(({ inputs }) => inputs)).toHaveLength(8);
  });

  it('says so when a single article is larger than the limit', async () => {
    const { books, diagnostics } = await buildInMemory(library('volumes:\n  - { title: All, split: 2kB }\n'));
    expect(books).toHaveLength(8);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['volume-too-large']));
  });

  it('links its articles to one another by the permalinks of the site', async () => {
    const { epub } = await buildInMemory(library('volumes:\n  - { title: All }\n'));
    const documents = [...epub.keys()].filter((name) => /a-\d\.xhtml$/.test(name)).map((name) => text(epub, name));
    expect(documents).toHaveLength(8);
    for (const document of documents) {
      expect(document).toMatch(/<a href="a-\d\.xhtml#?[^"]*">sibling<\/a>/);
      expect(document).not.toContain('blog.example.com');
    }
  });

  it('ends with an index of its articles by source, author and date, unless that is off', async () => {
    const { epub } = await buildInMemory(library('volumes:\n  - { title: All }\n'));
    const index = text(epub, 'OEBPS/article-index.xhtml');
    expect(index).toContain('<a href="a-3.xhtml">Article 3</a>');
    expect([...index.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, name]) => name).slice(0, 4)).toEqual([
      'news.example.org',
      'Ada',
      'Ben',
      '2023-01',
    ]);
    const without = await buildInMemory(library('volumes:\n  - { title: All, index: off }\n'));
    expect([...without.epub.keys()]).not.toContain('OEBPS/article-index.xhtml');
  });
});

it('an article that is a book by itself keeps the links to its siblings', async () => {
  const { epub } = await buildInMemory({ ...library(''), 'octavo.yaml': 'site: https://blog.example.com\n' });
  expect(text(epub, 'OEBPS/a-0.xhtml')).toContain('href="https://blog.example.com/2024/01/01/a-1/"');
});

it('a link by path to an article outside the book leads to where that is published, or is text with one note', async () => {
  const files = {
    'octavo.yaml': 'site: https://blog.example.com\nstandalone: on\n',
    'one/one.md': '# One\n\n[two](../two/two.md#x), [three](../three.md), [four](../four.md), [again](../four.md)\n',
    'two/two.md': '---\nurl: https://news.example.org/two/\n---\n\n# Two\n\nText.\n',
    'three.md': '---\npermalink: /2024/three/\n---\n\n# Three\n\nText.\n',
    'four.md': '# Four\n\nText.\n',
  };
  const { books, diagnostics, host } = await buildInMemory(files, { formats: ['html'] });
  const html = new TextDecoder().decode(host.files.get(books.find(({ name }) => name === 'one')!.outputs[0]!.path));
  expect(html).toContain('<a href="https://news.example.org/two/">two</a>');
  expect(html).toContain('<a href="https://blog.example.com/2024/three/">three</a>');
  expect(html).toContain('<span>four</span>');
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ['link-outside-book', 'links to articles outside this book: ../four.md and 1 more; only their text was kept'],
  ]);
});

it('what octavo.yaml says of all books counts where a book says nothing', async () => {
  const { books, epub } = await buildInMemory({
    'octavo.yaml': 'publisher: Example Press\nauthor: The Editors\npdf: { page: B5 }\nepub: { fonts: none }\n',
    'one/one.md': '# One\n\nText.\n',
    'two/book.yaml': 'title: Two\nauthor: Ada\npublisher: Own Press\narticles: [two.md]\n',
    'two/two.md': '# Two\n\nText.\n',
  });
  expect(books.map(({ name }) => name)).toEqual(['one', 'two']);
  expect(text(epub, 'OEBPS/content.opf')).toContain('Example Press');
  expect(text(epub, 'OEBPS/content.opf')).toContain('The Editors');
});

function text(epub: ReadonlyMap<string, Uint8Array | string>, name: string): string {
  const found = epub.get(name);
  expect(found, `${name} in ${[...epub.keys()].join(' ')}`).toBeDefined();
  return typeof found === 'string' ? found : new TextDecoder().decode(found);
}

function titlesIn(epub: ReadonlyMap<string, Uint8Array | string>): string[] {
  const nav = text(epub, 'OEBPS/toc.xhtml').split('</nav>')[0]!;
  return [...nav.matchAll(/>(Article \d)</g)].map(([, title]) => title!);
}
