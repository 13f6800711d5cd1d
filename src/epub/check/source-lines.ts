/**
 * Maps a line of an EPUB document to its article and line. The documents are rendered again with the lines that the
 * tree remembers, which have the same line breaks.
 */
import type { Book } from '../../model/book.ts';
import type { Place } from '../../model/diagnostics.ts';
import type { Templates } from '../../templates/load-templates.ts';
import { contentDocuments } from '../documents.ts';

/** A place in the EPUB -> the place in an article, or null. */
export type FindSource = (path: string, line: number | null) => Place | null;

export function sourceFinder(book: Book, templates: Templates): FindSource {
  const documents = new Map(
    contentDocuments(book, templates, null, { keepLines: true }).map(({ name, xhtml }) => [name, xhtml.split('\n')]),
  );
  const files = new Map(
    book.sections.flatMap((section) =>
      section.kind === 'chapter' ? [[`${section.id}.xhtml`, section.article.source.path]] : [],
    ),
  );
  return (path, line) => {
    const name = path.replace(/^.*\//, '');
    const file = files.get(name);
    if (file === undefined) return null;
    const before =
      documents
        .get(name)
        ?.slice(0, line ?? 0)
        .reverse() ?? [];
    for (const text of before) {
      const found = [...text.matchAll(/ data-line="(\d+)"/g)].at(-1);
      if (found !== undefined) return { file, line: Number(found[1]) };
    }
    return { file, line: null };
  };
}
