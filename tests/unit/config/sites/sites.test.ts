import { describe, expect, test } from 'vitest';
import { findBooks } from '../../../../src/config/find-books.ts';
import { buildOptions } from '../../../support/build-memory.ts';
import { memoryHost } from '../../../support/memory-host.ts';

const pages = (...names: string[]) => Object.fromEntries(names.map((name) => [`/w/${name}`, '# Page\n']));

/** Each book as its title and lines: `# part`, then pages, indented as they are nested. */
async function outline(files: Record<string, string>) {
  const host = memoryHost(files);
  const { value, diagnostics } = await findBooks({ ...buildOptions(), paths: ['/w'], workingFolder: '/w' }, host);
  const lines = value.map(({ meta, parts }) => [
    meta.title,
    ...parts.flatMap(({ title, articles }) => [
      ...(title === null ? [] : [`# ${title}`]),
      ...articles.map(
        (each) => `${'  '.repeat(each.depth ?? 0)}${each.value.slice(3)}${each.title ? ` = ${each.title}` : ''}`,
      ),
    ]),
  ]);
  return { books: value, lines, codes: diagnostics.map(({ code }) => code) };
}

describe('mdBook', () => {
  test('gives title, authors, parts and nested chapters of its SUMMARY.md', async () => {
    const { lines, books, codes } = await outline({
      '/w/book.toml': '[book]\ntitle = "The Book"\nauthors = ["Ada", "Ben"]\nlanguage = "en"\n[output.html]\n',
      '/w/src/SUMMARY.md':
        '# Summary\n\n[Preface](preface.md)\n\n# Part *One*\n\n- [Chapter `one`](one.md)\n  - [Section](one/section.md)\n    * [Deeper](one/deeper.md)\n- [Draft]()\n- [Two](./two.md)\n\n---\n\n[After](after.md)\n',
      ...pages('src/preface.md', 'src/one.md', 'src/one/section.md', 'src/one/deeper.md', 'src/two.md', 'src/after.md'),
    });
    expect(lines).toEqual([
      [
        'The Book',
        'src/preface.md = Preface',
        '# Part One',
        'src/one.md = Chapter one',
        '  src/one/section.md = Section',
        '    src/one/deeper.md = Deeper',
        'src/two.md = Two',
        'src/after.md = After',
      ],
    ]);
    expect(books[0]).toMatchObject({ meta: { authors: ['Ada', 'Ben'], language: 'en' }, root: '/w', name: 'w' });
    expect(codes).toEqual([]);
  });
});

test('an octavo.yaml beside the configuration of a tool sets how its book is made', async () => {
  const files = {
    '/w/octavo.yaml': 'pdf: { page: B5 }\n',
    '/w/book.toml': '[book]\ntitle = "The Book"\n',
    '/w/src/SUMMARY.md': '- [One](one.md)\n',
    ...pages('src/one.md'),
  };
  const { lines, books } = await outline(files);
  expect(lines).toEqual([['The Book', 'src/one.md = One']]);
  expect(books[0]).toMatchObject({ name: 'w', page: { width: 176 } });
  const withVolume = await outline({
    ...files,
    '/w/octavo.yaml': 'volumes: [{ title: Essays }]\n',
    ...pages('essays/two.md'),
  });
  expect(withVolume.lines).toEqual([
    ['The Book', 'src/one.md = One'],
    ['Essays', 'essays/two.md'],
  ]);
});

test('GitBook is a SUMMARY.md alone, or with a book.json', async () => {
  const summary =
    '# Table of contents\n\n* [Intro](README.md)\n\n## Use\n\n* [Start](use/start.md "First steps")\n* [Web](https://example.org)\n';
  const files = { '/w/SUMMARY.md': summary, ...pages('README.md', 'use/start.md') };
  const expected = ['README.md = Intro', '# Use', 'use/start.md = Start'];
  expect((await outline(files)).lines).toEqual([[null, ...expected]]);
  expect((await outline({ ...files, '/w/book.json': '{"title": "Guide", "author": "Ada"}' })).lines).toEqual([
    ['Guide', ...expected],
  ]);
});

describe('MkDocs', () => {
  test('gives the pages and titles of nav', async () => {
    const { lines, codes } = await outline({
      '/w/mkdocs.yml':
        'site_name: Docs\nmarkdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\nnav:\n  - Home: index.md\n  - Guide:\n    - guide/one.md\n    - Second: guide/two.md\n    - Deep:\n      - guide/deep.md\n  - GitHub: https://example.org\n',
      ...pages('docs/index.md', 'docs/guide/one.md', 'docs/guide/two.md', 'docs/guide/deep.md'),
    });
    expect(lines).toEqual([
      [
        'Docs',
        'docs/index.md = Home',
        '# Guide',
        'docs/guide/one.md',
        'docs/guide/two.md = Second',
        '# Guide · Deep',
        'docs/guide/deep.md',
      ],
    ]);
    expect(codes).toEqual([]);
  });

  test('without nav lists its pages by folder, the index first', async () => {
    const { lines } = await outline({
      '/w/mkdocs.yml': 'site_name: Docs\n',
      ...pages('docs/zebra.md', 'docs/index.md', 'docs/user-guide/a.md'),
    });
    expect(lines).toEqual([['Docs', 'docs/index.md', 'docs/zebra.md', '# User guide', 'docs/user-guide/a.md']]);
  });
});

test('Quarto gives chapters, parts and appendices', async () => {
  const { lines } = await outline({
    '/w/_quarto.yml':
      'project:\n  type: book\nbook:\n  title: Stats\n  author: [Ada, {name: Ben}]\n  chapters:\n    - index.md\n    - part: Basics\n      chapters:\n        - one.md\n    - two.md\n  appendices: [app.md]\n',
    ...pages('index.md', 'one.md', 'two.md', 'app.md'),
  });
  expect(lines).toEqual([['Stats', 'index.md', '# Basics', 'one.md', 'two.md', 'app.md']]);
});

describe('VitePress and VuePress', () => {
  test('give the sidebar of a script that is not run', async () => {
    const { lines } = await outline({
      '/w/.vitepress/config.ts': `
        import { defineConfig, type DefaultTheme } from 'vitepress'
        import { guide } from './parts/index.js'
        const base: string = process.exit(1)
        export default defineConfig({ title: 'Vite', lang: 'en', themeConfig: { nav: [], sidebar: { '/guide/': sidebarGuide(), '/api/': { base: '/api/', items: [{ text: 'API', items: [{ text: 'Calls', link: 'calls' }] }] } } } })
        function sidebarGuide(): DefaultTheme.SidebarItem[] { return [{ text: \`Guide\`, collapsed: false, items: [...guide, { text: 'Home', link: '/' }] }] }`,
      '/w/.vitepress/parts/index.ts': `export * from './all.js'`,
      '/w/.vitepress/parts/all.ts': `export { guide } from '../guide'`,
      '/w/.vitepress/guide.ts': `export const guide = [{ text: 'Start', link: '/guide/start' }, { text: 'More', link: '/guide/more.html#top' }]`,
      ...pages('index.md', 'guide/start.md', 'guide/more.md', 'api/calls.md'),
    });
    expect(lines).toEqual([
      [
        'Vite',
        '# Guide',
        'guide/start.md = Start',
        'guide/more.md = More',
        'index.md = Home',
        '# API',
        'api/calls.md = Calls',
      ],
    ]);
  });

  test('give items as VuePress writes them', async () => {
    const { lines } = await outline({
      '/w/.vuepress/config.js': `module.exports = { title: 'Vue', themeConfig: { sidebar: [ '/', ['/about', 'About us'], { title: 'Guide', path: '/guide/', children: ['/guide/one', { text: 'Two', link: '/guide/two.md' }] }, { text: 'More', prefix: '/more/', children: ['a.md'] } ] } }`,
      ...pages('README.md', 'about.md', 'guide/README.md', 'guide/one.md', 'guide/two.md', 'more/a.md'),
    });
    expect(lines).toEqual([
      [
        'Vue',
        'README.md',
        'about.md = About us',
        '# Guide',
        'guide/README.md',
        'guide/one.md',
        'guide/two.md = Two',
        '# More',
        'more/a.md',
      ],
    ]);
  });

  test('end with a script that refers to itself or grows without end', async () => {
    const bomb = Array.from({ length: 40 }, (_, index) => `const a${index} = [a${index + 1}, a${index + 1}]`).join(
      '\n',
    );
    const files = {
      '/w/.vitepress/config.js': `${bomb}\nconst loop = loop\nexport default { themeConfig: { sidebar: [a0, loop] } }`,
      ...pages('one.md'),
    };
    expect((await outline(files)).lines).toEqual([[null, 'one.md']]);
  });
});

describe('a blog', () => {
  test.each([
    [
      'Hugo',
      { '/w/hugo.toml': '', ...pages('content/posts/one/index.md', 'archetypes/default.md', 'themes/x/README.md') },
      ['posts/one'],
    ],
    [
      'Hexo',
      { '/w/_config.yml': '', ...pages('source/_posts/one.md', 'scaffolds/post.md', 'source/_drafts/x.md') },
      ['one'],
    ],
    ['Jekyll', { '/w/_config.yml': '', ...pages('_posts/2024-01-01-one.md', '_layouts/x.md') }, ['2024-01-01-one']],
  ])('of %s has its articles where the tool has them', async (_, files, names) => {
    const { books } = await outline(files as unknown as Record<string, string>);
    expect(books.map(({ name }) => name)).toEqual(names);
  });
});

test('a page of a list cannot lie outside the repository', async () => {
  const { lines, codes } = await outline({
    '/w/SUMMARY.md': '- [One](one.md)\n- [Secret](../secret.md)\n',
    '/secret.md': '',
    ...pages('one.md'),
  });
  expect([lines, codes]).toEqual([[[null, 'one.md = One']], ['page-missing']]);
});
