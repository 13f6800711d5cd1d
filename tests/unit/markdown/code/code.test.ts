/** Code: its words to the last space, its colours, and the words behind the fence. */

import { describe, expect, test } from 'vitest';
import { elements, isElement, textOf } from '../../../../src/hast/tree.ts';
import { parseArticle } from '../../../../src/markdown/article.ts';
import { type CodeToken, highlight, isKnown, isPlain } from '../../../../src/markdown/code/highlighter.ts';
import { readInfo } from '../../../../src/markdown/code/info-string.ts';
import { readLanguages } from '../../../../src/markdown/code/languages.ts';
import { buildInMemory } from '../../../support/build-memory.ts';
import { fc } from '../../../support/properties.ts';

function parse(text: string) {
  return parseArticle({ path: '/a.md', text });
}

function blocksOf(text: string) {
  return [...elements(parse(text).value.tree)].filter((node) => isElement(node, 'pre'));
}

function textOfLines(lines: CodeToken[][]): string {
  return lines.map((line) => line.map(({ text }) => text).join('')).join('\n');
}

const fence = '`'.repeat(12);

describe('words', () => {
  const line = fc.array(
    fc.constantFrom(
      'a',
      ' ',
      '\t',
      '  ',
      '"',
      "'",
      '`',
      '//',
      '/*',
      '*/',
      '#',
      '<b>',
      '&amp;',
      '${',
      '}',
      '注释',
      '=',
      '\\',
      '-',
      '<!--',
      '\u3000',
      '😀',
    ),
    { maxLength: 8 },
  );
  const source = fc
    .array(
      line.map((parts) => parts.join('')),
      { minLength: 1, maxLength: 6 },
    )
    .map((lines) => lines.join('\n'));
  const language = fc.constantFrom('', 'ts', 'python', 'html', 'bash', 'markdown', 'yaml', 'klingon');

  test('are those of the source, whatever the language', () => {
    fc.assert(
      fc.property(source, language, (words, name) => {
        const [block] = blocksOf(`x\n\n${fence}${name}\n${words}\n${fence}\n`);
        expect(textOf(block!).replace(/\n*$/, '')).toBe(words.normalize('NFC').replace(/\n*$/, ''));
      }),
      { numRuns: 300 },
    );
  });

  test('are those of the source in the EPUB', async () => {
    const words = 'const a = `<b> & "x"`;\n\n\tif (a)  return;   // 注释 of it\n';
    const { epub } = await buildInMemory({ 'a.md': `# T\n\n${fence}js title="a.js" {2} start=7\n${words}${fence}\n` });
    const chapter = String([...epub].find(([name]) => name.endsWith('a.xhtml'))?.[1]);
    const printed = /<pre[^>]*>(.*?)<\/pre>/s.exec(chapter)?.[1] ?? '';
    const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
    expect(printed.replace(/<[^>]*>/g, '').replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity]!)).toBe(words);
    expect(chapter).not.toMatch(/<pre[^>]*>.*style=/s);
  });

  test('a line is an element each, with its end in it', () => {
    const [block] = blocksOf('```js\na\n\nb\n```');
    const lines = [...elements(block!)].filter(({ properties }) => String(properties.className).startsWith('line'));
    expect(lines.map(textOf)).toEqual(['a\n', '\n', 'b\n']);
  });
});

describe('what is long', () => {
  test('has no colours, and is said to have none', () => {
    const many = parse(`x\n\n${fence}js\n${'const a = 1;\n'.repeat(10_000)}${fence}\n`);
    const wide = parse(`x\n\n${fence}js\n${'a'.repeat(1_000_000)}\n${fence}\n`);
    for (const { value, diagnostics } of [many, wide]) {
      expect(diagnostics.map(({ code, place }) => [code, place?.line])).toEqual([['code-block-too-long', 3]]);
      expect([...elements(value.tree)].some(({ properties }) => String(properties.className) === 'keyword')).toBe(
        false,
      );
    }
  });

  test('a long line among others stays plain, and those below it have their colours', () => {
    const [short, long, next] = highlight(`let a;\nlet ${'a'.repeat(2000)};\nlet b;`, 'js');
    expect(short![0]).toEqual({ text: 'let', kind: 'keyword' });
    expect(long!.length).toBe(1);
    expect(next![0]).toEqual({ text: 'let', kind: 'keyword' });
  });

  test('hostile code is read to its end', () => {
    for (const [language, words] of [
      ['js', '('.repeat(900)],
      ['js', '`${'.repeat(300)],
      ['html', '<a '.repeat(300)],
      ['markdown', `${'> '.repeat(400)}x`],
      ['python', `f"${'{'.repeat(400)}`],
      ['yaml', `${'- '.repeat(400)}x`],
      ['regex', '(a*)*'.repeat(150)],
    ] as const) {
      expect(
        highlight(words, language)
          .flat()
          .map(({ text }) => text)
          .join(''),
      ).toBe(words);
    }
  });
});

describe('languages', () => {
  const grammars = [...readLanguages()].filter(([, { grammar }]) => grammar !== null);

  test('every grammar loads and keeps all of the text', () => {
    const changed = grammars.filter(
      ([name]) => textOfLines(highlight('a = "b" # c\n{x}\n', name)) !== 'a = "b" # c\n{x}\n',
    );
    expect(changed.map(([name]) => name)).toEqual([]);
  });

  test('every name of every grammar of highlight.js is known', async () => {
    const { default: library } = await import('highlight.js');
    const names = library.listLanguages().flatMap((id) => [id, ...(library.getLanguage(id)!.aliases ?? [])]);
    expect(names.filter((name) => !isKnown(name) && !isPlain(name))).toEqual([]);
  });

  test('what surrounds a block does not change its colours', () => {
    const vue = '<script setup lang="ts">\nconst a: number = 1\n</script>\n<style>\na { color: red }\n</style>';
    const before = highlight(vue, 'vue');
    for (const [name] of grammars) highlight('a', name);
    expect(highlight(vue, 'vue')).toEqual(before);
    expect(before.flat()).toContainEqual({ text: 'const', kind: 'keyword' });
  });

  test.each([
    ['sh', 'docker run --rm x', 'rm', undefined],
    ['js', 'console.log(this)', 'this', 'keyword'],
    ['ts', 'let a: number', 'number', 'type'],
    ['json', '[null]', 'null', 'number'],
    ['html', '<a href="b">', 'href', 'attribute'],
    ['toml', '[a]\nb = true', '[a]', 'heading'],
    ['rust', '#[derive(Debug)]', '#[derive(Debug)]', 'attribute'],
    ['diff', '-a\n+b', '-a', 'deleted'],
  ])('%s: in %j, %s is a %s', (language, source, text, kind) => {
    expect(
      highlight(source, language)
        .flat()
        .find((token) => token.text === text)?.kind,
    ).toBe(kind);
  });

  test('an unknown one is said once in an article, with its places and the nearest name', () => {
    const { diagnostics } = parse('# T\n\n```pyhton\n1\n```\n\n```pyhton\n2\n```\n');
    expect(diagnostics).toMatchObject([
      { code: 'code-language-unknown', place: { line: 3 }, related: [{ line: 7 }], hint: 'did you mean `python`?' },
    ]);
  });

  test.each(['', 'text', 'TXT', 'plaintext', 'c++', 'C#', 'golang', 'sh', 'mermaid', 'TypeScript'])(
    '%s is known',
    (name) => expect(parse(`# T\n\n\`\`\`${name}\na\n\`\`\`\n`).diagnostics).toEqual([]),
  );
});

describe('the words behind the fence', () => {
  const none = { language: '', title: null, marked: [], start: null };
  test.each([
    ['', {}],
    ['js', { language: 'js' }],
    [
      'ts title="a b.ts" {1,3-5} start=10',
      {
        language: 'ts',
        title: 'a b.ts',
        marked: [
          [1, 1],
          [3, 5],
        ],
        start: 10,
      },
    ],
    ['ts src/a.ts', { language: 'ts', title: 'src/a.ts' }],
    ['js{2}', { language: 'js', marked: [[2, 2]] }],
    ['ts:a.ts', { language: 'ts', title: 'a.ts' }],
    ['c++', { language: 'c++' }],
    ['{.python title="a.py"}', { language: 'python', title: 'a.py' }],
    ["title='x' linenos foo", { title: 'x' }],
    ['js {x} start=x {9-} title=', { language: 'js', marked: [[9, 9]] }],
  ])('%s', (words, info) => expect(readInfo(words)).toEqual({ ...none, ...info }));
});
