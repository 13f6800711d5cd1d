import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadTemplates } from '../../../src/templates/load-templates.ts';
import { type MemoryHostOptions, memoryHost } from '../../support/memory-host.ts';
import { createConfig } from '../images/fixtures.ts';

const usual = '/octavo/templates';

async function load(own: Record<string, string>, links: MemoryHostOptions['links'] = {}) {
  const files = {
    [`${usual}/title-page.html`]: '<h1>{{title}}</h1>',
    [`${usual}/part.html`]: '<p>{{title}}</p>',
    [`${usual}/book.css`]: 'p { margin: 0 }',
    '/book/a.md': '',
    '/secret.html': 'secret',
    ...Object.fromEntries(Object.entries(own).map(([name, text]) => [`/book/templates/${name}`, text])),
  };
  const config = { ...createConfig(), folder: '/book', templateFolders: ['/book/templates', usual] };
  const { value, diagnostics } = await loadTemplates(config, memoryHost(files, { links }));
  const told = () =>
    [...diagnostics, ...value.problems()].map(({ code, place }) => `${code} ${place?.file}:${place?.line}`);
  return { templates: value, told };
}

const view = { title: 'T', words: { part: 'Part' } };

describe('a template of a book', () => {
  it('takes the place of the one of Octavo', async () => {
    const { templates, told } = await load({ 'title-page.html': '<h2>{{title}}</h2>' });
    expect(templates.fill('title-page.html', view)).toBe('<h2>T</h2>');
    expect(templates.fill('part.html', view)).toBe('<p>T</p>');
    expect(told()).toEqual([]);
  });

  it('that is a link out of the book is an error, and the other one is used', async () => {
    const { templates, told } = await load({}, { '/book/templates/part.html': '/secret.html' });
    expect(templates.fill('part.html', view)).toBe('<p>T</p>');
    expect(told()).toEqual(['path-outside-folder /book/templates/part.html:null']);
  });

  it('has a known name: articles in the folder are left alone, a page that is none is pointed out', async () => {
    const { told } = await load({ 'introduction.md': '{{/* not a section */}}', 'titlepage.html': 'x' });
    expect(told()).toEqual(['template-unknown /book/templates/titlepage.html:null']);
  });

  it('that is no longer used says which one is', async () => {
    const config = { ...createConfig(), folder: '/book', templateFolders: ['/book/templates', usual] };
    const host = memoryHost({ '/book/templates/cover.css': '', [`${usual}/cover.svg`]: '<svg/>' });
    expect((await loadTemplates(config, host)).diagnostics).toMatchObject([
      { code: 'template-unknown', message: expect.stringContaining('covers are drawn from `cover.svg`') },
    ]);
  });

  it('finds nothing that JavaScript adds to words and lists', async () => {
    const names =
      'constructor.raw constructor.name title.length title.constructor.raw words.toString __proto__ toString';
    const own = names
      .split(' ')
      .map((name) => `{{${name}}}{{#${name}}}!{{/${name}}}{{#title}}{{${name}}}{{/title}}`)
      .join('');
    const { templates, told } = await load({ 'title-page.html': `[${own}]` });
    expect(templates.fill('title-page.html', view)).toBe('[]');
    expect(told()).toEqual([]);
  });

  it.each([
    ['includes itself', '{{> title-page.html}}'],
    ['includes itself twice', '{{> title-page.html}}{{> title-page.html}}'],
    ['includes another that includes it', '{{> part.html}}', '{{> title-page.html}}'],
    ['repeats its sections without measure', `${'{{#list}}'.repeat(12)}x${'{{/list}}'.repeat(12)}`],
    ['repeats long words', `${'{{#list}}'.repeat(4)}{{long}}${'{{/list}}'.repeat(4)}`],
  ])('that %s is an error, and the other one is used', async (_, title, part = '<p/>') => {
    const { templates, told } = await load({ 'title-page.html': title, 'part.html': part });
    const list = Array.from({ length: 50 }, (_, index) => index + 1);
    const filled = templates.fill('title-page.html', { ...view, list, long: 'long '.repeat(1000) });
    expect(filled).toBe('<h1>T</h1>');
    expect(told()).toEqual(['template-invalid /book/templates/title-page.html:null']);
  });

  it('loses its scripts and what it would load, with a warning at their line', async () => {
    const { templates, told } = await load({
      'title-page.html': '<h1>{{title}}</h1>\n<script src="a.js"></script>',
      'book.css': 'p { margin: 1px }\n\np { background: url(https://a.example/a) }',
    });
    expect(templates.fill('title-page.html', view)).toBe('<h1>T</h1>\n');
    expect(templates.style('book.css')).toBe('p { margin: 1px }\n\np {}');
    templates.fill('title-page.html', view);
    expect(told()).toEqual([
      'template-content-removed /book/templates/title-page.html:2',
      'template-content-removed /book/templates/book.css:3',
    ]);
  });

  it('cannot make a script or an address of words', async () => {
    const own =
      '<{{#title}}scr{{/title}}ipt>a</{{#title}}scr{{/title}}ipt><img src="{{url}}"/><p title={{title}}>b</p>';
    const { templates } = await load({ 'title-page.html': own });
    const filled = templates.fill('title-page.html', { title: 'a onclick=alert(1)', url: 'https://a.example/a' });
    expect(filled).toBe('<p title="a">b</p>');
  });

  it('that is a copy of the one of Octavo changes nothing', async () => {
    const folder = new URL('../../../templates/', import.meta.url);
    const text = readFileSync(new URL('title-page.html', folder), 'utf8');
    const files = Object.fromEntries(
      readdirSync(folder)
        .filter((name) => name.includes('.'))
        .map((name) => [`${usual}/${name}`, readFileSync(new URL(name, folder))]),
    );
    const config = { ...createConfig(), folder: '/book', templateFolders: ['/book/templates', usual] };
    const plain = await loadTemplates(config, memoryHost(files));
    const copied = await loadTemplates(config, memoryHost({ ...files, '/book/templates/title-page.html': text }));
    const page = {
      title: 'A &amp; B',
      people: ['C'],
      source: { href: 'https://a.example', label: 'a' },
      epub: true,
      words: {},
    };
    expect(copied.value.fill('title-page.html', page)).toBe(plain.value.fill('title-page.html', page));
    expect(copied.value.problems()).toEqual([]);
  });
});
