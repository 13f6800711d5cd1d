/** Finds the part or chapter that crashes the browser, by printing each alone. */
import type { Book, Chapter, Part } from '../../model/book.ts';
import { type Diagnostic, problem } from '../../model/diagnostics.ts';
import type { Host } from '../../model/host.ts';
import type { PrintPage } from './print-page.ts';

export async function describeCrash(
  page: PrintPage,
  book: Book,
  reason: string,
  host: Pick<Host, 'print'>,
): Promise<Diagnostic> {
  const section = await findFatal(page, book, host);
  if (section === null) {
    const message = `cannot print the PDF: the browser crashed twice (${reason}), although each chapter prints alone`;
    return problem('print-failed', message, null, 'close other programs to free memory, or split the book');
  }
  const message = `cannot print the PDF: the browser crashes in \`${section.title}\` (${reason})`;
  const place = section.kind === 'chapter' ? { file: section.article.source.path, line: null } : null;
  return problem(
    'print-failed',
    message,
    place,
    'remove parts of this chapter until it prints, then check the last part removed',
  );
}

async function findFatal(page: PrintPage, book: Book, host: Pick<Host, 'print'>): Promise<Part | Chapter | null> {
  for (const section of book.sections) {
    const answer = await host.print({
      ...page,
      name: 'pdf-section',
      html: alone(section, page.html),
      texts: new Map(),
      tagged: true,
    });
    if (answer.kind === 'crashed') return section;
  }
  return null;
}

/** What is not displayed is not laid out either. */
function alone({ id }: Part | Chapter, html: string): string {
  return html.replace('</head>', `<style>body > :not([id="${id}"]) { display: none !important; }</style>\n</head>`);
}
