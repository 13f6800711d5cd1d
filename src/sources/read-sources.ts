/**
 * Reads the articles of a book in reading order. Nothing but line ends and the byte order mark changes: lines stay
 * those of the file.
 */
import { basename, dirname, extname, join } from 'node:path';
import type { BookConfig, ListedArticle, Source } from '../model/book.ts';
import { type Place, problem, type Reported } from '../model/diagnostics.ts';
import type { Host } from '../model/host.ts';
import { isBookFile, isInside } from '../text/file-names.ts';
import { mapInBatches } from './batches.ts';
import { decodeText } from './decode.ts';
import { isDated, nameOf } from './describe-article.ts';
import { readIncludes } from './includes/read-includes.ts';
import { longestSidecar } from './sidecar.ts';

type SourceHost = Pick<Host, 'readFile' | 'realPath' | 'firstCommitDate'>;

/** The articles with the files that they include. */
export async function readSources(
  config: BookConfig,
  host: SourceHost & Pick<Host, 'listFolder'>,
): Promise<Reported<Source[]>> {
  const { value, diagnostics } = await readArticles(config, host);
  return { value: await readIncludes(value, config, host), diagnostics };
}

/** The articles alone: enough to know their metadata. */
export async function readArticles(
  config: Pick<BookConfig, 'parts' | 'folder' | 'file'>,
  host: SourceHost,
): Promise<Reported<Source[]>> {
  const articles = config.parts.flatMap((part) => part.articles);
  const read = await mapInBatches(articles, (article) => readSource(article, config, host));
  return {
    value: read.flatMap(({ value }) => (value === null ? [] : [value])),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

async function readSource(
  article: ListedArticle,
  config: Pick<BookConfig, 'folder' | 'file'>,
  host: SourceHost,
): Promise<Reported<Source | null>> {
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
  if (decoded.kind === 'text') {
    const source = { path, text: decoded.text, ...titleOf(article), ...(await besideArticle(path, config, host)) };
    return { value: { ...source, ...(await firstCommitOf(source, config, host)) }, diagnostics: [] };
  }
  const encoding = decoded.line === null ? 'UTF-16' : 'GB18030';
  const hint = `convert it to UTF-8, for example \`iconv -f ${encoding} -t UTF-8 old.md > new.md\``;
  return missing('not-utf8', decoded.reason, { file: path, line: decoded.line }, hint);
}

function titleOf({ title, isNavigationTitle }: ListedArticle): Pick<Source, 'title' | 'isNavigationTitle'> {
  return title === undefined ? {} : { title, ...(isNavigationTitle ? { isNavigationTitle } : {}) };
}

/** `SLUG.meta.json` or `SLUG.json`; of `SLUG/index.md` and `SLUG/README.md` that with the name of the folder too. */
async function besideArticle(
  path: string,
  config: Pick<BookConfig, 'folder'>,
  host: Pick<Host, 'readFile' | 'realPath'>,
): Promise<Pick<Source, 'sidecar'>> {
  const names = [...new Set([basename(path, extname(path)), nameOf(path)])];
  for (const name of names.flatMap((each) => [`${each}.meta.json`, `${each}.json`])) {
    const file = join(dirname(path), name);
    const answer = await host.readFile(file, longestSidecar);
    if (answer.kind !== 'file') continue;
    // A link must not bring the contents of other files into a book.
    const [real, folder] = await Promise.all([host.realPath(file), host.realPath(config.folder)]);
    const decoded = decodeText(answer.bytes);
    if (decoded.kind !== 'text' || (real !== null && folder !== null && !isInside(real, folder))) continue;
    return { sidecar: { path: file, text: decoded.text.replace(/^\uFEFF/, '') } };
  }
  return {};
}

/**
 * The chapters of a book.yaml are not dated by git: they are parts of a work, and the day a file was added says nothing
 * to its readers.
 */
async function firstCommitOf(
  source: Source,
  { file }: Pick<BookConfig, 'file'>,
  host: Pick<Host, 'firstCommitDate'>,
): Promise<Pick<Source, 'firstCommit'>> {
  if ((file !== null && isBookFile(file)) || isDated(source)) return {};
  const firstCommit = await host.firstCommitDate(source.path);
  return firstCommit === null ? {} : { firstCommit };
}
