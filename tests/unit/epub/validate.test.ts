import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { validateEpub } from '../../../src/epub/validate.ts';
import { buildInMemory } from '../../support/build-memory.ts';
import { memoryHost } from '../../support/memory-host.ts';

/** What is found in a good EPUB with one entry written anew. */
async function tampered(name: string, change: (text: string) => string) {
  const { bytes } = await buildInMemory({ 'a.md': '# T\n\nWords.\n' });
  const archive = await JSZip.loadAsync(bytes);
  archive.file(name, change((await archive.file(name)?.async('string')) ?? ''));
  const changed = await archive.generateAsync({ type: 'uint8array' });
  return validateEpub({ path: '/dist/a.epub', pieces: [changed] }, memoryHost({}));
}

describe('the validator', () => {
  it('finds nothing in what Octavo makes', async () => {
    expect(await tampered('OEBPS/a.xhtml', (text) => text)).toEqual([]);
  });

  it.each([
    ['epub-invalid', 'OEBPS/a.xhtml', (text: string) => text.replace('<p>', '<p><script>x</script>')],
    ['epub-invalid', 'OEBPS/a.xhtml', (text: string) => text.replace('</p>', '')],
    ['epub-invalid', 'OEBPS/content.opf', (text: string) => text.replace(/<dc:title.*\n/, '')],
    [
      'epub-doubtful',
      'OEBPS/content.opf',
      (text: string) => text.replace('<dc:language>en<', '<dc:date>soon</dc:date><dc:language>en<'),
    ],
  ])('reports %s of a broken %s', async (code, name, change) => {
    const found = await tampered(name, change);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((problem) => problem.code)).toContain(code);
    expect(found[0]).toMatchObject({ place: { file: '/dist/a.epub', line: null } });
    expect(found[0]?.message).toMatch(/\([A-Z]+-\d+[a-z]?\)$/);
  });
});
