/** The information dictionary and XMP metadata (ISO 16684-1) of a PDF. No date but the book's. */

import { escapeAttribute } from '../../hast/serialize.ts';
import type { BookMeta } from '../../model/book.ts';
import { addObject, catalogOf, type PdfDocument } from './document.ts';
import { type PdfValue, textString } from './objects.ts';

const producer = 'Skia/PDF';
const creator = 'Octavo';

export function describeBook(document: PdfDocument, meta: BookMeta): void {
  const date = `(${pdfDate(meta.modified)})`;
  const entries: [string, PdfValue][] = [
    ['/Title', textString(meta.title)],
    ...(meta.authors.length > 0 ? [['/Author', textString(meta.authors.join('; '))] as [string, PdfValue]] : []),
    ...(meta.description === null ? [] : [['/Subject', textString(meta.description)] as [string, PdfValue]]),
    ...(meta.tags.length > 0 ? [['/Keywords', textString(meta.tags.join(', '))] as [string, PdfValue]] : []),
    ['/Creator', `(${creator})`],
    ['/Producer', `(${producer})`],
    ['/CreationDate', date],
    ['/ModDate', date],
  ];
  document.trailer.set('/Info', addObject(document, new Map(entries)));
}

const claims = {
  'ua-1': {
    namespace: 'http://www.aiim.org/pdfua/ns/id/',
    prefix: 'pdfuaid',
    properties: '<pdfuaid:part>1</pdfuaid:part>',
  },
  'a-2b': {
    namespace: 'http://www.aiim.org/pdfa/ns/id/',
    prefix: 'pdfaid',
    properties: '<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>',
  },
};

/** Unpacked, so that any program can read it. */
export function writeXmp(document: PdfDocument, meta: BookMeta, language: string, claim: 'ua-1' | 'a-2b' | null): void {
  const data = Buffer.from(xmpOf(meta, language, claim), 'utf8');
  const dictionary = new Map<string, PdfValue>([
    ['/Type', '/Metadata'],
    ['/Subtype', '/XML'],
  ]);
  catalogOf(document).set('/Metadata', addObject(document, { dictionary, data }));
}

function xmpOf(meta: BookMeta, language: string, claim: 'ua-1' | 'a-2b' | null): string {
  const date = `${meta.modified.toISOString().slice(0, 19)}+00:00`;
  const list = (name: string, kind: string, values: readonly string[], attributes = '') =>
    values.length === 0
      ? []
      : [
          `<${name}><rdf:${kind}>${values.map((value) => `<rdf:li${attributes}>${escapeText(value)}</rdf:li>`).join('')}</rdf:${kind}></${name}>`,
        ];
  const plain = ' xml:lang="x-default"';
  const properties = [
    '<dc:format>application/pdf</dc:format>',
    ...list('dc:title', 'Alt', [meta.title], plain),
    // The information dictionary has one string for all, and both must say the same.
    ...list('dc:creator', 'Seq', meta.authors.length === 0 ? [] : [meta.authors.join('; ')]),
    ...list('dc:description', 'Alt', meta.description === null ? [] : [meta.description], plain),
    ...list('dc:subject', 'Bag', meta.tags),
    ...list('dc:publisher', 'Bag', meta.publisher === null ? [] : [meta.publisher]),
    ...list('dc:rights', 'Alt', meta.rights === null ? [] : [meta.rights], plain),
    ...list('dc:language', 'Bag', [language]),
    `<dc:identifier>${escapeText(meta.identifier)}</dc:identifier>`,
    ...(meta.tags.length > 0 ? [`<pdf:Keywords>${escapeText(meta.tags.join(', '))}</pdf:Keywords>`] : []),
    `<pdf:Producer>${producer}</pdf:Producer>`,
    `<xmp:CreatorTool>${creator}</xmp:CreatorTool>`,
    ...['Create', 'Modify', 'Metadata'].map((kind) => `<xmp:${kind}Date>${date}</xmp:${kind}Date>`),
    ...(claim === null ? [] : [claims[claim].properties]),
  ];
  const namespaces = [
    ['rdf', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'],
    ['dc', 'http://purl.org/dc/elements/1.1/'],
    ['pdf', 'http://ns.adobe.com/pdf/1.3/'],
    ['xmp', 'http://ns.adobe.com/xap/1.0/'],
    ...(claim === null ? [] : [[claims[claim].prefix, claims[claim].namespace]]),
  ].map(([prefix, address]) => ` xmlns:${prefix}="${address}"`);
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    `<rdf:RDF${namespaces[0]}><rdf:Description rdf:about=""${namespaces.slice(1).join('')}>`,
    ...properties,
    '</rdf:Description></rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="r"?>',
  ].join('\n');
}

/** XML 1.0 has no control characters, however they are written. */
export function escapeText(text: string): string {
  return escapeAttribute(text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, ''));
}

/** `D:20240102030405+00'00'`, ISO 32000-1, 7.9.4. */
export function pdfDate(date: Date): string {
  return `D:${date.toISOString().replace(/\D/g, '').slice(0, 14)}+00'00'`;
}
