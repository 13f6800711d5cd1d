/** The judges themselves: one that finds nothing anywhere would be no judge. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/command.ts';
import { epubCheck, hasJava, unless } from '../support/judges.ts';
import { aceFaults } from './ace.ts';
import { containerFaults } from './container.ts';

/** An EPUB without accessibility metadata, with a picture without alt and a file that is not listed. */
async function badEpub(): Promise<Buffer> {
  const zip = new JSZip();
  zip.file('mimetype', 'application/epub+zip', { compression: 'STORE' });
  zip.file(
    'META-INF/container.xml',
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="o.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
  );
  zip.file(
    'o.opf',
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier><dc:title>t</dc:title><dc:language>en</dc:language><meta property="dcterms:modified">2024-01-01T00:00:00Z</meta></metadata><manifest><item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest><spine><itemref idref="n"/></spine></package>',
  );
  zip.file(
    'n.xhtml',
    '<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>t</title></head><body><img src="a b.png"/><nav epub:type="toc"><ol><li><a href="n.xhtml">t</a></li></ol></nav></body></html>',
  );
  zip.file('a b.png', 'not a picture');
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

test('Ace finds what is not accessible', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'bad.epub'), await badEpub());
  const said = (await aceFaults(join(folder.path, 'bad.epub'))).join('\n');
  for (const rule of ['image-alt', 'metadata-accessmode', 'epub-lang']) expect(said).toContain(rule);
});

test.skipIf(!hasJava)(`EPUBCheck finds what is not valid${unless(hasJava, 'Java')}`, async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'bad.epub'), await badEpub());
  expect((await epubCheck(join(folder.path, 'bad.epub'))).join('\n')).toContain('RSC-');
});

test('the rules of the container find names with spaces and a wrong version', async () => {
  const said = containerFaults(await badEpub()).join('\n');
  expect(said).toContain('a b.png: has a name of plain letters');
  expect(said).toContain('o.opf: asks for version 2.0 when it is deflated');
});
