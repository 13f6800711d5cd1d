/** What to tell when a part could not be printed. */
import { type Diagnostic, problem } from '../../model/diagnostics.ts';
import type { BrowserAnswer } from '../../model/host.ts';
import type { PrintPart } from './parts.ts';

/** `part`: null where it is nothing that an author wrote. */
export function describeFailure(
  answer: Exclude<BrowserAnswer, { kind: 'bytes' }>,
  part: Pick<PrintPart, 'section'> | null,
): Diagnostic {
  const { kind, reason } = answer;
  if (kind === 'no-browser') {
    const hint = 'install Chrome or Chromium, or set `OCTAVO_BROWSER=/path/to/chrome`';
    return problem('browser-missing', `cannot print the PDF: ${reason}`, null, hint);
  }
  if (kind === 'failed') {
    const hint = 'build again; `--debug DIR` saves the HTML that is printed';
    return problem('print-failed', `cannot print the PDF: ${reason}`, null, hint);
  }
  const section = part?.section ?? null;
  if (section === null) {
    const message = `cannot print the PDF: the browser crashed twice (${reason})`;
    return problem('print-failed', message, null, 'close other programs to free memory');
  }
  const message = `cannot print the PDF: the browser crashes in \`${section.title}\` (${reason})`;
  const place = section.kind === 'chapter' ? { file: section.article.source.path, line: null } : null;
  const hint = 'remove parts of this chapter until it prints, then check the last part removed';
  return problem('print-failed', message, place, hint);
}
