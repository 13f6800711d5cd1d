import { describe, expect, test } from 'vitest';
import type { Metadata } from '../../../src/model/book.ts';
import { type Diagnostic, problem } from '../../../src/model/diagnostics.ts';
import { metadataKeys } from '../../../src/model/settings/metadata-keys.ts';
import { emptyMetadata, isMetadataKey, mergeMetadata, readMetadata } from '../../../src/sources/metadata.ts';
import { keysByName } from '../../../src/sources/read-settings.ts';
import { fromPlain } from '../../../src/sources/yaml.ts';

function read(values: [string, unknown][]) {
  const diagnostics: Diagnostic[] = [];
  const entries = values.map(([key, value], index) => ({ key, value: fromPlain(value, index + 1), line: index + 1 }));
  const meta = readMetadata(entries, '/a.md', (diagnostic) => diagnostics.push(diagnostic));
  return { meta, diagnostics };
}

function said(meta: Metadata): Partial<Metadata> {
  const empty = emptyMetadata();
  const keys = Object.keys(meta) as (keyof Metadata)[];
  return Object.fromEntries(
    keys.filter((key) => JSON.stringify(meta[key]) !== JSON.stringify(empty[key])).map((key) => [key, meta[key]]),
  );
}

describe('values that can be used', () => {
  test.each<[string, unknown, Partial<Metadata>]>([
    ['title', '  Gemini：我们\n最大 ', { title: 'Gemini：我们 最大' }],
    ['title', 1984, { title: '1984' }],
    ['title', 'a\u0000b\u001bc\u200b\uD800d', { title: 'abcd' }],
    ['title', '上　下', { title: '上　下' }],
    ['title', '', {}],
    ['title', null, {}],
    ['TITLE', 'x', { title: 'x' }],
    ['author', '张三、李四；王五', { authors: ['张三', '李四', '王五'] }],
    ['author', 'Smith, John', { authors: ['Smith, John'] }],
    ['author', 'Ann Lee; Bob Ray;', { authors: ['Ann Lee', 'Bob Ray'] }],
    ['author', 'Department of Trade and Industry', { authors: ['Department of Trade and Industry'] }],
    ['authors', ['Ann', 'Bob; Co', 'Ann', ''], { authors: ['Ann', 'Bob; Co'] }],
    ['authors', [{ name: 'Ann', affiliation: 'x' }], { authors: ['Ann'] }],
    ['translator', '宝玉', { translators: ['宝玉'] }],
    ['illustrator', '甲、乙', { illustrators: ['甲', '乙'] }],
    ['file-as', { 鲁迅: 'Lu Xun', '': '', x: null }, { fileAs: { 鲁迅: 'Lu Xun' } }],
    ['lang', 'zh-cn', { language: 'zh-CN' }],
    ['language', 'zh_hans_cn', { language: 'zh-Hans-CN' }],
    ['language', 'EN', { language: 'en' }],
    ['date', '2024', { date: '2024' }],
    ['date', 2024, { date: '2024' }],
    ['date', '2024-5', { date: '2024-05' }],
    ['date', '2024-05-12', { date: '2024-05-12' }],
    ['date', '2024/5/2', { date: '2024-05-02' }],
    ['date', '2024.5.12', { date: '2024-05-12' }],
    ['date', '2024年5月12日', { date: '2024-05-12' }],
    ['date', '２０２４年５月', { date: '2024-05' }],
    ['date', '2024年', { date: '2024' }],
    ['date', '2024-05-12T08:30:00+08:00', { date: '2024-05-12' }],
    ['date', '2024-05-12 08:30', { date: '2024-05-12' }],
    ['date', '2024-02-29', { date: '2024-02-29' }],
    ['cover', 'a b.png', { cover: { value: 'a b.png', place: { file: '/a.md', line: 1 } } }],
    ['source', 'https://example.com/a?b=c#d', { url: 'https://example.com/a?b=c#d' }],
    ['original', '<http://example.com>', { url: 'http://example.com' }],
    ['identifier', 'urn:uuid:1', { identifier: 'urn:uuid:1' }],
    ['isbn', '978-7-111-00000-1', { identifier: 'isbn:978-7-111-00000-1' }],
    ['isbn', 'ISBN 978-7-111-00000-1', { identifier: 'isbn:978-7-111-00000-1' }],
    ['isbn', 'urn:isbn:9787111000001', { identifier: 'urn:isbn:9787111000001' }],
    ['series', 'Weekly', { series: { name: 'Weekly', position: null } }],
    ['series', '科技爱好者周刊 #12', { series: { name: '科技爱好者周刊', position: '12' } }],
    ['series', { name: 'Weekly', position: 3 }, { series: { name: 'Weekly', position: '3' } }],
    ['series', 'C#', { series: { name: 'C#', position: null } }],
    ['tags', 'ai, 谷歌、gemini', { tags: ['ai', '谷歌', 'gemini'] }],
    ['keywords', ['a, b', 'c'], { tags: ['a, b', 'c'] }],
  ])('%s: %j', (key, value, expected) => {
    const { meta, diagnostics } = read([[key, value]]);
    expect(diagnostics).toEqual([]);
    expect(said(meta)).toEqual(expected);
  });
});

describe('values that cannot be used are reported and left out', () => {
  test.each<[string, unknown, string]>([
    ['title', ['a'], '`title` must be text, not a list'],
    ['title', { a: 1 }, '`title` must be text, not a mapping'],
    ['title', 'x'.repeat(1_000_000), '`title` has 1,000,000 characters, more than the 10,000 allowed'],
    ['language', 'chinese', '`language` is `chinese`, which is not a language code'],
    ['language', '中文', '`language` is `中文`, which is not a language code'],
    ['language', 'zh-', '`language` is `zh-`, which is not a language code'],
    ['lang', 'cn', '`lang` is `cn`, which is a country'],
    ['date', '5/12/2024', '`date` is `5/12/2024`, which is not a date'],
    ['date', '2023-02-29', '`date` is `2023-02-29`, which is not a date'],
    ['date', '2024-13', '`date` is `2024-13`, which is not a date'],
    ['date', '2024-05/12', '`date` is `2024-05/12`, which is not a date'],
    ['url', 'Google Blog', '`url` is `Google Blog`, which is not a web address'],
    ['url', 'javascript:alert(1)', '`url` is `javascript:alert(1)`, which is not a web address'],
    ['authors', [['a']], '`authors` must be a name or a list of names'],
    ['tags', Array(2_000).fill('x'), '`tags` has 2,000 items, more than the 1000 allowed'],
    ['series', { nme: 'x' }, '`series` has the key `nme`'],
    ['series', { position: 1 }, '`series` has a position but no name'],
  ])('%s: %j', (key, value, message) => {
    const { meta, diagnostics } = read([[key, value]]);
    expect(said(meta)).toEqual({});
    expect(diagnostics).toMatchObject([
      { code: 'front-matter-value-invalid', message, place: { file: '/a.md', line: 1 } },
    ]);
    expect(diagnostics[0]?.hint).toBeTruthy();
  });
});

describe('keys', () => {
  test('that are unknown come with the nearest known one', () => {
    expect(read([['titel', 'x']]).diagnostics).toEqual([
      problem('key-unknown', 'unknown key `titel`', { file: '/a.md', line: 1 }, 'did you mean `title`?'),
    ]);
  });

  test('of site generators are passed over', () => {
    expect(read([['layout', 'post']]).diagnostics).toEqual([]);
  });

  test('given twice count once', () => {
    const { meta, diagnostics } = read([
      ['author', 'Ann'],
      ['authors', 'Bob'],
    ]);
    expect(meta.authors).toEqual(['Ann']);
    expect(diagnostics).toMatchObject([
      { message: '`authors` is given twice, first on line 1', related: [{ file: '/a.md', line: 1 }] },
    ]);
  });

  test('may be written in any letter case', () => {
    expect(isMetadataKey('Title')).toBe(true);
    expect(isMetadataKey('mood')).toBe(false);
  });

  test('named fileAs, as they once were, come with the new name', () => {
    expect(read([['fileAs', { 鲁迅: 'Lu Xun' }]]).diagnostics[0]?.hint).toBe('did you mean `file-as`?');
  });

  test.each(['__proto__', 'constructor', 'toString'])('named %s are unknown keys like any other', (key) => {
    expect(read([[key, { polluted: 'x' }]]).diagnostics).toMatchObject([{ code: 'key-ignored' }]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('are the fields of Metadata, and no alias stands for two', () => {
    expect(new Set(keysByName(metadataKeys.entries).values())).toEqual(new Set(Object.keys(metadataKeys.entries)));
  });
});

test('merging takes each field from the first that says something', () => {
  const first = { ...emptyMetadata(), title: 'First', tags: ['a'] };
  const second = { ...emptyMetadata(), title: 'Second', date: '2024', tags: ['b'], authors: ['Ann'] };
  expect(mergeMetadata(first, second)).toEqual({ ...second, title: 'First', tags: ['a'] });
  expect(mergeMetadata(emptyMetadata(), second)).toEqual(second);
});
