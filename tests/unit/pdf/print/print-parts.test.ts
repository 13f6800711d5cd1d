/** How often the parts of a book are printed. */
import { describe, expect, it } from 'vitest';
import type { PrintJob } from '../../../../src/model/host.ts';
import { frontId, type PrintPart, type PrintParts } from '../../../../src/pdf/print/parts.ts';
import { printParts } from '../../../../src/pdf/print/print-parts.ts';
import { memoryHost } from '../../../support/memory-host.ts';
import { makePdf } from '../../../support/pdf.ts';
import { assemble } from '../../assemble/fixtures.ts';

const { book } = assemble({ 'a.md': '# A\n', 'b.md': '# B\n' }, { meta: { language: 'en' } });
const text = (name: string) => `<span data-text="${name}">000</span>`;
const reference = (from: string, target: string) => ({ text: `reference ${from}`, from, target, language: 'en' });

const part = (id: string, more: Partial<PrintPart> = {}): PrintPart => ({
  id,
  section: book.sections.find((section) => section.id === id) ?? null,
  body: id,
  references: [],
  listed: [],
  headings: [],
  added: [],
  ...more,
});
const front = part(frontId, { body: `contents ${text('a')} ${text('b')}`, listed: ['a', 'b'] });
const chapters = [part('a'), part('b')];
const linked = part('a', { body: `a ${text('reference a.link')}`, references: [reference('a.link', 'b')] });
const printable = (parts: PrintPart[]): PrintParts => ({ page: '<html></html>', files: new Map(), parts });

/** Pages, and the page of each id, counted from 0. */
type Print = [pages: number, places: Record<string, number>];

function pdfOf([count, places]: Print): Uint8Array {
  const numbers = Array.from({ length: count }, (_, index) => 10 + index);
  const page = '<</Type /Page /Parent 3 0 R /MediaBox [0 0 420 595]>>';
  const named = Object.entries(places).map(([id, index]) => `/${id} [${10 + index} 0 R /XYZ 0 500 0]`);
  return makePdf(
    {
      1: '<<>>',
      2: '<</Type /Catalog /Pages 3 0 R /Dests 20 0 R>>',
      3: `<</Type /Pages /Count ${count} /Kids [${numbers.map((number) => `${number} 0 R`).join(' ')}]>>`,
      20: `<<${named.join(' ')}>>`,
      ...Object.fromEntries(numbers.map((number) => [number, page])),
    },
    '/Root 2 0 R\n/Info 1 0 R',
  );
}

/** A browser of which is known how many pages each body has. */
function browser(pagesOf: (body: string) => Print) {
  const jobs: { body: string; tagged: boolean }[] = [];
  const host = {
    ...memoryHost({}),
    print: async ({ body, tagged }: PrintJob) => {
      jobs.push({ body: words(body!), tagged });
      return { kind: 'bytes' as const, bytes: pdfOf(pagesOf(words(body!))) };
    },
  };
  return { jobs, host };
}

const words = (body: string) => body.replace(/<[^>]*>/g, '');
const pagesOf = (body: string): Print =>
  body.startsWith('a') ? [3, { a: 0, 'a.link': 1 }] : body.startsWith('b') ? [2, { b: 0 }] : [1, {}];

describe('a part', () => {
  it('is printed once, with tags, and the contents with its page number', async () => {
    const { jobs, host } = browser(pagesOf);
    const answer = await printParts(printable([front, ...chapters]), book, 'screen', host);
    expect(answer).toMatchObject({ kind: 'printed', settled: true });
    expect(jobs).toEqual([
      { body: 'a', tagged: true },
      { body: 'b', tagged: true },
      { body: 'contents 1 4', tagged: true },
    ]);
  });

  it('that refers to pages is printed without tags first, and in the end with their numbers', async () => {
    const { jobs, host } = browser(pagesOf);
    await printParts(printable([front, linked, part('b')]), book, 'screen', host);
    expect(jobs).toEqual([
      { body: 'a 000', tagged: false },
      { body: 'b', tagged: true },
      { body: 'a  (p.\u00a04)', tagged: true },
      { body: 'contents 1 4', tagged: true },
    ]);
  });

  it('that did not change is not printed again', async () => {
    const { jobs, host } = browser(pagesOf);
    const parts = [front, linked, part('b')];
    const first = await printParts(printable(parts), book, 'screen', host);
    jobs.length = 0;
    const second = await printParts(printable(parts), book, 'screen', host);
    expect(jobs).toEqual([]);
    if (first.kind !== 'printed' || second.kind !== 'printed') throw new Error('not printed');
    expect(second.pagination).toEqual(first.pagination);
    expect(second.parts.map(({ key }) => key)).toEqual(first.parts.map(({ key }) => key));
  });

  it('is the only one that is printed again when it changes and no page number does', async () => {
    const { jobs, host } = browser(pagesOf);
    await printParts(printable([front, ...chapters]), book, 'screen', host);
    jobs.length = 0;
    await printParts(printable([front, part('a'), part('b', { body: 'b changed' })]), book, 'screen', host);
    expect(jobs.map(({ body }) => body)).toEqual(['b changed']);
  });

  it('is printed again where a page number in it changes', async () => {
    const { jobs, host } = browser((body) => (body.includes('longer') ? [5, { a: 0 }] : pagesOf(body)));
    await printParts(printable([front, ...chapters]), book, 'screen', host);
    jobs.length = 0;
    await printParts(printable([front, part('a', { body: 'a longer' }), part('b')]), book, 'screen', host);
    expect(jobs.map(({ body }) => body)).toEqual(['a longer', 'contents 1 6']);
  });

  it('that is damaged in the cache is printed again', async () => {
    const { jobs, host } = browser(pagesOf);
    await printParts(printable([front, ...chapters]), book, 'screen', host);
    jobs.length = 0;
    const damaged = { ...host, storedFile: async () => null };
    await printParts(printable([front, ...chapters]), book, 'screen', damaged);
    expect(jobs).toHaveLength(3);
  });
});

it('page numbers of two parts that refer to each other settle', async () => {
  const other = part('b', { body: `b ${text('reference b.link')}`, references: [reference('b.link', 'a')] });
  // With its reference the first chapter has a page more.
  const { host, jobs } = browser((body) => {
    if (body.startsWith('a')) return [/p\./.test(body) ? 4 : 3, { a: 0, 'a.link': 1 }];
    return body.startsWith('b') ? [2, { b: 0, 'b.link': 1 }] : [1, {}];
  });
  const answer = await printParts(printable([front, linked, other]), book, 'screen', host);
  expect(answer).toMatchObject({ kind: 'printed', settled: true });
  expect(jobs.at(-1)!.body).toBe('contents 1 5');
  expect(jobs.filter(({ tagged }) => tagged).map(({ body }) => body)).toContain('a  (p.\u00a05)');
});

it('a reference that disappears as soon as it is printed stays from the second time on', async () => {
  const { host } = browser((body) => {
    if (body.startsWith('a')) return [3, { a: 0, 'a.link': 2, b: body.includes('p.') ? 2 : 1 }];
    return [1, {}];
  });
  const answer = await printParts(printable([front, linked, part('c')]), book, 'screen', host);
  expect(answer).toMatchObject({ kind: 'printed', settled: true });
  if (answer.kind === 'printed') expect(answer.texts.get('a')?.get('reference a.link')).toMatch(/p\./);
});

it('page numbers that do not settle are given up', async () => {
  let count = 0;
  const { host } = browser((body) => {
    count += 1;
    return body.startsWith('a') ? [3 + count, { a: 0, 'a.link': 1 }] : pagesOf(body);
  });
  const answer = await printParts(printable([front, linked, part('b')]), book, 'screen', host);
  expect(answer).toMatchObject({ kind: 'printed', settled: false });
});

it('a part that cannot be printed is named', async () => {
  const { host } = browser(pagesOf);
  const crashing = {
    ...host,
    print: async (job: PrintJob) =>
      job.body === 'b' ? ({ kind: 'crashed', reason: 'out of memory' } as const) : host.print(job),
  };
  const answer = await printParts(printable([front, ...chapters]), book, 'screen', crashing);
  expect(answer).toMatchObject({ kind: 'crashed', part: { id: 'b' } });
});
