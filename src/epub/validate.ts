/**
 * An EPUB judged as EPUBCheck judges it, without Java. In: an EPUB. Out: problems.
 */
import type { OutputFile } from '../book.ts';
import { type Diagnostic, problem } from '../diagnostics.ts';
import type { Host } from '../host.ts';

export async function validateEpub(
  file: Pick<OutputFile, 'path' | 'pieces'>,
  host: Pick<Host, 'readFile'>,
): Promise<Diagnostic[]> {
  // Loaded only by `octavo check`.
  const { EpubCheck } = await import('@likecoin/epubcheck-ts');
  const result = await EpubCheck.validate(await wholeOf(file, host), { version: '3.3' });
  return result.messages.flatMap(({ id, severity, message, location }) => {
    const code =
      severity === 'fatal' || severity === 'error' ? 'epub-invalid' : severity === 'warning' ? 'epub-doubtful' : null;
    const where = location?.path === undefined ? '' : ` in ${location.path}`;
    return code === null ? [] : [problem(code, `${message}${where} (${id})`, { file: file.path, line: null })];
  });
}

async function wholeOf({ pieces }: Pick<OutputFile, 'pieces'>, host: Pick<Host, 'readFile'>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const piece of pieces) {
    const answer = piece instanceof Uint8Array ? null : await host.readFile(piece.file);
    if (piece instanceof Uint8Array) parts.push(piece);
    // What is not there shows as an archive that is not whole.
    else if (answer?.kind === 'file') parts.push(answer.bytes);
  }
  return Buffer.concat(parts);
}
