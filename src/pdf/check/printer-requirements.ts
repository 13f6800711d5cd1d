/**
 * Checks the book against the requirements of its printer preset that only its maker can change. Margins, bleed and
 * blank pages are right by then.
 */

import { printers } from '../../config/printer-presets.ts';
import type { BookConfig, Profile } from '../../model/book.ts';
import { type Diagnostic, problem } from '../../model/diagnostics.ts';

export function checkPrinter(
  { file, pdf }: Pick<BookConfig, 'file' | 'pdf'>,
  profile: Profile,
  pages: number,
): Diagnostic[] {
  if (pdf.preset === null || profile !== 'print') return [];
  const { name, least, most, marks } = printers[pdf.preset];
  const place = file === null ? null : { file, line: null };
  const found: Diagnostic[] = [];
  if (pages < least)
    found.push(
      unmet(
        `the book has ${pages} pages, but ${name} requires at least ${least}`,
        'choose a smaller page size or another printer',
      ),
    );
  if (pages > most)
    found.push(
      unmet(
        `the book has ${pages} pages, but ${name} allows at most ${most}`,
        'choose a larger page size, or split the book into volumes',
      ),
    );
  if (pdf.cropMarks && !marks) found.push(unmet(`${name} does not accept crop marks`, 'remove `crop-marks`'));
  return found;

  function unmet(message: string, hint: string): Diagnostic {
    return problem('pdf-preset-violated', message, place, hint);
  }
}
