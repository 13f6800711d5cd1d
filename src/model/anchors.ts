/** Ids and names that templates, the printed page and its page numbering share. */

import type { Book } from './book.ts';
import type { PdfList } from './options.ts';

/** Ids of the templates: no part or chapter may have one of them. */
export const templateIds: readonly string[] =
  'cover half-title title-page title series imprint contents contents-title toc list-of-figures list-of-tables colophon style ncx content book-id'.split(
    ' ',
  );

/** Where the book has ended: the last page that has text of its own. */
export const colophonId = 'colophon';

export function captionListId(kind: PdfList): string {
  return `list-of-${kind}`;
}

/** Of a part, a chapter or a list: the heading that begins it. */
export function titleId(id: string): string {
  return `${id}.title`;
}

/** Titles that begin pages, beside those of parts and chapters. */
export const openingIds = ['contents-title', titleId(captionListId('figures')), titleId(captionListId('tables'))];

/** In vertical text Chrome places an id at its element's left, where a chapter ends: its title stands for it. */
export function startOf(id: string, { config, sectionOf }: Pick<Book, 'config' | 'sectionOf'>): string {
  return config.writing === 'vertical' && sectionOf.get(id) === id ? titleId(id) : id;
}
