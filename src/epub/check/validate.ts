/** Validates an EPUB with EPUBCheck where Java is installed, else with its TypeScript port, and with our own rules. */

import { type Diagnostic, problem } from '../../model/diagnostics.ts';
import type { EpubFinding, Host } from '../../model/host.ts';
import type { NewFile } from '../../model/output.ts';
import { sha256Of } from '../../text/hash.ts';
import { checkOwnRules } from './own-rules.ts';
import type { FindSource } from './source-lines.ts';

export async function validateEpub(
  file: NewFile,
  findSource: FindSource,
  host: Pick<Host, 'readFile' | 'storeFile' | 'epubCheck'>,
): Promise<Diagnostic[]> {
  const epub = await wholeOf(file, host);
  const findings = [...(await judge(epub, host)), ...checkOwnRules(epub)];
  return findings.flatMap((finding) => {
    const code = codeOf(finding);
    return code === null ? [] : [describe(finding, code, file.path, findSource)];
  });
}

async function judge(epub: Uint8Array, host: Pick<Host, 'storeFile' | 'epubCheck'>): Promise<EpubFinding[]> {
  const name = sha256Of(epub).slice(0, 16);
  const answer = await host.epubCheck(async () => {
    const stored = await host.storeFile(`checks/${name}.epub`, epub);
    return stored.kind === 'stored' ? stored.path : null;
  });
  return answer.kind === 'findings' ? answer.findings : judgeWithoutJava(epub);
}

async function judgeWithoutJava(epub: Uint8Array): Promise<EpubFinding[]> {
  // Loaded only by `octavo check`.
  const { EpubCheck } = await import('@likecoin/epubcheck-ts');
  const { messages } = await EpubCheck.validate(epub, { version: '3.3' });
  return messages.map(({ id, severity, message, location }) => ({
    severity,
    id,
    message,
    path: location?.path ?? null,
    line: location?.line ?? null,
  }));
}

function codeOf({ severity }: EpubFinding): 'epub-invalid' | 'epub-warning' | null {
  if (severity === 'fatal' || severity === 'error') return 'epub-invalid';
  return severity === 'warning' ? 'epub-warning' : null;
}

function describe(
  { message, path, line, id }: EpubFinding,
  code: 'epub-invalid' | 'epub-warning',
  epub: string,
  findSource: FindSource,
): Diagnostic {
  const where = path === null || path === '' ? '' : ` in ${path}${line === null ? '' : `:${line}`}`;
  const place = path === null ? null : findSource(path, line);
  return problem(code, `${message}${where} (${id})`, place ?? { file: epub, line: null });
}

/** The bytes of a file that lies in chunks. */
export async function wholeOf({ chunks }: Pick<NewFile, 'chunks'>, host: Pick<Host, 'readFile'>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const chunk of chunks) {
    const answer = chunk instanceof Uint8Array ? null : await host.readFile(chunk.file);
    if (chunk instanceof Uint8Array) parts.push(chunk);
    // What is not there shows as an archive that is not whole.
    else if (answer?.kind === 'file') parts.push(answer.bytes);
  }
  return Buffer.concat(parts);
}
