/**
 * An EPUB judged as EPUBCheck judges it, without Java. In: an EPUB. Out: problems.
 */
import type { OutputFile } from '../book.ts';
import { type Diagnostic, problem } from '../diagnostics.ts';

export async function validateEpub(file: OutputFile): Promise<Diagnostic[]> {
  // Loaded only by `octavo check`.
  const { EpubCheck } = await import('@likecoin/epubcheck-ts');
  const result = await EpubCheck.validate(file.bytes, { version: '3.3' });
  return result.messages.flatMap(({ id, severity, message, location }) => {
    const code =
      severity === 'fatal' || severity === 'error' ? 'epub-invalid' : severity === 'warning' ? 'epub-doubtful' : null;
    const where = location?.path === undefined ? '' : ` in ${location.path}`;
    return code === null ? [] : [problem(code, `${message}${where} (${id})`, { file: file.path, line: null })];
  });
}
