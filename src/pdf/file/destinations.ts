/** Ids of the book as the destinations of links (ISO 32000-1, 12.3.2). */
import { unescapeText } from '../../hast/serialize.ts';
import { decodePercent } from '../../text/urls.ts';
import { catalogOf, dictionaryAt, listAt, type PdfDocument, pagesOf } from './document.ts';
import { decodeText, isReference, type PdfDictionary, type PdfValue } from './objects.ts';

/** The id in the book that a link leads to; null for a web address. */
export function linkedId(document: PdfDocument, annotation: PdfDictionary): string | null {
  const destination = annotation.get('/Dest');
  if (typeof destination === 'string') return idOf(destination);
  const address = decodeText(dictionaryAt(document, annotation.get('/A')).get('/URI'));
  return address.startsWith(otherPart) ? decodePercent(address.slice(otherPart.length)) : null;
}

/** What a link to a place in another part of the book has for an address. */
export function destinationUrl(id: string): string {
  return otherPart + encodeURIComponent(id);
}

/** The id that an `href` of a part leads to, as it is in the markup. */
export function idOfHref(href: string): string | null {
  if (href.startsWith('#')) return unescapeText(href.slice(1));
  return href.startsWith(otherPart) ? decodePercent(href.slice(otherPart.length)) : null;
}

/** What a link into another part of the book begins with: no author can write this scheme. */
const otherPart = 'octavo:';

/** Chrome writes the fragment of the link, percent-encoded; `#` begins a byte of a name that is not plain. */
export function idOf(name: string): string {
  const bytes = name
    .slice(1)
    .replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return decodePercent(Buffer.from(bytes, 'latin1').toString('utf8'));
}

/** The name of an id, of printable ASCII characters. */
export function destinationName(id: string): string {
  const names = Array.from(Buffer.from(id, 'utf8'), (byte) => {
    const character = String.fromCharCode(byte);
    return /[\w.+:@!$&*=~^?,;'|-]/.test(character) ? character : `#${byte.toString(16).padStart(2, '0')}`;
  });
  return `/${names.join('')}`;
}

export function readPageNumbers(document: PdfDocument): {
  /** Id in the book -> page, counted from 1 at the first of the file. */
  numbers: Map<string, number>;
  /** The destinations themselves. */
  places: Map<string, PdfValue[]>;
  pages: number;
} {
  const pages = pagesOf(document);
  const order = new Map(pages.map(({ number }, index) => [number, index + 1]));
  const numbers = new Map<string, number>();
  const places = new Map<string, PdfValue[]>();
  for (const [name, place] of dictionaryAt(document, catalogOf(document).get('/Dests'))) {
    const destination = listAt(document, place);
    const [page] = destination;
    const number = isReference(page) ? order.get(page.number) : undefined;
    if (number === undefined) continue;
    numbers.set(idOf(name), number);
    places.set(idOf(name), destination);
  }
  return { numbers, places, pages: pages.length };
}
