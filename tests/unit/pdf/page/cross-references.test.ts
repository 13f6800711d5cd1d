/** What a chapter on paper says in the place of a link. */
import { describe, expect, it } from 'vitest';
import { serialize } from '../../../../src/hast/serialize.ts';
import type { PrintedLinks, Profile } from '../../../../src/model/book.ts';
import { setLinksOnPaper } from '../../../../src/pdf/page/cross-references.ts';
import { assemble } from '../../assemble/fixtures.ts';

function onPaper(markdown: string, profile: Profile = 'print', links: PrintedLinks = 'notes') {
  const { book } = assemble({ 'a.md': `---\ntitle: A\nlanguage: en\n---\n\n${markdown}\n`, 'b.md': '# B\n' });
  const [chapter] = book.sections.filter((section) => section.kind === 'chapter');
  book.config.pdf = { ...book.config.pdf, links };
  const paper = setLinksOnPaper(chapter!, book, profile);
  return { ...paper, html: serialize(paper.chapter.tree), before: serialize(chapter!.tree) };
}

describe('a link into the book', () => {
  it('has room for a page number behind it, in both profiles', () => {
    for (const profile of ['screen', 'print'] as const) {
      const { html, references, added } = onPaper('See [B](b.md).', profile);
      expect(html).toMatch(/<a [^>]*href="#b"[^>]*>B<\/a><span class="page-reference" data-text="reference a.link-1">/);
      expect(references).toMatchObject([{ from: 'a.link-1', target: 'b', language: 'en' }]);
      expect(added).toEqual([{ after: 'B', reference: 'reference a.link-1' }]);
    }
  });

  it('that is a whole title has it outside the marks', () => {
    const { html, added } = onPaper('看《[B](b.md)》，再看《甲[B](b.md)》。');
    expect(html).toMatch(/B<\/a>》<span class="page-reference"[^>]*>[^<]*<\/span>，再看《甲<a [^>]*>B<\/a><span /);
    expect(added.map(({ after }) => after)).toEqual(['B》', 'B']);
  });

  it('of a footnote, or in a heading, has none', () => {
    const { references } = onPaper('A word[^1].\n\n## See [B](b.md)\n\n[^1]: A note.');
    expect(references).toEqual([]);
  });
});

describe('a link to the web', () => {
  it('is a note at the end of the chapter, each address once, in the order of reading', () => {
    const one = '[one](https://one.example/a)';
    const { html, added } = onPaper(`- deep ${one}\n\nThen [two](https://two.example/) and ${one}.`);
    expect(html.match(/\[\d\]<\/sup>/g)).toEqual(['[1]</sup>', '[2]</sup>', '[1]</sup>']);
    expect(html).toMatch(
      /<div class="link-notes"><p class="link-notes-title">Links<\/p>.*\[1\].*one\.example\/<wbr\/>a.*\[2\].*two\.example</,
    );
    expect(added.at(-1)).toEqual({ after: '', words: 'Links[1] one.example/a[2] two.example' });
  });

  it('that is its own address, contains an image, or is on a screen is left unchanged', () => {
    for (const markdown of [
      '<https://one.example/a>',
      '[one.example](https://one.example/)',
      '[![](p.png)](https://a.example/)',
    ]) {
      expect(onPaper(markdown).html).not.toContain('link-notes');
    }
    const { html, before } = onPaper('[one](https://one.example/a)', 'screen');
    expect(html).toBe(before);
  });
});

describe('an address with a code', () => {
  it('is printed as well, and the code says no word', () => {
    const { html, added } = onPaper('[one](https://one.example/a)', 'print', 'qr');
    expect(html).toMatch(
      /<svg [^>]*aria-hidden="true"[^>]*><path fill="#000" d="M[^"]+"><\/path><\/svg><p class="link-note">/,
    );
    expect(added.at(-1)).toEqual({ after: '', words: 'Links[1] one.example/a' });
  });

  it('that is too long for one is printed alone', () => {
    const { html } = onPaper(`[one](https://one.example/${'a'.repeat(1000)})`, 'print', 'qr');
    expect(html).toContain('link-code-wide');
    expect(html).not.toContain('<svg');
  });
});

it('a figure and a table with captions can be listed, code cannot', () => {
  const { captions } = onPaper('![x](a.png)\n\n*A hill.*\n\n```js title="a.js"\nx\n```');
  expect(captions.map(({ kind, words }) => `${kind}: ${words}`)).toEqual(['figures: A hill.']);
});
