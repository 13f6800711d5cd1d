import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { validateEpub } from '../../../../src/epub/check/validate.ts';
import { buildInMemory } from '../../../support/build-memory.ts';
import { memoryHost } from '../../../support/memory-host.ts';

/** As the one of a book: chapters are those of an article, the rest is the EPUB's own. */
const findSource = (path: string, line: number | null) =>
  path.endsWith('a.xhtml') ? { file: '/desk/a.md', line: line === null ? null : 3 } : null;

/** What is found in a good EPUB with one entry written anew. */
async function tampered(name: string, change: (text: string) => string) {
  const { bytes } = await buildInMemory({ 'a.md': '# T\n\nWords.\n' });
  const archive = await JSZip.loadAsync(bytes);
  archive.file(name, change((await archive.file(name)?.async('string')) ?? ''));
  const changed = await archive.generateAsync({ type: 'uint8array' });
  return validateEpub({ path: '/dist/a.epub', chunks: [changed] }, findSource, memoryHost({}));
}

describe('the validator', () => {
  it('finds nothing in what Octavo makes', async () => {
    expect(await tampered('OEBPS/a.xhtml', (text) => text)).toEqual([]);
  });

  it('takes words in quotation marks for words', async () => {
    const words = `<span title="so onclick = 'x', src='http://a' and javascript:">Words</span>`;
    expect(await tampered('OEBPS/a.xhtml', (text) => text.replace('Words', words))).toEqual([]);
  });

  it.each([
    ['epub-invalid', 'OEBPS/a.xhtml', (text: string) => text.replace('<p>', '<p><script>x</script>')],
    ['epub-invalid', 'OEBPS/a.xhtml', (text: string) => text.replace('</p>', '')],
    ['epub-invalid', 'OEBPS/content.opf', (text: string) => text.replace(/<dc:title.*\n/, '')],
    [
      'epub-warning',
      'OEBPS/content.opf',
      (text: string) => text.replace('<dc:language>en<', '<dc:date>soon</dc:date><dc:language>en<'),
    ],
  ])('reports %s of a broken %s', async (code, name, change) => {
    const found = await tampered(name, change);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((problem) => problem.code)).toContain(code);
    expect(found[0]?.place?.file).toBe(name.endsWith('a.xhtml') ? '/desk/a.md' : '/dist/a.epub');
    expect(found[0]?.message).toMatch(/\([A-Z]+-\d+[a-z]?\)$/);
  });

  it.each([
    ['OEBPS/a.xhtml', (text: string) => text.replace('Words', '<a href="javascript:alert(1)">Words</a>')],
    ['OEBPS/a.xhtml', (text: string) => text.replace('<p>', '<p onclick="x()">')],
    ['OEBPS/a.xhtml', (text: string) => text.replace('</body>', '<!-- note --></body>')],
    ['OEBPS/style.css', (text: string) => `${text}\np { color: var(--ink); }`],
    ['OEBPS/style.css', (text: string) => `${text}\np { background: url("https://example.com/a.png"); }`],
  ])('reports what EPUBCheck lets pass in %s', async (name, change) => {
    const found = await tampered(name, change);
    expect(found.map(({ message }) => /\((own-[a-z]+)\)$/.exec(message)?.[1]).filter(Boolean)).toHaveLength(1);
  });
});
