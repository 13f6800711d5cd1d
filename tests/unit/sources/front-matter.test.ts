import { describe, expect, test } from 'vitest';
import { splitFrontMatter } from '../../../src/sources/front-matter.ts';
import { growthOf, linear } from '../../support/growth.ts';

function split(text: string) {
  const { value, diagnostics } = splitFrontMatter({ path: '/a.md', text });
  return { ...value, problems: diagnostics.map(({ code, place }) => `${place?.line} ${code}`), diagnostics };
}

describe('front matter between fences', () => {
  test('is metadata, and the body begins on the line after it', () => {
    expect(split('---\ntitle: A\ndate: 2024-05-12\n---\nText\n')).toMatchObject({
      meta: { title: 'A', date: '2024-05-12' },
      body: 'Text\n',
      bodyLine: 5,
      problems: [],
    });
  });

  test.each([
    ['a byte order mark', '\uFEFF---\ntitle: A\n---\nText', 'A', 4],
    ['CRLF', '---\r\ntitle: A\r\n---\r\nText', 'A', 4],
    ['dots at the end', '---\ntitle: A\n...\nText', 'A', 4],
    ['spaces after the fence', '---  \ntitle: A\n--- \nText', 'A', 4],
    ['no body', '---\ntitle: A\n---', 'A', 3],
    ['nothing in it', '---\n---\nText', null, 3],
    ['a blank line first', '---\n\ntitle: A\n---\nText', 'A', 5],
  ])('may have %s', (_, text, title, bodyLine) => {
    expect(split(text)).toMatchObject({ meta: { title }, bodyLine, problems: [] });
    expect(['Text', '']).toContain(split(text).body);
  });

  test('may contain only unknown keys, which are reported', () => {
    expect(split('---\nmood: fine\n---\nText')).toMatchObject({ body: 'Text', problems: ['2 key-ignored'] });
  });

  test.each([
    ['an unclosed fence above prose', '---\ntitle: A\nText goes on here\n'],
    ['prose between two thematic breaks', '---\n\nNote: this is prose.\n\n---\n\nText'],
    ['a list between two thematic breaks', '---\n- a\n- b\n---\n'],
    ['a fence below other text', 'x\n---\ntitle: A\n---\n'],
    ['a longer line', '----\ntitle: A\n----\n'],
    ['a fence with a language', '---js\ntitle: A\n---\n'],
    ['an empty text', ''],
  ])('is not %s', (_, text) => {
    expect(split(text)).toMatchObject({ meta: { title: null }, body: text, bodyLine: 1, problems: [] });
  });
});

test('front matter may stand below empty lines', () => {
  expect(split('\n\n---\ntitle: A\n---\nText')).toMatchObject({
    meta: { title: 'A' },
    body: 'Text',
    bodyLine: 6,
    problems: [],
  });
});

test('front matter that is never closed ends at the first empty line, which is reported', () => {
  const text = '---\ntitle: A\ntags:\n  - x\n\nText\n';
  expect(split(text)).toMatchObject({
    meta: { title: 'A', tags: ['x'] },
    body: '\nText\n',
    bodyLine: 5,
    problems: ['1 front-matter-invalid'],
  });
});

test('front matter that is never closed ends above a heading, though a thematic break follows', () => {
  const text = '---\ntitle: A\n\n# Heading\n\nText\n\n---\n\nMore\n';
  expect(split(text)).toMatchObject({ meta: { title: 'A' }, bodyLine: 3, problems: ['1 front-matter-invalid'] });
});

test('front matter in TOML is metadata', () => {
  const text =
    '+++\ntitle = "A"\ndate = 2024-05-12T10:00:00Z\ndraft = true\ntags = ["x", "y"]\n[params]\na = 1\n+++\nText';
  expect(split(text)).toMatchObject({
    meta: { title: 'A', date: '2024-05-12', draft: true, tags: ['x', 'y'] },
    body: 'Text',
    bodyLine: 9,
    problems: ['6 key-ignored'],
  });
});

test('front matter in TOML that cannot be read is reported at its line', () => {
  expect(split('+++\ntitle = "A"\ndate = \n+++\nText')).toMatchObject({
    body: 'Text',
    problems: ['3 front-matter-invalid'],
  });
});

test('front matter in JSON is metadata', () => {
  const text = '{\n  "title": "A",\n  "tags": ["x"]\n}\n\nText';
  expect(split(text)).toMatchObject({ meta: { title: 'A', tags: ['x'] }, body: '\nText', bodyLine: 5, problems: [] });
});

test('tags and keywords of an article are joined', () => {
  expect(split('---\ntags: [a, b]\nkeywords: b, c\n---\n')).toMatchObject({
    meta: { tags: ['a', 'b', 'c'] },
    problems: [],
  });
});

describe('front matter in a comment', () => {
  test('is metadata', () => {
    const text = '<!-- \ntitle: 标题：副题\ncover: https://example.com/a--b.png\n -->\n\n正文\n';
    expect(split(text)).toMatchObject({
      meta: {
        title: '标题：副题',
        cover: { value: 'https://example.com/a--b.png', place: { file: '/a.md', line: 3 } },
      },
      body: '\n正文\n',
      bodyLine: 5,
      problems: [],
    });
  });

  test.each([
    ['blank lines before it', '\n \n<!--\ntitle: A\n-->\nText', 'Text', 6],
    ['one line', '<!-- title: A -->\nText', 'Text', 2],
    ['text on its last line', '<!-- title: A -->Text', 'Text', 1],
    ['its first key beside the mark', '<!-- title: A\ntags: x\n-->\nText', 'Text', 4],
    ['fences inside', '<!--\n---\ntitle: A\n---\n-->\nText', 'Text', 6],
    ['CRLF', '<!--\r\ntitle: A\r\n-->\r\nText', 'Text', 4],
  ])('may have %s', (_, text, body, bodyLine) => {
    expect(split(text)).toMatchObject({ meta: { title: 'A' }, body, bodyLine, problems: [] });
  });

  test.each([
    ['for a linter', '<!-- markdownlint-disable MD033 -->\n# A\n'],
    ['that is prose with a colon', '<!-- Note: keep this.\nhttps://example.com -->\n'],
    ['that is never closed', '<!-- title: A\n'],
    ['that is empty', '<!-->\ntitle: A\n-->\n'],
    ['that is indented code', '    <!-- title: A -->\n'],
    ['after some text', 'Text\n<!-- title: A -->\n'],
  ])('is no comment %s', (_, text) => {
    expect(split(text)).toMatchObject({ meta: { title: null }, body: text, bodyLine: 1, problems: [] });
  });
});

describe('front matter that is not YAML is read line by line', () => {
  test.each([
    ['a colon inside', 'title: Gemini：我们: x', 'Gemini：我们: x'],
    ['a full-width colon after the key', 'title：我们', '我们'],
    ['both', 'title：Gemini: our model', 'Gemini: our model'],
    ['no space after the colon', 'title:我们', '我们'],
    ['an address', 'title: see http://example.com/: more', 'see http://example.com/: more'],
    ['a bracket', 'title: [转载] 我们', '[转载] 我们'],
    ['an at sign', 'title: @someone', '@someone'],
    ['stars', 'title: *Bold* move', '*Bold* move'],
    ['an unclosed quote', 'title: "Half', '"Half'],
    ['quotes inside', 'title: "A" and: "B"', 'A" and: "B'],
    ['an unknown tag', 'title: !important news', '!important news'],
    ['a code tag', 'title: !!js/function "x"', '!!js/function "x"'],
    ['a template', 'title: <%= process.env %>', '<%= process.env %>'],
    ['a number after a hash', 'title: Weekly #3', 'Weekly #3'],
    ['a continued line', 'title: a: b\n  c', 'a: b c'],
  ])('with %s', (_, line, title) => {
    expect(split(`---\n${line}\ndate: 2024\n---\n`)).toMatchObject({ meta: { title, date: '2024' }, problems: [] });
  });

  test('with lists and nested keys', () => {
    const text =
      '---\ntitle: a: b\nauthors:\n- Ann\n- @bob\n\ntags: [x, y]\nseries:\n  name: S\n  position: 2\n# note\n---\n';
    expect(split(text)).toMatchObject({
      meta: { authors: ['Ann', '@bob'], tags: ['x', 'y'], series: { name: 'S', position: '2' } },
      problems: [],
    });
  });

  test('reporting the lines that say nothing', () => {
    const { diagnostics } = split('---\ntitle: a: b\nsome garbage\ndate: 2024\n---\n');
    expect(diagnostics).toMatchObject([
      {
        code: 'front-matter-invalid',
        message: 'cannot read `some garbage` in the front matter',
        place: { file: '/a.md', line: 3 },
      },
    ]);
  });

  test('giving every problem its line', () => {
    const text = '\n<!--\ntitel: x\ndate: soon\ntitle: a: b\ntitle: c\n-->\n';
    expect(split(text).problems).toEqual([
      '3 key-unknown',
      '4 front-matter-value-invalid',
      '6 front-matter-value-invalid',
    ]);
  });
});

describe('between two thematic breaks', () => {
  test('a heading is text, in whatever number', () => {
    for (const text of ['---\n# Heading\n---\nText', '---\n\n# Heading\n\n## Another\n\n---\nText'])
      expect(split(text)).toMatchObject({ body: text, problems: [] });
  });

  test('keys are front matter, also around a heading and below an empty line', () => {
    const { meta, body } = split('---\n\ntitle: A\n\n# of no use\n---\nText');
    expect([meta.title, body]).toEqual(['A', 'Text']);
  });
});

describe('hostile front matter', () => {
  test.each([
    ['a megabyte of title', `---\ntitle: ${'x'.repeat(1_000_000)}\n---\nText`],
    ['a megabyte of brackets', `---\ntitle: ${'['.repeat(1_000_000)}\n---\nText`],
    ['a megabyte of spaces', `---\ntitle: a: b\nx${' '.repeat(1_000_000)}y\n---\nText`],
    ['an alias bomb', `---\na: &a [x]\nb: &b [${'*a,'.repeat(1000)}]\ntitle: *b\n---\nText`],
    ['prototype keys', '---\n__proto__: { title: x }\ntitle: *undefined\n---\nText'],
  ])('such as %s is harmless', (_, text) => {
    const result = split(text);
    expect(result.body).toBe('Text');
    expect((result.meta.title ?? '').length).toBeLessThan(10_001);
  });

  test.each([
    ['letters', (count: number) => `---\ntitle: ${'x'.repeat(count)}\n---\nText`],
    ['brackets', (count: number) => `---\ntitle: ${'['.repeat(count)}\n---\nText`],
    ['spaces', (count: number) => `---\ntitle: a: b\nx${' '.repeat(count)}y\n---\nText`],
  ])('of many %s is read in time that grows with its length', (_, write) => {
    expect(growthOf((count) => split(write(count)), 200_000)).toBeLessThan(linear);
  });
});
