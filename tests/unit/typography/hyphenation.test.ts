/** Soft hyphens stand in words that may be parted, and nowhere else. */
import { describe, expect, it } from 'vitest';
import { parseMarkup } from '../../../src/hast/parse.ts';
import { serialize } from '../../../src/hast/serialize.ts';
import { loadHyphenation } from '../../../src/typography/hyphenation.ts';

async function hyphenate(html: string, language: string): Promise<string> {
  const apply = await loadHyphenation([language]);
  const tree = parseMarkup(html);
  apply(tree, language);
  return serialize(tree).replaceAll('\u00ad', '-');
}

describe('hyphenation', () => {
  it.each([
    ['en', '<p>Extraordinary words.</p>', '<p>Ex-tra-or-di-nary words.</p>'],
    ['en-GB', '<p>A <em>hyphenation</em> of it.</p>', '<p>A <em>hy-phen-a-tion</em> of it.</p>'],
    ['zh-CN', '<p>排版里的typography一词。</p>', '<p>排版里的ty-pog-ra-phy一词。</p>'],
    ['de', '<p>Silbentrennung</p>', '<p>Sil-ben-tren-nung</p>'],
  ])('of %s parts words by its own patterns', async (language, html, parted) => {
    expect(await hyphenate(html, language)).toBe(parted);
  });

  it.each([
    '<h2>Extraordinary</h2>',
    '<p><code>extraordinary</code></p>',
    '<figure><figcaption>Extraordinary</figcaption></figure>',
    '<p>https://extraordinary.example/representation</p>',
    '<p>extraordinary.example me@extraordinary</p>',
    '<p>JavaScript TYPOGRAPHY typography2</p>',
    '<p>short words only</p>',
    '<p><span lang="fr">extraordinaire</span></p>',
  ])('leaves %s whole', async (html) => {
    expect(await hyphenate(html, 'en')).toBe(html);
  });

  it('leaves words whole where there are no patterns', async () => {
    expect(await hyphenate('<p>tlhIngan extraordinary</p>', 'tlh')).toBe('<p>tlhIngan extraordinary</p>');
    expect(await hyphenate('<p>extraordinary</p>', '../x')).toBe('<p>extraordinary</p>');
  });
});
