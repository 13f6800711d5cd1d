import type { BookConfig } from '../model/book.ts';
import type { BookPlace, Search } from './search.ts';
import type { Site } from './sites.ts';
export async function siteBook(
  _site: Site & { kind: 'book' },
  _place: BookPlace,
  _search: Search,
): Promise<BookConfig[]> {
  return [];
}
