/**
 * The articles of a book as text. In: a BookConfig. Out: one Source for each article that can be read, in reading
 * order. Must not change the text beyond line ends and the byte order mark: lines must stay those of the file.
 */
import type { BookConfig, Source, Written } from '../book.ts';
import { type Diagnostic, problem, type Report, type Reported } from '../diagnostics.ts';
import type { Host } from '../host.ts';
import { decodeText } from './decode.ts';

export async function readSources(config: BookConfig, host: Pick<Host, 'readFile'>): Promise<Reported<Source[]>> {
  const diagnostics: Diagnostic[] = [];
  const sources: Source[] = [];
  // One after the other: the disk is not what a build waits for, and the order of the problems stays fixed.
  for (const article of config.parts.flatMap((part) => part.articles)) {
    const source = await readSource(article, host, (diagnostic) => diagnostics.push(diagnostic));
    if (source) sources.push(source);
  }
  return { value: sources, diagnostics };
}

async function readSource(
  article: Written<string>,
  host: Pick<Host, 'readFile'>,
  report: Report,
): Promise<Source | null> {
  const path = article.value;
  const answer = await host.readFile(path);
  switch (answer.kind) {
    case 'file':
      break;
    case 'folder':
    case 'missing':
      report(problem('path-not-found', `no such article: \`${path}\``, article.place));
      return null;
    case 'refused':
      report(problem('path-not-found', `the article cannot be read: ${answer.reason}`, article.place));
      return null;
  }
  const decoded = decodeText(answer.bytes);
  if (decoded.kind === 'text') return { path, text: decoded.text, modified: answer.modified };
  const encoding = decoded.line === null ? 'UTF-16' : 'GB18030';
  const hint = `convert it to UTF-8, for example: iconv -f ${encoding} -t UTF-8 old.md > new.md`;
  report(problem('not-utf8', decoded.reason, { file: path, line: decoded.line }, hint));
  return null;
}
