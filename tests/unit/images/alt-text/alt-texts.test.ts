import { describe, expect, it } from 'vitest';
import { readAltTexts } from '../../../../src/images/alt-text/alt-texts.ts';
import { memoryHost } from '../../../support/memory-host.ts';
import { figure } from '../fixtures.ts';

async function read(content: string | Uint8Array | null, name = 'images.alt.yaml') {
  const host = memoryHost(content === null ? {} : { [`/book/${name}`]: content });
  const { value, diagnostics } = await readAltTexts({ folder: '/book' }, host);
  return {
    texts: value,
    alts: Array.from(value.values(), ({ alt }) => alt),
    problems: diagnostics.map(({ code, place, message }) => `${code} ${place?.line}: ${message}`),
    hints: diagnostics.map(({ hint }) => hint),
  };
}

describe('images.alt.yaml', () => {
  it('gives a text, the decorative flag, or nothing for each image', async () => {
    const { alts, problems } = await read(
      'a.png: A cup\nb.png: { decorative: true }\nc.png:\nd.png: ""\ne.png: " "\nf.png: null\ng.png: ~\nh.png: "null"\n',
    );
    expect(alts).toEqual(['A cup', '', null, null, null, null, null, 'null']);
    expect(problems).toEqual([]);
  });

  it('keeps its texts as they are, on one line', async () => {
    const { alts } = await read(
      'a.png: Issue #3\nb.png: Issue #3 of three\nc.png: |\n  One line\n  and another\nd.png: >-\n  Folded\n  too\ne.png: 007\n',
    );
    expect(alts).toEqual(['Issue #3', 'Issue #3 of three', 'One line and another', 'Folded too', '007']);
  });

  it('says the line and the spelling of each', async () => {
    const { texts } = await read('# Pictures\n\n./a.png: A\n');
    expect([...texts.values()]).toEqual([
      { alt: 'A', address: './a.png', place: { file: '/book/images.alt.yaml', line: 3 } },
    ]);
  });

  it('may have the extension yml', async () => {
    expect((await read('a.png: A cup\n', 'images.alt.yml')).alts).toEqual(['A cup']);
  });

  it('need not be there, and may be empty or all comments', async () => {
    for (const content of [null, '', '\n', '# Nothing yet\n']) {
      const { texts, problems } = await read(content);
      expect(texts.size).toBe(0);
      expect(problems).toEqual([]);
    }
  });

  it.each([
    ['pictures/图 1.png', 'one/two.md', '../pictures/%E5%9B%BE%201.png'],
    ['./pictures/a.png', 'one.md', 'pictures/a.png'],
    ['https://example.org/图.png', 'one.md', 'https://EXAMPLE.org/%E5%9B%BE.png#top'],
    ['https://example.org/a.png', 'one.md', '//name:word@example.org:443/a.png'],
    ['data:image/png;base64,AAAA', 'one.md', 'data:image/png;base64,AAAA'],
  ])('means by %j what %s means by %j', async (key, article, url) => {
    const { texts } = await read(`${JSON.stringify(key)}: A cup\n`);
    expect(texts.get(figure(url, 1, `/book/${article}`).key)?.alt).toBe('A cup');
  });

  it('may name an image written in the article by the hash of its address', async () => {
    const key = figure('data:image/png;base64,AAAA').key;
    expect((await read(`"${key}": A cup\n`)).texts.get(key)?.alt).toBe('A cup');
  });

  it('loses control characters, and says so', async () => {
    const { alts, problems } = await read('a.png: A\nb.png: "\\x01one\\u200btwo\\u0000"\n');
    expect(alts).toEqual(['A', 'onetwo']);
    expect(problems.every((each) => each.startsWith('character-removed 2:'))).toBe(true);
    expect(problems).toHaveLength(3);
  });
});

describe('an error in images.alt.yaml', () => {
  it.each([
    ['no YAML', 'a.png: A\nb.png: "B\n', 'not valid YAML', 3],
    ['a list', '- a.png\n', 'must be a mapping', 1],
    ['a text', 'a.png\n', 'must be a mapping', 1],
    ['a list as a text', 'a.png: A\nb.png: [B]\n', 'a list', 2],
    ['a mapping as a text', 'a.png: A\nb.png: { text: B }\n', 'a mapping', 2],
    ['a mark that is not true', 'a.png: { decorative: perhaps }\n', 'a mapping', 1],
    ['more than the mark', 'a.png: { decorative: true, alt: B }\n', 'a mapping', 1],
    ['a picture given twice', 'a.png: A\n\n./a.png: B\n', 'given twice, first on line 1', 3],
  ])('%s is told with its line', async (_, content, message, line) => {
    const { problems, hints } = await read(content);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`image-alt-invalid ${line}: `);
    expect(problems[0]).toContain(message);
    expect(hints[0]).not.toBeNull();
  });

  it('is text that is not UTF-8', async () => {
    const { problems } = await read(new Uint8Array([0x61, 0x3a, 0x20, 0xff]));
    expect(problems).toEqual(['image-alt-invalid 1: the file is not UTF-8 text']);
  });

  it('is a file that cannot be read', async () => {
    const host = { readFile: async () => ({ kind: 'refused' as const, reason: 'permission denied' }) };
    const { diagnostics } = await readAltTexts({ folder: '/book' }, host);
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['image-alt-invalid', 'cannot read the file: permission denied'],
    ]);
  });
});
