/** Shards: together they are the library, whatever order it is found in; their reports are one. */
import { describe, expect, it } from 'vitest';
import { parseShard, shardOf } from '../../../src/library/shards.ts';
import { mergeReports, readReport } from '../../../src/report/merge-reports.ts';
import type { BuildReport } from '../../../src/report/report.ts';
import { buildInMemory } from '../../support/build-memory.ts';
import { fc } from '../../support/properties.ts';

describe('a shard', () => {
  it.each([
    ['2/5', { index: 2, count: 5 }],
    ['6/5', null],
    ['0/5', null],
    ['2', null],
    ['1/x', null],
  ])('is written %s', (text, shard) => {
    expect(parseShard(text)).toEqual(shard);
  });

  it('has as many books as the others, and each book is in one', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 });
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 7 }), (found, count) => {
        const books = found.map((name) => ({ name }));
        const shards = Array.from({ length: count }, (_, index) => shardOf(books, { index: index + 1, count }));
        expect(
          shards
            .flat()
            .map(({ name }) => name)
            .sort(),
        ).toEqual([...found].sort());
        const sizes = shards.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        const reversed = shardOf([...books].reverse(), { index: 1, count });
        expect(reversed.map(({ name }) => name).sort()).toEqual(shards[0]!.map(({ name }) => name).sort());
      }),
    );
  });
});

describe('the reports of two shards', () => {
  const report = (name: string, status: 0 | 1): BuildReport =>
    ({
      books: [{ name }],
      catalogue: { paths: [], books: 1, record: { id: 'urn:uuid:1', books: [{ name }] } },
      diagnostics: [
        {
          code: 'file-not-built',
          severity: 'note',
          message: 'shared',
          file: null,
          line: null,
          hint: null,
          related: [],
        },
        { code: 'link-broken', severity: 'warning', message: name, file: name, line: 1, hint: null, related: [] },
      ],
      status,
    }) as unknown as BuildReport;

  it('are one, with each problem once and the worst status', () => {
    const merged = mergeReports([report('b', 0), report('a', 1)]);
    expect(merged.books.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(merged.diagnostics.map(({ message }) => message)).toEqual(['shared', 'a', 'b']);
    expect([merged.status, merged.catalogue?.books, merged.catalogue?.record.books.length]).toEqual([1, 2, 2]);
  });

  it.each(['', '[]', '{"books":1}'])('are not read from `%s`', (text) => {
    expect(readReport(text)).toBeNull();
  });
});

it('a library without a title has the same catalogue id, whichever of its books are built first', async () => {
  const files = { 'octavo.yaml': '', 'a.md': '# A\n', 'b.md': '# B\n', 'c.md': '# C\n' };
  const whole = await buildInMemory(files, { formats: ['html'] });
  expect(whole.catalogue?.record.id).toMatch(/^urn:uuid:/);
  expect(whole.catalogue?.record.language).toBeNull();
});
