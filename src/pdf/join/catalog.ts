/** The catalog of a book (ISO 32000-1, 7.7.2) and all that it leads to but pages; it ends the file. */
import type { Diagnostic } from '../../model/diagnostics.ts';
import { destinationName } from '../file/destinations.ts';
import { addObject, type PdfDocument, PdfObjects } from '../file/document.ts';
import { describeBook } from '../file/metadata.ts';
import { type PdfDictionary, type PdfReference, type PdfValue, textString } from '../file/objects.ts';
import type { PageLabel } from '../print/page-labels.ts';
import type { GrowingBook, JoinedPdf, JoinOptions } from './growing-book.ts';
import { writeOutline } from './outline.ts';
import { claimStandard } from './standards.ts';

export function writeCatalog(options: JoinOptions, book: GrowingBook): JoinedPdf {
  const { profile, meta, language, standard, findings } = options;
  const { writer, pages } = book;
  const catalog = catalogFor(options);
  const frame: PdfDocument = { trailer: new Map(), objects: new PdfObjects(), next: 1 };
  frame.trailer.set('/Root', addObject(frame, catalog));
  describeBook(frame, meta);
  const isTagged = profile === 'screen';
  const diagnostics: Diagnostic[] = isTagged ? claimStandard(frame, meta, language, standard, findings) : [];
  const copier = writer.copier(frame);
  const root = copier.value(catalog) as PdfDictionary;
  root.set('/Pages', pages.write());
  for (const [key, reference] of isTagged ? navigationOf(language, book) : []) {
    if (reference !== null) root.set(key, reference);
  }
  const information = copier.reference(frame.trailer.get('/Info'));
  copier.flush();
  return { chunks: writer.finish(writer.add(root), information), diagnostics };
}

function catalogFor({ profile, language, binding, labels }: JoinOptions): PdfDictionary {
  const catalog: PdfDictionary = new Map<string, PdfValue>([
    ['/Type', '/Catalog'],
    ['/Lang', textString(language)],
  ]);
  const preferences = new Map<string, PdfValue>([['/DisplayDocTitle', true]]);
  // Spreads are then laid from right to left.
  if (binding === 'right') preferences.set('/Direction', '/R2L');
  catalog.set('/ViewerPreferences', preferences);
  if (labels.length > 0) catalog.set('/PageLabels', new Map([['/Nums', labels.flatMap(labelEntry)]]));
  if (profile === 'print') return catalog;
  // The contents stand beside the page when the book is opened.
  return catalog.set('/PageMode', '/UseOutlines').set('/MarkInfo', new Map([['/Marked', true]]));
}

function navigationOf(
  language: string,
  { writer, structure, outline, destinations, linked }: GrowingBook,
): [string, PdfReference | null][] {
  const named = [...linked].sort().flatMap((id): [string, PdfValue][] => {
    const place = destinations.get(id);
    return place === undefined ? [] : [[destinationName(id), place]];
  });
  return [
    ['/StructTreeRoot', structure.write(language)],
    ['/Outlines', writeOutline(outline, writer)],
    ['/Dests', named.length === 0 ? null : writer.add(new Map(named))],
  ];
}

const labelStyles = { roman: '/r', decimal: '/D', none: null };

/** ISO 32000-1, 12.4.2 */
function labelEntry({ from, style, start }: PageLabel): PdfValue[] {
  const sign = labelStyles[style];
  const entries: [string, PdfValue][] =
    sign === null
      ? []
      : [
          ['/S', sign],
          ['/St', start],
        ];
  return [from - 1, new Map(entries)];
}
