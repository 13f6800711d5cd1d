import type { BookConfig } from '../model/book.ts';
import type { Library } from './library-file.ts';
import type { Search } from './search.ts';
export async function volumesOf(_l: Library, _a: string[], _s: Search): Promise<BookConfig[]> {
  return [];
}
