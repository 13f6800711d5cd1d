/** How often a page is printed. */
import { expect, it } from 'vitest';
import { buildBooks } from '../../../../src/build.ts';
import { printUntilStable } from '../../../../src/pdf/print/converge.ts';
import { buildInMemory, buildOptions } from '../../../support/build-memory.ts';
import { makeBook } from '../../../support/pdf.ts';
import { assemble } from '../../assemble/fixtures.ts';

const { book } = assemble({ 'a.md': '# A\n', 'b.md': '# B\n' });
const page = { html: '', files: new Map(), references: [] };
const places = ['12 0 R', '11 0 R', '10 0 R', '13 0 R', '14 0 R'];

/** A browser that has the chapters on other pages with each print. */
function browser(pages: [first: string, second: string][]) {
  const tags: boolean[] = [];
  let count = 0;
  return {
    tags,
    host: {
      progress: () => undefined,
      print: async ({ tagged }: { tagged: boolean }) => {
        tags.push(tagged);
        const [first, second] = pages[Math.min(count, pages.length - 1)]!;
        count += 1;
        return { kind: 'bytes' as const, bytes: makeBook(`/a [${first} /Fit] /b [${second} /Fit]`) };
      },
    },
  };
}

it('is twice for a book that is not known, the first time without tags', async () => {
  const { host, tags } = browser([['11 0 R', '13 0 R']]);
  const answer = await printUntilStable(page, null, book, 'screen', host);
  expect(tags).toEqual([false, true]);
  expect(answer).toMatchObject({ kind: 'printed', settled: true });
});

it('is once for a book whose pages are where they were', async () => {
  const first = await printUntilStable(page, null, book, 'screen', browser([['11 0 R', '13 0 R']]).host);
  if (first.kind !== 'printed') throw new Error(first.kind);
  const { host, tags } = browser([['11 0 R', '13 0 R']]);
  expect(await printUntilStable(page, first.pagination, book, 'screen', host)).toMatchObject({ settled: true });
  expect(tags).toEqual([true]);
});

it('ends after four rounds, and reports that it did not converge', async () => {
  const restless = places.map((place, index) => [place, places[(index + 1) % 5]!] as [string, string]);
  const { host, tags } = browser(restless);
  expect(await printUntilStable(page, null, book, 'screen', host)).toMatchObject({ settled: false, rounds: 4 });
  expect(tags).toHaveLength(4);
});

/** A browser that has a link and its target on these pages, as told by what the link says of the page of its target. */
function browserWithLink(pagesFor: (words: string) => [link: string, target: string]) {
  const printed: string[] = [];
  const print = async ({ texts }: { texts: ReadonlyMap<string, string> }) => {
    const words = texts.get('reference link') ?? '';
    printed.push(words);
    const [link, target] = pagesFor(words);
    return { kind: 'bytes' as const, bytes: makeBook(`/a [11 0 R /Fit] /link [${link} /Fit] /b [${target} /Fit]`) };
  };
  return { printed, host: { progress: () => undefined, print } };
}

const linked = { ...page, references: [{ text: 'reference link', from: 'link', target: 'b', language: 'en' }] };

it('ends though a reference to another page disappears as soon as it is printed: from the second print on it stays', async () => {
  const { host, printed } = browserWithLink((words) => (words === '' ? ['10 0 R', '13 0 R'] : ['13 0 R', '13 0 R']));
  const answer = await printUntilStable(linked, null, book, 'screen', host);
  expect(answer).toMatchObject({ kind: 'printed', settled: true, rounds: 3 });
  expect(printed).toEqual(['', expect.stringContaining('4'), expect.stringContaining('4')]);
});

it('forgets a reference of the last build whose target has come to the same page', async () => {
  const before = await printUntilStable(
    linked,
    null,
    book,
    'screen',
    browserWithLink((words) => (words === '' ? ['10 0 R', '13 0 R'] : ['10 0 R', '14 0 R'])).host,
  );
  if (before.kind !== 'printed') throw new Error(before.kind);
  const { host, printed } = browserWithLink(() => ['13 0 R', '13 0 R']);
  const answer = await printUntilStable(linked, before.pagination, book, 'screen', host);
  expect(answer).toMatchObject({ kind: 'printed', settled: true, rounds: 2 });
  expect(printed[0]).not.toBe('');
  expect(printed[1]).toBe('');
});

it('that does not converge is reported, and tried again', async () => {
  const { host: memory } = await buildInMemory({ 'a.md': '# A\n\nx\n', 'book.yaml': 'title: T\narticles: [a.md]\n' });
  let count = 0;
  const print = async () => {
    count += 1;
    const bytes = makeBook(`/a [11 0 R /Fit] /reference [${places[count % 5]} /Fit]`);
    return { kind: 'bytes' as const, bytes };
  };
  const build = () =>
    buildBooks(
      { ...buildOptions(), formats: ['pdf'] },
      { check: false, strict: false, debugFolder: null },
      {
        ...memory,
        print,
      },
    );
  expect((await build()).diagnostics.map(({ code }) => code)).toContain('page-numbers-unstable');
  const before = count;
  await build();
  expect(count).toBeGreaterThan(before);
});
