/**
 * Reads the articles of a book in reading order. Nothing but line ends and the byte order mark changes: lines stay
 * those of the file.
 */
import type { BookConfig, ListedArticle, Source } from '../model/book.ts';
import { type Place, problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { mapInBatches } from './batches.ts';
import { decodeText } from './decode.ts';
import { readIncludes } from './includes/read-includes.ts';

export async function readSources(
  config: BookConfig,
  host: Pick<Host, 'readFile' | 'listFolder' | 'realPath'>,
): Promise<Reported<Source[]>> {
  const articles = config.parts.flatMap((part) => part.articles);
  const read = await mapInBatches(articles, (article) => readSource(article, host));
  const sources = read.flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    value: await readIncludes(sources, config, host),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

async function readSource(article: ListedArticle, host: Pick<Host, 'readFile'>): Promise<Reported<Source | null>> {
  const path = article.value;
  const missing = (code: 'path-not-found' | 'not-utf8', message: string, place: Place, hint?: string) => ({
    value: null,
    diagnostics: [problem(code, message, place, hint)],
  });
  const answer = await host.readFile(path);
  switch (answer.kind) {
    case 'file':
      break;
    case 'folder':
    case 'missing':
      return missing('path-not-found', `no such article: \`${path}\``, article.place);
    case 'refused':
      return missing('path-not-found', `cannot read the article: ${answer.reason}`, article.place);
  }
  const decoded = decodeText(answer.bytes);
  if (decoded.kind === 'text') return { value: { path, text: decoded.text, ...titleOf(article) }, diagnostics: [] };
  const encoding = decoded.line === null ? 'UTF-16' : 'GB18030';
  const hint = `convert it to UTF-8, for example \`iconv -f ${encoding} -t UTF-8 old.md > new.md\``;
  return missing('not-utf8', decoded.reason, { file: path, line: decoded.line }, hint);
}

function titleOf({ title }: ListedArticle): Pick<Source, 'title'> {
  return title === undefined ? {} : { title };
}
