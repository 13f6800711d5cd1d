/** What is wrong with finished outputs: their size in every build; for `octavo check`, EPUBCheck and every word. */
import { basename } from 'node:path';
import { type FindSource, sourceFinder } from '../epub/check/source-lines.ts';
import { validateEpub, wholeOf } from '../epub/check/validate.ts';
import type { Book, BookConfig } from '../model/book.ts';
import { type Diagnostic, problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import type { OutputFile } from '../model/output.ts';
import type { PdfText } from '../model/page-text.ts';
import type { Templates } from '../templates/load-templates.ts';
import { showBytes } from '../text/quantities.ts';
import { checkSize, type OutputSize } from './output-size.ts';
import { checkWords } from './word-check.ts';

export type SizedFile = OutputFile & { size: OutputSize };

export function pageTextOf(files: OutputFile[]): PdfText | null {
  return files.find((file) => file.kind === 'pdf')?.text ?? null;
}

/** `octavo build` looks at sizes; `octavo check` validates, and reads every word. */
export async function checkOutputs(
  book: Book,
  outputs: SizedFile[],
  templates: Templates,
  isComplete: boolean,
  host: Host,
): Promise<Reported<null>> {
  const diagnostics = [
    ...templates.problems(),
    ...outputs.flatMap((file) => checkSize(file, file.size)),
    ...checkLimits(book.config, outputs),
  ];
  if (isComplete) diagnostics.push(...(await validate(book, outputs, sourceFinder(book, templates), host)));
  return { value: null, diagnostics };
}

/** A volume was split as far as it could be. */
function checkLimits({ volume, file, parts }: BookConfig, outputs: SizedFile[]): Diagnostic[] {
  const { maximumBytes = null, maximumPages = null } = volume ?? {};
  return outputs.flatMap((output) => {
    const isTooLarge = output.kind === 'epub' && maximumBytes !== null && output.size.whole > maximumBytes;
    const isTooLong = output.kind === 'pdf' && maximumPages !== null && output.pages > maximumPages;
    if (!isTooLarge && !isTooLong) return [];
    const limit = isTooLarge ? showBytes(maximumBytes) : `${maximumPages} pages`;
    const article = basename(parts[0]!.articles[0]!.value);
    const message = `${basename(output.path)} is larger than ${limit}: ${article} alone is`;
    return [problem('volume-too-large', message, { file: file!, line: volume!.line }, 'raise the limit of `split`')];
  });
}

async function validate(
  book: Book,
  outputs: OutputFile[],
  findSource: FindSource,
  host: Pick<Host, 'readFile' | 'storeFile' | 'epubCheck'>,
): Promise<Diagnostic[]> {
  const epubs = outputs.filter((file) => file.kind === 'epub');
  const validated = await Promise.all(epubs.map((epub) => validateEpub(epub, findSource, host)));
  const compared = epubs.map(async (file, index) => {
    // One comparison with the PDF is enough.
    const print = index === 0 ? pageTextOf(outputs) : null;
    return checkWords(book, { epub: await wholeOf(file, host), path: file.path, print }, findSource);
  });
  return [...validated, ...(await Promise.all(compared))].flat();
}
