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
        `the book has ${pages} pages, and ${name} binds ${least} or more`,
        'take a smaller page, or another printer',
      ),
    );
  if (pages > most)
    found.push(
      unmet(
        `the book has ${pages} pages, and ${name} binds no more than ${most}`,
        'take a larger page, or make two volumes',
      ),
    );
  if (pdf.cropMarks && !marks) found.push(unmet(`${name} takes no file with crop marks`, 'leave `crop-marks` out'));
  return found;

  function unmet(message: string, hint: string): Diagnostic {
    return problem('pdf-preset-violated', message, place, hint);
  }
}
