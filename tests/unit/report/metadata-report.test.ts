import { expect, test } from 'vitest';
import type { DescribedArticle } from '../../../src/commands/metadata.ts';
import { formatMetadata, makeMetadataReport } from '../../../src/report/metadata-report.ts';

const article = (name: string): DescribedArticle => ({
  path: `/desk/${name}.md`,
  fields: [
    { name: 'title', value: '标题'.repeat(60), origin: { kind: 'front matter', line: 2 } },
    { name: 'date', value: '2024-05-12', origin: { kind: 'sidecar', file: `${name}.meta.json` } },
    { name: 'url', value: 'https://example.org/a', origin: { kind: 'provenance', line: 7 } },
    { name: 'language', value: 'zh-CN', origin: { kind: 'detected' } },
  ],
});

function reportOf(...names: string[]) {
  const result = { articles: names.map(article), diagnostics: [], badInput: false, failed: false };
  return makeMetadataReport(result, '/desk');
}

test('one article is a table that fits on a line of the terminal', () => {
  expect(formatMetadata(reportOf('a')).split('\n')).toEqual([
    'a.md',
    expect.stringMatching(/^ {2}title {5}(?:标题)+标?… +front matter, line 2$/),
    expect.stringMatching(/^ {2}date {6}2024-05-12 +a\.meta\.json$/),
    expect.stringMatching(/^ {2}url {7}https:\/\/example\.org\/a +provenance line 7$/),
    expect.stringMatching(/^ {2}language {2}zh-CN +detected$/),
  ]);
});

test('of many articles each origin has a line', () => {
  const lines = formatMetadata(reportOf('a', 'b')).split('\n');
  expect(lines).toHaveLength(10);
  expect(lines[2]).toBe('  a.meta.json   date: 2024-05-12');
});

test('the report has whole values, with the line where there is one', () => {
  const [first, second] = reportOf('a').articles[0]!.fields;
  expect(first).toEqual({ name: 'title', value: '标题'.repeat(60), origin: 'front matter', line: 2 });
  expect(second).toMatchObject({ origin: 'a.meta.json', line: null });
});
