/** Checks the rules of PDF/A-2b (ISO 19005-2) that apply to Octavo's output, by clause. */

import { catalogOf, contentAt, dictionaryAt, listAt, objectsIn, type PdfDocument, pagesOf } from '../file/document.ts';
import { escapeText } from '../file/metadata.ts';
import { decodeText, isReference, isStream, type PdfDictionary } from '../file/objects.ts';
import type { Finding } from './pdf-ua.ts';

/** What the document, or a part of it, is made of. */
export function checkArchiveObjects(document: PdfDocument): Finding[] {
  const dictionaries = [...objectsIn(document)].flatMap(([, object]) => {
    const value = isStream(object) ? object.dictionary : object;
    return value instanceof Map ? dictionariesIn(value) : [];
  });
  return [
    ...pagesOf(document).flatMap((page) => checkAnnotations(document, dictionaryAt(document, page))),
    ...distinct(dictionaries.flatMap((each) => checkDictionary(document, each))),
  ];
}

/** What the catalog says of the whole. That it has a name of its own and is not encrypted (6.1.3) is the writer's. */
export function checkArchiveCatalog(document: PdfDocument): Finding[] {
  return [...checkFile(document), ...checkDescription(document)];
}

/** A dictionary and those written inside it. */
function dictionariesIn(dictionary: PdfDictionary): PdfDictionary[] {
  const values = [...dictionary.values()].flatMap((value) => (Array.isArray(value) ? value : [value]));
  return [dictionary, ...values.flatMap((value) => (value instanceof Map ? dictionariesIn(value) : []))];
}

function checkFile(document: PdfDocument): Finding[] {
  const catalog = catalogOf(document);
  const intents = listAt(document, catalog.get('/OutputIntents')).map((each) => dictionaryAt(document, each));
  const archival = intents.filter(
    (each) => each.get('/S') === '/GTS_PDFA1' && isReference(each.get('/DestOutputProfile')),
  );
  const names = dictionaryAt(document, catalog.get('/Names'));
  return [
    ...unless(archival.length === 1, '6.2.3', 'the file has no PDF/A output intent'),
    ...unless(!catalog.has('/AcroForm'), '6.4.1', 'the file contains a form'),
    ...unless(!catalog.has('/AA') && !catalog.has('/OpenAction'), '6.5.2', 'the file has an action on opening'),
    ...unless(!names.has('/JavaScript'), '6.5.1', 'the file contains JavaScript'),
    ...unless(!names.has('/EmbeddedFiles'), '6.8', 'the file has embedded files'),
    ...unless(!catalog.has('/OCProperties'), '6.9', 'the file has optional content'),
  ];
}

/** What the metadata say is what the information dictionary says. */
function checkDescription(document: PdfDocument): Finding[] {
  const xmp = Buffer.from(contentAt(document, catalogOf(document).get('/Metadata')), 'latin1').toString('utf8');
  if (xmp === '') return [{ rule: '6.6.2.1', message: 'the file has no metadata stream' }];
  const information = dictionaryAt(document, document.trailer.get('/Info'));
  const said = ['/Title', '/Author', '/Subject', '/Keywords', '/Producer', '/Creator'].map((key) =>
    decodeText(information.get(key)),
  );
  const dates = ['/CreationDate', '/ModDate'].map((key) =>
    decodeText(information.get(key)).replace(/\D/g, '').slice(0, 14),
  );
  const digits = [...xmp.matchAll(/<xmp:(?:Create|Modify)Date>([^<]*)</g)].map(([, date]) =>
    date!.replace(/\D/g, '').slice(0, 14),
  );
  return [
    ...said.flatMap((text) =>
      unless(xmp.includes(`>${escapeText(text)}<`) || text === '', '6.6.2.3', `the XMP metadata lacks "${text}"`),
    ),
    ...unless(dates.join() === digits.join(), '6.6.2.3', 'the dates in the XMP metadata differ'),
  ];
}

/** Printed, and neither hidden nor changed by who looks at it: ISO 32000-1, table 165. */
const printed = 4;
const unseen = 1 | 2 | 32 | 256;

function checkAnnotations(document: PdfDocument, page: PdfDictionary): Finding[] {
  return [
    ...unless(!page.has('/AA'), '6.5.2', 'a page has an action'),
    ...listAt(document, page.get('/Annots')).flatMap((each) => {
      const annotation = dictionaryAt(document, each);
      const flags = Number(annotation.get('/F') ?? 0);
      return [
        ...unless(annotation.get('/Subtype') === '/Link', '6.3.1', `annotation of type ${annotation.get('/Subtype')}`),
        ...unless((flags & printed) !== 0 && (flags & unseen) === 0, '6.3.2', 'an annotation is not printable'),
      ];
    }),
  ];
}

const actions = new Set([
  '/Launch',
  '/Sound',
  '/Movie',
  '/ResetForm',
  '/ImportData',
  '/JavaScript',
  '/Hide',
  '/SetOCGState',
  '/Rendition',
  '/Trans',
  '/GoTo3DView',
]);

function checkDictionary(document: PdfDocument, each: PdfDictionary): Finding[] {
  const filters = listAt(document, each.get('/Filter'));
  const type = each.get('/Type');
  const subtype = each.get('/Subtype');
  const blend = each.get('/BM');
  const name = String(each.get('/BaseFont') ?? each.get('/FontName'));
  const embedded = ['/FontFile', '/FontFile2', '/FontFile3'].some((key) => isReference(each.get(key)));
  return [
    ...unless(!filters.includes('/LZWDecode'), '6.1.7.2', 'a stream uses LZW compression'),
    ...unless(!filters.includes('/Crypt'), '6.1.7.2', 'a stream is encrypted'),
    ...unless(subtype !== '/Image' || !each.has('/Alternates'), '6.2.8', 'an image has alternates'),
    ...unless(subtype !== '/Image' || each.get('/Interpolate') !== true, '6.2.8', 'an image uses interpolation'),
    ...unless(each.get('/ColorSpace') !== '/DeviceCMYK', '6.2.4.3', 'an image is in CMYK'),
    ...unless(type !== '/ExtGState' || !each.has('/TR'), '6.2.5', 'a graphics state sets a transfer function'),
    ...unless(typeof blend !== 'string' || blendModes.has(blend), '6.2.10', `blend mode ${String(blend)}`),
    ...unless(type !== '/FontDescriptor' || embedded, '6.2.11.4.1', `font ${name} is not embedded`),
    ...unless(subtype !== '/CIDFontType2' || each.has('/CIDToGIDMap'), '6.2.11.3.2', `font ${name} has no CIDToGIDMap`),
    ...unless(!actions.has(String(each.get('/S'))) || type !== '/Action', '6.5.1', `action ${each.get('/S')}`),
  ];
}

/** ISO 32000-1, 11.3.5. */
const blendModes = new Set(
  'Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity'
    .split(' ')
    .map((name) => `/${name}`),
);

function distinct(findings: Finding[]): Finding[] {
  return [...new Map(findings.map((each) => [`${each.rule} ${each.message}`, each])).values()];
}

function unless(good: boolean, rule: string, message: string): Finding[] {
  return good ? [] : [{ rule, message }];
}
