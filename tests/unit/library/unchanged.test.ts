/** What makes a book be built again, and what does not. */
import { describe, expect, it } from 'vitest';
import { type BuildResult, buildBooks } from '../../../src/build.ts';
import type { Host } from '../../../src/model/host.ts';
import { buildOptions, builtInTemplates } from '../../support/build-memory.ts';
import { type MemoryHost, memoryHost } from '../../support/memory-host.ts';

const task = { check: false, strict: false, debugFolder: null };

interface Library {
  host: MemoryHost;
  build(changes?: Partial<Host>): Promise<BuildResult>;
  unchanged(result: BuildResult): string[];
}

function library(files: Record<string, string>): Library {
  const host = memoryHost({ ...builtInTemplates(), ...files });
  return {
    host,
    build: (changes = {}) =>
      buildBooks({ ...buildOptions(), formats: ['html'], paths: ['/desk'] }, task, { ...host, ...changes }),
    unchanged: ({ books }) => books.filter(({ unchanged }) => unchanged).map(({ name }) => name),
  };
}

const two = {
  '/desk/octavo.yaml': 'title: Library\n',
  '/desk/a.md': '# One\n\nSee [two](b.md).\n',
  '/desk/b.md': '# Two\n\ntext\n',
};

const encode = (text: string) => new TextEncoder().encode(text);

describe('a book', () => {
  it('of which nothing has changed is not built again, and is reported and listed as before', async () => {
    const { host, build, unchanged } = library(two);
    const first = await build();
    const files = new Map(host.files);
    const second = await build();
    expect([unchanged(first), unchanged(second)]).toEqual([[], ['a', 'b']]);
    expect(second.diagnostics).toEqual(first.diagnostics);
    expect(host.files).toEqual(files);
    const plain = ({ books }: BuildResult) =>
      books.map(({ timings: _, unchanged: __, outputs, ...rest }) => ({
        ...rest,
        sizes: outputs.map(({ size }) => size),
      }));
    expect(plain(second)).toEqual(plain(first));
  });

  it.each<[string, (files: Map<string, Uint8Array>) => void, string[]]>([
    ['its article changes', (files) => files.set('/desk/b.md', encode('# Two\n\nnew\n')), ['a']],
    ['its output is gone', (files) => files.delete('/dist/a.html'), ['b']],
    ['its output was edited', (files) => files.set('/dist/a.html', encode('other')), ['b']],
    ['settings of the library change', (files) => files.set('/desk/octavo.yaml', encode('publisher: Press\n')), []],
    ['a built-in template changes', (files) => files.set('/octavo/templates/page.css', encode('p { color: red }')), []],
    ['a sidecar appears', (files) => files.set('/desk/b.json', encode('{"author":"Someone"}')), ['a']],
    ['the title of an article that it links to changes', (files) => files.set('/desk/b.md', encode('# New\n')), []],
  ])('is built again when %s', async (_, change, same) => {
    const { host, build, unchanged } = library(two);
    await build();
    expect(unchanged(await build())).toEqual(['a', 'b']);
    change(host.files);
    expect(unchanged(await build()).filter((name) => !same.includes(name))).toEqual([]);
    expect(unchanged(await build())).toEqual(['a', 'b']);
  });

  it('with an image that could not be downloaded is built again when it can be', async () => {
    const { build, unchanged } = library({
      '/desk/a.md': '# One\n\n![x](https://example.org/a.png)\n',
    });
    const answer = (reason: string): Partial<Host> => ({
      download: async () => ({ kind: 'failed', reason, temporary: false }),
    });
    await build(answer('no network'));
    expect(unchanged(await build(answer('no network')))).toEqual(['a']);
    expect(unchanged(await build(answer('the name is unknown')))).toEqual([]);
  });
});

describe('books that are built two at a time', () => {
  it('keep the entries of all of them in the lock they share', async () => {
    const articles = Object.fromEntries(
      Array.from({ length: 7 }, (_, index) => [`/desk/${index}.md`, `# Article ${index}\n`]),
    );
    const { host, build } = library({ '/desk/octavo.yaml': '', ...articles });
    const { books } = await build();
    expect(books.map(({ name }) => name)).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    const lock = JSON.parse(new TextDecoder().decode(host.files.get('/desk/octavo.lock')));
    expect(lock.books.map(({ name }: { name: string }) => name)).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  it('download an image that two of them show once', async () => {
    const article = '# A\n\n![x](https://example.org/a.png)\n';
    const { host, build } = library({
      '/desk/octavo.yaml': '',
      '/desk/a.md': article,
      '/desk/b.md': `${article}\nb\n`,
    });
    const body = {
      kind: 'body' as const,
      bytes: encode('GIF89a'),
      url: 'https://example.org/a.png',
      mediaType: null,
      date: new Date(0),
    };
    let count = 0;
    await build({
      download: async () => {
        count += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
        return body;
      },
    });
    expect(count).toBe(1);
    expect(host.files.has('/dist/b.html')).toBe(true);
  });
});
