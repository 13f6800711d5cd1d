/** The page of each linked place in a print, by id. */
import { titleId } from '../../model/anchors.ts';
import type { Book } from '../../model/book.ts';
import { decodePercent } from '../../text/urls.ts';
import { catalogOf, dictionaryAt, listAt, type PdfDocument, pagesOf } from '../file/document.ts';
import { isReference } from '../file/objects.ts';

/** Id in the book -> page, counted from 1 at the first of the file. */
export type PageNumbers = Map<string, number>;

export function readPageNumbers(document: PdfDocument): { numbers: PageNumbers; pages: number } {
  const pages = pagesOf(document);
  const order = new Map(pages.map(({ number }, index) => [number, index + 1]));
  const numbers: PageNumbers = new Map();
  for (const [name, place] of dictionaryAt(document, catalogOf(document).get('/Dests'))) {
    const [page] = listAt(document, place);
    const number = isReference(page) ? order.get(page.number) : undefined;
    if (number !== undefined) numbers.set(idOf(name), number);
  }
  return { numbers, pages: pages.length };
}

/** Chrome writes the fragment of the link: percent-encoded, and with `#` of a PDF name for what is not plain. */
function idOf(name: string): string {
  const fragment = name
    .slice(1)
    .replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return decodePercent(fragment);
}

/** In vertical text Chrome places an id at its element's left, where a chapter ends: its title stands for it. */
export function startOf(id: string, { config, sectionOf }: Pick<Book, 'config' | 'sectionOf'>): string {
  return config.writing === 'vertical' && sectionOf.get(id) === id ? titleId(id) : id;
}
