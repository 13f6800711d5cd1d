/** What a PDF says of its book, twice and the same. */
import { describe, expect, it } from 'vitest';
import type { BookMeta } from '../../../../src/model/book.ts';
import { catalogOf, contentAt, dictionaryAt } from '../../../../src/pdf/file/document.ts';
import { describeBook, escapeText, pdfDate, writeXmp } from '../../../../src/pdf/file/metadata.ts';
import { decodeText } from '../../../../src/pdf/file/objects.ts';
import { readPdf } from '../../../../src/pdf/file/reader.ts';
import { makeBook } from '../../../support/pdf.ts';
import { faultOf } from '../../../support/xml.ts';
import { someMeta } from '../finish/finishing.ts';

const full: BookMeta = {
  ...someMeta,
  title: 'A <title> & more',
  authors: ['甲', 'B'],
  description: 'About\u0001 it',
  tags: ['x', 'y & z'],
  publisher: 'House',
  rights: 'All',
};

function described(meta: BookMeta, claim: Parameters<typeof writeXmp>[3] = null) {
  const document = readPdf(makeBook(''));
  describeBook(document, meta);
  writeXmp(document, meta, 'zh-CN', claim);
  const information = dictionaryAt(document, document.trailer.get('/Info'));
  const stream = catalogOf(document).get('/Metadata');
  const xmp = Buffer.from(contentAt(document, stream), 'latin1').toString('utf8');
  return { information, xmp, stream: dictionaryAt(document, stream) };
}

describe('the information dictionary', () => {
  it('has every value of the book that it has a key for', () => {
    const { information } = described(full);
    const texts = Array.from(information, ([key, value]) => [key, decodeText(value)]);
    expect(Object.fromEntries(texts)).toEqual({
      '/Title': 'A <title> & more',
      '/Author': '甲; B',
      '/Subject': 'About\u0001 it',
      '/Keywords': 'x, y & z',
      '/Creator': 'Octavo',
      '/Producer': 'Skia/PDF',
      '/CreationDate': "D:20240102030405+00'00'",
      '/ModDate': "D:20240102030405+00'00'",
    });
  });

  it('has no key without a value', () => {
    const { information } = described({ ...full, authors: [], description: null, tags: [] });
    for (const key of ['/Author', '/Subject', '/Keywords']) expect(information.has(key), key).toBe(false);
  });
});

describe('the XMP', () => {
  it('is well-formed, a stream of its own kind, and has every value', () => {
    const { xmp, stream } = described(full);
    expect([stream.get('/Type'), stream.get('/Subtype')]).toEqual(['/Metadata', '/XML']);
    expect(faultOf(xmp)).toBeNull();
    const list = (name: string) => new RegExp(`<${name}><rdf:\\w+>(.*)</rdf:\\w+></${name}>`).exec(xmp)?.[1];
    expect(list('dc:title')).toBe(
      '<rdf:li xml:lang="x-default">A &lt;title> &amp; more</rdf:li>'.replace('title>', 'title&gt;'),
    );
    expect(list('dc:creator')).toBe('<rdf:li>甲; B</rdf:li>');
    expect(list('dc:description')).toBe('<rdf:li xml:lang="x-default">About it</rdf:li>');
    expect(list('dc:subject')).toBe('<rdf:li>x</rdf:li><rdf:li>y &amp; z</rdf:li>');
    expect(list('dc:publisher')).toBe('<rdf:li>House</rdf:li>');
    expect(list('dc:rights')).toBe('<rdf:li xml:lang="x-default">All</rdf:li>');
    expect(list('dc:language')).toBe('<rdf:li>zh-CN</rdf:li>');
    expect(xmp).toContain(`<dc:identifier>${full.identifier}</dc:identifier>`);
    expect(xmp).toContain('<pdf:Keywords>x, y &amp; z</pdf:Keywords>');
    for (const kind of ['Create', 'Modify', 'Metadata'])
      expect(xmp).toContain(`<xmp:${kind}Date>2024-01-02T03:04:05+00:00</xmp:${kind}Date>`);
  });

  it('has no element without a value', () => {
    const nothing = { authors: [], description: null, tags: [], publisher: null, rights: null };
    const { xmp } = described({ ...full, ...nothing });
    expect(xmp).not.toMatch(/dc:creator|dc:description|dc:subject|dc:publisher|dc:rights|pdf:Keywords/);
  });

  it.each([
    ['ua-1', '<pdfuaid:part>1</pdfuaid:part>', 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'],
    [
      'a-2b',
      '<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>',
      'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"',
    ],
  ] as const)('claims %s with its namespace, and nothing else', (claim, words, namespace) => {
    const { xmp } = described(full, claim);
    expect(xmp).toContain(words);
    expect(xmp).toContain(namespace);
    expect(described(full).xmp).not.toMatch(/pdfuaid|pdfaid/);
  });
});

it('text in XML has no control characters but those of lines', () => {
  expect(escapeText('a\0\u0008\u000b\u001f\ufffe\uffffb\t\n\r<&')).toBe('ab&#9;&#10;\r&lt;&amp;');
});

it('a date is written in UTC to the second', () => {
  expect(pdfDate(new Date('2024-01-02T03:04:05.678Z'))).toBe("D:20240102030405+00'00'");
});
